"""Simple estimators as sanity checks: Chao's lower bound, sample coverage, and Chapman for every pair of lists."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from palermo_engines.estimation.designs import Floats, holding
from palermo_engines.estimation.tables import ListTable


def chao_lower_bound(counts: Floats, lists: int) -> float:
    """Observed plus f1 (f1 - 1) / (2 (f2 + 1)) with the finite-list factor (t - 1) / t (Chao 1987, bias-corrected).

    f1 and f2 are the numbers of people on exactly one and exactly two lists.
    """
    sizes = np.array([code.bit_count() for code in range(1, 1 << lists)])
    once, twice = counts[sizes == 1].sum(), counts[sizes == 2].sum()
    return float(counts.sum() + (lists - 1) / lists * once * (once - 1) / (2 * (twice + 1)))


def sample_coverage(counts: Floats, lists: int) -> float:
    """The low-dependence estimator of Chao and Tsay (1998): people known to more than chance, over the coverage.

    Infinite when nobody is on two lists.
    """
    singles = [1 << j for j in range(lists)]
    sizes = holding(lists)[singles] @ counts
    alone = counts[np.array(singles) - 1]
    used = sizes > 0
    coverage = 1 - (alone[used] / sizes[used]).mean()
    return float((counts.sum() - alone.sum() / lists) / coverage) if coverage > 0 else float("inf")


def chapman_pairs(table: ListTable) -> dict[str, float]:
    """The two-list estimate of Chapman (1951) for every pair of lists, of the people whom the two could reach."""
    sums = holding(table.lists) @ table.counts
    estimates = {}
    for i, j in combinations(range(table.lists), 2):
        first, second, both = sums[1 << i], sums[1 << j], sums[(1 << i) | (1 << j)]
        estimates[f"{table.names[i]}+{table.names[j]}"] = float((first + 1) * (second + 1) / (both + 1) - 1)
    return estimates


def isolated_lists(table: ListTable) -> tuple[str, ...]:
    """Lists that share nobody with any other, although they have people."""
    sums = holding(table.lists) @ table.counts
    alone = table.counts[[(1 << j) - 1 for j in range(table.lists)]]
    sizes = sums[[1 << j for j in range(table.lists)]]
    return tuple(name for name, size, only in zip(table.names, sizes, alone, strict=True) if size and size == only)
