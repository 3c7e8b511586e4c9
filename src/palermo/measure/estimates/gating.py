"""From what a run says to what the public may read of it.

Counts go through the disclosure gate. An estimate is a function of the counts, so it can give back what the gate
withheld: it is rounded to two significant digits (limits outwards), the estimates without lists or with lists joined
are told as a range only, and whatever else is worked out from the exact table stays inside. Where so few people are on
more than one list that the gate would withhold their number, nothing can hide it, and publishing is refused
(``states``).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from math import ceil, floor, log10
from typing import Any

from palermo.measure.estimates.viewing import View, moved_by, untestable_of
from palermo_engines.release.gate import Counts, Rule, release
from palermo_engines.release.overlaps import EVERYBODY, release_overlaps

_DIGITS = 2
_SHOWN_MODELS = frozenset({"stepwise", "bic"})  # the others' words hold shares and diagnostics of the exact table
_WITHHELD = {"estimate": None, "low": None, "high": None}


def public_view(view: Mapping[str, Any], rule: Rule) -> View:
    """The same shape. The digest, the checks and whatever else would give a small count back are not in it."""
    counts = dict(view["cells"])
    gated = release_overlaps(view["names"], counts, rule)
    return {
        **{name: view[name] for name in _UNCHANGED if name in view},
        "minimum": rule.minimum, "base": rule.base,
        "observed": gated.totals[EVERYBODY],
        "sizes": [gated.totals[name] for name in view["names"]],
        "cells": [[code, gated.cells[code]] for code in counts],
        "results": [_rounded_result(each) for each in view.get("results", ())],
        "disagreement": _rounded_disagreement(view.get("disagreement")),
        "bound": None,
        "untestable": _untestable(view.get("results", ()), gated.totals[EVERYBODY]),
        "moved": _rounded_moved(moved_by(view)),
        **({"strata": _gated_strata(view["strata"], rule)} if "strata" in view else {}),
        **({"usability": _rounded_usability(view["usability"])} if "usability" in view else {}),
    }  # fmt: skip


_UNCHANGED = (
    "title", "subject", "period", "made_from", "names", "refusals", "asked", "version", "finished_on", "seal",
)  # fmt: skip


def significant(value: float | None, to_whole: Callable[[float], float] = round) -> float | None:
    """To two significant digits, ``to_whole`` rounding the rest away."""
    if value is None or value <= 0:
        return value
    step = 10 ** max(0, floor(log10(value)) - _DIGITS + 1)
    return float(to_whole(value / step) * step)


def _outwards(low: float | None, high: float | None) -> list[float | None]:
    return [significant(low, floor), significant(high, ceil)]


def _rounded_result(result: Mapping[str, Any]) -> View:
    limits = {level: _outwards(*pair) for level, pair in result["intervals"].items()}
    model = result["model"] if result["method"] in _SHOWN_MODELS else ""
    return {**result, "estimate": significant(result["estimate"]), "intervals": limits, "model": model}


def _rounded_disagreement(found: Mapping[str, Any] | None) -> View | None:
    if found is None:
        return None
    ends = {end: [found[end][0], significant(found[end][1])] for end in ("lowest", "highest")}
    return {**found, **ends}


def _untestable(results: Sequence[Mapping[str, Any]], observed: int | None) -> View | None:
    """Worked out from what is printed, so that it tells no more."""
    return None if observed is None else untestable_of(observed, [_rounded_result(each) for each in results])


def _rounded_moved(found: Mapping[str, Any] | None) -> View | None:
    if found is None:
        return None
    low, high = _outwards(found["low"], found["high"])
    return {**found, "low": low, "high": high}


def _rounded_usability(found: list[View]) -> list[View]:
    return [{"coverage": each["coverage"], "usable": each["usable"]} for each in found]


def _gated_strata(strata: Mapping[str, Any], rule: Rule) -> View:
    """Counts of people by covariate through the gate, each covariate adding up to everybody; an estimate of a group
    whose count is withheld is withheld too."""
    keyed = {(each["covariate"], each["value"]): each for each in strata["groups"]}
    cells: dict[Hashable, int] = {key: each["observed"] for key, each in keyed.items()}
    totals = {covariate: frozenset(key for key in keyed if key[0] == covariate) for covariate, _ in keyed}
    gated = release(Counts(cells, totals), rule)
    groups = [
        {**each, **({} if gated.cells[key] is not None else _WITHHELD), "observed": gated.cells[key]}
        for key, each in keyed.items()
    ]
    return {
        "model": strata["model"], "total": _rounded_stratum(strata["total"]),
        "groups": [_rounded_stratum(each) for each in groups],
    }  # fmt: skip


def _rounded_stratum(stratum: Mapping[str, Any]) -> View:
    low, high = _outwards(stratum["low"], stratum["high"])
    return {**stratum, "estimate": significant(stratum["estimate"]), "low": low, "high": high}
