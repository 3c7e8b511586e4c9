"""What a run says, as one JSON object: exact for staff, and in the same shape, through the gate, for the public.

names, observed, sizes, cells     the overlap: cells are [history, count]; a count that is withheld is null
minimum, base                     the rule of the gate; minimum is null where nothing is withheld
results, disagreement, refusals   the panel, as ``computing`` spells it
bound                             the lower bound that holds without an estimate, null for the public
variants, untestable, strata, usability
asked, version, finished_on, seal; digest for staff alone
linked                            how lists with names were linked, for staff; how many draws, for the public
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from palermo.measure.estimates.models import EstimateRun, OverlapTable
from palermo.measure.estimates.taking_in import seal_of
from palermo_engines.estimation.untestable import totals_under

View = dict[str, Any]


def overlap_view(table: OverlapTable) -> View:
    """The overlap of a table, every count as it is."""
    counts: Counter[int] = Counter()
    for code, _, count in table.rows:
        counts[code] += count
    sizes = [sum(count for code, count in counts.items() if code >> at & 1) for at in range(len(table.names))]
    return {
        "names": table.names, "observed": table.observed, "sizes": sizes, "minimum": None, "base": 1,
        "cells": [[code, count] for code, count in sorted(counts.items())],
    }  # fmt: skip


def exact_view(run: EstimateRun) -> View:
    """What those who estimate see. Parts that are not computed yet are missing."""
    result: Mapping[str, Any] = run.result
    kept = ("results", "refusals", "disagreement", "variants", "strata", "usability")
    return {
        **overlap_view(run.table),
        "title": run.table.title, "subject": run.table.subject, "period": run.table.period,
        "made_from": run.table.made_from, "asked": run.asked, "version": run.version,
        "finished_on": run.finished_at.date().isoformat() if run.finished_at else "",
        "linked": run.table.linked, "digest": run.table.digest, "seal": seal_of(run.table),
        "bound": result.get("checks", {}).get("chao_lower_bound"),
        "untestable": untestable_of(run.table.observed, result.get("results", [])), "moved": moved_by(result),
        **{name: result[name] for name in kept if name in result},
    }  # fmt: skip


def untestable_of(observed: int, results: list[View]) -> View | None:
    """Totals that fit as well as the first finite estimate does."""
    found = next((each for each in results if each["estimate"] is not None), None)
    if found is None:
        return None
    return {"method": found["method"], "totals": [list(pair) for pair in totals_under(observed, found["estimate"])]}


def moved_by(result: Mapping[str, Any]) -> View | None:
    """How far leaving lists out and joining them moves the estimate."""
    finite = [each["estimate"] for each in result.get("variants", ()) if each["estimate"] is not None]
    return {"count": len(finite), "low": min(finite), "high": max(finite)} if finite else None


def span_of(view: Mapping[str, Any]) -> tuple[float, float | None] | None:
    """From the lowest lower limit to the highest upper one, of methods that do not call themselves unreliable; the
    upper one None when there is no limit. None without any estimate."""
    usable = [each for each in view.get("results", ()) if each["estimate"] is not None]
    usable = [each for each in usable if "chains_disagree" not in each["warnings"]] or usable
    limits = [each["intervals"].get("0.95", [each["estimate"]] * 2) for each in usable]
    if not limits:
        return None
    highs = [high for _, high in limits]
    lowest = min(low if low is not None else 0.0 for low, _ in limits)
    return lowest, None if any(high is None for high in highs) else max(highs)
