"""Estimates over plausible linkages, so that the doubt about links is in the interval.

Every drawn linkage gives a table; each table is resampled and the whole estimation repeated. The replicates of all
tables together are the distribution that the limits are read from: its spread is what resampling one table gives,
plus what the tables differ by, as in Rubin's rules (1987), but without taking either for normal or finite.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from palermo_engines.estimation.bootstrap import Procedure, acceleration, leave_one_out, limits_at, resample
from palermo_engines.estimation.designs import Floats
from palermo_engines.estimation.tables import ListTable
from palermo_engines.kit.errors import InputError

_LEVELS = {"0.95": (0.025, 0.975), "0.8": (0.1, 0.9)}


@dataclass(frozen=True)
class Pooled:
    """``estimate``: the median over linkages, None if it is not finite; ``observed``: the fewest and most distinct
    people seen; ``linkage_share``: how much of the spread comes from linkage (nan where replicates are not finite)."""

    estimate: float | None
    intervals: dict[str, tuple[float, float]]
    observed: tuple[int, int]
    linkage_share: float
    estimates: tuple[float, ...]
    warnings: tuple[str, ...]


def pool(tables: Sequence[ListTable], procedure: Procedure, *, seed: int, resamples: int = 200) -> Pooled:
    """Pool the estimates of the drawn ``tables`` (all of the same lists), ``resamples`` of each.

    Raises InputError ``linkage.pool`` for no tables or tables of different lists.
    """
    if not tables or len({table.names for table in tables}) != 1:
        raise InputError("linkage.pool", "needs tables of the same lists, one for each drawn linkage.")
    seeds = np.random.SeedSequence(seed).generate_state(len(tables)).tolist()
    estimates = procedure(np.stack([table.counts for table in tables]))
    replicates = np.stack(
        [procedure(resample(table.counts, resamples, each)) for table, each in zip(tables, seeds, strict=True)]
    )
    below = [_below(estimate, row) for estimate, row in zip(estimates, replicates, strict=True)]
    limits = limits_at(replicates.ravel(), float(ndtri(np.mean(below))), _acceleration(tables, procedure))
    middle = float(np.median(estimates))
    counted = [table.observed for table in tables]
    return Pooled(
        middle if np.isfinite(middle) else None,
        {name: (limits.at[low], limits.at[high]) for name, (low, high) in _LEVELS.items()},
        (min(counted), max(counted)),
        _linkage_share(estimates, replicates),
        tuple(estimates.tolist()),
        limits.warnings,
    )


def _below(estimate: float, replicates: Floats) -> float:
    """The share of replicates below the estimate of their own table; ties count half."""
    return float(np.mean(replicates < estimate) + np.mean(replicates == estimate) / 2)


def _acceleration(tables: Sequence[ListTable], procedure: Procedure) -> float:
    """Of the table in the middle, by the number of people seen: it varies little between linkages."""
    table = sorted(tables, key=lambda each: each.observed)[len(tables) // 2]
    left_out, weights = leave_one_out(table.counts)
    return acceleration(procedure(left_out), weights)


def _linkage_share(estimates: Floats, replicates: Floats) -> float:
    if not (np.isfinite(estimates).all() and np.isfinite(replicates).all()):
        return float("nan")
    between, within = float(np.var(estimates)), float(np.var(replicates, axis=1).mean())
    return between / (between + within) if between + within else 0.0
