"""Forms and declarations that the tests of XLSForm write for themselves."""

from __future__ import annotations

from dataclasses import replace

from palermo_engines.registers.model import Declaration
from palermo_engines.registers.xlsform.sheets import Sheet, read_workbook, write_workbook

Rows = list[list[str]]


def form(survey: Rows, choices: Rows | None = None, settings: Rows | None = None) -> bytes:
    """A workbook with the sheets of a form; the first row of each holds its headings."""
    sheets = {"survey": survey, "choices": choices, "settings": settings}
    return write_workbook({name: rows for name, rows in sheets.items() if rows is not None})


def edited(content: bytes, sheet: str, where: str, heading: str, text: str) -> bytes:
    """The form with the cell under ``heading`` changed in the row whose question or choice is ``where``."""
    rows = rows_of(content)
    column = rows[sheet][0].index(heading)
    (row,) = [row for row in rows[sheet][1:] if row[rows[sheet][0].index("name")] == where and row[0] != "end_group"]
    row[column] = text
    return write_workbook(rows)


def rows_of(content: bytes) -> dict[str, Rows]:
    """The sheets as rows of equal length."""
    return {name: _rectangle(sheet) for name, sheet in read_workbook(content).items()}


def _rectangle(sheet: Sheet) -> Rows:
    width = max(len(row.cells) for row in sheet.rows)
    return [[row.cell(position) for position in range(width)] for row in sheet.rows]


def plain(declaration: Declaration) -> Declaration:
    """The declaration without the lines and the text it was read from."""
    return replace(declaration, source="", fields=tuple(replace(field, line=0) for field in declaration.fields))
