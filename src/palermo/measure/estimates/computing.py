"""The parts of a result, as JSON. Limits that do not exist are null: the data exclude no number, however large."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from palermo.measure.estimates.linked_runs import can_pool, finite, pooled_result
from palermo.measure.estimates.models import OverlapTable
from palermo.measure.estimates.reading import UNCLEAR
from palermo.measure.estimates.tables import groups, pooled, strata
from palermo_engines.estimation.bounds import chao_lower_bound, chapman_pairs, sample_coverage
from palermo_engines.estimation.methods import METHODS, Result, Settings
from palermo_engines.estimation.panel import compare, refusals
from palermo_engines.estimation.partitions import MOST_LISTS, all_variants, near_variants
from palermo_engines.estimation.strata import Stratum, stratified
from palermo_engines.estimation.usability import usability

Json = dict[str, Any]
_STRATA_RESAMPLES = 500
_NUMBERS = ("estimate", "low", "high")


def settings_of(asked: Mapping[str, Any]) -> Settings:
    """What was asked for, as the engine takes it."""
    return Settings(float(asked["threshold"]), int(asked["bootstrap"]), int(asked["seed"]))


def first_look(table: OverlapTable) -> Json:
    """Why no estimate would be honest, if so, and the lower bound that holds in any case."""
    lists = pooled(table)
    bound = chao_lower_bound(lists.counts, lists.lists)
    return {"refusals": list(refusals(lists)), "checks": {"chao_lower_bound": bound}}


def parts_of(asked: Mapping[str, Any], table: OverlapTable) -> list[str]:
    """The names of the parts of a run in the order in which they are done."""
    methods = [f"method:{name}" for name in METHODS if name in asked["methods"]]
    methods += [f"pooled:{name}" for name in METHODS if name in asked["methods"] and can_pool(name, table)]
    return [*methods, "checks", "variants", *(["strata"] if table.covariates else []),
            *(["usability"] if asked["usability"] else [])]  # fmt: skip


def compute(part: str, table: OverlapTable, asked: Mapping[str, Any]) -> Json:
    """One part; it depends on the table and on what was asked alone, so that a part done again is the same."""
    settings = settings_of(asked)
    kind, _, name = part.partition(":")
    if kind == "method":
        return {"results": [_spelled(METHODS[name](pooled(table), settings))]}
    if kind == "pooled":
        return {"pooled": [pooled_result(name, table, settings)]}
    return _PARTS[kind](table, settings)


def disagreement(results: list[Json]) -> Json | None:
    """Where methods lie outside each other's intervals."""
    found = compare([_read(each) for each in results])
    if found is None:
        return None
    pairs = [list(pair) for pair in found.outside]
    return {"lowest": list(found.lowest), "highest": list(found.highest), "outside": pairs}


def _checks(table: OverlapTable, settings: Settings) -> Json:  # noqa: ARG001 (every part takes both)
    lists = pooled(table)
    found = {"sample_coverage": sample_coverage(lists.counts, lists.lists), **chapman_pairs(lists)}
    return {"checks": {name: finite(value) for name, value in found.items()}}


def _variants(table: OverlapTable, settings: Settings) -> Json:
    lists = pooled(table)
    found = (all_variants if lists.lists <= MOST_LISTS else near_variants)(lists, settings.threshold)
    rows = [
        {"kind": each.kind, "groups": [list(group) for group in each.groups], "estimate": each.estimate}
        for each in found
    ]
    return {"variants": rows}


def _strata(table: OverlapTable, settings: Settings) -> Json:
    """Whoever lists disagree about is on several of them, so that such people alone can have no estimate, and would
    leave none to others: they are added to their other groups, and to the total, as counted."""
    values, tables = strata(table)
    margins = groups(table, values)
    known = [at for at, each in enumerate(values) if UNCLEAR not in each]
    if not known:
        return {}
    place = {at: number for number, at in enumerate(known)}
    resamples = min(settings.bootstrap, _STRATA_RESAMPLES)
    found = stratified(
        [tables[at] for at in known], [[place[at] for at in group.strata if at in place] for group in margins],
        threshold=settings.threshold, bootstrap=resamples, seed=settings.seed,
    )  # fmt: skip
    added = [sum(tables[at].observed for at in group.strata if at not in place) for group in margins]
    rows = [
        {"covariate": group.covariate, "value": group.value, **_stratum(made, more, of_known=group.value != UNCLEAR)}
        for group, made, more in zip(margins, found.groups, added, strict=True)
    ]
    others = sum(each.observed for at, each in enumerate(tables) if at not in place)
    return {"strata": {"model": found.model, "total": _stratum(found.total, others), "groups": rows}}


def _usability(table: OverlapTable, settings: Settings) -> Json:
    found = usability(pooled(table), settings.seed, threshold=settings.threshold)
    return {
        "usability": [
            {"model": each.model, "truth": each.truth, "coverage": each.coverage, "usable": each.usable}
            for each in found
        ]
    }


_PARTS: Mapping[str, Callable[[OverlapTable, Settings], Json]] = {
    "checks": _checks, "variants": _variants, "strata": _strata, "usability": _usability,
}  # fmt: skip


def _spelled(result: Result) -> Json:
    limits = {level: [finite(low), finite(high)] for level, (low, high) in result.intervals.items()}
    return {
        "method": result.method, "estimate": result.estimate, "intervals": limits, "model": result.model,
        "warnings": list(result.warnings),
    }  # fmt: skip


def _read(spelled: Json) -> Result:
    limits = {
        level: (-math.inf if low is None else low, math.inf if high is None else high)
        for level, (low, high) in spelled["intervals"].items()
    }
    return Result(spelled["method"], spelled["estimate"], limits)


def _stratum(made: Stratum, added: int = 0, *, of_known: bool = True) -> Json:
    """A group's numbers, with people ``added`` as counted; without an estimate if nobody in it is ``of_known``."""
    low, high = made.interval or (None, None)
    said = {"estimate": made.estimate, "low": low, "high": high} if of_known else dict.fromkeys(_NUMBERS)
    numbers = {name: None if value is None else finite(value + added) for name, value in said.items()}
    return {"observed": made.observed + added, **numbers}
