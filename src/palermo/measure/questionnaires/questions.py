"""What a version of a questionnaire asks, as frozen objects. ``reading`` makes them from YAML.

A question is a field of the register engine with what only a questionnaire knows of it: its number, the articles it
is about, the questions of other questionnaires that ask the same, where its answer may come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from palermo_engines.registers.model import Declaration, Field, Text


@dataclass(frozen=True, slots=True)
class Prefill:
    """Where an answer may come from: ``figure`` (``name`` is a measure), ``register`` (``name`` is a register,
    ``measure`` one that it yields) or ``treaty`` (``name`` is an instrument). ``scope`` is that of the figures."""

    kind: str
    name: str
    measure: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An article of an instrument: its code in ``standards/treaties.yaml`` and the number as printed."""

    instrument: str
    number: str


@dataclass(frozen=True, slots=True)
class Question:
    """``same_as`` are ``QUESTIONNAIRE.question``; ``measure``: the cleared answer states a figure of it; ``gap``: the
    codes that mean a gap; ``explain``: a change of more per cent against last time asks for a word (0: never)."""

    field: Field
    section: str
    number: str = ""
    articles: tuple[Article, ...] = ()
    same_as: tuple[str, ...] = ()
    prefill: tuple[Prefill, ...] = ()
    measure: str = ""
    gap: tuple[str, ...] = ()
    explain: int = 0

    @property
    def id(self) -> str:
        return self.field.id


@dataclass(frozen=True, slots=True)
class Section:
    """``sourced``: the section asks who provides its data, by which method, as of when."""

    id: str
    title: Text
    questions: tuple[Question, ...]
    sourced: bool = False


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """All that a version asks. ``declaration`` holds the same questions as fields, in order, for the engine."""

    declaration: Declaration
    sections: tuple[Section, ...]
    by_id: Mapping[str, Question] = field(default_factory=dict)

    @property
    def questions(self) -> Iterator[Question]:
        """In the order in which they are asked."""
        return (question for section in self.sections for question in section.questions)

    def section(self, identifier: str) -> Section | None:
        """The section with the id, or None."""
        return next((each for each in self.sections if each.id == identifier), None)

    def part(self, section: Section) -> Declaration:
        """The declaration of one section's questions alone: for their cells and forms, not for their rules."""
        own = {question.id for question in section.questions}
        return replace(self.declaration, fields=tuple(f for f in self.declaration.fields if f.id in own), rules=())
