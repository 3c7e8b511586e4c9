"""Is the method usable on a table like this one? Coverage by simulation before anyone quotes a number.

Tables are drawn from models that fit the user's table about equally well, with the total that each implies; on every
one the whole method is run. The share of intervals that hold the known total is what the interval is worth here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from palermo_engines.estimation.bootstrap import acceleration, bca, leave_one_out, resample
from palermo_engines.estimation.designs import Floats, Model, main_effects, spell
from palermo_engines.estimation.fitting import family, fit_families
from palermo_engines.estimation.pairwise import best_pairs
from palermo_engines.estimation.stepwise import select
from palermo_engines.estimation.tables import ListTable

_ENOUGH, _BIASED = 0.85, 0.25


@dataclass(frozen=True)
class Usability:
    """Under one assumed truth: its model and total, ``coverage`` of the nominal 95% intervals, median estimate over
    truth minus one as ``bias``, ``failed`` the share of tables without a finite estimate."""

    model: str
    truth: float
    coverage: float
    bias: float
    failed: float

    @property
    def usable(self) -> bool:
        return self.coverage >= _ENOUGH and abs(self.bias) <= _BIASED and self.failed <= 1 - _ENOUGH


def usability(
    table: ListTable, seed: int, *, threshold: float = 0.02, tables: int = 60, bootstrap: int = 200
) -> tuple[Usability, ...]:
    """Coverage of the stepwise method where the truth is the stepwise model, the best pairs by BIC, or independence."""
    candidates: tuple[Model, ...] = (
        select(table.counts[None], table.lists, threshold).models[0],
        best_pairs(table.counts[None], table.lists).models[0],
        main_effects(table.lists),
    )
    streams = np.random.SeedSequence(seed).spawn(len(candidates))
    found = []
    for model, stream in zip(dict.fromkeys(candidates), streams, strict=False):
        fits = fit_families(table.counts[None], family(model, table.lists), table.lists)
        if fits.converged[0]:
            truth = float(table.counts.sum() + fits.unseen[0])
            drawn = _drawn(fits.means[0], truth, tables, np.random.default_rng(stream))
            found.append(_tried(drawn, table.lists, spell(model), truth, threshold, bootstrap))
    return tuple(found)


def _drawn(means: Floats, truth: float, tables: int, rng: np.random.Generator) -> Floats:
    """Tables of a population of that many people, each with the history probabilities of the fitted model."""
    people = round(truth)
    shares = np.append(means, max(people - means.sum(), 0.0))
    return rng.multinomial(people, shares / shares.sum(), size=tables)[:, :-1].astype(float)


def _tried(drawn: Floats, lists: int, model: str, truth: float, threshold: float, times: int) -> Usability:
    estimates = select(drawn, lists, threshold).totals
    held = [
        holds(counts, estimate, lists, truth, threshold, times, seed)
        for seed, (counts, estimate) in enumerate(zip(drawn, estimates, strict=True))
        if np.isfinite(estimate)
    ]
    coverage = sum(held) / len(drawn)
    return Usability(
        model, truth, coverage, float(np.median(estimates) / truth - 1), float(np.mean(~np.isfinite(estimates)))
    )


def holds(counts: Floats, estimate: float, lists: int, truth: float, threshold: float, times: int, seed: int) -> bool:
    """Whether the 95% interval of the stepwise method on ``counts``, with ``times`` resamples, holds ``truth``."""
    replicates = select(resample(counts, times, seed), lists, threshold).totals
    left_out, weights = leave_one_out(counts)
    limits = bca(estimate, replicates, acceleration(select(left_out, lists, threshold).totals, weights))
    return limits.at[0.025] <= truth <= limits.at[0.975]
