"""A workbook that was filled in without a connection, read back: every bad cell is named by its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from palermo.commons.table_files import read_table
from palermo.commons.wording.languages import active_language
from palermo.commons.wording.places import known_countries
from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.measure.questionnaires.answering import LONGEST_WORD, DataSource, part_of, write_section
from palermo.measure.questionnaires.designing import questions_of
from palermo.measure.questionnaires.models import Submission
from palermo.measure.questionnaires.questions import Question, QuestionSet, Section
from palermo.measure.questionnaires.rules import may_answer
from palermo.measure.questionnaires.said import Said, said_in
from palermo.measure.questionnaires.words import STANDINGS, Standing, Way
from palermo.measure.questionnaires.workbooks import (
    ANSWER,
    KEY,
    LETTERS,
    MOST_ROWS,
    PARTS,
    SOURCE,
    STANDING,
    SUBMISSION,
    WORD,
    first_key,
    own_keys,
)
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.registers.cells import read_row
from palermo_engines.registers.model import in_language
from palermo_engines.registers.refusals import refusal
from palermo_engines.registers.values import normalise

LARGEST = 5 * 1024 * 1024
_LOCALES = {"zh": "zh-hans"}
Rows = Mapping[str, tuple[int, Sequence[Any]]]


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
    return Taken(sum(len(said) for _section, said, _source in found), bad, kept)


def _read_rows(content: bytes, name: str) -> Rows:
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


def _demand_own(rows: Rows, submission: Submission, name: str) -> None:
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

    def __init__(self, actor: Actor, submission: Submission, asked: QuestionSet, rows: Rows) -> None:
        self._actor, self._submission, self._asked, self._rows = actor, submission, asked, rows
        self._before = said_in(submission.answers.all())
        self.bad: list[Bad] = []
        self._countries = _country_codes()

    def sections(self) -> list[tuple[Section, dict[str, Said], DataSource | None]]:
        """What is new in each section that the actor answers."""
        known = {SUBMISSION}
        found: list[tuple[Section, dict[str, Said], DataSource | None]] = []
        for section in self._asked.sections:
            keys = [*own_keys(self._asked, section), *(f"{SOURCE}.{section.id}.{part}" for part in PARTS)]
            known |= set(keys)
            present = [key for key in keys if key in self._rows]
            if not present:
                continue
            said, data = self._said(section), self._provenance(section)
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
            key = first_key(own_keys(self._asked, section), name)
            self.bad.append(Bad(self._address(key), key, _("This section is answered by another body.")))

    def _said(self, section: Section) -> dict[str, Said]:
        cells = {key: _at(self._rows[key][1], ANSWER) for key in own_keys(self._asked, section) if key in self._rows}
        values, faults = read_row(self._asked.part(section), cells, country_codes=self._countries.get)
        wrong = {fault.column.partition(".")[0] for fault in faults}
        for fault in faults:
            self._refuse(fault.column, in_language(fault.message, active_language()))
        found: dict[str, Said] = {}
        for question in section.questions:
            first = first_key(own_keys(self._asked, section), question.id)
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
            return Said(
                standing, normalise(question.field, value) if standing == Standing.VALUE else None, word[:LONGEST_WORD]
            )
        except InputError as problem:
            self._refuse(key, in_language(refusal(problem.message, problem.advice), active_language()))
            return None

    def _provenance(self, section: Section) -> DataSource | None:
        keys = {part: f"{SOURCE}.{section.id}.{part}" for part in PARTS}
        if not section.sourced or not all(key in self._rows for key in keys.values()):
            return None
        given = DataSource(**{part: _text(_at(self._rows[key][1], ANSWER)) for part, key in keys.items()})
        part = part_of(self._submission, section)
        return None if given == DataSource(part.provider, part.method, part.as_of) else given

    def _refuse(self, key: str, message: str) -> None:
        self.bad.append(Bad(self._address(key), key, message))

    def _address(self, key: str, column: int = ANSWER) -> str:
        return f"{LETTERS[column]}{self._rows[key][0] if key in self._rows else 1}"


def _at(row: Sequence[Any], place: int) -> Any:
    return row[place] if place < len(row) else None


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell.isoformat() if hasattr(cell, "isoformat") else cell or "").strip()[:10_000]


def _standing(cell: Any) -> str | None:
    """The standing a cell names, by its code or its words in any language; an empty one is an answer; None: neither."""
    text = str(cell or "").strip().casefold()
    return _standings().get(text) if text else Standing.VALUE.value


@cache
def _standings() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with override(_LOCALES.get(language, language)):
            for standing, words in STANDINGS.items():
                found |= {standing: standing, str(words).casefold(): standing}
    return found


def _country_codes() -> dict[str, str]:
    return {
        alias.text: code
        for code, country in known_countries().items()
        for language in LANGUAGES
        for alias in country.all_names(language)
    }
