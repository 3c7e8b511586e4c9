"""The cells of a published row -> typed values. Text in, meaning out; what does not fit is said with its column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from palermo_engines.kit.errors import InputError

_SUPPRESSED = re.compile(r"<\s*(\d+)")
_NUMBER = re.compile(r"\d+|\d{1,3}(?:,\d{3})+")
_SHOWN_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class StatedValue:
    """``suppressed``: the publisher hid a small count and prints only the bound it lies under (``<5``): not zero."""

    value: Decimal
    suppressed: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be used: where it stands, and what is wrong."""

    row: int
    column: str
    message: str


class TableError(InputError):
    """A table that cannot be imported. ``problems`` lists the cells; nothing of the table was kept."""

    def __init__(self, sheet: str, problems: list[Problem]) -> None:
        shown = "; ".join(
            f"row {item.row}, column {item.column}: {item.message}" for item in problems[:_SHOWN_PROBLEMS]
        )
        more = len(problems) - _SHOWN_PROBLEMS
        many = f"{len(problems)} cells cannot be used: {shown}" + (f"; and {more} more." if more > 0 else ".")
        super().__init__(
            "import.cells",
            many if len(problems) > 1 else f"This cell cannot be used: {problems[0].message}.",
            advice="Correct the file or ask its publisher. Nothing was imported.",
            where=f"{sheet}, row {problems[0].row}, column {problems[0].column}",
        )
        self.sheet = sheet
        self.problems = tuple(problems)


class CellError(ValueError):
    """What is wrong with one cell; the reader of the row adds where it stands."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def read_value(text: str, column: str) -> StatedValue:
    """``1,282`` is 1282; ``<5`` is suppressed under 5. CellError for anything else."""
    if match := _SUPPRESSED.fullmatch(text):
        return StatedValue(Decimal(match.group(1)), suppressed=True)
    if _NUMBER.fullmatch(text):
        return StatedValue(Decimal(text.replace(",", "")), suppressed=False)
    raise CellError(column, "neither a count nor a suppressed one such as <5")


def read_year(text: str, column: str) -> int:
    """A year of four digits between 1900 and 2100. CellError for anything else."""
    if re.fullmatch(r"\d{4}", text) and 1900 <= int(text) <= 2100:
        return int(text)
    raise CellError(column, "not a year")
