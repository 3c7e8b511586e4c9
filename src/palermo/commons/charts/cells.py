"""From figures to what a chart can draw."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from palermo.commons.charts.figures import Cell, State
from palermo.commons.wording.figures import Stated, figure_text
from palermo.commons.wording.numbers import number

_BOUNDS = (10, 100, 1_000, 10_000)


def cell_of(figure: Stated) -> Cell:
    """The figure as a cell, with its words."""
    if figure.suppressed:
        return Cell(State.SUPPRESSED, figure.value, text=figure_text(figure))
    exact = figure.qualifier in ("", "exact") and figure.high is None
    return Cell(State.EXACT if exact else State.QUALIFIED, figure.value, figure.high, figure_text(figure))


def level_of(value: Decimal, bounds: Iterable[int] = _BOUNDS) -> int:
    """The class of a value on a map, 1 upwards. The bounds are fixed powers of ten, not quantiles: a class says how
    many, not how a country stands among the others."""
    return 1 + sum(value >= bound for bound in bounds)


def level_words(bounds: tuple[int, ...] = _BOUNDS) -> tuple[str, ...]:
    """The words of the classes of ``level_of``."""
    first = _("fewer than %(amount)s") % {"amount": number(bounds[0])}
    between = (
        _("%(low)s to %(high)s") % {"low": number(low), "high": number(math.floor(high) - 1)}
        for low, high in pairwise(bounds)
    )
    return first, *between, _("%(amount)s and more") % {"amount": number(bounds[-1])}
