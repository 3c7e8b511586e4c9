"""The methods of the panel: each takes a table and settings, and says its estimate, interval, model and warnings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from palermo_engines.estimation import bootstrap, graphs, latent
from palermo_engines.estimation.averaging import LEVELS, average_models
from palermo_engines.estimation.bic import best_models, rank_models
from palermo_engines.estimation.designs import Floats, Model, holding, main_effects, pairs, spell
from palermo_engines.estimation.fitting import family, fit_families
from palermo_engines.estimation.pairwise import best_pairs
from palermo_engines.estimation.stepwise import select
from palermo_engines.estimation.tables import ListTable

Interval = tuple[float, float]

MOST_LISTS_OF_ALL_MODELS = 5
_INTERVALS = {"0.95": (0.025, 0.975), "0.8": (0.1, 0.9)}
_STUCK, _OTHER_PRIOR, _WIDE, _EDGE, _LEAST = 1.05, 0.5, 10, 1e-3, 1e-9


@dataclass(frozen=True)
class Settings:
    """``threshold`` of the stepwise selection, number of ``bootstrap`` resamples, ``seed`` of every random stream."""

    threshold: float = 0.02
    bootstrap: int = 1_000
    seed: int = 1
    workers: int = 2


@dataclass(frozen=True)
class Result:
    """``estimate`` of all people, seen and unseen; None when none is finite. ``warnings``: codes of ``words.py``."""

    method: str
    estimate: float | None
    intervals: Mapping[str, Interval] = field(default_factory=dict)
    model: str = ""
    warnings: tuple[str, ...] = ()


Choose = Callable[[Floats], tuple[Floats, list[Model] | None]]


def stepwise(table: ListTable, settings: Settings) -> Result:
    """Stepwise selection of pairs with BCa limits that repeat the selection."""

    def choose(counts: Floats) -> tuple[Floats, list[Model] | None]:
        found = select(counts, table.lists, settings.threshold)
        return found.totals, list(found.models)

    return _repeated("stepwise", table, settings, choose)


def bic(table: ListTable, settings: Settings) -> Result:
    """The best hierarchical model by BIC: of all up to five lists, of all with pairs beyond."""
    return _repeated("bic", table, settings, bic_procedure(table, settings))


def bic_procedure(table: ListTable, settings: Settings) -> Choose:
    """The choice by BIC, for resamples of ``table``."""
    lists, workers = table.lists, settings.workers
    if lists > MOST_LISTS_OF_ALL_MODELS:
        hint = best_pairs(table.counts[None], lists).models[0]

        def by_pairs(counts: Floats) -> tuple[Floats, list[Model] | None]:
            found = best_pairs(counts, lists, hint, workers=workers)
            return found.totals, list(found.models)

        return by_pairs
    ranked = rank_models(table.counts, lists, lists - 1)

    def of_all(counts: Floats) -> tuple[Floats, list[Model] | None]:
        if not ranked.models:
            return np.full(len(counts), np.inf), None
        found = best_models(counts, ranked, lists, workers=workers)
        return found.totals, [ranked.models[at] for at in found.positions]

    return of_all


def _repeated(method: str, table: ListTable, settings: Settings, choose: Choose) -> Result:
    """A choice of model with limits that repeat it on every resample."""
    totals, models = choose(table.counts[None])
    warnings = ["two_lists"] if table.lists == 2 else []
    if models is None or not np.isfinite(totals[0]):
        return Result(method, None, {}, "", (*warnings, "not_finite"))
    estimate, model = float(totals[0]), spell(models[0])
    if not settings.bootstrap:
        return Result(method, estimate, {}, model, tuple(warnings))
    replicates, chosen = choose(bootstrap.resample(table.counts, settings.bootstrap, settings.seed))
    left_out, weights = bootstrap.leave_one_out(table.counts)
    limits = bootstrap.bca(estimate, replicates, bootstrap.acceleration(choose(left_out)[0], weights))
    intervals = {name: (limits.at[low], limits.at[high]) for name, (low, high) in _INTERVALS.items()}
    warnings += [*limits.warnings, *_about(intervals["0.95"], chosen or [])]
    return Result(method, estimate, intervals, model, tuple(warnings))


def _about(interval: Interval, chosen: list[Model]) -> list[str]:
    warnings = []
    if not np.isfinite(interval[1]):
        warnings.append("upper_unbounded")
    elif interval[1] > _WIDE * interval[0]:
        warnings.append("wide")
    if chosen and Counter(chosen).most_common(1)[0][1] < len(chosen) / 2:
        warnings.append("selection_unstable")
    return warnings


def dga(table: ListTable, settings: Settings) -> Result:  # noqa: ARG001 (no chance in it, so no seed)
    """Decomposable graphs averaged, with the usual prior; warns when another customary prior moves the estimate out."""
    warnings = ["merged_lists"] if table.lists > graphs.MOST_LISTS else []
    while table.lists > graphs.MOST_LISTS:
        table = _nearest_merged(table)
    averaged = graphs.average_graphs(table.counts, table.lists)
    other = graphs.average_graphs(table.counts, table.lists, _OTHER_PRIOR).quantile(0.5)
    intervals = {name: (averaged.quantile(low), averaged.quantile(high)) for name, (low, high) in _INTERVALS.items()}
    low, high = intervals["0.95"]
    warnings += ["prior_sensitive"] if not low <= other <= high else []
    warnings += ["grid_short"] if averaged.tail > _EDGE else []
    cliques, share = averaged.graphs[0]
    spelled = spell(frozenset(cliques.cliques))
    warnings += _about((low, high), [])
    described = f"{spelled} {share:.0%} of {', '.join(table.names)}"
    return Result("dga", averaged.quantile(0.5), intervals, described, tuple(warnings))


def _nearest_merged(table: ListTable) -> ListTable:
    """The table with the two lists merged that share more people than chance by the widest margin: they work together,
    so that joining them costs least."""
    alone = fit_families(table.counts[None], family(main_effects(table.lists), table.lists), table.lists)
    sums = holding(table.lists)[list(pairs(table.lists))]
    expected = np.maximum(sums @ np.nan_to_num(alone.means[0]), _LEAST)
    i, j = list(combinations(table.names, 2))[int(np.argmax((sums @ table.counts - expected) / np.sqrt(expected)))]
    return table.merged([[i, j], *([name] for name in table.names if name not in (i, j))])


def averaged(table: ListTable, settings: Settings) -> Result:  # noqa: ARG001 (no chance in it, so no seed)
    """Models of pairs averaged by their BIC: the doubt about the model is in the interval, without a resample."""
    found = average_models(table.counts[None], table.lists)
    at = dict(zip(LEVELS, found.totals[0].tolist(), strict=True))
    warnings = ["two_lists"] if table.lists == 2 else []
    if not np.isfinite(at[0.5]):
        return Result("averaged", None, {}, "", (*warnings, "not_finite"))
    intervals = {name: (at[low], at[high]) for name, (low, high) in _INTERVALS.items()}
    described = f"{spell(found.model(0))} {found.weights[0, 0]:.0%}"
    return Result("averaged", at[0.5], intervals, described, (*warnings, *_about(intervals["0.95"], [])))


def lcm(table: ListTable, settings: Settings) -> Result:
    """Dirichlet-process latent classes, several chains."""
    sampled = latent.sample_classes(table.counts, table.lists, settings.seed)
    intervals = {name: (sampled.quantile(low), sampled.quantile(high)) for name, (low, high) in _INTERVALS.items()}
    agree = sampled.rhat < _STUCK
    warnings = [*([] if agree else ["chains_disagree"]), *_about(intervals["0.95"], [])]
    return Result("lcm", sampled.quantile(0.5), intervals, f"R-hat {sampled.rhat:.2f}", tuple(warnings))


METHODS: dict[str, Callable[[ListTable, Settings], Result]] = {
    "stepwise": stepwise,
    "bic": bic,
    "dga": dga,
    "lcm": lcm,
}

RECOMMENDABLE: dict[str, Callable[[ListTable, Settings], Result]] = {"averaged": averaged, "stepwise": stepwise}
