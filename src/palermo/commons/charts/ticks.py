"""Where the ticks of an axis stand.

Heckbert, P. (1990): "Nice numbers for graph labels", Graphics Gems, pages 61-63. Steps are 1, 2 or 5 times a power of
ten; the axis ends at or beyond the data.
"""

from __future__ import annotations

import math
from datetime import date

_YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
_MONTH_STEPS = (1, 2, 3, 6)


def nice_number(span: float, *, rounded: bool) -> float:
    """The nice number nearest to ``span`` (``rounded``), or the smallest one not below it. ``span`` above 0."""
    power = 10.0 ** math.floor(math.log10(span))
    fraction = span / power
    if rounded:
        limits = ((1.5, 1), (3, 2), (7, 5))
        nice = next((value for limit, value in limits if fraction < limit), 10)
    else:
        nice = next((value for value in (1, 2, 5) if fraction <= value), 10)
    return nice * power


def value_ticks(highest: float, count: int = 5, *, whole: bool = True) -> list[float]:
    """Ticks from 0 to at least ``highest``, about ``count`` of them; ``whole`` keeps steps at 1 or more, for counts."""
    if highest <= 0:
        return [0.0, 1.0]
    step = nice_number(nice_number(highest, rounded=False) / (count - 1), rounded=True)
    if whole:
        step = max(step, 1.0)
    return [round(step * index, 10) for index in range(math.ceil(highest / step - 1e-9) + 1)]


def time_ticks(first: date, last: date, at_most: int) -> list[date]:
    """First days of years (of months, when the span is short), no more than ``at_most`` of them."""
    months = (last.year - first.year) * 12 + last.month - first.month
    if months < 24:
        step = next((step for step in _MONTH_STEPS if months / step <= at_most), 12)
        indices = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        found = [date(index // 12, index % 12 + 1, 1) for index in indices if index % 12 % step == 0]
    else:
        step = next((step for step in _YEAR_STEPS if (last.year - first.year) / step < at_most), _YEAR_STEPS[-1])
        found = [date(year, 1, 1) for year in range(first.year, last.year + 1) if year % step == 0]
    return [tick for tick in found if first <= tick <= last] or [first]
