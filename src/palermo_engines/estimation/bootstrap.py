"""Limits that repeat the whole procedure: resamples, grouped jackknife, and BCa limits (Efron 1987).

A procedure is any function from tables (rows of counts) to estimates of the total, infinite where none is finite.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.special import ndtr, ndtri

from palermo_engines.estimation.designs import Floats

Procedure = Callable[[Floats], Floats]

LEVELS = (0.025, 0.1, 0.9, 0.975)
_TIE = 1e-7


def resample(counts: Floats, times: int, seed: int) -> Floats:
    """``times`` multinomial resamples of as many people as ``counts`` holds. The stream depends on the seed alone."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(int(counts.sum()), counts / counts.sum(), size=times).astype(float)


def leave_one_out(counts: Floats) -> tuple[Floats, Floats]:
    """For every history that someone has, the table without one such person; and how many such people there are."""
    present = np.flatnonzero(counts)
    tables = np.repeat(counts[None], len(present), axis=0)
    tables[np.arange(len(present)), present] -= 1
    return tables, counts[present]


def acceleration(totals: Floats, weights: Floats) -> float:
    """The acceleration of BCa from the grouped jackknife; nan when a leave-one-out estimate is not finite."""
    if not np.isfinite(totals).all():
        return float("nan")
    gaps = (weights @ totals) / weights.sum() - totals
    spread = weights @ gaps**2
    return float(weights @ gaps**3 / (6 * spread**1.5)) if spread > 0 else 0.0


@dataclass(frozen=True)
class Limits:
    """``at``: the limit for each cumulative level. ``warnings``: codes, see ``words.py``."""

    at: dict[float, float]
    bias: float
    acceleration: float
    warnings: tuple[str, ...] = field(default=())


def bca(
    estimate: float, replicates: Floats, accelerated: float, levels: Sequence[float] = LEVELS, *, like_r: bool = False
) -> Limits:
    """Bias-corrected and accelerated limits.

    Replicates equal to the estimate up to rounding count half, so that noise in the last digit moves no limit; with
    ``like_r`` only those strictly below it count, as in the R packages. Where the correction is not defined (all
    replicates on one side, or a runaway acceleration) the limits are plain percentiles, with a warning.
    """
    return limits_at(replicates, float(ndtri(_share_below(estimate, replicates, like_r=like_r))), accelerated, levels)


def limits_at(replicates: Floats, bias: float, accelerated: float, levels: Sequence[float] = LEVELS) -> Limits:
    """The limits for a known bias correction (z0) and acceleration."""
    at, warnings = {}, set()
    for level in levels:
        corrected = _corrected(level, bias, accelerated)
        if corrected is None:
            warnings.add("limits_percentile")
        at[level] = quantile(replicates, level if corrected is None else corrected)
    return Limits(at, bias, accelerated, tuple(warnings))


def _share_below(estimate: float, replicates: Floats, *, like_r: bool) -> float:
    if like_r:
        return float(np.mean(replicates < estimate))
    tied = np.isclose(replicates, estimate, rtol=_TIE, atol=0.0)
    return float(np.mean((replicates < estimate) & ~tied) + np.mean(tied) / 2)


def _corrected(level: float, bias: float, accelerated: float) -> float | None:
    """The level to read the replicates at; None where it is not defined."""
    if not (np.isfinite(bias) and np.isfinite(accelerated)):
        return None
    shifted = bias + float(ndtri(level))
    scale = 1 - accelerated * shifted
    return float(ndtr(bias + shifted / scale)) if scale > 0 else None


def quantile(replicates: Floats, level: float) -> float:
    """The median-unbiased quantile (type 8 of Hyndman and Fan 1996); infinite replicates stay at the top."""
    ordered = np.sort(replicates)
    size = len(ordered)
    place = min(max(level * (size + 1 / 3) + 1 / 3, 1.0), float(size))
    below = int(place)
    low, high = ordered[below - 1], ordered[min(below, size - 1)]
    share = place - below
    return float(low) if share < 1e-12 or low == high else float(low + share * (high - low))
