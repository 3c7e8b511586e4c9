"""Answers as tables and as JSON: one row a cell, in the order of the questions; States in the reader's alphabet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from palermo.commons.downloads import Column
from palermo.commons.wording.languages import active_language
from palermo.commons.wording.places import country_name
from palermo.measure.questionnaires.answering import asked_and_said, part_of
from palermo.measure.questionnaires.checks import relevant
from palermo.measure.questionnaires.models import Submission
from palermo.measure.questionnaires.questions import Question, QuestionSet, Section
from palermo.measure.questionnaires.said import Said
from palermo.measure.questionnaires.words import STANDINGS, Standing
from palermo_engines.registers.cells import columns_of, write_row
from palermo_engines.registers.model import in_language


@dataclass(frozen=True, slots=True)
class Line:
    """One cell of one answer."""

    country: str
    section: str
    question: Question
    cell: str
    said: Said
    value: Any
    provider: str
    as_of: str


def lines_of(
    submissions: Iterable[Submission], sections: frozenset[str] | None = None, *, public: bool = False
) -> Iterator[Line]:
    """The cells of what was answered, of every section or of those named. ``public``: without explanations, and
    without questions that are not for everybody."""
    for submission in submissions:
        asked, counted = counted_answers(submission, public=public)
        for section in asked.sections:
            if sections is None or section.id in sections:
                yield from _lines(submission, asked, section, counted)


def counted_answers(submission: Submission, *, public: bool = False) -> tuple[QuestionSet, dict[str, Said]]:
    """What is asked, and the answers to questions that are relevant."""
    asked, said = asked_and_said(submission)
    counted = relevant(asked, said, timezone.localdate())
    if public:
        shown = {question.id for question in asked.questions if question.field.visible.level == "public"}
        counted = {name: replace(each, word="") for name, each in counted.items() if name in shown}
    return asked, counted


def _lines(submission: Submission, asked: QuestionSet, section: Section, counted: dict[str, Said]) -> Iterator[Line]:
    own = asked.part(section)
    part = part_of(submission, section)
    cells = write_row(own, {name: each.value for name, each in counted.items() if each.standing == Standing.VALUE})
    begun: set[str] = set()
    for column in columns_of(own):
        said = counted.get(column.field.id)
        value = cells.get(column.key)
        if said is None or (value is None and (said.standing == Standing.VALUE or column.field.id in begun)):
            continue
        begun.add(column.field.id)
        yield Line(
            submission.country, in_language(section.title, active_language()), asked.by_id[column.field.id], column.key,
            said, value, part.provider, part.as_of,
        )  # fmt: skip


def answer_columns() -> list[Column]:
    """For rows of ``Line``. Countries stand in the reader's alphabet, never by a value."""
    return [
        Column(_("Code"), lambda line: line.country),
        Column(_("Country"), lambda line: country_name(line.country)),
        Column(_("Section"), lambda line: line.section),
        Column(_("Number"), lambda line: line.question.number),
        Column(_("Question"), lambda line: in_language(line.question.field.label, active_language())),
        Column(_("Cell"), lambda line: line.cell),
        Column(_("Standing"), lambda line: str(STANDINGS[line.said.standing])),
        Column(_("Answer"), lambda line: line.value),
        Column(_("Explanation"), lambda line: line.said.word),
        Column(_("Provided by"), lambda line: line.provider),
        Column(_("As of"), lambda line: line.as_of),
    ]


def answers_json(
    submission: Submission, sections: frozenset[str] | None = None, *, public: bool = False
) -> dict[str, Any]:
    """A submission as JSON: values have the shapes of docs/how-to/declare-a-register.md. ``public`` as ``lines_of``."""
    asked, counted = counted_answers(submission, public=public)
    return {
        "questionnaire": asked.declaration.id,
        "version": submission.round.version.number,
        "period": submission.round.period,
        "country": submission.country,
        "stage": submission.stage,
        "received_on": submission.received_on.isoformat() if submission.received_on else None,
        "sections": [
            _section_json(submission, section, counted)
            for section in asked.sections
            if sections is None or section.id in sections
        ],
    }


def _section_json(submission: Submission, section: Section, counted: dict[str, Said]) -> dict[str, Any]:
    part = part_of(submission, section)
    return {
        "section": section.id,
        "source": {"provider": part.provider, "method": part.method, "as_of": part.as_of},
        "answers": [
            {
                "question": question.id,
                "number": question.number,
                "standing": counted[question.id].standing,
                "value": counted[question.id].value,
                "explanation": counted[question.id].word,
            }
            for question in section.questions
            if question.id in counted
        ],
    }
