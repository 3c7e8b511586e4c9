"""Strata: one model for every group of people, so that the totals of groups add up to the total.

log mu(history, stratum) = level of the stratum + chance of each list in the stratum + dependence of pairs of lists.
Levels and chances belong to the stratum; which pairs depend on each other, and how strongly, is common to all, chosen
by the same forward selection as without strata: with one stratum the estimate is that of ``stepwise``. Any margin (by
sex, by age) is a sum of strata, so the totals of all margins agree. Limits repeat the selection on resamples of the
whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtr, pdtrc

from palermo_engines.estimation.bootstrap import quantile
from palermo_engines.estimation.designs import Flags, Floats, holding, main_effects, pairs, spell
from palermo_engines.estimation.tables import ListTable

_ROUNDS, _SETTLED, _BLOCK, _WILD, _TINY = 50, 1e-8, 50, 60.0, 1e-10
Interval = tuple[float, float]


@dataclass(frozen=True)
class Stratum:
    """``estimate`` of all people of the stratum, seen and unseen, None where none is finite; 95% ``interval``."""

    observed: int
    estimate: float | None
    interval: Interval | None


@dataclass(frozen=True)
class Stratified:
    """``strata`` in the order given; their ``total`` and the ``groups`` of them that were asked for, limits from the
    same resamples; and the ``model`` that all share."""

    strata: tuple[Stratum, ...]
    total: Stratum
    groups: tuple[Stratum, ...]
    model: str


def stratified(
    tables: Sequence[ListTable], groups: Sequence[Sequence[int]] = (), *,
    threshold: float = 0.02, bootstrap: int = 200, seed: int = 1,
) -> Stratified:  # fmt: skip
    """Estimate every stratum with one selection, and the sums of ``groups``, positions of strata.

    ValueError when the tables have different lists. A stratum where nobody is on two lists has no finite estimate,
    nor then have the sums that hold it: join strata.
    """
    names = tables[0].names
    if any(table.names != names for table in tables):
        raise ValueError("strata have the same lists")
    counts = np.stack([table.counts for table in tables])
    found = select_strata(counts[None], len(names), threshold)
    drawn = _resampled(counts, bootstrap, seed)
    repeated = [select_strata(drawn[at : at + _BLOCK], len(names), threshold) for at in range(0, bootstrap, _BLOCK)]
    replicates = np.concatenate([part.totals for part in repeated]) if repeated else np.empty((0, len(tables)))
    sums = [[at] for at in range(len(tables))] + [list(range(len(tables)))] + [list(group) for group in groups]
    made = [_sum(counts, found.totals[0], replicates, group) for group in sums]
    chosen = main_effects(len(names)).union(np.array(pairs(len(names)))[found.inside[0]].tolist())
    size = len(tables)
    return Stratified(tuple(made[:size]), made[size], tuple(made[size + 1 :]), spell(chosen))


def _sum(counts: Floats, totals: Floats, replicates: Floats, group: list[int]) -> Stratum:
    return _stratum(int(counts[group].sum()), float(totals[group].sum()), replicates[:, group].sum(axis=1))


def _stratum(observed: int, estimate: float, replicates: Floats) -> Stratum:
    if not np.isfinite(estimate):
        return Stratum(observed, None, None)
    limits = (quantile(replicates, 0.025), quantile(replicates, 0.975)) if len(replicates) else None
    return Stratum(observed, estimate, limits)


def _resampled(counts: Floats, times: int, seed: int) -> Floats:
    flat = counts.ravel()
    drawn = np.random.default_rng(seed).multinomial(int(flat.sum()), flat / flat.sum(), size=times)
    return drawn.reshape(times, *counts.shape).astype(float)


@dataclass(frozen=True, eq=False)
class SelectedStrata:
    """``totals`` (tables x strata), infinite where none is finite; ``inside`` (tables x pairs): the pairs chosen."""

    totals: Floats
    inside: Flags


def select_strata(counts: Floats, lists: int, threshold: float = 0.02) -> SelectedStrata:
    """Forward selection on every table of ``counts`` (tables x strata x 2^t - 1)."""
    search = _Search(np.asarray(counts, dtype=float), lists)
    rows = np.flatnonzero(search.converged)
    while len(rows) and not search.inside.all():
        rows = search.advance(rows, threshold)
    unseen = np.where(search.usable, np.exp(np.minimum(search.levels, _WILD)), np.inf)
    unseen[~search.converged] = np.inf
    unseen = np.where(counts.sum(axis=2) > 0, unseen, 0.0)
    return SelectedStrata(counts.sum(axis=2) + unseen, search.inside)


class _Search:
    """Where the selection stands: pairs ``inside`` each model, fitted ``means`` and ``levels`` (log of the unseen)."""

    def __init__(self, counts: Floats, lists: int) -> None:
        self.counts, self.lists = counts, lists
        self.within = holding(lists)[list(pairs(lists))]
        self.usable = _overlapping(counts, lists)
        self.used = counts * self.usable[:, :, None]
        self.seen = (self.used @ self.within.T).sum(axis=1)
        self.inside = np.zeros(self.seen.shape, dtype=bool)
        self.means, self.levels, self.converged = _fit(self.used, self.inside, lists)

    def advance(self, rows: NDArray[np.intp], threshold: float) -> NDArray[np.intp]:
        """One cycle for the tables ``rows``: the pair whose overlap surprises most enters, where its model has a
        maximum; else the next one. Returns the tables whose model grew."""
        tails = self._tails(rows)
        grown, pending = [], np.arange(len(rows))
        while len(pending):
            best = tails[pending].argmin(axis=1)
            pending, best = (each[tails[pending, best] < threshold] for each in (pending, best))
            accepted = self._try(rows[pending], best)
            grown.append(rows[pending[accepted]])
            tails[pending[~accepted], best[~accepted]] = 1.0
            pending = pending[~accepted]
        return np.concatenate([np.empty(0, dtype=np.intp), *grown])

    def _tails(self, rows: NDArray[np.intp]) -> Floats:
        seen, expected = self.seen[rows], (self.means[rows] @ self.within.T).sum(axis=1)
        upper = np.where(seen == 0, 1.0, pdtrc(np.maximum(seen - 1, 0), expected))
        return np.where(self.inside[rows], 1.0, np.minimum(pdtr(seen, expected), upper))

    def _try(self, rows: NDArray[np.intp], added: NDArray[np.intp]) -> Flags:
        inside = self.inside[rows]
        inside[np.arange(len(rows)), added] = True
        means, levels, good = _fit(self.used[rows], inside, self.lists)
        at = rows[good]
        self.means[at], self.levels[at], self.inside[at] = means[good], levels[good], inside[good]
        return good


def _overlapping(counts: Floats, lists: int) -> Flags:
    """Strata in which somebody is on two lists: without that a stratum's level has no maximum."""
    several = np.array([code.bit_count() > 1 for code in range(1, 1 << lists)])
    return np.asarray(counts[:, :, several].any(axis=2))


