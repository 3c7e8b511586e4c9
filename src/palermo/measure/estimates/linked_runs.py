"""A method over plausible linkages, so that the doubt about links is in its interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from palermo.measure.estimates.models import OverlapTable
from palermo_engines.estimation.graphs import MOST_LISTS, average_graphs
from palermo_engines.estimation.latent import sample_classes
from palermo_engines.estimation.methods import Settings, bic_procedure
from palermo_engines.estimation.stepwise import select
from palermo_engines.estimation.tables import ListTable
from palermo_engines.linkage.mixing import mix
from palermo_engines.linkage.pooling import Pooled, pool

Json = dict[str, Any]
LATENT_DRAWS = 5  # latent classes take minutes a table
_RESAMPLED, _FEWEST = 5, 20  # so many resamples in all as five times those of one table, spread over the draws


def drawn_tables(table: OverlapTable) -> list[ListTable]:
    """The tables of other plausible linkages."""
    return [ListTable(tuple(table.names), np.array(counts, dtype=float)) for counts in table.draws]


def can_pool(method: str, table: OverlapTable) -> bool:
    """Whether the method can be pooled on this table: graphs are averaged up to five lists."""
    return bool(table.draws) and (method != "dga" or len(table.names) <= MOST_LISTS)


def pooled_result(method: str, table: OverlapTable, settings: Settings) -> Json:
    """The pooled figure of a method, as it takes the place of the one of the most probable linkage."""
    tables = drawn_tables(table)
    used = tables[:LATENT_DRAWS] if method == "lcm" else tables
    found = _POOLED[method](used, settings)
    limits = {level: [finite(low), finite(high)] for level, (low, high) in found.intervals.items()}
    return {
        "method": method, "estimate": found.estimate, "intervals": limits, "warnings": list(found.warnings),
        "draws": len(used), "observed": list(found.observed), "share": finite(found.linkage_share),
    }  # fmt: skip


def joined_result(best: Mapping[str, Any], pooled: Mapping[str, Any]) -> Json:
    """The result of a method with its pooled figure in front, and the one of the most probable linkage beside it."""
    warnings = [*best["warnings"], *(each for each in pooled["warnings"] if each not in best["warnings"])]
    kept = {name: pooled[name] for name in ("estimate", "intervals", "draws", "observed", "share")}
    return {**best, **kept, "warnings": warnings, "best": {name: best[name] for name in ("estimate", "intervals")}}


def _resampled(tables: list[ListTable], settings: Settings, procedure: Callable[..., Any]) -> Pooled:
    if not settings.bootstrap:
        middle = float(np.median(procedure(np.stack([each.counts for each in tables]))))
        counted = [each.observed for each in tables]
        estimate = middle if math.isfinite(middle) else None
        return Pooled(estimate, {}, (min(counted), max(counted)), math.nan, (), ())
    times = max(_FEWEST, -(-settings.bootstrap * _RESAMPLED // len(tables)))
    return pool(tables, procedure, seed=settings.seed, resamples=times)


def _stepwise(tables: list[ListTable], settings: Settings) -> Pooled:
    lists = tables[0].lists
    return _resampled(tables, settings, lambda counts: select(counts, lists, settings.threshold).totals)


def _bic(tables: list[ListTable], settings: Settings) -> Pooled:
    """Models are those of all draws together, so that none is missing for one of them."""
    whole = ListTable(tables[0].names, np.sum([each.counts for each in tables], axis=0))
    choose = bic_procedure(whole, settings)
    return _resampled(tables, settings, lambda counts: choose(counts)[0])


def _dga(tables: list[ListTable], settings: Settings) -> Pooled:  # noqa: ARG001 (no chance in it)
    found = [average_graphs(each.counts, each.lists) for each in tables]
    return mix(tables, [(each.totals, each.weights) for each in found])


def _lcm(tables: list[ListTable], settings: Settings) -> Pooled:
    found = [sample_classes(each.counts, each.lists, settings.seed).totals.ravel() for each in tables]
    return mix(tables, [(totals, np.full(totals.size, 1 / totals.size)) for totals in found])


_POOLED: Mapping[str, Callable[[list[ListTable], Settings], Pooled]] = {
    "stepwise": _stepwise, "bic": _bic, "dga": _dga, "lcm": _lcm,
}  # fmt: skip


def finite(value: float) -> float | None:
    """The number as JSON takes it: None for one that is infinite or none."""
    return value if math.isfinite(value) else None
