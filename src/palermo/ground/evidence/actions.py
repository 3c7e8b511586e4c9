"""Recording figures in bulk, inside the act of whoever has the right to: an import, a publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from palermo.ground.evidence.breakdowns import read_breakdown
from palermo.ground.evidence.models import Figure
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.periods import days_of
from palermo_engines.kit.quantities import Qualifier

_BATCH = 1000


def record_figures(figures: Iterable[Figure]) -> int:
    """Store new figures, their period's days worked out, and return how many. Call it inside an ``audit.act``.

    InputError, with the figure's locator, for a period or breakdown that is malformed, a range upside down, or a
    suppressed value that does not say "less than". Nothing of the batch is stored then.
    """
    stored, rows = 0, (checked(figure) for figure in figures)
    while batch := list(islice(rows, _BATCH)):
        Figure.objects.bulk_create(batch)
        stored += len(batch)
    return stored


def checked(figure: Figure) -> Figure:
    """``figure`` with ``period_first`` and ``period_last`` set. InputError when it contradicts itself."""
    for fault in _faults(figure):
        raise InputError("figure_faulty", fault, where=figure.locator)
    if figure.period:
        days = days_of(figure.period)
        figure.period_first, figure.period_last = days.first, days.last
    return figure


def _faults(figure: Figure) -> Iterator[str]:
    for date in (figure.period, figure.as_of):
        if date and not _is_date(date):
            yield f"{date} is not a date or period."
    try:
        read_breakdown(figure.breakdown)
    except ValueError:
        yield "The breakdown is not in its canonical spelling."
    if figure.high is not None and figure.high < figure.value:
        yield "The range runs from a higher value to a lower one."
    if figure.suppressed and figure.qualifier != Qualifier.LESS_THAN.value:
        yield "A suppressed value is less than what is printed, and is not zero."


def _is_date(text: str) -> bool:
    try:
        days_of(text)
    except ValueError:
        return False
    return True
