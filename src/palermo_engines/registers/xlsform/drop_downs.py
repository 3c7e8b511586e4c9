"""The drop-down lists of a workbook's cells: for each column of a sheet the values it offers, or that it wants dates.

They stand in the sheet's XML, in two places: where Excel has always written them and, for lists on another sheet, in
an extension that spreadsheet libraries leave out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree
from openpyxl.utils import column_index_from_string

from palermo_engines.registers.xlsform.sheets import Sheet

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MORE = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_CELLS = "{http://schemas.microsoft.com/office/excel/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RANGE = re.compile(r"(?:'?([^'!]+)'?!)?\$?([A-Z]{1,3})\$?(\d+):\$?\2\$?(\d+)")


@dataclass(frozen=True, slots=True)
class DropDown:
    """``kind`` is ``list`` or ``date``. ``heading`` is the cell above values that stand in cells."""

    kind: str
    values: tuple[str, ...] = ()
    heading: str = ""


def drop_downs(content: bytes, book: Mapping[str, Sheet], title: str) -> Mapping[int, DropDown]:
    """The drop-downs of the sheet by column, counted from 0. ``content`` has passed ``sheets.read_workbook``."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = _part(archive, _path_of(archive, title))
    found: dict[int, DropDown] = {}
    for kind, formula, cells in _validations(root):
        drop_down = _drop_down(kind, formula, book, title)
        if drop_down is not None:
            found |= dict.fromkeys(_columns(cells), drop_down)
    return found


def _part(archive: zipfile.ZipFile, path: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(path), parser)


def _path_of(archive: zipfile.ZipFile, title: str) -> str:
    targets = {each.get("Id"): each.get("Target") for each in _part(archive, "xl/_rels/workbook.xml.rels")}
    sheets = _part(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    target = str(next(targets[sheet.get(_ID)] for sheet in sheets if sheet.get("name") == title))
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _validations(root: Any) -> Iterator[tuple[str, str, str]]:
    """Kind, formula and cells of every validation of the sheet."""
    for each in root.iter(f"{_MAIN}dataValidation"):
        yield each.get("type", ""), each.findtext(f"{_MAIN}formula1", ""), each.get("sqref", "")
    for each in root.iter(f"{_MORE}dataValidation"):
        formula = each.findtext(f"{_MORE}formula1/{_CELLS}f", "")
        yield each.get("type", ""), formula, each.findtext(f"{_CELLS}sqref", "")


def _columns(cells: str) -> Iterator[int]:
    for area in cells.split():
        column = re.match(r"[A-Z]{1,3}", area)
        if column is not None:
            yield column_index_from_string(column.group()) - 1


def _drop_down(kind: str, formula: str, book: Mapping[str, Sheet], title: str) -> DropDown | None:
    if kind == "date":
        return DropDown("date")
    if kind != "list":
        return None
    if formula.startswith('"'):
        values = tuple(value.strip() for value in formula.strip('"').split(",") if value.strip())
        return DropDown("list", values) if values else None
    area = _RANGE.fullmatch(formula)
    sheet = None if area is None else book.get((area.group(1) or title).strip().casefold())
    return None if area is None or sheet is None else _from_cells(sheet, area)


def _from_cells(sheet: Sheet, area: re.Match[str]) -> DropDown | None:
    column = column_index_from_string(area.group(2)) - 1
    first, last = int(area.group(3)), int(area.group(4))
    values = tuple(row.cell(column) for row in sheet.rows if first <= row.number <= last and row.cell(column))
    heading = next((row.cell(column) for row in sheet.rows if row.number == first - 1), "")
    return DropDown("list", values, heading) if values else None
