"""Whether a section's answers can stand: shapes, what is required, parts against totals, rules over several
questions, and large changes against last time, which ask for a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from palermo.commons.wording.languages import active_language
from palermo.measure.questionnaires.questions import Question, QuestionSet, Section
from palermo.measure.questionnaires.said import Said, SaidBy, number_in, values_of
from palermo.measure.questionnaires.words import Standing
from palermo_engines.registers.checking import Checked, Fault, check_record
from palermo_engines.registers.model import FieldType, in_language

REQUIRED = "registers.required"
SMALLEST_CHANGE = Decimal(10)
"""Between small counts any change is large in per cent: fewer than so many more or less need no word."""


@dataclass(frozen=True, slots=True)
class Problem:
    """``question`` is empty when it is about several. ``stands``: it is told, and does not stand in the way."""

    question: str
    message: str
    stands: bool = False


def check_all(asked: QuestionSet, said: SaidBy, today: date) -> Checked:
    """The engine's check of every answer together; ``asked`` of the result are the questions that are relevant."""
    return check_record(asked.declaration, values_of(said), today=today)


def relevant(asked: QuestionSet, said: SaidBy, today: date) -> dict[str, Said]:
    """The answers to questions that are asked, given the others: others are kept, and count for nothing."""
    names = check_all(asked, said, today).asked
    return {name: each for name, each in said.items() if name in names}


def problems_in(asked: QuestionSet, section: Section, said: SaidBy, last: SaidBy, today: date) -> tuple[Problem, ...]:
    """What is wrong with one section's answers, in the order of its questions; what is about all of them first."""
    checked = check_all(asked, said, today)
    own = {question.id for question in section.questions}
    found = [
        *_told(checked.faults, own, said, stands=False),
        *_told(checked.notices, own, said, stands=True),
        *(
            each
            for question in section.questions
            if question.id in checked.asked
            for each in _change(question, said, last)
        ),
    ]
    order = {question.id: place for place, question in enumerate(section.questions, 1)}
    return tuple(sorted(found, key=lambda problem: order.get(problem.question, 0)))


def _told(faults: tuple[Fault, ...], own: set[str], said: SaidBy, *, stands: bool) -> Iterator[Problem]:
    for fault in faults:
        if fault.field and fault.field not in own:
            continue
        answered = said.get(fault.field)
        if fault.code == REQUIRED and answered is not None and answered.standing != Standing.VALUE:
            continue
        yield Problem(fault.field, in_language(fault.message, active_language()), stands)


def _change(question: Question, said: SaidBy, last: SaidBy) -> Iterator[Problem]:
    now = said.get(question.id)
    if now is not None and not now.word.strip() and is_large(question, last.get(question.id), now):
        words = _("This differs from last time by more than %(percent)d per cent. Say in a word why.")
        yield Problem(question.id, words % {"percent": question.explain})


def is_large(question: Question, before: Said | None, now: Said | None) -> bool:
    """Whether an answer moved so far from the last one that it asks for a word. Amounts in two currencies are not
    compared."""
    old, new = number_in(question.field, before), number_in(question.field, now)
    if not question.explain or old is None or new is None or _other_currency(question, before, now):
        return False
    moved = abs(new - old)
    return moved >= SMALLEST_CHANGE and moved * 100 > abs(old) * question.explain


def _other_currency(question: Question, before: Said | None, now: Said | None) -> bool:
    if question.field.type is not FieldType.MONEY or before is None or now is None:
        return False
    return bool(before.value.get("currency") != now.value.get("currency"))
