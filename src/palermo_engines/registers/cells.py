"""Records as rows of a table: one column a field, one a part for compound values.

Reading takes what people have in spreadsheets: codes or labels in any language of the list, names of countries with
their aliases, numbers as numbers, dates as dates. What cannot be read is a fault of its cell; ``<5`` is no number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.registers.cell_pieces import join_several, write_body
from palermo_engines.registers.cell_reading import CellFault, Unreadable, read_value
from palermo_engines.registers.model import Declaration, Field, FieldType, Text
from palermo_engines.registers.wording_parts import part_title

__all__ = ["Cell", "CellColumn", "CellFault", "columns_of", "read_row", "write_row"]

Cell = str | int | float | Decimal | bool | date | datetime | None
_PARTS: Mapping[FieldType, tuple[str, ...]] = {
    FieldType.PEOPLE: ("total", "women", "men", "not_disaggregated", "qualifier", "parts"),
    FieldType.NUMBER: ("value", "high", "qualifier"),
    FieldType.MONEY: ("amount", "currency", "qualifier", "on", "rate_source"),
    FieldType.SHARE: ("value", "words", "qualifier"),
    FieldType.PLANNED_ACTUAL: ("planned", "actual"),
    FieldType.PLACE: ("country", "region", "city", "lat", "lon"),
    FieldType.SEAT: ("body", "role", "seat"),
    FieldType.CITATION: ("document", "place", "snippet", "language", "source"),
    FieldType.FILE: ("name", "digest", "size"),
    FieldType.TRANSLATED_TEXT: LANGUAGES,
}
_MAIN: Mapping[FieldType, str] = {
    FieldType.PEOPLE: "total", FieldType.NUMBER: "value", FieldType.MONEY: "amount", FieldType.SHARE: "value",
    FieldType.CITATION: "document",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellColumn:
    """A column: its key (``participants.women``), its field, the part (empty for the whole value), its title."""

    key: str
    field: Field
    part: str
    title: Text


def columns_of(declaration: Declaration) -> tuple[CellColumn, ...]:
    """The columns of a register, computed fields at their place."""
    return tuple(column for field in declaration.fields for column in _columns(field))


def _columns(field: Field) -> Iterator[CellColumn]:
    parts = _PARTS.get(field.type)
    if parts is None or field.multiple:
        yield CellColumn(field.id, field, "", field.label)
        return
    main = _MAIN.get(field.type)
    for part in _asked(field, parts):
        key = field.id if part == main else f"{field.id}.{part}"
        yield CellColumn(key, field, part, field.label if part == main else part_title(field, part))


def _asked(field: Field, parts: tuple[str, ...]) -> Iterator[str]:
    """A place has no columns finer than it may be."""
    if field.type is not FieldType.PLACE:
        yield from parts
        return
    finest = str(field.options.get("finest", "city"))
    yield from parts[: {"country": 1, "region": 2, "city": 3}.get(finest, len(parts))]


def write_row(declaration: Declaration, values: Mapping[str, Any]) -> dict[str, Cell]:
    """The cells of a record by column key; what is not said is None."""
    return {column.key: _written(column, values.get(column.field.id)) for column in columns_of(declaration)}


def _written(column: CellColumn, value: Any) -> Cell:
    if value is None:
        return None
    if isinstance(value, list):
        return join_several(str(_scalar(column.field, each)) for each in value)
    if column.part:
        return _part(value, column.part)
    return _scalar(column.field, value)


def _part(value: Any, part: str) -> Cell:
    said = value.get(part) if isinstance(value, dict) else None
    if part == "parts" and said:
        return "; ".join(f"{key.replace(';', '+')}: {count}" for key, count in said.items())
    if part in ("value", "high", "amount") and said is not None:
        return Decimal(str(said))
    return said


def _scalar(field: Field, value: Any) -> Cell:
    if field.type is FieldType.FILE:
        return f"{value['name']} ({value['digest']}, {value['size']})"
    if field.type is FieldType.ORGANISATION:
        return write_body(value)
    if isinstance(value, dict):
        return Decimal(str(value["value"]))  # of a computed number
    return value if isinstance(value, bool | str) else str(value)


_layouts: dict[int, tuple[Declaration, tuple[tuple[Field, tuple[tuple[str, str], ...]], ...]]] = {}
_KEPT = 500


def _layout(declaration: Declaration) -> tuple[tuple[Field, tuple[tuple[str, str], ...]], ...]:
    """The fields that are typed, with key and part of each of their columns: worked out once for a declaration. Kept by
    identity, with the declaration, so that no other can come to have its identity."""
    known = _layouts.get(id(declaration))
    if known is None:
        if len(_layouts) >= _KEPT:
            _layouts.clear()
        typed = (field for field in declaration.fields if field.type is not FieldType.COMPUTED)
        layout = tuple((field, tuple((column.key, column.part) for column in _columns(field))) for field in typed)
        known = _layouts[id(declaration)] = (declaration, layout)
    return known[1]


def read_row(
    declaration: Declaration, row: Mapping[str, Cell], *, country_codes: Callable[[str], str | None] | None = None
) -> tuple[dict[str, Any], list[CellFault]]:
    """Raw values for ``check_record`` from the cells of a row by column key, and the cells that cannot be read.

    ``country_codes`` finds the code of a country by name when the instance knows more than the standards do.
    """
    values: dict[str, Any] = {}
    faults: list[CellFault] = []
    for field, places in _layout(declaration):
        parts = {part: row[key] for key, part in places if _holds(row.get(key))}
        if not parts:
            continue
        try:
            value = read_value(field, parts, country_codes)
        except Unreadable as problem:
            faults.append(CellFault(_key(field, problem.part), problem.code, problem.message))
        else:
            if value is not None:
                values[field.id] = value
    return values, faults


def _holds(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or cell.strip() != "")


def _key(field: Field, part: str) -> str:
    return field.id if not part or part == _MAIN.get(field.type) else f"{field.id}.{part}"
