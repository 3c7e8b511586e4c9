"""The headings of an export -> the values of a register they hold.

KoBo and ODK write names or labels, with the groups around a question before it or without, and a column for each choice
of a question with several answers or one for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from palermo_engines.registers.model import Declaration, Field, FieldType
from palermo_engines.registers.xlsform.answers import words_of
from palermo_engines.registers.xlsform.naming import field_id
from palermo_engines.registers.xlsform.parts import Part, question_name
from palermo_engines.registers.xlsform.vocabulary import folded

_STEPS = re.compile(r"[/:]")
_OF_THE_PROGRAM = re.compile(
    r"_.*|(?:meta[/:-])?(?:rootUuid|instanceID|instanceName|deprecatedID)|SubmissionDate|KEY|start|end|today|deviceid|"
    r"device_id|username|formhub/uuid|DeviceID|Edits|FormVersion|ReviewState|SubmitterID|SubmitterName|"
    r"Attachments(?:Present|Expected)|Status"
)


@dataclass(frozen=True, slots=True)
class Target:
    """What a column holds: a field, a part of its value (empty: all of it), or whether one choice was made."""

    field: str
    part: str = ""
    choice: str = ""


def is_of_the_program(heading: str) -> bool:
    """Whether the program that took the answers keeps the column for itself."""
    return _OF_THE_PROGRAM.fullmatch(heading.strip()) is not None


class Headings:
    """What the headings of exports of a register can be."""

    def __init__(self, declaration: Declaration, parts: Mapping[str, tuple[Part, ...]]) -> None:
        """``parts`` are those of each field, by its id."""
        self._declaration = declaration
        self._named: dict[str, Target] = {}
        self._labelled: dict[str, Target | None] = {}
        for field in declaration.fields:
            for name, labels, target in _questions(field, parts.get(field.id, ())):
                self._named[name] = target
                for label in labels:
                    known = self._labelled.setdefault(folded(label), target)
                    self._labelled[folded(label)] = target if known == target else None

    def target(self, heading: str) -> Target | None:
        """What the column holds; None when the register has nothing of the kind."""
        return self._plain(heading) or self._one_choice(heading)

    def _plain(self, heading: str) -> Target | None:
        steps = _STEPS.split(heading)
        last = steps[-1]
        candidates = (heading, last, last.rpartition("-")[2], field_id(last))
        by_name = next((self._named[name] for name in candidates if name in self._named), None)
        return by_name or self._by_label(heading, steps)

    def _by_label(self, heading: str, steps: list[str]) -> Target | None:
        for text in (heading, "/".join(steps[-2:]), steps[-1]):
            target = self._labelled.get(folded(text))
            if target is not None:
                return target
        return None

    def _one_choice(self, heading: str) -> Target | None:
        """``professions/judges``: the column of one choice, by code or label."""
        before, step, choice = _parted(heading)
        parent = self._plain(before) if step else None
        field = self._declaration.field(parent.field) if parent is not None else None
        if field is None or not field.multiple:
            return None
        code = words_of(field).code(choice)
        known = field.type is FieldType.COUNTRY or field.choice(code) is not None
        return Target(field.id, choice=code) if known else None


def _parted(heading: str) -> tuple[str, str, str]:
    position = max(heading.rfind("/"), heading.rfind(":"))
    return (heading[:position], heading[position], heading[position + 1 :]) if position > 0 else ("", "", heading)


def _questions(field: Field, parts: tuple[Part, ...]) -> Iterator[tuple[str, list[str], Target]]:
    """Name and labels of every question of a field. The label of a part says too little without that of its field."""
    own = list(field.label.values())
    yield field.id, own, Target(field.id)
    for part in parts:
        labels = [f"{label}/{part.label[language]}" for language, label in field.label.items()]
        yield question_name(field.id, part.key), labels, Target(field.id, part.key)
