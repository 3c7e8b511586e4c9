"""Line charts over time. What is uncertain is drawn as uncertain: ranges as bands, qualified values as open marks,
suppressed values hatched, and nothing is drawn across a gap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.commons.charts.drawing import hatch
from palermo.commons.charts.figures import ChartTable, LegendEntry, Point, Series, State
from palermo.commons.charts.frame import NARROW, WIDE, Frame, Size, name_of, series_class
from palermo.commons.charts.ticks import time_ticks
from palermo.commons.wording.dates import date_text
from palermo.commons.wording.languages import active_language
from palermo.commons.wording.numbers import number
from palermo_engines.kit.languages import Language

_MOST_MARKS = 45


@dataclass(frozen=True, slots=True)
class LineChart:
    """A chart of one to six series. ``note`` tells how to read it; ``whole`` is for things that are counted in ones;
    ``yearly`` says that points stand for whole years."""

    title: str
    series: tuple[Series, ...]
    note: str = ""
    whole: bool = True
    yearly: bool = False

    @property
    def wide(self) -> SafeString:
        return _draw(self, WIDE, active_language())

    @property
    def narrow(self) -> SafeString:
        return _draw(self, NARROW, active_language())

    @property
    def legend(self) -> list[LegendEntry]:
        entries = [
            LegendEntry("line", f"line s{series_class(index)}", series.name) for index, series in enumerate(self.series)
        ] if len(self.series) > 1 else []  # fmt: skip
        states = {point.cell.state for series in self.series for point in series.points}
        if State.QUALIFIED in states:
            entries.append(LegendEntry("open", "mark open s1", _("qualified: about, more than, a range")))
        if State.SUPPRESSED in states:
            entries.append(LegendEntry("hatch", "", _("suppressed: counted, but withheld")))
        return entries

    @property
    def table(self) -> ChartTable:
        """Everything the chart shows, day by day (year by year)."""
        days = sorted({point.on for series in self.series for point in series.points})
        cells = {(series.name, point.on): point for series in self.series for point in series.points}
        rows = tuple(
            (self.day_text(day), tuple(_table_cell(cells.get((series.name, day))) for series in self.series))
            for day in days
        )
        return ChartTable(self.title, (_("Year") if self.yearly else _("Date"), *(s.name for s in self.series)), rows)

    def day_text(self, day: date) -> str:
        return date_text(str(day.year) if self.yearly else day.isoformat())


def _table_cell(point: Point | None) -> tuple[str, str]:
    if point is None or point.cell.state is State.MISSING:
        return "", State.MISSING.value
    return point.cell.text or number(point.cell.value), point.cell.state.value


@lru_cache(maxsize=256)
def _draw(chart: LineChart, size: Size, _language: Language) -> SafeString:
    points = [point for series in chart.series for point in series.points]
    frame = Frame(size, float(max((point.cell.top for point in points), default=Decimal(0))), whole=chart.whole)
    name = name_of(chart, size)
    frame.drawing.raw(hatch(f"{name}-h"))
    if points:
        scale = _TimeScale(frame, min(point.on for point in points), max(point.on for point in points))
        scale.draw_ticks()
        for index, series in enumerate(chart.series):
            _draw_series(chart, frame, scale, series, series_class(index), f"{name}-h")
    return frame.drawing.svg(name=name, title=chart.title, description=_describe(chart, points), kind=size.kind)


class _TimeScale:
    def __init__(self, frame: Frame, first: date, last: date) -> None:
        self._frame, self._first, self._last = frame, first, last
        self._days = max((last - first).days, 1)
        self._inset = 16

    def x(self, day: date) -> float:
        start, end = self._frame.left + self._inset, self._frame.right - self._inset
        return start + (end - start) * (day - self._first).days / self._days

    def draw_ticks(self) -> None:
        short = (self._last - self._first).days < 730
        for tick in time_ticks(self._first, self._last, at_most=int((self._frame.right - self._frame.left) / 60)):
            self._frame.label_below(self.x(tick), date_text(tick.isoformat()[:7]) if short else str(tick.year))


def _stretches(series: Series) -> Iterator[list[Point]]:
    """Runs of points with nothing missing or suppressed between them: only these may be joined by a line."""
    whole = (State.EXACT, State.QUALIFIED)
    for joined, run in groupby(series.points, key=lambda point: point.cell.state in whole):
        if joined:
            yield list(run)


def _draw_series(chart: LineChart, frame: Frame, scale: _TimeScale, series: Series, kind: str, pattern: str) -> None:
    for run in _stretches(series):
        lower = _track(frame, scale, [(point.on, point.cell.value) for point in run], series.step)
        if any(point.cell.high is not None for point in run):
            upper = _track(frame, scale, [(point.on, point.cell.top) for point in run], series.step)
            frame.drawing.track([*upper, *reversed(lower)], f"band f{kind}", closed=True)
            frame.drawing.track(upper, f"line s{kind}")
        frame.drawing.track(lower, f"line s{kind}")
    if len(series.points) > _MOST_MARKS:
        return
    for point in series.points:
        _draw_mark(chart, frame, scale, series, point, kind, pattern)


def _track(
    frame: Frame, scale: _TimeScale, values: list[tuple[date, Decimal]], step: bool
) -> list[tuple[float, float]]:
    corners: list[tuple[float, float]] = []
    for day, value in values:
        x, y = scale.x(day), frame.y(value)
        if step and corners:
            corners.append((x, corners[-1][1]))
        corners.append((x, y))
    return corners


def _draw_mark(
    chart: LineChart, frame: Frame, scale: _TimeScale, series: Series, point: Point, kind: str, pattern: str
) -> None:
    cell = point.cell
    if cell.state is State.MISSING or (series.step and cell.state is State.EXACT):
        return  # a step shows its own corners
    x, title = scale.x(point.on), f"{series.name}, {chart.day_text(point.on)}: {cell.text or number(cell.value)}"
    if cell.state is State.SUPPRESSED:
        top = min(frame.y(cell.value), frame.bottom - 8)
        frame.drawing.box(x - 4, top, 8, frame.bottom - top, "suppressed-outline", title, f"url(#{pattern})")
        return
    if cell.high is not None:
        frame.drawing.line(x, frame.y(cell.value), x, frame.y(cell.top), f"whisker s{kind}")
    shape = "open" if cell.state is State.QUALIFIED else f"f{kind}"
    frame.drawing.circle(x, frame.y(cell.value), 4, f"mark s{kind} {shape}", title)


def _describe(chart: LineChart, points: list[Point]) -> str:
    if not points:
        return _("There is nothing to draw yet.")
    period = {"first": chart.day_text(min(p.on for p in points)), "last": chart.day_text(max(p.on for p in points))}
    names = ", ".join(series.name for series in chart.series)
    return _("Line chart, %(first)s to %(last)s: %(series)s. The table beside it has every value.") % {
        **period, "series": names,
    }  # fmt: skip
