"""Answering without a connection: a workbook of questions and cells, and the same workbook back.

One row a cell, as ``palermo_engines.registers.cells`` lays out the parts of a value. The first column names the cell
and is not to be changed; answers and standings are read, all other columns help people.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.worksheet.datavalidation import DataValidation

from palermo.commons.table_files import read_table
from palermo.commons.wording.languages import active_language
from palermo.commons.wording.places import known_countries
from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.measure.questionnaires.answering import DataSource, part_of, write_section
from palermo.measure.questionnaires.designing import questions_of
from palermo.measure.questionnaires.models import Submission
from palermo.measure.questionnaires.questions import Question, QuestionSet, Section
from palermo.measure.questionnaires.rules import may_answer
from palermo.measure.questionnaires.said import Said, said_in
from palermo.measure.questionnaires.words import STANDINGS, Standing, Way
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.registers.cells import columns_of, read_row, write_row
from palermo_engines.registers.model import FieldType, in_language
from palermo_engines.registers.refusals import refusal
from palermo_engines.registers.values import normalise

SUBMISSION = "~submission"
SOURCE = "~source"
KEY, ANSWER, STANDING, WORD = 0, 4, 5, 6
LARGEST = 5 * 1024 * 1024
MOST_ROWS = 5000
_PARTS = ("provider", "method", "as_of")


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that cannot be taken: its address in the sheet, the cell's name, and why."""

    cell: str
    key: str
    message: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a workbook: how many answers it gave, and its bad cells. Nothing is kept of one with bad cells
    unless that is asked for."""

    answers: int
    bad: tuple[Bad, ...]
    kept: bool


# Out.


def write_answers_book(actor: Actor, submission: Submission) -> bytes:
    """The questions of the sections that ``actor`` answers, with what was said so far, as .xlsx."""
    asked, said = questions_of(submission.round.version), said_in(submission.answers.all())
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Questions")[:31])
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFG", (26, 22, 60, 34, 26, 18, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    if active_language() == "ar":
        sheet.sheet_view.rightToLeft = True
    choices = DataValidation(
        type="list", formula1='"{}"'.format(",".join(map(str, STANDINGS.values()))), allow_blank=True
    )
    sheet.add_data_validation(choices)
    choices.add(f"F2:F{MOST_ROWS}")
    for row in (_headings(), (SUBMISSION, "", str(submission), "", str(submission.uuid), "", "")):
        sheet.append([_cell(sheet, text, bold=True) for text in row])
    for section in asked.sections:
        if may_answer(actor, submission, part_of(submission, section)):
            for row in _rows_of(submission, asked, section, said):
                sheet.append([_cell(sheet, value) for value in row])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


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
        for name, words in zip(_PARTS, (_("Provided by"), _("Method"), _("As of")), strict=True):
            yield f"{SOURCE}.{section.id}.{name}", title, words, "", getattr(part, name), "", ""
    own = asked.part(section)
    cells = write_row(own, {name: each.value for name, each in said.items() if each.standing == Standing.VALUE})
    for column in columns_of(own):
        question = asked.by_id[column.field.id]
        given = said.get(question.id, Said())
        first = column.key == question.id or column.key == _first_key(own_keys(asked, section), question.id)
        yield (
            column.key, title, _label(question, column.title), _hint(question, column.part), cells.get(column.key),
            str(STANDINGS[given.standing]) if first and not given.nothing else "", given.word if first else "",
        )  # fmt: skip


def own_keys(asked: QuestionSet, section: Section) -> list[str]:
    """The names of a section's cells, in order."""
    return [column.key for column in columns_of(asked.part(section))]


def _first_key(keys: Sequence[str], question: str) -> str:
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
    return _("exact, about, at_least, more_than, nearly, at_most, none_known") if part == "qualifier" else ""


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    text = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, value=text)
    if isinstance(text, str):
        cell.data_type = "s"  # text that begins with = is no formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)
    cell.protection = Protection(locked=False)
    return cell


# In.


def take_answers_book(
    actor: Actor, *, submission: Submission, content: bytes, name: str, keep_good: bool = False
) -> Taken:
    """Read a workbook back. All or nothing, unless ``keep_good``; every bad cell is named. InputError for a file that
    is no workbook of this submission."""
    rows = _read_rows(content, name)
    asked = questions_of(submission.round.version)
    _demand_own(rows, submission, name)
    reading = _Reading(actor, submission, asked, rows)
    found = reading.sections()
    bad = tuple(sorted(reading.bad, key=lambda each: (int(each.cell[1:]), each.cell)))
    kept = bool(found) and (keep_good or not bad)
    if kept:
        with audit.act(
            actor, "measure.questionnaire.workbook_taken", object_kind="submission", object_uuid=submission.uuid,
            sections=len(found), bad=len(bad),
        ):  # fmt: skip
            for section, said, data in found:
                part = part_of(submission, section)
                write_section(
                    actor, submission=submission, section=section, said=said, revision=part.revision, data=data,
                    way=Way.WORKBOOK,
                )  # fmt: skip
    return Taken(sum(len(said) for _section, said, _data in found), bad, kept)


def _read_rows(content: bytes, name: str) -> dict[str, tuple[int, Sequence[Any]]]:
    """The rows by the name of their cell, each with its number in the sheet."""
    if len(content) > LARGEST:
        raise InputError("questionnaires.book", f"The file is larger than {LARGEST // 2**20} MB.", where=name)
    table = read_table(content, name)
    if len(table.rows) > MOST_ROWS:
        raise InputError("questionnaires.book", f"The sheet has more than {MOST_ROWS} rows.", where=name)
    found: dict[str, tuple[int, Sequence[Any]]] = {}
    for number, row in enumerate(table.rows, table.first_row):
        key = str(row[KEY]).strip() if row else ""
        if key:
            found.setdefault(key, (number, row))
    return found


