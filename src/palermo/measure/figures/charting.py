"""Figures as charts. Several figures of one place and year are shown as a range with all texts, never one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from palermo.commons.charts import (
    MISSING,
    SUPPRESSED,
    Area,
    BarChart,
    BarSeries,
    Cell,
    LineChart,
    Point,
    Series,
    State,
    WorldMap,
    cell_of,
    level_of,
    level_words,
)
from palermo.commons.wording.figures import figure_text
from palermo.ground.evidence.models import Figure

Yearly = Mapping[int, Sequence[Figure]]


def cell_of_all(figures: Sequence[Figure]) -> Cell:
    """One cell for all figures of a place and time: missing, the figure itself, or the range they span."""
    if not figures:
        return MISSING
    if len({figure_text(figure) for figure in figures}) == 1:
        return cell_of(figures[0])
    texts = " / ".join(figure_text(figure) for figure in figures)
    said = _("%(texts)s (stated differently)") % {"texts": texts}
    values = [figure.value for figure in figures]
    return Cell(State.QUALIFIED, min(values), max(values), said)


def bars_by_year(title: str, series: Sequence[tuple[str, Yearly]], note: str = "") -> BarChart | None:
    """Bars for every year from the first to the last that any series has; a year without a figure stays a gap."""
    years = _span(series)
    if not years:
        return None
    bars = tuple(BarSeries(name, tuple(cell_of_all(found.get(year, ())) for year in years)) for name, found in series)
    return BarChart(title, tuple(str(year) for year in years), bars, note=note)


def lines_by_year(title: str, series: Sequence[tuple[str, Yearly]], note: str = "") -> LineChart | None:
    """The same as lines, broken where a year has no figure."""
    years = _span(series)
    if not years:
        return None
    lines = tuple(
        Series(name, tuple(Point(date(year, 1, 1), cell_of_all(found.get(year, ()))) for year in years))
        for name, found in series
    )
    return LineChart(title, lines, note=note, yearly=True)


def _span(series: Sequence[tuple[str, Yearly]]) -> list[int]:
    years = {year for _name, found in series for year in found}
    return list(range(min(years), max(years) + 1)) if years else []


def world_map(title: str, places: Mapping[str, Sequence[Figure]], column: str, note: str = "") -> WorldMap:
    """One year over the world, in fixed classes. Where sources differ, the highest value tells the class."""
    areas = []
    for code, figures in places.items():
        cell = cell_of_all(figures)
        level = SUPPRESSED if cell.state is State.SUPPRESSED else level_of(cell.top)
        areas.append(Area(code, level, cell.text))
    return WorldMap(title, tuple(areas), level_words(), column, note)
