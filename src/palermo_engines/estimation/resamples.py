"""Read given resamples, so that a method can be compared with another program on the very same tables.

Two kinds, plain or gzipped CSV. With a header: one resample a line, the other program's estimate first, then the counts
in the order of the table's rows. Without: one history a line, its bit code (the first list is bit 0), the observed
count, then its count in every resample.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, permutations, product

import numpy as np
from numpy.typing import NDArray

from palermo_engines.estimation.bootstrap import Procedure
from palermo_engines.estimation.designs import Floats
from palermo_engines.estimation.tables import ListTable
from palermo_engines.kit.errors import InputError

_MOST_BYTES = 200_000_000
_MOST_ORDERS, _TRIED = 720, 25
_FAR = 6.0


@dataclass(frozen=True, eq=False)
class Resamples:
    """``counts`` (resamples x 2^t - 1), and the other program's estimates where the file has them."""

    counts: Floats
    estimates: Floats | None


def read_resamples(content: bytes, table: ListTable, procedure: Procedure, *, where: str = "") -> Resamples:
    """Read either kind. ``procedure`` breaks ties between equal counts when the columns must be recognised.

    Raises InputError ``estimation.resamples``.
    """
    text = _unpacked(content, where)
    if not text.strip():
        raise _wrong("the file is empty.", where)
    headed = not text.lstrip()[:1].isdigit()
    try:
        values = np.loadtxt(io.StringIO(text), delimiter=",", skiprows=1 if headed else 0, ndmin=2)
    except ValueError as error:
        raise _wrong("every line must hold as many numbers as the first.", where) from error
    if values.shape[1] < 3 or not len(values):
        raise _wrong("no resamples in the file.", where)
    return _headed(values, table, procedure, where) if headed else _by_code(values, table, where)


def _unpacked(content: bytes, where: str) -> str:
    if content[:2] == b"\x1f\x8b":
        try:
            with gzip.open(io.BytesIO(content)) as packed:
                content = packed.read(_MOST_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise _wrong("the gzip file is damaged.", where) from error
    if len(content) > _MOST_BYTES:
        raise _wrong(f"more than {_MOST_BYTES // 1_000_000} MB.", where)
    return content.decode("utf-8", errors="replace")


def _wrong(message: str, where: str) -> InputError:
    advice = "Expected: estimate and counts a line below a header; or code, observed count and counts without one."
    return InputError("estimation.resamples", message, advice=advice, where=where)


def _by_code(values: Floats, table: ListTable, where: str) -> Resamples:
    codes = values[:, 0].astype(int)
    if not ((codes >= 1) & (codes <= len(table.counts))).all() or len(set(codes.tolist())) != len(codes):
        raise _wrong("the first column must hold each history's code once.", where)
    if not np.array_equal(table.counts[codes - 1], values[:, 1]):
        raise _wrong("the second column must hold the counts of the table.", where)
    counts = np.zeros((values.shape[1] - 2, len(table.counts)))
    counts[:, codes - 1] = values[:, 2:].T
    return Resamples(counts, None)


def _headed(values: Floats, table: ListTable, procedure: Procedure, where: str) -> Resamples:
    estimates, draws = values[:, 0], values[:, 1:]
    if draws.shape[1] == len(table.rows) and _plausible(draws, table.counts[np.array(table.rows) - 1]):
        return Resamples(_placed(draws, table.rows, table), estimates)
    orders = list(_orders(draws, table, where))
    if len(orders) == 1:
        return Resamples(_placed(draws, orders[0], table), estimates)
    gaps = [_gap(procedure(_placed(draws[:_TRIED], order, table)), estimates[:_TRIED]) for order in orders]
    return Resamples(_placed(draws, orders[int(np.argmin(gaps))], table), estimates)


def _gap(ours: Floats, theirs: Floats) -> float:
    """How many estimates differ: the order of columns with the fewest is the one they were drawn in."""
    return float((~np.isclose(ours, theirs, rtol=1e-6)).sum())


def _plausible(draws: Floats, expected: Floats) -> bool:
    """Whether the columns average to the expected counts, as multinomial resamples do."""
    return bool((np.abs(draws.mean(axis=0) - expected) <= _FAR * np.sqrt(expected / len(draws))).all())


def _placed(draws: Floats, codes: tuple[int, ...], table: ListTable) -> Floats:
    counts = np.zeros((len(draws), len(table.counts)))
    counts[:, np.array(codes) - 1] = draws
    return counts


def _orders(draws: Floats, table: ListTable, where: str) -> Iterator[tuple[int, ...]]:
    """The ways to give each column a history so that columns average to the table's counts.

    Only histories with equal counts can change places; those that nobody has are all alike.
    """
    width = draws.shape[1]
    codes = sorted(range(1, len(table.counts) + 1), key=lambda code: -table.counts[code - 1])[:width]
    columns: NDArray[np.intp] = np.argsort(-draws.mean(axis=0), kind="stable")
    expected = table.counts[np.array(codes) - 1]
    if width > len(table.counts) or not _plausible(draws[:, columns], expected):
        raise _wrong("the columns do not average to the counts of the table.", where)
    ties = [list(group) for _, group in groupby(codes, key=lambda code: table.counts[code - 1])]
    choices = [[tuple(tie)] if not table.counts[tie[0] - 1] else _arrangements(tie) for tie in ties]
    if np.prod([float(len(choice)) for choice in choices]) > _MOST_ORDERS:
        choices = [choice[:1] for choice in choices]
    for parts in product(*choices):
        placed = dict(zip(columns.tolist(), [code for part in parts for code in part], strict=True))
        yield tuple(placed[column] for column in range(width))


def _arrangements(tie: list[int]) -> list[tuple[int, ...]]:
    return list(permutations(tie)) if len(tie) <= 6 else [tuple(tie)]