def _demand_own(rows: Mapping[str, tuple[int, Sequence[Any]]], submission: Submission, name: str) -> None:
    _number, row = rows.get(SUBMISSION, (0, ()))
    try:
        known = UUID(str(_at(row, ANSWER))) == submission.uuid
    except ValueError:
        known = False
    if not known:
        advice = "Export it here and fill that file in."
        raise InputError("questionnaires.book", "This is no workbook of these answers.", advice=advice, where=name)


class _Reading:
    """One workbook, read section by section; ``bad`` gathers the cells that cannot be taken."""

    def __init__(
        self, actor: Actor, submission: Submission, asked: QuestionSet, rows: Mapping[str, tuple[int, Sequence[Any]]]
    ) -> None:
        self._actor, self._submission, self._asked, self._rows = actor, submission, asked, rows
        self._before = said_in(submission.answers.all())
        self.bad: list[Bad] = []
        self._countries = _country_codes()

    def sections(self) -> list[tuple[Section, dict[str, Said], DataSource | None]]:
        """What is new in each section that the actor answers."""
        known = {SUBMISSION}
        found: list[tuple[Section, dict[str, Said], DataSource | None]] = []
        for section in self._asked.sections:
            keys = [*own_keys(self._asked, section), *(f"{SOURCE}.{section.id}.{part}" for part in _PARTS)]
            known |= set(keys)
            present = [key for key in keys if key in self._rows]
            if not present:
                continue
            said, data = self._said(section), self._data(section)
            if not may_answer(self._actor, self._submission, part_of(self._submission, section)):
                self._refuse_foreign(section, said)
            elif said or data is not None:
                found.append((section, said, data))
        for key, (number, _row) in self._rows.items():
            if key not in known:
                self.bad.append(Bad(f"A{number}", key[:80], _("There is no such cell in this questionnaire.")))
        return found

    def _refuse_foreign(self, section: Section, said: Mapping[str, Said]) -> None:
        for name in said:
            key = _first_key(own_keys(self._asked, section), name)
            self.bad.append(Bad(self._address(key), key, _("This section is answered by another body.")))

    def _said(self, section: Section) -> dict[str, Said]:
        cells = {key: _at(self._rows[key][1], ANSWER) for key in own_keys(self._asked, section) if key in self._rows}
        values, faults = read_row(self._asked.part(section), cells, country_codes=self._countries.get)
        wrong = {fault.column.partition(".")[0] for fault in faults}
        for fault in faults:
            self._refuse(fault.column, in_language(fault.message, active_language()))
        found: dict[str, Said] = {}
        for question in section.questions:
            first = _first_key(own_keys(self._asked, section), question.id)
            if question.id not in wrong and first in self._rows:
                said = self._one(question, first, values.get(question.id))
                if said is not None and said != self._before.get(question.id, Said()):
                    found[question.id] = said
        return found

    def _one(self, question: Question, key: str, value: Any) -> Said | None:
        """An answer with its standing and explanation; None when something in it is bad."""
        row = self._rows[key][1]
        standing = _standing(_at(row, STANDING))
        word = str(_at(row, WORD) or "").strip()
        if standing is None:
            self.bad.append(Bad(self._address(key, STANDING), key, _("This is none of the standings.")))
            return None
        if standing != Standing.VALUE and value is not None:
            self._refuse(key, _("There is an answer beside “no data” or “not applicable”."))
            return None
        try:
            return Said(standing, normalise(question.field, value) if standing == Standing.VALUE else None, word[:2000])
        except InputError as problem:
            self._refuse(key, in_language(refusal(problem.message, problem.advice), active_language()))
            return None

    def _data(self, section: Section) -> DataSource | None:
        keys = {part: f"{SOURCE}.{section.id}.{part}" for part in _PARTS}
        if not section.sourced or not all(key in self._rows for key in keys.values()):
            return None
        given = DataSource(**{part: _text(_at(self._rows[key][1], ANSWER)) for part, key in keys.items()})
        part = part_of(self._submission, section)
        return None if given == DataSource(part.provider, part.method, part.as_of) else given

    def _refuse(self, key: str, message: str) -> None:
        self.bad.append(Bad(self._address(key), key, message))

    def _address(self, key: str, column: int = ANSWER) -> str:
        return f"{'ABCDEFG'[column]}{self._rows[key][0] if key in self._rows else 1}"


def _at(row: Sequence[Any], place: int) -> Any:
    return row[place] if place < len(row) else None


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell.isoformat() if hasattr(cell, "isoformat") else cell or "").strip()[:10_000]


def _standing(cell: Any) -> str | None:
    """The standing a cell names, by its code or its words in any language; an empty one is an answer."""
    text = str(cell or "").strip().casefold()
    if not text:
        return Standing.VALUE.value
    for standing, words in STANDINGS.items():
        names = {standing}
        for language in LANGUAGES:
            with override("zh-hans" if language == "zh" else language):
                names.add(str(words).casefold())
        if text in names:
            return standing
    return None


def _country_codes() -> dict[str, str]:
    return {
        alias.text: code
        for code, country in known_countries().items()
        for language in LANGUAGES
        for alias in country.all_names(language)
    }
