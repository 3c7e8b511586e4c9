"""Tables as files: CSV and XLSX, streamed, safe to open in a spreadsheet.

A text cell that a spreadsheet would take for a formula (OWASP, "CSV injection": it begins with = + - @, a tab or a
carriage return) is written with an apostrophe in front in CSV, and as plain text in XLSX. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, get_args

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from palermo.commons.wording.numbers import plain

Format = Literal["csv", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SPOOL = 4 * 1024 * 1024

Value = str | int | float | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """``title`` heads the column; ``value`` takes a row."""

    title: str
    value: Callable[[Any], Value]


def table_response(rows: Iterable[Any], columns: Sequence[Column], kind: Format, name: str) -> HttpResponseBase:
    """The table as an attachment called ``name`` with the right ending. ``rows`` may be a generator of any length.

    ValueError for a format that is not one of ``FORMATS``.
    """
    if kind not in FORMATS:
        raise ValueError(f"no such format: {kind!r}")
    file_name = f"{re.sub(r'[^A-Za-z0-9._-]+', '-', name).strip('-.') or 'table'}.{kind}"
    if kind == "csv":
        response = StreamingHttpResponse(csv_lines(rows, columns), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{file_name}"'
        return response
    return FileResponse(_workbook(rows, columns), as_attachment=True, filename=file_name, content_type=_XLSX)


class _Echo:
    """What ``csv.writer`` writes to: gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Any], columns: Sequence[Column]) -> Iterator[str]:
    """RFC 4180 lines. The first begins with a byte order mark: without it Excel reads UTF-8 as something else."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([csv_text(column.title) for column in columns])
    for row in rows:
        yield writer.writerow([csv_text(column.value(row)) for column in columns])


def csv_text(value: Value) -> str:
    """A cell of a CSV file."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    if isinstance(value, Decimal):
        return format(plain(value), "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def _workbook(rows: Iterable[Any], columns: Sequence[Column]) -> Any:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Palermo")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, column.title) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, column.value(row)) for column in columns])
    spool = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115  the response closes it
    book.save(spool)
    spool.seek(0)
    return spool


def _cell(sheet: Any, value: Value) -> Any:
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.isoformat()  # a spreadsheet's time has no zone
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell = WriteOnlyCell(sheet, value=plain(value) if isinstance(value, Decimal) else value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl would take a leading = for a formula
    return cell
