"""From what a run says to what the public may read of it.

Counts go through the disclosure gate. Estimates are rounded to three significant digits: with every digit, the counts
that were withheld could be found by running the method on all tables that are possible.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import floor, log10
from typing import Any

from palermo.measure.estimates.viewing import View
from palermo_engines.release.gate import Counts, Rule, release
from palermo_engines.release.overlaps import EVERYBODY, release_overlaps

_DIGITS = 3
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
        "untestable": _rounded_untestable(view.get("untestable")),
        "variants": [{**each, "estimate": significant(each["estimate"])} for each in view.get("variants", ())],
        **({"strata": _gated_strata(view["strata"], rule)} if "strata" in view else {}),
        **({"usability": _rounded_usability(view["usability"])} if "usability" in view else {}),
    }  # fmt: skip


_UNCHANGED = (
    "title", "subject", "period", "made_from", "names", "refusals", "asked", "version", "finished_on", "seal",
)  # fmt: skip


def significant(value: float | None) -> float | None:
    """To three significant digits."""
    if value is None or value <= 0:
        return value
    step = 10 ** max(0, floor(log10(value)) - _DIGITS + 1)
    return float(round(value / step) * step)


def _rounded_result(result: Mapping[str, Any]) -> View:
    limits = {level: [significant(each) for each in pair] for level, pair in result["intervals"].items()}
    return {**result, "estimate": significant(result["estimate"]), "intervals": limits}


def _rounded_disagreement(found: Mapping[str, Any] | None) -> View | None:
    if found is None:
        return None
    ends = {end: [found[end][0], significant(found[end][1])] for end in ("lowest", "highest")}
    return {**found, **ends}


def _rounded_untestable(found: Mapping[str, Any] | None) -> View | None:
    if found is None:
        return None
    return {**found, "totals": [[factor, significant(total)] for factor, total in found["totals"]]}


def _rounded_usability(found: list[View]) -> list[View]:
    return [{**each, "truth": significant(each["truth"])} for each in found]


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
    return {**stratum, **{name: significant(stratum[name]) for name in ("estimate", "low", "high")}}
