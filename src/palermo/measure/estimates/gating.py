"""From what a run says to what the public may read of it.

Counts go through the disclosure gate. An estimate is a function of the counts, so it can give back what the gate
withheld: it is rounded to two significant digits, limits outwards, to one where two would give a count back, and if one
would too, nothing is published. The estimates without lists or with lists joined are told as a range only, and whatever
else is worked out from the exact table stays inside.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from palermo.measure.estimates.attacking import gives_away
from palermo.measure.estimates.viewing import View, moved_by, untestable_of
from palermo_engines.kit.errors import InputError
from palermo_engines.release.gate import Counts, Rule, release
from palermo_engines.release.overlaps import EVERYBODY, release_overlaps

_DIGITS = (2, 1)  # the second where the first would give a count back
_SHOWN_MODELS = frozenset({"stepwise", "bic"})  # the others' words hold shares and diagnostics of the exact table
_WITHHELD = {"estimate": None, "low": None, "high": None}


def public_view(view: Mapping[str, Any], rule: Rule) -> View:
    """The same shape. The digest, the checks and whatever else would give a small count back are not in it.

    InputError ``estimates.gives_away`` when even one digit would.
    """
    for digits in _DIGITS:
        rounding = Rounding(digits)
        if not gives_away(view, rule, rounding.nearest):
            return _gated(view, rule, rounding)
    message = "Even a rounded estimate would give a count away that has to be withheld."
    raise InputError("estimates.gives_away", message, advice="Join small lists, or use a longer period.")


@dataclass(frozen=True, slots=True)
class Rounding:
    """To so many significant ``digits``."""

    digits: int

    def nearest(self, value: float | None, to_whole: Callable[[float], float] = round) -> float | None:
        """``to_whole`` rounds the digits away that are too many."""
        if value is None or value <= 0:
            return value
        step = 10 ** max(0, floor(log10(value)) - self.digits + 1)
        return float(to_whole(value / step) * step)

    def outwards(self, low: float | None, high: float | None) -> list[float | None]:
        """Limits, never narrower than they are."""
        return [self.nearest(low, floor), self.nearest(high, ceil)]

    def result(self, result: Mapping[str, Any]) -> View:
        """A method's numbers."""
        limits = {level: self.outwards(*pair) for level, pair in result["intervals"].items()}
        model = result["model"] if result["method"] in _SHOWN_MODELS else ""
        kept = {name: result[name] for name in ("method", "warnings", "draws") if name in result}
        share = result.get("share")
        told = {} if share is None else {"share": round(share, 1)}
        return {**kept, **told, "estimate": self.nearest(result["estimate"]), "intervals": limits, "model": model}

    def disagreement(self, found: Mapping[str, Any] | None) -> View | None:
        """The lowest and the highest estimate."""
        if found is None:
            return None
        return {**found, **{end: [found[end][0], self.nearest(found[end][1])] for end in ("lowest", "highest")}}

    def moved(self, found: Mapping[str, Any] | None) -> View | None:
        """How far other choices reach."""
        if found is None:
            return None
        low, high = self.outwards(found["low"], found["high"])
        return {**found, "low": low, "high": high}

    def stratum(self, stratum: Mapping[str, Any]) -> View:
        """A group's numbers."""
        low, high = self.outwards(stratum["low"], stratum["high"])
        return {**stratum, "estimate": self.nearest(stratum["estimate"]), "low": low, "high": high}


def _gated(view: Mapping[str, Any], rule: Rule, rounding: Rounding) -> View:
    counts = dict(view["cells"])
    gated = release_overlaps(view["names"], counts, rule)
    observed, results = gated.totals[EVERYBODY], [rounding.result(each) for each in view.get("results", ())]
    return {
        **{name: view[name] for name in _UNCHANGED if name in view},
        "minimum": rule.minimum, "base": rule.base,
        "observed": observed,
        "linked": {name: view["linked"][name] for name in ("draws", "seed", "version")} if view.get("linked") else {},
        "sizes": [gated.totals[name] for name in view["names"]],
        "cells": [[code, gated.cells[code]] for code in counts],
        "results": results,
        "disagreement": rounding.disagreement(view.get("disagreement")),
        "bound": None,
        "untestable": None if observed is None else untestable_of(observed, results),
        "moved": rounding.moved(moved_by(view)),
        **({"strata": _gated_strata(view["strata"], rule, rounding)} if "strata" in view else {}),
        **({"usability": _rounded_usability(view["usability"])} if "usability" in view else {}),
    }  # fmt: skip


_UNCHANGED = (
    "title", "subject", "period", "made_from", "names", "refusals", "asked", "version", "finished_on", "seal",
)  # fmt: skip


def _rounded_usability(found: list[View]) -> list[View]:
    return [{"coverage": each["coverage"], "usable": each["usable"]} for each in found]


def _gated_strata(strata: Mapping[str, Any], rule: Rule, rounding: Rounding) -> View:
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
        "model": strata["model"], "total": rounding.stratum(strata["total"]),
        "groups": [rounding.stratum(each) for each in groups],
    }  # fmt: skip
