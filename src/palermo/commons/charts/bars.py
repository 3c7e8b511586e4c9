"""Bar charts by year or other category in its own order. A suppressed cell is hatched up to its bound, a missing one is
an empty place marked "no figure", and a reported zero is a line on the ground with its 0."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.commons.charts.drawing import hatch
from palermo.commons.charts.figures import BarSeries, Cell, ChartTable, LegendEntry, State
from palermo.commons.charts.frame import NARROW, WIDE, Frame, Size, name_of, series_class
from palermo.commons.wording.languages import active_language
from palermo.commons.wording.numbers import below, number
from palermo_engines.kit.languages import Language

_LEAST_HATCH = 10.0
_DIGIT = 7.6


@dataclass(frozen=True, slots=True)
class BarChart:
    """``categories`` stand in the order given (years upwards; countries only in alphabetical order); series stand side
    by side within each."""

    title: str
    categories: tuple[str, ...]
    series: tuple[BarSeries, ...]
    heading: str = ""
    note: str = ""
    whole: bool = True

    @property
    def wide(self) -> SafeString:
        return _draw(self, WIDE, active_language())

    @property
    def narrow(self) -> SafeString:
        return _draw(self, NARROW, active_language())

    @property
    def states(self) -> set[State]:
        return {cell.state for series in self.series for cell in series.cells}

    @property
    def legend(self) -> list[LegendEntry]:
        named = [LegendEntry("box", f"f{series_class(i)}", s.name) for i, s in enumerate(self.series)]
        entries = named if len(named) > 1 else []
        if State.QUALIFIED in self.states:
            entries.append(LegendEntry("open", "mark open s1", _("qualified: about, more than, a range")))
        if State.SUPPRESSED in self.states:
            entries.append(LegendEntry("hatch", "", _("suppressed: counted, but withheld")))
        if State.MISSING in self.states:
            entries.append(LegendEntry("dash", "gap", _("no figure: not the same as zero")))
        return entries

    @property
    def table(self) -> ChartTable:
        """Everything the chart shows, category by category."""
        rows = tuple(
            (category, tuple(_table_cell(series.cells[index]) for series in self.series))
            for index, category in enumerate(self.categories)
        )
        return ChartTable(self.title, (self.heading or _("Year"), *(series.name for series in self.series)), rows)


def _table_cell(cell: Cell) -> tuple[str, str]:
    return ("" if cell.state is State.MISSING else cell.text or number(cell.value)), cell.state.value


@lru_cache(maxsize=256)
def _draw(chart: BarChart, size: Size, _language: Language) -> SafeString:
    highest = max((cell.top for series in chart.series for cell in series.cells), default=Decimal(0))
    frame = Frame(size, float(highest), whole=chart.whole)
    name = name_of(chart, size)
    frame.drawing.raw(hatch(f"{name}-h"))
    slot = (frame.right - frame.left) / max(len(chart.categories), 1)
    every = max(1, -(-max((len(c) for c in chart.categories), default=1) * 9 // max(int(slot), 1)))
    for index, category in enumerate(chart.categories):
        start = frame.left + slot * index
        if index % every == 0:
            frame.label_below(start + slot / 2, category)
        _draw_group(chart, frame, index, start, slot, f"{name}-h")
    return frame.drawing.svg(name=name, title=chart.title, description=_describe(chart), kind=size.kind)


def _draw_group(chart: BarChart, frame: Frame, index: int, start: float, slot: float, pattern: str) -> None:
    width = min(slot * 0.8 / len(chart.series), 56.0)
    left = start + (slot - width * len(chart.series)) / 2
    for order, series in enumerate(chart.series):
        cell = series.cells[index]
        words = f"{series.name}, {chart.categories[index]}: {cell.text or number(cell.value)}"
        place = _Place(left + order * width, width * 0.94, series_class(order), words, pattern)
        _draw_cell(frame, cell, place)


@dataclass(frozen=True, slots=True)
class _Place:
    x: float
    width: float
    kind: str
    title: str
    pattern: str

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def _draw_cell(frame: Frame, cell: Cell, place: _Place) -> None:
    if cell.state is State.MISSING:
        frame.drawing.line(place.x, frame.bottom - 4, place.x + place.width, frame.bottom - 4, "gap")
        return
    if cell.state is State.SUPPRESSED:
        height = max(frame.bottom - frame.y(cell.value), _LEAST_HATCH)
        frame.drawing.box(
            place.x,
            frame.bottom - height,
            place.width,
            height,
            "suppressed-outline",
            place.title,
            f"url(#{place.pattern})",
        )
        _label(frame, place, below(cell.value), frame.bottom - height)
        return
    top = frame.y(cell.value)
    frame.drawing.box(place.x, top, place.width, max(frame.bottom - top, 1.5), f"bar f{place.kind}", place.title)
    if cell.high is not None and cell.high > cell.value:
        frame.drawing.line(place.middle, top, place.middle, frame.y(cell.high), "whisker")
    elif cell.state is State.QUALIFIED:
        frame.drawing.circle(place.middle, top, 4, f"mark open s{place.kind}")
    _label(frame, place, number(cell.value), frame.y(cell.top) - (5 if cell.state is State.QUALIFIED else 0))


def _label(frame: Frame, place: _Place, words: str, y: float) -> None:
    """The value above its bar, where it fits."""
    if len(words) * _DIGIT <= place.width + 6:
        frame.drawing.text(place.middle, y - 5, words, "strong", anchor="middle")


def _describe(chart: BarChart) -> str:
    if not chart.categories:
        return _("There is nothing to draw yet.")
    return _("Bar chart, %(first)s to %(last)s: %(series)s. The table beside it has every value.") % {
        "first": chart.categories[0],
        "last": chart.categories[-1],
        "series": ", ".join(series.name for series in chart.series),
    }
