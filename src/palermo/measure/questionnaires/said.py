"""What was said to a question, apart from where it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from palermo.measure.questionnaires.models import GivenAnswer
from palermo.measure.questionnaires.questions import QuestionSet
from palermo.measure.questionnaires.words import Standing
from palermo_engines.registers.model import Field, FieldType

_NUMBERS = {
    FieldType.PEOPLE: "total", FieldType.NUMBER: "value", FieldType.MONEY: "amount", FieldType.SHARE: "value",
}  # fmt: skip
_NO_VALUE: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Said:
    """``value`` has the shape of its field, and is None unless ``standing`` is ``value``; ``word`` explains it."""

    standing: str = Standing.VALUE.value
    value: Any = None
    word: str = ""

    @property
    def nothing(self) -> bool:
        """Whether nothing was said at all: zero, no data and not applicable are something."""
        return self.standing == Standing.VALUE and self.value in _NO_VALUE and self.value is not False


SaidBy = Mapping[str, Said]


def said_in(answers: Iterable[GivenAnswer]) -> dict[str, Said]:
    """What stored answers say, by question."""
    return {each.question: Said(each.standing, each.value, each.word) for each in answers}


def values_of(said: SaidBy) -> dict[str, Any]:
    """The values alone, for the engine: a question without data has none."""
    return {name: each.value for name, each in said.items() if each.standing == Standing.VALUE and not each.nothing}


def known_to(asked: QuestionSet, said: SaidBy) -> dict[str, Said]:
    """Without answers to questions that this version does not ask."""
    return {name: each for name, each in said.items() if name in asked.by_id}


def number_in(field: Field, said: Said | None) -> Decimal | None:
    """The number that an answer comes down to: the total, the value, the amount; None when it has none."""
    part = _NUMBERS.get(field.type)
    if said is None or said.standing != Standing.VALUE or part is None or not isinstance(said.value, dict):
        return None
    number = said.value.get(part)
    return None if number is None else Decimal(str(number))
