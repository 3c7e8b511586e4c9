"""Poisson log-linear fits, many tables at once.

Fisher scoring from mu = n + 0.1 (robust for sparse tables). A fit counts as converged when the largest change of a
log-mean falls below 1e-8 within 40 rounds: on a reduced design that happens exactly when the maximum exists, since
without one each round lowers the vanishing log-means by about 1 and never settles.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlogy

from palermo_engines.estimation.designs import Design, Model, design

Floats = NDArray[np.float64]
_ROUNDS, _SETTLED = 40, 1e-8


@dataclass(frozen=True, eq=False)
class Fits:
    """``coefficients`` (tables x parameters), ``means`` (tables x retained cells), ``converged`` (tables)."""

    design: Design
    coefficients: Floats
    means: Floats
    converged: NDArray[np.bool_]

    @property
    def unseen(self) -> Floats:
        """The fitted mean of the history nobody observed; infinite where the fit ran away."""
        with np.errstate(over="ignore"):
            return np.asarray(np.exp(self.coefficients[:, 0]))

    def log_likelihood(self, counts: Floats) -> Floats:
        """Poisson log-likelihood over the retained cells; ``counts`` is (tables x all histories)."""
        kept = counts[:, self.design.cells]
        return np.asarray((xlogy(kept, self.means) - self.means - gammaln(kept + 1)).sum(axis=1))


@lru_cache(maxsize=20_000)
def _products(model: Model, empty: frozenset[int], lists: int) -> Floats:
    """For each cell, the outer product of its row with itself, flat: turns A'WA into one matrix product."""
    incidence = design(model, empty, lists).incidence
    width = incidence.shape[1]
    return (incidence[:, :, None] * incidence[:, None, :]).reshape(-1, width * width)


def fit(counts: Floats, model: Model, empty: frozenset[int], lists: int) -> Fits:
    """Fit ``model`` to every row of ``counts`` (tables x 2^t - 1), whose empty overlaps within the model are ``empty``.

    Fits that cannot converge (not identifiable, or no maximum) come back with ``converged`` False.
    """
    shape = design(model, empty, lists)
    tables, width = len(counts), len(shape.parameters)
    kept = counts[:, shape.cells]
    fits = Fits(
        shape,
        np.full((tables, width), np.nan),
        np.full(kept.shape, np.nan),
        np.zeros(tables, dtype=bool),
    )
    if shape.full_rank and tables:
        _score(kept, shape.incidence, _products(model, empty, lists), fits)
    return fits


def _score(kept: Floats, incidence: Floats, products: Floats, fits: Fits) -> None:
    """Fisher scoring on all tables that have not settled yet; writes into ``fits``."""
    width = incidence.shape[1]
    active = np.arange(len(kept))
    logs = np.log(kept + 0.1)
    for _ in range(_ROUNDS):
        n, eta = kept[active], logs
        mu = np.exp(eta)
        information = (mu @ products).reshape(-1, width, width)
        right = (mu * eta + n - mu) @ incidence
        coefficients, solved = _solve(information, right)
        new = coefficients @ incidence.T
        step = np.abs(new - eta).max(axis=1)
        settled = solved & (step < _SETTLED)
        ids = active[solved]
        fits.coefficients[ids] = coefficients[solved]
        with np.errstate(over="ignore"):
            fits.means[ids] = np.exp(new[solved])
        fits.converged[active[settled]] = True
        going = solved & ~settled & np.isfinite(step)
        active, logs = active[going], new[going]
        if not len(active):
            return


def _solve(information: Floats, right: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Solve every system; False where one is not positive definite any more."""
    try:
        return np.linalg.solve(information, right[:, :, None])[:, :, 0], np.ones(len(right), dtype=bool)
    except np.linalg.LinAlgError:
        solutions = np.zeros_like(right)
        solved = np.zeros(len(right), dtype=bool)
        for at, (matrix, vector) in enumerate(zip(information, right, strict=True)):
            try:
                solutions[at] = np.linalg.solve(matrix, vector)
                solved[at] = True
            except np.linalg.LinAlgError:
                continue
        return solutions, solved
