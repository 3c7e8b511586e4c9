"""Answering without a connection: a workbook of questions and cells to fill in; ``reading_back`` reads it.

One row a cell, as ``palermo_engines.registers.cells`` lays out the parts of a value. The first column names the cell
and is not to be changed; answers and standings are read back, all other columns help people.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import Actor
from palermo.measure.questionnaires.answering import part_of
from palermo.measure.questionnaires.designing import questions_of
from palermo.measure.questionnaires.models import Submission
from palermo.measure.questionnaires.questions import Question, QuestionSet, Section
from palermo.measure.questionnaires.rules import may_answer
from palermo.measure.questionnaires.said import Said, said_in
from palermo.measure.questionnaires.words import STANDINGS, Standing
from palermo_engines.registers.cells import columns_of, write_row
from palermo_engines.registers.model import FieldType, in_language

SUBMISSION = "~submission"
SOURCE = "~source"
KEY, ANSWER, STANDING, WORD = 0, 4, 5, 6
LETTERS = "ABCDEFG"
MOST_ROWS = 5000
PARTS = ("provider", "method", "as_of")
_QUALIFIERS = "exact, about, at_least, more_than, nearly, less_than, at_most, none_known"
_WIDTHS = (26, 22, 60, 34, 26, 18, 40)


def write_answers_book(actor: Actor, submission: Submission) -> bytes:
    """The questions of the sections that ``actor`` answers, with what was said so far, as .xlsx."""
    asked, said = questions_of(submission.round.version), said_in(submission.answers.all())
    book = Workbook()
    sheet = book.active
    _lay_out(sheet)
    _append(sheet, _headings(), bold=True)
    _append(sheet, (SUBMISSION, "", submission.country, "", str(submission.uuid), "", ""))
    for section in asked.sections:
        if may_answer(actor, submission, part_of(submission, section)):
            for row in _rows_of(submission, asked, section, said):
                _append(sheet, row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _lay_out(sheet: Any) -> None:
    sheet.title = _("Questions")[:31]
    sheet.freeze_panes = "A2"
    for letter, width in zip(LETTERS, _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.rightToLeft = active_language() == "ar"
    offered = ",".join(str(words) for words in STANDINGS.values())
    choices = DataValidation(type="list", formula1=f'"{offered}"', allow_blank=True)
    sheet.add_data_validation(choices)
    choices.add(f"{LETTERS[STANDING]}2:{LETTERS[STANDING]}{MOST_ROWS}")


def _append(sheet: Any, values: Sequence[Any], *, bold: bool = False) -> None:
    """A row. Text is text, whatever it begins with: no cell becomes a formula."""
    number = sheet.max_row + 1 if sheet.cell(1, 1).value is not None else 1
    for place, value in enumerate(values, 1):
        if value in (None, ""):
            continue
        cell = sheet.cell(number, place, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
        if isinstance(value, str):
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=bold)


def _headings() -> tuple[str, ...]:
    return (
        _("Cell (do not change)"), _("Section"), _("Question"), _("What to write"), _("Answer"), _("Standing"),
        _("Explanation"),
    )  # fmt: skip


def _rows_of(
    submission: Submission, asked: QuestionSet, section: Section, said: Mapping[str, Said]
) -> Iterator[tuple[Any, ...]]:
    title = in_language(section.title, active_language())
    if section.sourced:
        part = part_of(submission, section)
        for name, words in zip(PARTS, (_("Provided by"), _("Method"), _("As of")), strict=True):
            yield f"{SOURCE}.{section.id}.{name}", title, words, "", getattr(part, name), "", ""
    own = asked.part(section)
    cells = write_row(own, {name: each.value for name, each in said.items() if each.standing == Standing.VALUE})
    for column in columns_of(own):
        question = asked.by_id[column.field.id]
        given = said.get(question.id, Said())
        first = column.key == question.id or column.key == first_key(own_keys(asked, section), question.id)
        yield (
            column.key, title, _label(question, column.title), _hint(question, column.part), cells.get(column.key),
            str(STANDINGS[given.standing]) if first and not given.nothing else "", given.word if first else "",
        )  # fmt: skip


def own_keys(asked: QuestionSet, section: Section) -> list[str]:
    """The names of a section's cells, in order."""
    return [column.key for column in columns_of(asked.part(section))]


def first_key(keys: Sequence[str], question: str) -> str:
    return next((key for key in keys if key.partition(".")[0] == question), question)


def _label(question: Question, title: Mapping[Any, str]) -> str:
    number = f"{question.number}. " if question.number else ""
    return number + in_language(title, active_language())


def _hint(question: Question, part: str) -> str:
    """What may be written: the labels of choices, yes or no."""
    field = question.field
    if field.type is FieldType.CHOICE and len(field.choices) <= 30:
        return " / ".join(in_language(choice.label, active_language()) for choice in field.choices)
    if field.type is FieldType.YES_NO:
        return _("yes / no")
    return _QUALIFIERS if part == "qualifier" else ""
