"""Which method this table calls for, if any: refusals and declared gaps first, then signs in the counts, then a trial.

Tables are drawn from the models that explain the user's table, each as often as BIC weighs it, with the total that it
implies. The first method whose 95% intervals hold that total often enough there, without bias, is recommended: the
average over models, and where that falls short, the stepwise choice with its wider limits.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from palermo_engines.estimation.averaging import LEVELS, average_models
from palermo_engines.estimation.breaches import drawn
from palermo_engines.estimation.definitions import Declared, Gap, gaps
from palermo_engines.estimation.designs import Flags, Floats, Model
from palermo_engines.estimation.excess import Excess, excesses
from palermo_engines.estimation.fitting import family, fit_families
from palermo_engines.estimation.methods import RECOMMENDABLE, Result, Settings
from palermo_engines.estimation.panel import refusals
from palermo_engines.estimation.power import Power, hidden_power
from palermo_engines.estimation.stepwise import select
from palermo_engines.estimation.tables import ListTable
from palermo_engines.estimation.usability import holds

ENOUGH, BIASED = 0.92, 0.1
_TABLES, _FEWER, _RESAMPLED, _RESAMPLES, _MOST_MODELS = 200, 60, 60, 200, 12
_FEW_LISTS = 6  # with more, fewer tables are tried, each taking longer


@dataclass(frozen=True)
class Trial:
    """A ``method`` on simulated tables: ``coverage`` of its nominal 95% intervals, ``bias``: the median of estimate
    over truth minus one, and the number of ``tables``."""

    method: str
    coverage: float
    bias: float
    tables: int

    @property
    def passed(self) -> bool:
        return self.coverage >= ENOUGH and abs(self.bias) <= BIASED


@dataclass(frozen=True)
class Recommendation:
    """The ``result`` of the recommended method, None where none is; ``reason``: a code of ``words.py``; ``trials`` of
    the methods that were tried; the ``signs`` of a broken assumption, noticed or not; ``blind``: hidden classes that
    the table may hold without a sign, with the chance of one and what the total would be; ``gaps``: what the declared
    definitions exclude."""

    reason: str
    result: Result | None = None
    trials: tuple[Trial, ...] = ()
    signs: tuple[Excess, ...] = ()
    blind: tuple[Power, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """Codes of what speaks against any estimate from this table."""
        against = [*(sign.code for sign in self.signs if sign.noticed), *(gap.code for gap in self.gaps)]
        return tuple(dict.fromkeys(against)) or (() if self.result else (self.reason,))


def recommend(table: ListTable, settings: Settings | None = None, declared: Declared | None = None) -> Recommendation:
    """Recommend a method for this table, or none with the reason. ``declared``: whom each list can see at all."""
    settings = settings or Settings()
    excluded = gaps(declared) if declared else ()
    if refused := refusals(table):
        return Recommendation(refused[0], gaps=excluded)
    signs = excesses(table, settings.seed)
    if excluded:
        return Recommendation("definitions_exclude", signs=signs, gaps=excluded)
    if any(sign.noticed for sign in signs):
        return Recommendation("assumption_broken", None, (), signs)
    truths = _Truths.behind(table, settings.seed)
    if not truths.counts.size:
        return Recommendation("not_finite", None, (), signs)
    trials: list[Trial] = []
    for method, trial in (("averaged", _averaged_on), ("stepwise", _stepwise_on)):
        trials.append(trial(truths, table.lists, settings))
        if trials[-1].passed:
            result = RECOMMENDABLE[method](table, settings)
            blind = hidden_power(table, settings.seed)
            return Recommendation(f"{method}_covers", result, tuple(trials), signs, blind)
    return Recommendation("none_covers", None, tuple(trials), signs)


@dataclass(frozen=True, eq=False)
class _Truths:
    """Tables (rows of ``counts``) with the ``totals`` behind them."""

    counts: Floats
    totals: Floats

    @classmethod
    def behind(cls, table: ListTable, seed: int) -> _Truths:
        """Tables of the models that explain ``table``, each as often as it is believed, in mixed order."""
        rng = np.random.default_rng(seed)
        counts, totals = [np.empty((0, len(table.counts)))], [np.empty(0)]
        for model, times in _believed(table, rng).items():
            fits = fit_families(table.counts[None], family(model, table.lists), table.lists)
            total = round(float(table.observed + fits.unseen[0]))
            counts.append(drawn(np.append(fits.means[0], fits.unseen[0]), times, rng))
            totals.append(np.full(times, float(total)))
        order = rng.permutation(sum(map(len, totals)))
        return cls(np.concatenate(counts)[order], np.concatenate(totals)[order])


def _believed(table: ListTable, rng: np.random.Generator) -> Counter[Model]:
    """How many tables each of the likeliest models gives."""
    averaged = average_models(table.counts[None], table.lists)
    weights = averaged.weights[0, :_MOST_MODELS]
    if not weights.sum():
        return Counter()
    tables = _TABLES if table.lists <= _FEW_LISTS else _FEWER
    times = rng.multinomial(tables, weights / weights.sum())
    return Counter({averaged.model(0, at): int(number) for at, number in enumerate(times) if number})


def _averaged_on(truths: _Truths, lists: int, settings: Settings) -> Trial:  # noqa: ARG001 (every trial takes both)
    found = average_models(truths.counts, lists).totals
    low, middle, high = (found[:, LEVELS.index(level)] for level in (0.025, 0.5, 0.975))
    held = (low <= truths.totals) & (truths.totals <= high) & np.isfinite(middle)
    return _trial("averaged", held, middle, truths.totals)


def _stepwise_on(truths: _Truths, lists: int, settings: Settings) -> Trial:
    counts, totals = truths.counts[:_RESAMPLED], truths.totals[:_RESAMPLED]
    estimates = select(counts, lists, settings.threshold).totals
    held = [
        np.isfinite(estimate) and holds(row, estimate, lists, total, settings.threshold, _RESAMPLES, seed)
        for seed, (row, estimate, total) in enumerate(zip(counts, estimates, totals, strict=True))
    ]
    return _trial("stepwise", np.array(held), estimates, totals)


def _trial(method: str, held: Flags, estimates: Floats, totals: Floats) -> Trial:
    return Trial(method, float(np.mean(held)), float(np.median(estimates / totals) - 1), len(totals))
