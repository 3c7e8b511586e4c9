"""The exact best model of two-list effects by BIC, by leaps and bounds, for tables with too many lists to try all.

A node of the search has pairs that must be in the model and pairs that are free. No descendant has a log-likelihood
above that of the model with all of them, nor fewer parameters than the pairs that must be in: a node whose bound does
not beat the best model found so far is cut off with everything below it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlogy

from palermo_engines.estimation.bic import criterion
from palermo_engines.estimation.designs import Flags, Floats, Model, holding, main_effects, pairs
from palermo_engines.estimation.fitting import Fits, family, fit_families
from palermo_engines.estimation.stepwise import select

_BATCH, _BLOCK, _SLACK = 2_000, 500, 1e-9


@dataclass(frozen=True, eq=False)
class BestPairs:
    """For each table: the estimate of the total, the BIC and the best model of pairs; ``fits`` models were fitted."""

    totals: Floats
    bic: Floats
    models: tuple[Model, ...]
    fits: int


def best_pairs(counts: Floats, lists: int, hint: Model | None = None, *, workers: int = 2) -> BestPairs:
    """The best-BIC model with main effects and any pairs, for each row of ``counts``, exactly.

    ``hint``: a model likely to be good, such as the best one of the table that was resampled. Tables are searched in
    blocks of a fixed size, so the answer does not depend on ``workers``.
    """
    blocks = [counts[start : start + _BLOCK] for start in range(0, len(counts), _BLOCK)]
    with ThreadPoolExecutor(max(1, workers)) as pool:
        searches = list(pool.map(lambda block: _Search(block, lists, hint).run(), blocks))
    inside = np.concatenate([search.inside for search in searches])
    models = tuple(main_effects(lists).union(np.array(pairs(lists))[row].tolist()) for row in inside)
    totals, bic = (np.concatenate([getattr(search, name) for search in searches]) for name in ("totals", "bic"))
    return BestPairs(totals, bic, models, sum(search.fitted for search in searches))


@dataclass(slots=True)
class _Nodes:
    """Nodes of many tables: pairs that ``must`` be in and that are ``free`` (nodes x pairs), a ``bound`` on the BIC of
    all descendants, and the ``start`` for the fit (nodes x 2^t)."""

    rows: NDArray[np.intp]
    must: Flags
    free: Flags
    bound: Floats
    start: Floats

    def at(self, chosen: NDArray[np.intp] | Flags) -> _Nodes:
        return _Nodes(*(getattr(self, name)[chosen] for name in self.__slots__))

    def joined(self, other: _Nodes) -> _Nodes:
        columns = ((getattr(self, name), getattr(other, name)) for name in self.__slots__)
        return _Nodes(*(np.concatenate(both) for both in columns))


class _Search:
    """The best model so far of every table of a block, and the nodes that may still beat it."""

    def __init__(self, counts: Floats, lists: int, hint: Model | None) -> None:
        self.counts, self.lists, self.fitted = counts, lists, 0
        self.pairs = np.array(pairs(lists))
        self.cost = np.log(counts.sum(axis=1))
        self.seen = counts @ holding(lists)[self.pairs].T
        self.constant = gammaln(counts + 1).sum(axis=1)
        self.saturated = (xlogy(counts, counts) - counts).sum(axis=1) - self.constant
        self.totals, self.bic = np.full(len(counts), np.inf), np.full(len(counts), np.inf)
        self.inside = np.zeros((len(counts), len(self.pairs)), dtype=bool)
        self._begin(hint)

    def _begin(self, hint: Model | None) -> None:
        everyone = np.arange(len(self.counts))
        stepwise = select(self.counts, self.lists).models
        for models in (stepwise, [hint] * len(everyone) if hint else []):
            if models:
                inside = np.array([[int(pair) in model for pair in self.pairs] for model in models])
                self._improve(everyone, inside, self._fit(everyone, inside))

    def _fit(
        self, rows: NDArray[np.intp], inside: Flags, start: Floats | None = None, needed: Floats | None = None
    ) -> Fits:
        self.fitted += len(rows)
        families = np.repeat(family(main_effects(self.lists), self.lists), len(rows), axis=0)
        families[:, self.pairs] = inside
        return fit_families(self.counts[rows], families, self.lists, start, needed)

    def _improve(self, rows: NDArray[np.intp], inside: Flags, fits: Fits) -> None:
        """Keep models that are better than the best so far of their table."""
        bic = criterion(fits, self.counts[rows], 1 + self.lists + inside.sum(axis=1))
        better = np.argsort(-bic, kind="stable")  # the best of a table is written last
        better = better[bic[better] < self.bic[rows[better]]]
        at = rows[better]
        self.bic[at], self.inside[at] = bic[better], inside[better]
        self.totals[at] = self.counts[at].sum(axis=1) + fits.unseen[better]

    def run(self) -> _Search:
        """Search until no node is left."""
        tables, width = self.inside.shape
        free = np.ones((tables, width), dtype=bool)
        start = np.zeros((tables, 1 << self.lists))
        root = self._fit(np.arange(tables), free)
        start[root.converged] = root.coefficients[root.converged]
        nodes = _Nodes(np.arange(tables), ~free, free, np.full(tables, -np.inf), start)
        while len(nodes.rows):
            order = np.argsort(nodes.bound - self.bic[nodes.rows], kind="stable")
            best, rest = nodes.at(order[:_BATCH]), nodes.at(order[_BATCH:])
            nodes = self._expand(best).joined(rest)
            nodes = nodes.at(nodes.bound < self.bic[nodes.rows] - _SLACK)
        return self

    def _expand(self, nodes: _Nodes) -> _Nodes:
        """Fit the largest model of each node, and split what may still hold something better."""
        required = self.cost[nodes.rows] * (1 + self.lists + nodes.must.sum(axis=1))
        inside = nodes.must | nodes.free
        fits = self._fit(nodes.rows, inside, nodes.start, (required - self.bic[nodes.rows]) / 2)
        self._improve(nodes.rows, inside, fits)
        reach = np.where(fits.converged, fits.log_likelihood(self.counts[nodes.rows]), self.saturated[nodes.rows])
        nodes.bound = required - 2 * reach
        nodes.start = np.where(fits.converged[:, None], fits.coefficients, 0.0)
        alive = nodes.free.any(axis=1) & (nodes.bound < self.bic[nodes.rows] - _SLACK) & ~fits.beaten
        return self._children(nodes.at(alive))

    def _children(self, nodes: _Nodes) -> _Nodes:
        """One child for each free pair: without it, and with all the free pairs that matter more than it.

        The pairs that matter most come first, so that leaving them out is refuted at once and the rest must be in.
        """
        weight = nodes.start[:, self.pairs] ** 2 * self.seen[nodes.rows]
        place = np.argsort(np.argsort(np.where(nodes.free, -weight, np.inf), axis=1, kind="stable"), axis=1)
        parents, dropped = np.nonzero(nodes.free)
        rank, ranks = place[parents, dropped], place[parents]
        more, less = ranks < rank[:, None], ranks > rank[:, None]
        children = nodes.at(parents)
        children.bound = children.bound + self.cost[children.rows] * rank
        children.must = children.must | (children.free & more)
        children.free = children.free & less
        children.start[np.arange(len(parents)), self.pairs[dropped]] = 0.0
        return children.at(children.bound < self.bic[children.rows] - _SLACK)
