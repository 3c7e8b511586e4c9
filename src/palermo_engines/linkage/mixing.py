"""Bayesian estimates over plausible linkages: the posteriors of all drawn tables, each with the same weight, are one.

What ``pooling`` does with replicates, for methods whose uncertainty is a posterior: given equally likely linkages, the
posterior of the total is the mean of the posteriors given each.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from palermo_engines.estimation.designs import Floats
from palermo_engines.estimation.tables import ListTable
from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.pooling import Pooled

_LEVELS = {"0.95": (0.025, 0.975), "0.8": (0.1, 0.9)}

Posterior = tuple[Floats, Floats]


def mix(tables: Sequence[ListTable], posteriors: Sequence[Posterior]) -> Pooled:
    """Pool the posteriors of the drawn ``tables``: totals and their weights, which add up to 1.

    Raises InputError ``linkage.pool`` for none, or not one for each table.
    """
    if not tables or len(tables) != len(posteriors):
        raise InputError("linkage.pool", "needs a posterior for each drawn linkage.")
    totals = np.concatenate([totals for totals, _ in posteriors])
    weights = np.concatenate([weights for _, weights in posteriors]) / len(posteriors)
    medians = [_quantile(*posterior, 0.5) for posterior in posteriors]
    observed = [table.observed for table in tables]
    return Pooled(
        _quantile(totals, weights, 0.5),
        {name: (_quantile(totals, weights, low), _quantile(totals, weights, high))
         for name, (low, high) in _LEVELS.items()},
        (min(observed), max(observed)), _linkage_share(posteriors), tuple(medians), (),
    )  # fmt: skip


def _quantile(totals: Floats, weights: Floats, level: float) -> float:
    """The smallest total with at least this much weight at or below it."""
    order = np.argsort(totals, kind="stable")
    reached = np.searchsorted(np.cumsum(weights[order]), level - 1e-12)
    return float(totals[order][min(int(reached), len(totals) - 1)])


def _linkage_share(posteriors: Sequence[Posterior]) -> float:
    """The variance between means as a share of the whole, as far as 99% of each posterior reaches: a long tail would
    drown both."""
    cut = [(totals, np.where(totals <= _quantile(totals, weights, 0.99), weights, 0)) for totals, weights in posteriors]
    means = np.array([totals @ weights / weights.sum() for totals, weights in cut])
    within = [
        ((totals - mean) ** 2) @ weights / weights.sum() for (totals, weights), mean in zip(cut, means, strict=True)
    ]
    between, inside = float(np.var(means)), float(np.mean(within))
    return between / (between + inside) if between + inside else 0.0
