"""Stored tables as what the engine estimates from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from palermo.measure.estimates.models import OverlapTable
from palermo_engines.estimation.tables import ListTable


@dataclass(frozen=True, slots=True)
class Group:
    """People with one value of one covariate: ``strata`` are positions among the strata."""

    covariate: str
    value: str
    strata: tuple[int, ...]


def pooled(table: OverlapTable) -> ListTable:
    """All people, whatever their covariates."""
    return list_table(table.names, table.rows)


def strata(table: OverlapTable) -> tuple[list[tuple[str, ...]], list[ListTable]]:
    """The values of every stratum that has people, in alphabetical order, and its table."""
    values = sorted({tuple(row[1]) for row in table.rows})
    return values, [list_table(table.names, [row for row in table.rows if tuple(row[1]) == each]) for each in values]


def groups(table: OverlapTable, values: Sequence[tuple[str, ...]]) -> list[Group]:
    """Every value of every covariate."""
    return [
        Group(covariate, value, tuple(place for place, each in enumerate(values) if each[at] == value))
        for at, covariate in enumerate(table.covariates)
        for value in sorted({each[at] for each in values})
    ]


def list_table(names: Sequence[str], rows: Sequence[Sequence[object]]) -> ListTable:
    """Rows added up over their covariates."""
    counts = np.zeros((1 << len(names)) - 1)
    for code, _, count in rows:
        counts[int(str(code)) - 1] += int(str(count))
    return ListTable(tuple(names), counts)
