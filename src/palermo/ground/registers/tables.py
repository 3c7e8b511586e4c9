"""Reading tables for import: headings are matched with columns, every cell is checked, faults are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from palermo.ground.access.api import Actor
from palermo.ground.registers.actions import today, writing_hand
from palermo.ground.registers.models import RegisterRecord
from palermo.ground.registers.rules import may_import, may_write_field
from palermo.ground.standards.api import countries
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.registers.cells import CellColumn, columns_of, read_row
from palermo_engines.registers.checking import check_record
from palermo_engines.registers.model import Declaration, FieldType, Text

FIRST_ROW = 2  # the first row of a sheet holds the headings
MOST_FAULTS = 10_000

Row = Sequence[Any]
Matching = Mapping[str, str]  # heading of the table -> key of a column (``columns_of``)


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with a cell: ``row`` as the sheet counts, ``column`` the heading (the field's id when the fault is
    in no one column), ``message`` by language."""

    row: int
    column: str
    code: str
    message: Text


def import_columns(actor: Actor, declaration: Declaration) -> tuple[CellColumn, ...]:
    """The columns that a table may fill: those of fields the actor may write in a new record. A file is no column: its
    digest in a cell would name a file that the writer never gave."""
    new = RegisterRecord(register=declaration.id, state=declaration.start.id, owner=writing_hand(actor).body)
    writable = {
        field.id
        for field in declaration.fields
        if field.type is not FieldType.FILE and may_write_field(actor, declaration, field, new)
    }
    return tuple(column for column in columns_of(declaration) if column.field.id in writable)


def suggest_matching(actor: Actor, declaration: Declaration, headings: Sequence[str]) -> dict[str, str]:
    """For each heading the column it most likely is: by key, or by title in any language, whatever the case. Headings
    that match nothing, or a column that is taken, are left out."""
    known: dict[str, str] = {}
    for column in import_columns(actor, declaration):
        for name in (column.key, *column.title.values()):
            known.setdefault(_plain(name), column.key)
    found: dict[str, str] = {}
    for heading in headings:
        key = known.get(_plain(heading))
        if key is not None and key not in found.values():
            found[heading] = key
    return found


def _own_places() -> Mapping[str, str]:
    """Codes by name of the places that this instance adds to the United Nations' list, in every language."""
    own = [country for country in countries().values() if country.status == "fictional"]
    return {
        name.text: country.iso3 for country in own for language in LANGUAGES for name in country.all_names(language)
    }


def _plain(text: str) -> str:
    return " ".join(str(text).replace("_", " ").casefold().split())


class Reading:
    """Reads rows of one table: counts them, and remembers the faults."""

    def __init__(
        self,
        actor: Actor,
        declaration: Declaration,
        headings: Sequence[str],
        matching: Matching,
        *,
        first_row: int = FIRST_ROW,
    ) -> None:
        may_import(actor, declaration).demand()
        self._declaration = declaration
        self._first_row = first_row
        self._places = _places(import_columns(actor, declaration), headings, matching)
        self._headings = {key: headings[place] for place, key in self._places}
        self._by_field = {key.partition(".")[0]: headings[place] for place, key in reversed(self._places)}
        self._own_places = _own_places().get
        self._today = today()
        self.rows = self.kept = self.fault_count = 0
        self.faults: list[CellFault] = []

    def good(self, rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
        """The checked values of each row without faults."""
        for number, row in enumerate(rows, start=self._first_row):
            cells = {key: row[place] for place, key in self._places if place < len(row)}
            if all(cell is None or cell == "" for cell in cells.values()):
                continue
            self.rows += 1
            content = self._checked(number, cells)
            if content is not None:
                self.kept += 1
                yield content

    def _checked(self, number: int, cells: Mapping[str, Any]) -> dict[str, Any] | None:
        raw, cell_faults = read_row(self._declaration, cells, country_codes=self._own_places)
        for fault in cell_faults:
            self._note(number, self._headings.get(fault.column, fault.column), fault.code, fault.message)
        checked = check_record(self._declaration, raw, today=self._today)
        told = {fault.column.partition(".")[0] for fault in cell_faults}
        faults = [fault for fault in checked.faults if fault.field not in told]  # a bad cell is not missing as well
        for found in faults:
            self._note(number, self._by_field.get(found.field, found.field), found.code, found.message)
        return None if cell_faults or faults else dict(checked.values)

    def _note(self, row: int, column: str, code: str, message: Text) -> None:
        self.fault_count += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(CellFault(row, column, code, message))


def _places(columns: Sequence[CellColumn], headings: Sequence[str], matching: Matching) -> list[tuple[int, str]]:
    """Which place of a row fills which column. InputError for a heading or column that is not there, or is twice."""
    known = {column.key for column in columns}
    places: list[tuple[int, str]] = []
    for heading, key in matching.items():
        if heading not in headings:
            raise InputError("registers.heading", "The table has no such column.", where=heading)
        if key not in known or key in (taken for _, taken in places):
            raise InputError("registers.column", "The register has no such column, or it is filled twice.", where=key)
        places.append((headings.index(heading), key))
    if not places:
        raise InputError("registers.heading", "No column of the table was matched.")
    return places
