"""Forward selection of two-list effects (Chan, Silverman and Vincent 2021), for many tables at once.

From the main effects on, the pair whose overlap is least like what the current fit expects enters, as long as its
one-sided Poisson tail is below the threshold and the model with it has an extended maximum likelihood estimate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtr, pdtrc

from palermo_engines.estimation.designs import Model, histories, main_effects, overlaps, pairs
from palermo_engines.estimation.fitting import Fits, Floats, fit


@dataclass(frozen=True, eq=False)
class Selected:
    """For each table: the estimate of the total (observed and unseen), and the model chosen for it."""

    totals: Floats
    models: tuple[Model, ...]


@dataclass(slots=True)
class _State:
    """The search of one group of tables that stand at the same model with the same empty overlaps."""

    ids: NDArray[np.intp]
    model: Model
    empty: frozenset[int]
    fits: Fits


def select(counts: Floats, lists: int, threshold: float = 0.02, *, like_r: bool = False) -> Selected:
    """Run the selection on every row of ``counts`` (tables x 2^t - 1).

    A list that came out empty in a resample is taken to minus infinity and the search goes on. With ``like_r`` the
    main effects are kept instead, as the R package SparseMSE 2.0.1 does, whose check then refuses every pair.
    A table without a finite estimate has total ``inf``.
    """
    totals = np.full(len(counts), np.inf)
    models: list[Model] = [main_effects(lists)] * len(counts)
    singles = tuple(1 << j for j in range(lists))
    for silent, ids in _grouped(overlaps(counts, singles, lists) == 0, singles):
        waiting = [_start(counts, ids, silent, lists)]
        while waiting:
            state = waiting.pop()
            stopped, onward = _advance(counts, state, lists, threshold, frozen=like_r and bool(silent))
            _record(counts, state, stopped, totals, models)
            waiting += onward
    return Selected(totals, tuple(models))


def _grouped(flags: NDArray[np.bool_], sets: tuple[int, ...]) -> Iterable[tuple[frozenset[int], NDArray[np.intp]]]:
    """Group tables by which of ``sets`` are flagged for them."""
    groups: dict[bytes, list[int]] = defaultdict(list)
    for at, row in enumerate(flags):
        groups[row.tobytes()].append(at)
    for members in groups.values():
        yield frozenset(s for s, flag in zip(sets, flags[members[0]], strict=True) if flag), np.array(members)


def _start(counts: Floats, ids: NDArray[np.intp], silent: frozenset[int], lists: int) -> _State:
    model = main_effects(lists)
    return _State(ids, model, silent, fit(counts[ids], model, silent, lists))


def _record(counts: Floats, state: _State, at: NDArray[np.intp], totals: Floats, models: list[Model]) -> None:
    fits, ids = state.fits, state.ids[at]
    unseen = np.where(fits.converged[at], fits.unseen[at], np.inf)
    totals[ids] = counts[ids].sum(axis=1) + unseen
    for table in ids:
        models[table] = state.model


def _advance(
    counts: Floats, state: _State, lists: int, threshold: float, *, frozen: bool
) -> tuple[NDArray[np.intp], list[_State]]:
    """One cycle: which tables of the group stop here, and the groups that go on with a further pair."""
    everyone = np.arange(len(state.ids))
    candidates = tuple(pair for pair in pairs(lists) if pair not in state.model)
    usable = state.fits.converged
    if frozen or not candidates or not usable.any():
        return everyone, []
    tails, seen = _tails(counts[state.ids], state, candidates, lists)
    tails[~usable] = 1.0
    stopped, onward = [], []
    pending = everyone
    while len(pending):
        best = tails[pending].argmin(axis=1)
        significant = tails[pending, best] < threshold
        stopped += list(pending[~significant])
        pending, best = pending[significant], best[significant]
        refused = []
        for column in np.unique(best):
            for empty_now in (False, True):
                at = pending[(best == column) & ((seen[pending, column] == 0) == empty_now)]
                if not len(at):
                    continue
                pair = candidates[column]
                further = _extended(counts, state, at, pair, empty_now, lists)
                good = further.fits.converged
                if good.any():
                    onward.append(_subset(further, good))
                refused += list(at[~good])
                tails[at[~good], column] = 1.0
        pending = np.array(refused, dtype=np.intp)
    return np.array(stopped, dtype=np.intp), onward


def _tails(counts: Floats, state: _State, candidates: tuple[int, ...], lists: int) -> tuple[Floats, Floats]:
    """For each table and candidate the smaller one-sided Poisson tail, and how many were seen on both lists."""
    cells = histories(lists)[state.fits.design.cells]
    within = np.array([(cells & pair) == pair for pair in candidates], dtype=float).T
    expected = np.nan_to_num(state.fits.means) @ within
    seen = overlaps(counts, candidates, lists)
    upper = np.where(seen == 0, 1.0, pdtrc(seen - 1, expected))
    return np.minimum(pdtr(seen, expected), upper), seen


def _extended(
    counts: Floats, state: _State, at: NDArray[np.intp], pair: int, empty_now: bool, lists: int
) -> _State:
    model = state.model | {pair}
    empty = state.empty | {pair} if empty_now else state.empty
    ids = state.ids[at]
    return _State(ids, model, empty, fit(counts[ids], model, empty, lists))


def _subset(state: _State, keep: NDArray[np.bool_]) -> _State:
    fits = state.fits
    return _State(
        state.ids[keep],
        state.model,
        state.empty,
        Fits(fits.design, fits.coefficients[keep], fits.means[keep], fits.converged[keep]),
    )
