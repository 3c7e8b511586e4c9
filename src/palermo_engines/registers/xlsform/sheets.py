"""Workbooks as sheets of text cells, in and out. What is uploaded is hostile until it is read.

Cells are text: a formula is read as it is typed and never computed, and is written as text. Nothing in a workbook is
fetched, expanded or run.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from palermo_engines.kit.errors import InputError

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_CONTENT = 100 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS = 100_000
MOST_COLUMNS = 4_000
MOST_CELLS = 2_000_000
LONGEST_CELL = 32_767
_PIECE = 1024 * 1024
_DOCTYPE = b"<!DOCTYPE"


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` counts from 1, as spreadsheets do; ``cells`` have no empty end."""

    number: int
    cells: tuple[str, ...]

    def cell(self, position: int) -> str:
        """The text at the position, empty beyond the end."""
        return self.cells[position] if position < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows that are not empty."""

    name: str
    rows: tuple[Row, ...]


def read_workbook(content: bytes, name: str = "") -> Mapping[str, Sheet]:
    """The sheets of an .xlsx file by their names, in its order.

    InputError ``xlsform.too_large``, ``xlsform.not_a_workbook`` or ``xlsform.broken``; ``where`` is ``name``.
    """
    _inspect(content, name)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        return {sheet.title: _sheet(sheet, name) for sheet in book.worksheets}
    except InputError:
        raise
    except Exception as error:  # the reader raises a family of its own for every kind of damage
        raise _broken(name) from error


def _sheet(sheet: Any, name: str) -> Sheet:
    rows: list[Row] = []
    cells_left = MOST_CELLS
    for number, values in enumerate(_rows(sheet), 1):
        if number > MOST_ROWS or len(values) > MOST_COLUMNS or cells_left < 0:
            message = f"A sheet has more than {MOST_ROWS} rows, {MOST_COLUMNS} columns or {MOST_CELLS} cells."
            raise _too_large(f"{name}, sheet {sheet.title}", message)
        cells = _filled(values)
        cells_left -= len(values)
        if cells:
            rows.append(Row(number, cells))
    return Sheet(sheet.title, tuple(rows))


def _rows(sheet: Any) -> Iterator[Sequence[Any]]:
    sheet.reset_dimensions()  # what the file says of its own size is not believed
    # One more than is allowed, so that what is beyond is seen without being laid out.
    return sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 1)  # type: ignore[no-any-return]


def _filled(values: Sequence[Any]) -> tuple[str, ...]:
    texts = [text_of(value) for value in values]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def text_of(value: Any) -> str:  # whatever a spreadsheet library gives for a cell
    """A cell as its reader sees it: whole numbers without a decimal point, dates as ISO 8601, no outer spaces."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()


def write_workbook(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """An .xlsx file with these sheets. Every cell is text. InputError ``xlsform.cell_too_long``."""
    for name, rows in sheets.items():
        for number, row in enumerate(rows, 1):
            if any(len(text) > LONGEST_CELL for text in row):
                message = f"A text is longer than the {LONGEST_CELL} signs that a cell holds."
                where = f"sheet {name}, row {number}"
                raise InputError("xlsform.cell_too_long", message, advice="Shorten it.", where=where)
    return _written(sheets)


def _written(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for row in rows:
            sheet.append([_cell(sheet, text) for text in row])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _cell(sheet: Any, text: str) -> Any:
    if not text:
        return None
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"  # openpyxl would take a leading = for a formula
    return cell


def _inspect(content: bytes, name: str) -> None:
    """Refuse what would hurt to read: too large, packed too tightly, or with entities to expand."""
    if len(content) > LARGEST_FILE:
        raise _too_large(name, f"The file is larger than {LARGEST_FILE // 2**20} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MOST_PARTS or sum(member.file_size for member in members) > LARGEST_CONTENT:
                raise _too_large(name, f"Unpacked, the file is larger than {LARGEST_CONTENT // 2**20} MB.")
            for member in members:
                if re.search(r"\.(?:xml|rels)$", member.filename) and _declares_a_type(archive, member):
                    raise _broken(name)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError, OSError) as error:
        advice = "Save it as .xlsx, without a password."
        raise InputError(
            "xlsform.not_a_workbook", "This is not an .xlsx workbook.", advice=advice, where=name
        ) from error


def _declares_a_type(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """No spreadsheet writes a document type declaration; whoever does wants entities expanded or files fetched."""
    tail = b""
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            seen = (tail + piece).replace(b"\x00", b"")  # UTF-16 has a zero beside every letter
            if _DOCTYPE in seen:
                return True
            tail = seen[-len(_DOCTYPE) :]
    return False


def _too_large(where: str, message: str) -> InputError:
    return InputError("xlsform.too_large", message, advice="Split the file or remove what is not needed.", where=where)


def _broken(name: str) -> InputError:
    advice = "Open it in a spreadsheet program and save it again."
    return InputError("xlsform.broken", "The workbook is damaged.", advice=advice, where=name)
