"""Printed rows -> what they state: measure, place, year, breakdown, value. Nothing is dropped unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from palermo.ground.evidence.api import as_printed
from palermo.ground.standards.api import countries
from palermo.measure.cells import CellError, Problem, StatedValue, TableError, read_value, read_year
from palermo.measure.statistics.citizenships import Coder, make_coder
from palermo.measure.statistics.vocabulary import Vocabulary, vocabulary
from palermo.measure.statistics.workbook import PrintedRow, PrintedTable

_FREE_TEXT = frozenset({"citizenship", "repatriation"})
NOT_STATED = "not_stated"
_LONGEST_TEXT = 120
Code = TypeVar("Code")


@dataclass(frozen=True, slots=True)
class Statement:
    """One row's meaning. ``subject`` is an ISO 3166-1 alpha-3 code, or None when the row's area has none; ``area`` is
    what the row calls it. ``parts`` is the breakdown; a free-text part that could not be coded stands as printed, in
    quotation marks. ``category`` is the cell it came from."""

    row: PrintedRow
    measure: str
    subject: str | None
    area: str
    year: int
    unit: str
    parts: tuple[tuple[str, str], ...]
    category: str
    coded: bool
    stated: StatedValue


@dataclass(frozen=True, slots=True)
class _Cells:
    iso3: str
    country: str
    region: str
    subregion: str
    indicator: str
    dimension: str
    category: str
    sex: str
    age: str
    year: str
    unit: str
    value: str
    source: str


def state_rows(table: PrintedTable) -> tuple[list[Statement], int]:
    """Every row's statement in order, and the number of rows without a value (missing is not zero, and no figure).

    TableError listing all cells that cannot be used.
    """
    reader = _Reader(vocabulary(), make_coder(), frozenset(countries()))
    statements: list[Statement] = []
    problems: list[Problem] = []
    without_value = 0
    for row in table.rows:
        cells = _Cells(*row.cells)
        if not cells.value:
            without_value += 1
            continue
        try:
            statements.append(reader.read(row, cells))
        except CellError as problem:
            problems.append(Problem(row.number, problem.column, str(problem)))
    if problems:
        raise TableError(table.sheet, problems)
    return statements, without_value


class _Reader:
    """Reads rows with one vocabulary and one coder; remembers coded texts, of which there are few."""

    def __init__(self, words: Vocabulary, coder: Coder, known: frozenset[str]) -> None:
        self._words = words
        self._coder = coder
        self._known = known
        self._coded: dict[str, str | None] = {}

    def read(self, row: PrintedRow, cells: _Cells) -> Statement:
        words = self._words
        measure = _look_up(words.indicators, cells.indicator, "Indicator")
        subject, area = self._place(cells)
        parts, coded = self._breakdown(cells)
        return Statement(
            row=row,
            measure=measure,
            subject=subject,
            area=area,
            year=read_year(cells.year, "Year"),
            unit=_look_up(_look_up(words.units, cells.unit, "Unit of measurement"), measure, "Unit of measurement"),
            parts=parts,
            category=cells.category,
            coded=coded,
            stated=read_value(cells.value, "txtVALUE"),
        )

    def _place(self, cells: _Cells) -> tuple[str | None, str]:
        if not cells.iso3 and not cells.country:
            raise CellError("Iso3_code", "neither a code nor a name says which area this is")
        subject = cells.iso3 if cells.iso3 in self._known else None
        return subject, cells.country or cells.iso3

    def _breakdown(self, cells: _Cells) -> tuple[tuple[tuple[str, str], ...], bool]:
        words = self._words
        found = {
            "sex": _look_up(words.sex, cells.sex, "Sex"),
            "age": _look_up(words.age, cells.age, "Age"),
        }
        dimension = _look_up(words.dimensions, cells.dimension, "Dimension")
        coded = True
        if dimension:
            code = self._category(dimension, cells.category)
            coded = code is not None
            found[dimension] = code or as_printed(cells.category[:_LONGEST_TEXT])
        return tuple(sorted((key, code) for key, code in found.items() if code)), coded

    def _category(self, dimension: str, text: str) -> str | None:
        if not text:
            return NOT_STATED
        if dimension not in _FREE_TEXT:
            return self._words.exploitation.get(text)
        if text not in self._coded:
            self._coded[text] = self._coder.code(text)
        return self._coded[text]


def _look_up(words: Mapping[str, Code], text: str, column: str) -> Code:
    try:
        return words[text]
    except KeyError:
        raise CellError(column, "a value this publication did not have so far") from None
