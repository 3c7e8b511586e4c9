"""Tables that people send: CSV in the usual encodings and separators, XLSX, as headings and rows of cells.

Uploads are hostile: sizes are limited, formulas are read as their last values, nothing is executed or fetched.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from palermo_engines.kit.errors import InputError

LARGEST_FILE = 64 * 1024 * 1024
MOST_ROWS = 1_048_576
MOST_COLUMNS = 2_000
_LARGEST_UNPACKED = 1024 * 1024 * 1024
_END = "end"  # a row after the last: only an open quotation mark can swallow it
_ZIP = b"PK\x03\x04"
_ENCODINGS = ("utf-8-sig", "utf-16", "gb18030", "cp1252")


@dataclass(frozen=True, slots=True)
class TableFile:
    """``headings`` as the first row that is not empty has them; ``rows`` follow, the first at ``first_row`` of the
    sheet. ``sheet`` is the name of the sheet that was read; others are left alone."""

    headings: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    first_row: int
    sheet: str = ""


def read_table(content: bytes, name: str, *, largest: int = LARGEST_FILE, most_rows: int = MOST_ROWS) -> TableFile:
    """The table in a file of at most ``largest`` bytes. InputError saying what is wrong and what to do."""
    if not content:
        raise InputError("table.empty", "The file is empty.", where=name)
    if len(content) > largest:
        message = f"The file is larger than {largest >> 20:,} MB."
        raise InputError("table.too_large", message, advice="Split it.", where=name)
    if content.startswith(_ZIP):
        return _workbook(content, name, most_rows)
    return _text_table(content, name, most_rows)


def _workbook(content: bytes, name: str, most_rows: int) -> TableFile:
    _demand_sane(content, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet_name = next(iter(book.sheet_names))
        rows = book.get_sheet_by_name(sheet_name).to_python(skip_empty_area=False)
    except (CalamineError, StopIteration, ValueError, OSError) as error:
        advice = "Save it as .xlsx or .csv and send that."
        raise InputError("table.unreadable", "The workbook cannot be read.", advice=advice, where=name) from error
    return _with_headings(rows, name, sheet_name, most_rows)


def _demand_sane(content: bytes, name: str) -> None:
    """A small archive must not unpack to more than the machine holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise InputError("table.unreadable", "The workbook is damaged.", where=name) from error
    if unpacked > _LARGEST_UNPACKED:
        raise InputError("table.too_large", "The workbook unpacks to more than 1 GB.", where=name)


def _text_table(content: bytes, name: str, most_rows: int) -> TableFile:
    text = _decoded(content, name)
    first_lines = text[:20_000]
    delimiter = max(",;\t|", key=lambda sign: first_lines.split("\n", 1)[0].count(sign))
    return _with_headings(_records(text, delimiter, name), name, "", most_rows)


def _records(text: str, delimiter: str, name: str) -> list[list[str]]:
    """The rows of a CSV text.

    A quotation mark that is never closed would swallow, without a word, the rows up to the next mark, or all that
    follow. So a row of several lines must be quoted to the letter, and the text must end outside of quotes.
    """
    rows: list[list[str]] = []
    lines: list[str] = []  # of the row at hand
    try:
        for row in csv.reader(_kept(chain(io.StringIO(text, newline=""), [_END]), lines), delimiter=delimiter):
            if len(lines) > 1:
                deque(csv.reader(lines, delimiter=delimiter, strict=True), maxlen=0)
            rows.append(row)
            lines.clear()
    except csv.Error as error:
        advice = "Close the quotation mark, write it twice if it belongs to a cell, or save the file again as CSV."
        message = "A quotation mark is not closed, or stands where none should."
        raise InputError("table.quotation", message, advice=advice, where=f"{name}, row {len(rows) + 1}") from error
    return rows[:-1]


def _kept(lines: Iterable[str], kept: list[str]) -> Iterator[str]:
    for line in lines:
        kept.append(line)
        yield line


def _decoded(content: bytes, name: str) -> str:
    if b"\x00" in content[:4000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("table.unreadable", "The file is no text.", advice="Send .csv or .xlsx.", where=name)
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else (code for code in _ENCODINGS if code != "utf-16"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError("table.unreadable", "The file is in no known encoding.", advice="Save it in UTF-8.", where=name)


def _with_headings(rows: Sequence[Sequence[Any]], name: str, sheet: str, most_rows: int) -> TableFile:
    start = next((place for place, row in enumerate(rows) if any(_filled(cell) for cell in row)), None)
    if start is None:
        raise InputError("table.empty", "The table has no rows.", where=name)
    headings = _headings(rows[start])
    if len(headings) > MOST_COLUMNS or len(rows) - start > most_rows:
        raise InputError("table.too_large", "The table has too many rows or columns.", advice="Split it.", where=name)
    return TableFile(headings, rows[start + 1 :], start + 2, sheet)


def _headings(row: Sequence[Any]) -> tuple[str, ...]:
    texts = [str(cell).strip() if _filled(cell) else "" for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _filled(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""


def sample_of(table: TableFile, column: int, most: int = 3) -> Iterator[str]:
    """The first filled cells of a column, for people to recognise it by."""
    found = 0
    for row in table.rows[:200]:
        if column < len(row) and _filled(row[column]):
            yield str(row[column])[:60]
            found += 1
            if found == most:
                return