def _fit(counts: Floats, inside: Flags, lists: int) -> tuple[Floats, Floats, Flags]:
    """Means (tables x strata x histories), levels (tables x strata) and whether the fit has a maximum (tables).

    Fisher scoring; the parameters of strata are eliminated first, so a round costs no more with many strata.
    """
    fit = _Scoring(counts, inside, lists)
    if not len(counts):
        return counts, counts[:, :, 0], np.zeros(0, dtype=bool)
    with np.errstate(all="ignore"):
        converged = fit.run()
    return fit.mean(), fit.own[:, :, 0], converged


class _Scoring:
    """Parameters ``own`` of strata (tables x strata x 1 + t) and ``shared`` by all (tables x pairs). Lists that saw
    nobody in a stratum, and pairs of the model that nobody was on, are at minus infinity: their histories leave."""

    def __init__(self, counts: Floats, inside: Flags, lists: int) -> None:
        self.counts = counts
        self.a = holding(lists)[[0, *(1 << j for j in range(lists))]].T
        self.b = holding(lists)[list(pairs(lists))].T
        silent = np.einsum("rsh,ha->rsa", counts, self.a) == 0
        empty = inside & (np.einsum("rsh,hp->rp", counts, self.b) == 0)
        gone = np.einsum("rsa,ha->rsh", silent, self.a) + np.einsum("rp,hp->rh", empty, self.b)[:, None, :]
        self.keep = np.asarray(gone == 0, dtype=float)
        self.live_a, self.live_b = ~silent, inside & ~empty
        self.own = np.zeros(silent.shape)
        self.shared = np.zeros(inside.shape)
        self.start = np.log(counts + 0.1)

    def mean(self) -> Floats:
        eta = np.einsum("rsa,ha->rsh", self.own, self.a) + np.einsum("rp,hp->rh", self.shared, self.b)[:, None, :]
        return np.asarray(np.exp(np.minimum(eta, _WILD)) * self.keep)

    def run(self) -> Flags:
        mu = (self.counts + 0.1) * self.keep
        own, shared = self._solve(mu, mu * self.start + (self.counts - mu) * self.keep)
        self.own, self.shared = own, shared
        settled = np.zeros(len(self.counts), dtype=bool)
        for _ in range(_ROUNDS):
            mu = self.mean()
            own, shared = self._solve(mu, (self.counts - mu) * self.keep)
            self.own, self.shared = self.own + np.nan_to_num(own), self.shared + np.nan_to_num(shared)
            change = np.einsum("rsa,ha->rsh", own, self.a) + np.einsum("rp,hp->rh", shared, self.b)[:, None, :]
            settled = (np.abs(change) * self.keep).max(axis=(1, 2)) < _SETTLED
            if settled.all():
                break
        lowest = np.where(self.keep > 0, self.mean(), 1.0).min(axis=(1, 2))
        return np.asarray(settled & (lowest > _TINY))

    def _solve(self, mu: Floats, right: Floats) -> tuple[Floats, Floats]:
        """The step: block elimination of the strata's own parameters (Schur complement)."""
        own = _alive(np.einsum("ha,rsh,hb->rsab", self.a, mu, self.a, optimize=True), self.live_a)
        cross = np.einsum("ha,rsh,hp->rsap", self.a, mu, self.b, optimize=True)
        cross *= self.live_a[:, :, :, None] & self.live_b[:, None, None, :]
        shared = _alive(np.einsum("hp,rsh,hq->rpq", self.b, mu, self.b, optimize=True), self.live_b)
        right_a = np.einsum("rsh,ha->rsa", right, self.a) * self.live_a
        right_b = np.einsum("rsh,hp->rp", right, self.b) * self.live_b
        ratio = _solved(own, np.concatenate([cross, right_a[..., None]], axis=3))
        reduced = shared - np.einsum("rsap,rsaq->rpq", cross, ratio[..., :-1])
        left = right_b - np.einsum("rsap,rsa->rp", cross, ratio[..., -1])
        common = _solved(reduced, left[..., None])[..., 0]
        return ratio[..., -1] - np.einsum("rsap,rp->rsa", ratio[..., :-1], common), common


def _alive(information: Floats, live: Flags) -> Floats:
    """The information of the living parameters, with ones on the diagonal of the others."""
    kept = information * (live[..., :, None] & live[..., None, :])
    return np.asarray(kept + np.eye(live.shape[-1]) * ~live[..., None, :])


def _solved(left: Floats, right: Floats) -> Floats:
    """Solve every system; nan where one is singular."""
    try:
        return np.asarray(np.linalg.solve(left, right))
    except np.linalg.LinAlgError:
        flat, wide = left.reshape(-1, *left.shape[-2:]), right.reshape(-1, *right.shape[-2:])
        return np.stack([_one(a, b) for a, b in zip(flat, wide, strict=True)]).reshape(right.shape)


def _one(left: Floats, right: Floats) -> Floats:
    try:
        return np.asarray(np.linalg.solve(left, right))
    except np.linalg.LinAlgError:
        return np.full_like(right, np.nan)
