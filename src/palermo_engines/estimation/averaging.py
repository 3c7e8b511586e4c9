"""Averaging over models of pairs: an interval that holds the doubt about the model, without a resample.

Every model says where the unseen may be (lognormal, from its Fisher information); the models are weighted by BIC
(Buckland, Burnham and Augustin 1997, Biometrics 53:603) and the limits are those at which the weighted tail areas are
2.5% and 97.5% (Turek and Fletcher 2012, Computational Statistics and Data Analysis 56:2809). A choice that is repeated
on resamples counts the noise of choosing twice, once in the table and once in every resample; here it counts once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from palermo_engines.estimation.bic import criterion
from palermo_engines.estimation.designs import Flags, Floats, Model, main_effects, pairs
from palermo_engines.estimation.fitting import error_of_unseen, family, fit_families
from palermo_engines.estimation.stepwise import select

LEVELS = (0.025, 0.1, 0.5, 0.9, 0.975)
_MOST_PAIRS, _MOVES, _HALVINGS, _BATCH, _LIGHT, _FAR = 28, 4, 60, 6_000, 1e-6, 9.0


@dataclass(frozen=True, eq=False)
class Averaged:
    """For each table the total at each level (tables x levels; infinite where no model has a finite estimate), the
    models' ``weights`` (tables x models), which pairs are ``inside`` each (tables x models x pairs), best first."""

    totals: Floats
    weights: Floats
    inside: Flags

    def model(self, row: int, at: int = 0) -> Model:
        """A model of a table as a family of masks."""
        lists = _lists_with(self.inside.shape[2])
        return main_effects(lists).union(np.array(pairs(lists))[self.inside[row, at]].tolist())


def average_models(counts: Floats, lists: int, levels: Sequence[float] = LEVELS) -> Averaged:
    """Average over the best model of pairs and all that differ from it in one or two pairs, for every row of
    ``counts`` (tables x 2^t - 1).

    The best is looked for from the stepwise choice on, moving while a near model has a lower BIC; models farther away
    than two pairs have next to no weight. From nine lists on only those that differ in one pair are tried, or the
    wait would be too long; the trial of ``recommendation.py`` tells whether the limits still hold.
    """
    near = _neighbours(len(pairs(lists)))
    centres = _pairs_inside(select(counts, lists).models, lists)
    fitted = _Fitted(counts, centres[:, None] ^ near, lists)
    moving = np.arange(len(counts))
    for _ in range(_MOVES):
        moving = moving[fitted.bic[moving].argmin(axis=1) > 0]
        if not len(moving):
            break
        centres[moving] = fitted.inside[moving, fitted.bic[moving].argmin(axis=1)]
        fitted.renew(moving, _Fitted(counts[moving], centres[moving][:, None] ^ near, lists))
    order = np.argsort(fitted.bic, axis=1, kind="stable")
    weights = _weights(fitted.bic)
    totals = counts.sum(axis=1)[:, None] + fitted.unseen_at(weights, levels)
    inside = np.take_along_axis(fitted.inside, order[:, :, None], axis=1)
    return Averaged(totals, np.take_along_axis(weights, order, axis=1), inside)


class _Fitted:
    """Many models of many tables: ``inside`` (tables x models x pairs), ``bic``, fitted ``logs`` of the unseen and
    their standard ``errors`` (tables x models)."""

    def __init__(self, counts: Floats, inside: Flags, lists: int) -> None:
        self.inside, shape = inside, inside.shape[:2]
        families = np.repeat(family(main_effects(lists), lists), inside[:, :, 0].size, axis=0)
        families[:, list(pairs(lists))] = inside.reshape(-1, inside.shape[2])
        tables = np.repeat(counts, shape[1], axis=0)
        parts = [
            _fit_part(tables[start : start + _BATCH], families[start : start + _BATCH], lists)
            for start in range(0, len(tables), _BATCH)
        ]
        self.bic, self.logs, self.errors = (np.concatenate(each).reshape(shape) for each in zip(*parts, strict=True))

    def renew(self, rows: NDArray[np.intp], other: _Fitted) -> None:
        """Put the models of ``other`` in place of those of the tables ``rows``."""
        for name in ("inside", "bic", "logs", "errors"):
            getattr(self, name)[rows] = getattr(other, name)

    def unseen_at(self, weights: Floats, levels: Sequence[float]) -> Floats:
        """The unseen at which the weighted lower tail areas reach each level (tables x levels), by halving."""
        some = weights > 0
        low = np.where(some, self.logs - _FAR * self.errors, np.inf).min(axis=1)
        high = np.where(some, self.logs + _FAR * self.errors, -np.inf).max(axis=1)
        found = np.full((len(weights), len(levels)), np.inf)
        rows = np.flatnonzero(some.any(axis=1))
        logs, errors = np.where(some, self.logs, 0.0)[rows], np.where(some, self.errors, 1.0)[rows]
        for at, level in enumerate(levels):
            below, above = low[rows], high[rows]
            for _ in range(_HALVINGS):
                middle = (below + above) / 2
                short = (weights[rows] * ndtr((middle[:, None] - logs) / errors)).sum(axis=1) < level
                below, above = np.where(short, middle, below), np.where(short, above, middle)
            with np.errstate(over="ignore"):  # beyond every number of people
                found[rows, at] = np.exp((below + above) / 2)
        return found


def _fit_part(tables: Floats, families: Flags, lists: int) -> tuple[Floats, Floats, Floats]:
    """BIC, logarithm of the unseen, and its standard error as a guess of how many there are: the doubt about the mean
    and the chance around it."""
    fits = fit_families(tables, families, lists)
    errors = error_of_unseen(fits, tables, families, lists)
    unseen = fits.unseen
    bic = np.where(np.isfinite(errors), criterion(fits, tables, families.sum(axis=1)), np.inf)
    with np.errstate(divide="ignore", invalid="ignore"):
        return bic, np.log(unseen), np.sqrt(errors**2 + np.log1p(1 / unseen))


def _weights(bic: Floats) -> Floats:
    """BIC weights; models with next to none are left out, and so are tables without any model."""
    best = bic.min(axis=1, keepdims=True)
    gaps = np.where(np.isfinite(bic), bic - np.where(np.isfinite(best), best, 0.0), np.inf)
    weights = np.exp(-gaps / 2)
    weights[weights < _LIGHT] = 0.0
    return np.asarray(weights / np.maximum(weights.sum(axis=1, keepdims=True), _LIGHT))


@lru_cache(maxsize=16)
def _neighbours(width: int) -> Flags:
    """Which pairs to turn around: none, then one, then two where there are not too many (models x pairs)."""
    sizes = range(3 if width <= _MOST_PAIRS else 2)
    turned = [chosen for size in sizes for chosen in combinations(range(width), size)]
    flags = np.zeros((len(turned), width), dtype=bool)
    for row, chosen in enumerate(turned):
        flags[row, list(chosen)] = True
    return flags


def _pairs_inside(models: Sequence[Model], lists: int) -> Flags:
    return np.array([[pair in model for pair in pairs(lists)] for model in models])


def _lists_with(width: int) -> int:
    """The number of lists that have so many pairs."""
    return (1 + math.isqrt(1 + 8 * width)) // 2
