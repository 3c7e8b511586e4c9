"""A workbook's bytes -> the rows of its table, found by the names of its columns. Workbooks are hostile until read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import python_calamine

from palermo_engines.kit.errors import InputError

LARGEST_FILE = 64 * 1024 * 1024
LARGEST_CONTENT = 512 * 1024 * 1024
_HEADER_WITHIN = 60
# The reader lays a sheet out as a full rectangle, so one stray cell far out would cost all memory.
_FAR_CELL = re.compile(rb"""\br=["'](?:[A-Z]{2,3}\d|[A-Z]?[2-9]\d{6}|[A-Z]?1\d{6})""")
_PIECE = 4 * 1024 * 1024

Cell = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row as printed: ``number`` counts from 1 as spreadsheets do; ``cells`` follow the columns asked for."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """``preamble`` holds the texts above the header row."""

    sheet: str
    preamble: tuple[str, ...]
    rows: tuple[PrintedRow, ...]


def read_table(content: bytes, columns: Sequence[str]) -> PrintedTable:
    """The table whose header row names every one of ``columns``, in any order and on any sheet.

    InputError ``workbook.not_one`` (no .xlsx), ``workbook.too_large``, ``workbook.broken``,
    ``workbook.columns_missing`` or ``workbook.columns_repeated``, saying where.
    """
    _inspect(content)
    workbook = _open(content)
    nearest: tuple[int, str, int, list[str]] = (0, "", 0, list(columns))
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=True)
        first = (sheet.start or (0, 0))[0] + 1
        for index, cells in enumerate(rows[:_HEADER_WITHIN]):
            found = _positions(cells, columns, f"sheet {name}, row {first + index}")
            if len(found) == len(columns):
                return _table(name, rows, index, first, [found[column] for column in columns])
            if len(found) > nearest[0]:
                missing = [column for column in columns if column not in found]
                nearest = (len(found), name, first + index, missing)
    raise _missing(nearest)


def _table(name: str, rows: list[list[Cell]], header: int, first: int, order: list[int]) -> PrintedTable:
    preamble = tuple(text for cells in rows[:header] for cell in cells if (text := printed(cell)))
    body = (
        PrintedRow(first + index, tuple(printed(rows[index][position]) for position in order))
        for index in range(header + 1, len(rows))
    )
    return PrintedTable(name, preamble, tuple(row for row in body if any(row.cells)))


def printed(cell: Cell) -> str:
    """A cell as its reader sees it: whole numbers without a decimal point, dates as ISO 8601, outer spaces gone."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()


def _positions(cells: list[Cell], columns: Sequence[str], where: str) -> dict[str, int]:
    wanted = {_fold(column): column for column in columns}
    found: dict[str, int] = {}
    for position, cell in enumerate(cells):
        column = wanted.get(_fold(printed(cell)))
        if column in found:
            raise InputError("workbook.columns_repeated", f"The column {column} stands twice.", where=where)
        if column:
            found[column] = position
    return found


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _missing(nearest: tuple[int, str, int, list[str]]) -> InputError:
    matched, sheet, row, missing = nearest
    if not matched:
        message = "No sheet has the columns of this publication."
        return InputError("workbook.columns_missing", message, advice="Use the workbook as the publisher issues it.")
    message = f"These columns are missing: {', '.join(missing)}."
    advice = "Use the workbook as the publisher issues it, with its column names unchanged."
    return InputError("workbook.columns_missing", message, advice=advice, where=f"sheet {sheet}, row {row}")


def _open(content: bytes) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except Exception as error:  # the reader raises a family of its own for every kind of damage
        raise InputError("workbook.broken", "The workbook is damaged.", advice="Download it again.") from error


def _inspect(content: bytes) -> None:
    """Refuse what would hurt to read: too large, packed too tightly, or laid out over millions of empty cells."""
    if len(content) > LARGEST_FILE:
        raise _too_large(f"The file is larger than {LARGEST_FILE // 2**20} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST_CONTENT:
                raise _too_large(f"Unpacked, the file is larger than {LARGEST_CONTENT // 2**20} MB.")
            sheets = [member for member in archive.infolist() if member.filename != "xl/sharedStrings.xml"]
            if any(_FAR_CELL.search(piece) for member in sheets for piece in _pieces(archive, member)):
                raise _too_large("A sheet has cells beyond column Z or row 999,999.")
    except (zipfile.BadZipFile, RuntimeError, EOFError) as error:
        advice = "Use the .xlsx file as the publisher issues it."
        raise InputError("workbook.not_one", "This is not an .xlsx workbook.", advice=advice) from error


def _too_large(message: str) -> InputError:
    return InputError("workbook.too_large", message, advice="Use the workbook as the publisher issues it.")


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked bytes in pieces that overlap, so that no cell's address is cut in two."""
    tail = b""
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            yield tail + piece
            tail = piece[-32:]
