"""Forward selection of two-list effects (Chan, Silverman and Vincent 2021), for many tables at once.

From the main effects on, the pair whose overlap is least like what the current fit expects enters, as long as its
one-sided Poisson tail is below the threshold and the model with it has an extended maximum likelihood estimate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtr, pdtrc

from palermo_engines.estimation.designs import (
    Flags,
    Floats,
    Model,
    holding,
    main_effects,
    pairs,
)
from palermo_engines.estimation.fitting import chosen, family, fit_families, merge

Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Selected:
    """For each table: the estimate of the total (observed and unseen), and the model chosen for it."""

    totals: Floats
    models: tuple[Model, ...]


def select(counts: Floats, lists: int, threshold: float = 0.02, *, like_r: bool = False) -> Selected:
    """Run the selection on every row of ``counts`` (tables x 2^t - 1).

    A list that came out empty in a resample is taken to minus infinity and the search goes on. With ``like_r`` the
    main effects are kept instead, as the R package SparseMSE 2.0.1 does, whose check then refuses every pair.
    A table without a finite estimate has total ``inf``.
    """
    search = _Search(np.asarray(counts, dtype=float), lists)
    active = search.fits.converged.copy()
    if like_r:
        active &= ~search.silent.any(axis=1)
    rows = np.flatnonzero(active)
    while len(rows) and not search.inside.all():
        rows = search.advance(rows, threshold)
    models = tuple(main_effects(lists).union(np.array(pairs(lists))[row].tolist()) for row in search.inside)
    return Selected(counts.sum(axis=1) + search.fits.unseen, models)


class _Search:
    """Where each table's search stands: the pairs ``inside`` its model and the fit of that model."""

    def __init__(self, counts: Floats, lists: int) -> None:
        self.counts, self.lists = counts, lists
        self.pairs = np.array(pairs(lists))
        self.within = holding(lists)[self.pairs].T
        self.seen = counts @ self.within
        self.silent = counts @ holding(lists)[[1 << j for j in range(lists)]].T == 0
        self.inside = np.zeros((len(counts), len(self.pairs)), dtype=bool)
        self.fits = fit_families(counts, family(main_effects(lists), lists), lists)

    def advance(self, rows: Rows, threshold: float) -> Rows:
        """One cycle for the tables ``rows``; returns those whose model grew."""
        tails = self._tails(rows)
        grown, pending = [], np.arange(len(rows))
        while len(pending):
            best = tails[pending].argmin(axis=1)
            significant = tails[pending, best] < threshold
            pending, best = pending[significant], best[significant]
            accepted = self._try(rows[pending], best)
            grown.append(rows[pending[accepted]])
            tails[pending[~accepted], best[~accepted]] = 1.0
            pending = pending[~accepted]
        return np.concatenate([np.empty(0, dtype=np.intp), *grown])

    def _tails(self, rows: Rows) -> Floats:
        """For each table and pair the smaller one-sided Poisson tail of the overlap; 1 for pairs already inside."""
        seen, expected = self.seen[rows], self.fits.means[rows] @ self.within
        upper = np.where(seen == 0, 1.0, pdtrc(np.maximum(seen - 1, 0), expected))
        return np.where(self.inside[rows], 1.0, np.minimum(pdtr(seen, expected), upper))

    def _try(self, rows: Rows, added: Rows) -> Flags:
        """Fit the models grown by one pair each; keep those that have a maximum, and say which."""
        inside = self.inside[rows]
        inside[np.arange(len(rows)), added] = True
        families = np.repeat(family(main_effects(self.lists), self.lists), len(rows), axis=0)
        families[:, self.pairs] = inside
        fits = fit_families(self.counts[rows], families, self.lists, self._start(rows, added))
        good = fits.converged
        merge(self.fits, rows[good], chosen(fits, good))
        self.inside[rows[good]] = inside[good]
        return good

    def _start(self, rows: Rows, added: Rows) -> Floats:
        """The fit so far, with the new overlap scaled to what was seen: one step of iterative proportional fitting,
        which never overshoots."""
        start = self.fits.coefficients[rows]
        seen = self.seen[rows, added]
        expected = (self.fits.means[rows] * self.within.T[added]).sum(axis=1)
        some = seen > 0
        start[some, self.pairs[added[some]]] = np.log(seen[some] / expected[some])
        return start
