"""Versions, answers and offers in the reader's words, for the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from palermo.commons.records_forms.wording import value_html, words_of
from palermo.commons.wording.languages import active_language
from palermo.measure.questionnaires.comparing import Changed
from palermo.measure.questionnaires.gaps import article_words
from palermo.measure.questionnaires.models import SubmissionSection
from palermo.measure.questionnaires.questions import Question, QuestionSet, Section
from palermo.measure.questionnaires.said import Said
from palermo.measure.questionnaires.words import STANDINGS, Standing
from palermo.measure.wording import measure_title
from palermo_engines.registers.model import Field, FieldType, in_language

_TYPES: Mapping[FieldType, Promise] = {
    FieldType.TEXT: gettext_lazy("text"),
    FieldType.RICH_TEXT: gettext_lazy("text"),
    FieldType.TRANSLATED_TEXT: gettext_lazy("text in several languages"),
    FieldType.CHOICE: gettext_lazy("choice"),
    FieldType.YES_NO: gettext_lazy("yes or no"),
    FieldType.COUNTRY: gettext_lazy("country"),
    FieldType.ORGANISATION: gettext_lazy("organisation"),
    FieldType.SEAT: gettext_lazy("body and role"),
    FieldType.PEOPLE: gettext_lazy("count of people"),
    FieldType.NUMBER: gettext_lazy("number"),
    FieldType.MONEY: gettext_lazy("amount of money"),
    FieldType.SHARE: gettext_lazy("share"),
    FieldType.DATE: gettext_lazy("date"),
    FieldType.PERIOD: gettext_lazy("period"),
    FieldType.PLANNED_ACTUAL: gettext_lazy("planned and actual date"),
    FieldType.PLACE: gettext_lazy("place"),
    FieldType.FILE: gettext_lazy("file"),
    FieldType.LINK: gettext_lazy("record of a register"),
    FieldType.CITATION: gettext_lazy("citation"),
    FieldType.COMPUTED: gettext_lazy("computed"),
}
_PARTS: Mapping[str, Promise] = {
    "label": gettext_lazy("wording"),
    "help": gettext_lazy("explanation of the question"),
    "type": gettext_lazy("kind of answer"),
    "choices": gettext_lazy("choices"),
    "required": gettext_lazy("whether it must be answered"),
    "relevant": gettext_lazy("when it is asked"),
    "constraint": gettext_lazy("what is allowed"),
    "number": gettext_lazy("number"),
    "section": gettext_lazy("section"),
    "articles": gettext_lazy("articles"),
    "same_as": gettext_lazy("same questions elsewhere"),
    "prefill": gettext_lazy("where the answer may come from"),
    "measure": gettext_lazy("what is counted"),
    "gap": gettext_lazy("answers that mean a gap"),
    "explain": gettext_lazy("change that asks for a word"),
}


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question as it is printed."""

    id: str
    number: str
    label: str
    help: str
    kind: str
    choices: tuple[str, ...]
    articles: str
    same_as: str
    measure: str


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """A question with its answer in words; ``standing`` is set where there is no value. ``figure`` opens the figure
    that it states."""

    id: str
    label: str
    value: SafeString | str
    standing: str
    word: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section with its answers, and the source of its data."""

    title: str
    answers: tuple[ShownAnswer, ...]
    part: SubmissionSection | None = None


def version_shown(asked: QuestionSet) -> list[tuple[str, list[ShownQuestion]]]:
    """The sections with their questions."""
    return [
        (section_title(section), [_shown(question) for question in section.questions]) for section in asked.sections
    ]


def section_title(section: Section) -> str:
    """In the reader's language."""
    return in_language(section.title, active_language())


def label_with_number(question: Question) -> str:
    """``5. Victims identified in the year``."""
    label = in_language(question.field.label, active_language())
    return f"{question.number}. {label}" if question.number else label


def answer_shown(question: Question, said: Said, figure: str = "") -> ShownAnswer:
    """One answer in words."""
    without = said.standing != Standing.VALUE
    return ShownAnswer(
        question.id, label_with_number(question), "" if without else value_html(question.field, said.value),
        str(STANDINGS[said.standing]) if without else "", said.word, figure,
    )  # fmt: skip


def said_in_words(field: Field, said: Said) -> str:
    """An answer on one line."""
    return words_of(field, said.value) if said.standing == Standing.VALUE else str(STANDINGS[said.standing])


def changed_parts(change: Changed) -> tuple[str, list[str]]:
    """The label of a changed question, and what changed in it."""
    question: Any = change.after or change.before
    return label_with_number(question), [str(_PARTS.get(part, part)) for part in change.parts]


def _shown(question: Question) -> ShownQuestion:
    field, language = question.field, active_language()
    return ShownQuestion(
        id=question.id,
        number=question.number,
        label=label_with_number(question),
        help=in_language(field.help, language),
        kind=str(_TYPES[field.type]),
        choices=tuple(in_language(choice.label, language) for choice in field.choices[:30]),
        articles=article_words(question.articles),
        same_as=", ".join(question.same_as),
        measure=measure_title(question.measure) if question.measure else "",
    )
