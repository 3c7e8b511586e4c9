"""Choice by the Bayesian information criterion among all hierarchical models (Silverman, Chan and Vincent 2024).

BIC is |model| log n - 2 log-likelihood, n the number of people, parameters at minus infinity counted. The best model
of a resample is found exactly without fitting every model: none can be better than |model| log n - 2 l for any l that
bounds its log-likelihood from above, be it that of the saturated table or the dual bound after each round of its fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlogy

from palermo_engines.estimation.designs import Flags, Floats, Model, hierarchical
from palermo_engines.estimation.fitting import Fits, family, fit_families

_BATCH = 6_000
_BLOCK, _FIRST, _SLACK = 500, 30, 1e-9


@dataclass(frozen=True, eq=False)
class Ranked:
    """The models that have an extended maximum likelihood estimate for a table, best BIC first.

    ``families`` (models x 2^t), ``bic``, ``totals`` and ``coefficients`` (models x 2^t) of their fits.
    """

    models: tuple[Model, ...]
    families: Flags
    bic: Floats
    totals: Floats
    coefficients: Floats


@dataclass(frozen=True, eq=False)
class Best:
    """For each table: the estimate of the total, its BIC and the position of the best model; inf, inf, -1 if none."""

    totals: Floats
    bic: Floats
    positions: NDArray[np.int64]


def criterion(fits: Fits, counts: Floats, sizes: Floats | float) -> Floats:
    """BIC of fits to ``counts`` with models of ``sizes`` sets; infinite where no estimate exists."""
    values = sizes * np.log(counts.sum(axis=1)) - 2 * fits.log_likelihood(counts)
    return np.asarray(np.where(fits.converged, values, np.inf))


def rank_models(counts: Floats, lists: int, order: int, models: Sequence[Model] | None = None) -> Ranked:
    """Fit every hierarchical model with interactions of at most ``order`` lists (or the given ones) to one table.

    Ties keep the order of enumeration.
    """
    candidates = tuple(hierarchical(lists, order) if models is None else models)
    families = np.concatenate([family(model, lists) for model in candidates])
    bic, totals = np.full(len(families), np.inf), np.full(len(families), np.inf)
    coefficients = np.zeros(families.shape)
    for start in range(0, len(families), _BATCH):
        part = slice(start, start + _BATCH)
        tables = np.broadcast_to(counts, (len(families[part]), len(counts)))
        fits = fit_families(tables, families[part], lists)
        bic[part] = criterion(fits, tables, families[part].sum(axis=1))
        totals[part] = counts.sum() + fits.unseen
        coefficients[part] = np.nan_to_num(fits.coefficients)
    kept = np.argsort(bic, kind="stable")[: int(np.isfinite(bic).sum())]
    return Ranked(tuple(candidates[at] for at in kept), families[kept], bic[kept], totals[kept], coefficients[kept])


def best_models(counts: Floats, ranked: Ranked, lists: int, top: int | None = None, *, workers: int = 2) -> Best:
    """The best of the first ``top`` ranked models (all, when None) for each row of ``counts``, exactly.

    Tables are searched in blocks of a fixed size, so the answer does not depend on ``workers``.
    """
    blocks = [counts[start : start + _BLOCK] for start in range(0, len(counts), _BLOCK)]
    with ThreadPoolExecutor(max(1, workers)) as pool:
        parts = list(pool.map(lambda block: _Search(block, ranked, lists, top).run(), blocks))
    return Best(*(np.concatenate(column) for column in zip(*parts, strict=True)))


class _Search:
    """Best-first search: every table tries its models in the order of what they could at best reach."""

    def __init__(self, counts: Floats, ranked: Ranked, lists: int, top: int | None) -> None:
        self.counts, self.lists, self.ranked = counts, lists, ranked
        self.families = ranked.families[:top]
        self.sizes = self.families.sum(axis=1)
        self.totals = np.full(len(counts), np.inf)
        self.bic = np.full(len(counts), np.inf)
        self.positions = np.full(len(counts), -1)

    def run(self) -> tuple[Floats, Floats, NDArray[np.int64]]:
        """Totals, BIC and positions of the best models."""
        everyone = np.arange(len(self.counts))
        first = min(_FIRST, len(self.families))
        for position in range(first):
            self._try(everyone, np.full(len(everyone), position))
        floors = self._floors()[:, first:]
        order = np.argsort(floors, axis=1, kind="stable")
        floors = np.take_along_axis(floors, order, axis=1)
        start = 0
        while start < order.shape[1]:
            searching = floors[:, start] <= self.bic
            if not searching.any():
                break
            wave = slice(start, start + max(1, _BATCH // int(searching.sum())))
            rows, columns = np.nonzero(floors[:, wave] <= self.bic[:, None])
            self._try(rows, first + order[rows, start + columns])
            start = wave.stop
        return self.totals, self.bic, self.positions

    def _try(self, rows: NDArray[np.intp], positions: NDArray[np.intp]) -> None:
        """Fit a model to each of the tables ``rows`` (a table may come several times) and keep what is better."""
        for start in range(0, len(rows), _BATCH):
            at, chosen = rows[start : start + _BATCH], positions[start : start + _BATCH]
            counts = self.counts[at]
            families, warm = self.families[chosen], self.ranked.coefficients[chosen]
            needed = (self.sizes[chosen] * np.log(counts.sum(axis=1)) - self.bic[at]) / 2
            fits = fit_families(counts, families, self.lists, warm, needed)
            bic, totals = criterion(fits, counts, self.sizes[chosen]), counts.sum(axis=1) + fits.unseen
            ordered = np.lexsort((chosen, bic))[::-1]  # the best of a table is written last
            better = ordered[self._beats(bic[ordered], chosen[ordered], at[ordered])]
            self.bic[at[better]], self.totals[at[better]] = bic[better], totals[better]
            self.positions[at[better]] = chosen[better]

    def _beats(self, bic: Floats, chosen: NDArray[np.intp], rows: NDArray[np.intp]) -> Flags:
        equal = (bic == self.bic[rows]) & (chosen < self.positions[rows])
        return np.asarray(np.isfinite(bic) & ((bic < self.bic[rows]) | equal))

    def _floors(self) -> Floats:
        """For each table and model a value that its BIC cannot fall below, whatever the fit."""
        saturated = (xlogy(self.counts, self.counts) - self.counts - gammaln(self.counts + 1)).sum(axis=1)
        return np.asarray(self.sizes * np.log(self.counts.sum(axis=1))[:, None] - 2 * saturated[:, None] - _SLACK)
