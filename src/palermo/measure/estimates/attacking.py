"""Whether a published estimate gives a withheld count back: the attack is tried before it can be tried by others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from palermo_engines.estimation.stepwise import select
from palermo_engines.release.alternatives import alternatives
from palermo_engines.release.gate import Rule, release
from palermo_engines.release.overlaps import overlap_counts

Rounded = Callable[[float], float | None]


def _of_counts(result: Mapping[str, Any]) -> float | None:
    """The estimate that is a function of the counts: a pooled one is a function of tables that nobody else has, and
    lies near it."""
    found: float | None = result.get("best", result)["estimate"]
    return found


def gives_away(view: Mapping[str, Any], rule: Rule, rounded: Rounded) -> bool:
    """Whether for some small count no other table that the release leaves possible was found to have the same stepwise
    estimate, ``rounded`` as it would be printed."""
    stated = next((_of_counts(each) for each in view.get("results", ()) if each["method"] == "stepwise"), None)
    if stated is None:
        return False
    counts = overlap_counts(view["names"], dict(view["cells"]))
    made, lists = release(counts, rule), len(view["names"])
    for small in made.small:
        tables = [
            [other.get(code, 0) for code in range(1, 1 << lists)] for other in alternatives(counts, made, rule, small)
        ]
        if not tables:
            return True
        totals = select(np.array(tables, dtype=float), lists, view["asked"]["threshold"]).totals
        if not any(np.isfinite(total) and rounded(float(total)) == rounded(stated) for total in totals):
            return True
    return False
