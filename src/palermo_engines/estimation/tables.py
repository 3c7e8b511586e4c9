"""The table of capture histories: who was on which lists, and how many.

A capture history is coded as an integer, bit ``j`` set when the person was on list ``j``; 0, on no list, is what
nobody observed. Counts are kept dense, indexed by ``code - 1``, unlisted histories counting 0.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from palermo_engines.kit.errors import InputError

MOST_LISTS = 12
_MOST_ROWS = 100_000

Counts = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ListTable:
    """``names`` of the t lists and ``counts`` of the 2^t - 1 observable histories, in order of their code.

    ``rows``: the codes in the order of the file the table was read from, for files that refer to its rows.
    """

    names: tuple[str, ...]
    counts: Counts
    rows: tuple[int, ...] = ()

    @property
    def lists(self) -> int:
        return len(self.names)

    @property
    def observed(self) -> int:
        """How many distinct people were seen."""
        return int(self.counts.sum())

    @cached_property
    def digest(self) -> str:
        """SHA-256 of names and counts, so that a report can say exactly which table it used."""
        content = ",".join(self.names) + ";" + ",".join(str(int(count)) for count in self.counts)
        return hashlib.sha256(content.encode()).hexdigest()

    def without(self, name: str) -> ListTable:
        """The table had ``name`` never been kept: people seen on no other list disappear from it."""
        return self.merged([[other] for other in self.names if other != name])

    def merged(self, groups: Sequence[Sequence[str]]) -> ListTable:
        """The table with each group of lists joined into one; lists in no group are dropped. Names join by ``+``."""
        histories = np.arange(1, 1 << self.lists)
        codes = np.zeros_like(histories)
        for position, group in enumerate(groups):
            mask = sum(1 << self.names.index(name) for name in group)
            codes |= ((histories & mask) != 0).astype(codes.dtype) << position
        sums: Counts = np.bincount(codes, weights=self.counts, minlength=1 << len(groups)).astype(float)
        return ListTable(tuple("+".join(group) for group in groups), sums[1:])


def read_table(content: str, *, where: str = "") -> ListTable:
    """Read CSV with one 0/1 column a list and a last column ``count``; rows with the same history are added up.

    Raises InputError naming line and column: ``estimation.header``, ``.indicator``, ``.count``, ``.lists``, ``.empty``.
    """
    rows = csv.reader(io.StringIO(content.removeprefix("\ufeff")))
    header = [name.strip() for name in next(rows, [])]
    names = _checked_names(header, where)
    counts, codes = np.zeros((1 << len(names)) - 1), []
    for line, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        if line > _MOST_ROWS:
            raise InputError("estimation.too_long", f"more than {_MOST_ROWS} rows.", where=where)
        code, count = _read_row(row, names, f"{where} line {line}".strip())
        if code:  # a row for people on no list states an estimate, not an observation
            counts[code - 1] += count
            codes.append(code)
    if not counts.any():
        raise InputError("estimation.empty", "the table counts nobody.", where=where)
    return ListTable(names, counts, tuple(codes))


def _checked_names(header: list[str], where: str) -> tuple[str, ...]:
    names = tuple(header[:-1])
    if not header or header[-1].lower() != "count":
        advice = "The first line names the lists and ends with count, for example: police,shelter,count."
        raise InputError("estimation.header", "the last column must be called count.", advice=advice, where=where)
    if len(set(names)) != len(names) or not all(names):
        raise InputError("estimation.header", "each list needs a name of its own.", where=where)
    if not 2 <= len(names) <= MOST_LISTS:
        advice = "Merge lists that work together." if len(names) > MOST_LISTS else "One list alone tells nothing."
        message = f"{len(names)} lists; 2 to {MOST_LISTS} can be used."
        raise InputError("estimation.lists", message, advice=advice, where=where)
    return names


def _read_row(row: list[str], names: tuple[str, ...], where: str) -> tuple[int, int]:
    if len(row) != len(names) + 1:
        raise InputError("estimation.columns", f"{len(row)} cells where {len(names) + 1} are expected.", where=where)
    code = 0
    for position, cell in enumerate(row[:-1]):
        if cell.strip() not in ("0", "1"):
            raise InputError("estimation.indicator", "expected 0 or 1.", where=f"{where}, column {names[position]}")
        code |= int(cell) << position
    if not row[-1].strip().isdigit():
        advice = "Suppressed cells such as <5 cannot be used: ask for the unsuppressed table."
        raise InputError("estimation.count", "expected a whole number.", advice=advice, where=f"{where}, column count")
    return code, int(row[-1])
