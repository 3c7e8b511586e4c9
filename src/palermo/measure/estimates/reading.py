"""What people upload, as a table of overlaps. Identifiers are compared here, in memory, and go no further.

Every cell that cannot be used is named by file, row and column, in the letters of spreadsheets; never by its content.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from palermo.commons.table_files import TableFile, read_table
from palermo.measure.estimates.words import MadeFrom
from palermo_engines.estimation.tables import MOST_LISTS
from palermo_engines.kit.errors import InputError

MOST_VALUES, MOST_STRATA, LONGEST_NAME, _MOST_PROBLEMS = 12, 60, 40, 20
UNCLEAR, OTHER = "unclear", "other"

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlaps:
    """``counts`` by capture history and the values of the ``covariates``. ``notes``: codes with a number."""

    names: tuple[str, ...]
    covariates: tuple[str, ...]
    counts: Mapping[tuple[int, Values], int]
    made_from: MadeFrom
    notes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CellProblem:
    """``code`` says what is wrong with a cell; ``list`` is the name that was given to the file, if any."""

    code: str
    row: int
    column: str
    list: str = ""


class CellsError(InputError):
    """Cells that cannot be used, the first of them."""

    def __init__(self, problems: Sequence[CellProblem]) -> None:
        first = problems[0]
        where = f"row {first.row}, column {first.column}"
        super().__init__("estimates.cells", "Some cells cannot be used.", where=where)
        self.problems = tuple(problems[:_MOST_PROBLEMS])
        self.more = max(0, len(problems) - _MOST_PROBLEMS)


def overlaps_of_table(content: bytes, covariates: Sequence[str]) -> Overlaps:
    """A table with a 0/1 column for each list, a column ``count``, and the covariate columns that are named.

    InputError or CellsError when it cannot be used.
    """
    table = read_table(content, "")
    count_at = _column(table, "count")
    chosen = [_column(table, name) for name in covariates]
    lists = [at for at in range(len(table.headings)) if at != count_at and at not in chosen]
    names = _checked_names([table.headings[at] for at in lists])
    counts: Counter[tuple[int, Values]] = Counter()
    problems: list[CellProblem] = []
    for row, cells in _filled_rows(table):
        code = sum(_indicator(cells, at, row, problems) << place for place, at in enumerate(lists))
        values = tuple(_text(_cell(cells, at)) for at in chosen)
        counts[code, values] += _whole(cells, count_at, row, problems)
    if problems:
        raise CellsError(problems)
    seen = {key: count for key, count in counts.items() if key[0] and count}  # a row on no list states no observation
    return checked(Overlaps(names, tuple(covariates), seen, MadeFrom.TABLE, {}))


def overlaps_of_lists(files: Sequence[tuple[str, bytes]], identifier: str, covariates: Sequence[str]) -> Overlaps:
    """Lists of agencies, given as name and bytes, joined where the column ``identifier`` is equal, sign by sign.

    A person whom lists give different values of a covariate has the value ``unclear``.
    """
    names = _checked_names([name for name, _ in files])
    people: dict[str, tuple[int, list[set[str]]]] = {}
    problems: list[CellProblem] = []
    again = 0
    for place, (name, content) in enumerate(files):
        for key, values in _entries(name, content, identifier, covariates, problems):
            code, known = people.get(key, (0, [set() for _ in covariates]))
            again += code >> place & 1
            for kept, value in zip(known, values, strict=True):
                kept.update({value} - {""})
            people[key] = (code | 1 << place, known)
    if problems:
        raise CellsError(problems)
    counts = Counter((code, tuple(map(_agreed, known))) for code, known in people.values())
    return checked(Overlaps(names, tuple(covariates), dict(counts), MadeFrom.LISTS, {"again": again} if again else {}))


def _entries(
    name: str, content: bytes, identifier: str, covariates: Sequence[str], problems: list[CellProblem]
) -> Iterator[tuple[str, Values]]:
    table = read_table(content, name)
    at = _column(table, identifier, name)
    chosen = [_column(table, covariate, name) if _has(table, covariate) else None for covariate in covariates]
    for row, cells in _filled_rows(table):
        key = _text(_cell(cells, at), longest=None)
        if not key:
            problems.append(CellProblem("no_identifier", row, get_column_letter(at + 1), name))
            continue
        yield key, tuple("" if column is None else _text(_cell(cells, column)) for column in chosen)


def _agreed(values: set[str]) -> str:
    return next(iter(values), "") if len(values) < 2 else UNCLEAR


def _filled_rows(table: TableFile) -> Iterator[tuple[int, Sequence[Any]]]:
    for row, cells in enumerate(table.rows, start=table.first_row):
        if any(_text(cell, longest=None) for cell in cells):
            yield row, cells


def _cell(cells: Sequence[Any], at: int) -> Any:
    return cells[at] if at < len(cells) else ""


def _text(cell: Any, *, longest: int | None = LONGEST_NAME) -> str:
    """A cell as text; the whole numbers of spreadsheets have no decimals."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    words = "" if cell is None else " ".join(str(cell).split())
    return words if longest is None else words[:longest]


def _has(table: TableFile, heading: str) -> bool:
    return heading.casefold() in [each.casefold() for each in table.headings]


def _column(table: TableFile, heading: str, where: str = "") -> int:
    found = [at for at, each in enumerate(table.headings) if each.casefold() == heading.casefold()]
    if len(found) != 1:
        message = f"The table needs one column called {heading}."
        raise InputError("estimates.column", message, where=where or heading)
    return found[0]


def _checked_names(names: Sequence[str]) -> tuple[str, ...]:
    if len(set(names)) != len(names) or not all(name and len(name) <= LONGEST_NAME for name in names):
        message = f"Each list needs a name of its own, of at most {LONGEST_NAME} signs."
        raise InputError("estimates.names", message)
    if not 2 <= len(names) <= MOST_LISTS:
        raise InputError("estimates.lists", f"{len(names)} lists; 2 to {MOST_LISTS} can be used.")
    return tuple(names)


def _indicator(cells: Sequence[Any], at: int, row: int, problems: list[CellProblem]) -> int:
    words = _text(_cell(cells, at))
    if words not in ("0", "1"):
        problems.append(CellProblem("indicator", row, get_column_letter(at + 1)))
        return 0
    return int(words)


def _whole(cells: Sequence[Any], at: int, row: int, problems: list[CellProblem]) -> int:
    words = _text(_cell(cells, at))
    if not (words.isascii() and words.isdigit() and len(words) <= 9):
        problems.append(CellProblem("count", row, get_column_letter(at + 1)))
        return 0
    return int(words)


def checked(made: Overlaps) -> Overlaps:
    """Refuse what is no group of people: a column with many values is closer to a name than to a group."""
    if not made.counts:
        raise InputError("estimates.empty", "The table counts nobody.")
    for at, name in enumerate(made.covariates):
        if len({values[at] for _, values in made.counts}) > MOST_VALUES:
            message = f"A covariate has more than {MOST_VALUES} different values: choose groups, not people."
            raise InputError("estimates.values", message, where=name)
    if len({values for _, values in made.counts}) > MOST_STRATA:
        raise InputError("estimates.strata", f"The covariates make more than {MOST_STRATA} strata: choose fewer.")
    return made
