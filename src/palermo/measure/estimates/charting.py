"""The charts of this room."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from palermo.commons.charts import Cell, Estimate, ForestChart, Overlap, State, UpSetChart
from palermo.measure.estimates.telling import group_words, method_words, withheld_words

View = Mapping[str, Any]


def overlap_chart(view: View) -> UpSetChart:
    """Who is on which lists: the most frequent combination first, those withheld last."""
    ordered = sorted(view["cells"], key=lambda cell: (-(cell[1] if cell[1] is not None else -1), cell[0]))
    overlaps = tuple(Overlap(lists_of(code), _cell(count, view)) for code, count in ordered)
    sizes = tuple(_cell(count, view) for count in view["sizes"])
    return UpSetChart(_("How many people are on which lists"), tuple(view["names"]), sizes, overlaps)


def lists_of(code: int) -> tuple[int, ...]:
    """The positions of the lists of a capture history."""
    return tuple(at for at in range(code.bit_length()) if code >> at & 1)


def method_chart(view: View) -> ForestChart:
    """The methods side by side, in the order in which they always stand."""
    rows = tuple(_row(method_words(each["method"]), each["estimate"], *_limits(each)) for each in view["results"])
    return ForestChart(_("Estimated total by method, with 95% intervals"), rows, view["observed"])


def strata_chart(view: View) -> ForestChart:
    """The groups of people whose counts are not withheld, in the order of their names."""
    rows = tuple(
        _row(group_words(each), each["estimate"], each["low"], each["high"])
        for each in view["strata"]["groups"]
        if each["observed"] is not None
    )
    return ForestChart(_("Estimated total by group, with 95% intervals"), rows)


def _limits(result: View) -> tuple[float | None, float | None]:
    low, high = result["intervals"].get("0.95", (None, None))
    return low, math.inf if low is not None and high is None else high


def _row(name: str, estimate: float | None, low: float | None, high: float | None) -> Estimate:
    return Estimate(name, estimate, low, math.inf if low is not None and high is None else high)


def _cell(count: int | None, view: View) -> Cell:
    if count is None:
        return Cell(State.SUPPRESSED, Decimal(view["minimum"] or 1), text=withheld_words())
    return Cell(State.EXACT, Decimal(count))
