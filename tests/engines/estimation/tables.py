"""Random tables of lists for the tests of the estimation engine, and a reference fit that shares no code with it."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import minimize

from palermo_engines.estimation.designs import Model, main_effects, pairs


def counts_of(lists: int, highest: int = 60) -> st.SearchStrategy[np.ndarray]:
    """Counts of every history, often zero, never all zero."""
    cell = st.one_of(st.just(0), st.integers(0, highest))
    size = (1 << lists) - 1
    return st.lists(cell, min_size=size, max_size=size).filter(any).map(lambda values: np.array(values, dtype=float))


def dense_counts(lists: int, highest: int = 60) -> st.SearchStrategy[np.ndarray]:
    """Counts without a zero, for which every model has an estimate."""
    size = (1 << lists) - 1
    return st.lists(st.integers(1, highest), min_size=size, max_size=size).map(lambda v: np.array(v, dtype=float))


def pairwise_models(lists: int) -> st.SearchStrategy[Model]:
    return st.sets(st.sampled_from(pairs(lists))).map(main_effects(lists).union)


def naive_unseen(counts: np.ndarray, model: Model, lists: int) -> float:
    """The fitted number of unseen people, by a general optimiser on the likelihood written out cell by cell."""
    sets = sorted(model)
    rows = [[float(code & s == s) for s in sets] for code in range(1, 1 << lists)]
    design = np.array(rows)

    def loss(alpha: np.ndarray) -> tuple[float, np.ndarray]:
        eta = design @ alpha
        mu = np.exp(np.minimum(eta, 50))
        return float(mu.sum() - counts @ eta), design.T @ (mu - counts)

    start = np.linalg.lstsq(design, np.log(counts + 0.5), rcond=None)[0]
    found = minimize(loss, start, jac=True, method="BFGS", options={"gtol": 1e-9, "maxiter": 5_000})
    return float(np.exp(found.x[0]))


def relabelled(counts: np.ndarray, order: list[int]) -> np.ndarray:
    """The same people with list ``j`` called ``order[j]``."""
    moved = np.zeros_like(counts)
    for code in range(1, len(counts) + 1):
        moved[sum(1 << order[j] for j in range(len(order)) if code >> j & 1) - 1] = counts[code - 1]
    return moved
