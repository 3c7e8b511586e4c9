"""Estimates side by side (a forest plot): for each row its estimate and how far chance alone could move it.

The axis begins at nobody; a line across all rows marks what was counted, below which no total can lie. An interval
without an end runs into an arrow; a row without a finite estimate says so instead of being left out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.commons.charts.drawing import Drawing
from palermo.commons.charts.figures import ChartTable, LegendEntry
from palermo.commons.charts.frame import NARROW, WIDE, Size, name_of
from palermo.commons.charts.labels import fitting, width_of
from palermo.commons.charts.ticks import value_ticks
from palermo.commons.wording.languages import active_language, direction
from palermo.commons.wording.numbers import number
from palermo_engines.kit.languages import Language

_ROW, _TOP, _BOTTOM = 34.0, 26.0, 30.0
_ROOM = {WIDE.kind: 230.0, NARROW.kind: 118.0}
_FAR = 4.0  # an interval longer than so many times the greatest estimate is cut off with an arrow


@dataclass(frozen=True, slots=True)
class Estimate:
    """A row. ``value`` None: no finite estimate; ``high`` infinite: the data exclude no number, however large."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class ForestChart:
    """Rows in the order given, never by their value. ``counted``: the number seen, or None to draw no line."""

    title: str
    rows: tuple[Estimate, ...]
    counted: int | None = None
    note: str = ""

    @property
    def wide(self) -> SafeString:
        return _draw(self, WIDE, active_language())

    @property
    def narrow(self) -> SafeString:
        return _draw(self, NARROW, active_language())

    @property
    def legend(self) -> list[LegendEntry]:
        entries = [LegendEntry("open", "mark f1 s1", _("estimate, with its 95% interval"))]
        if self.counted is not None:
            entries.append(LegendEntry("line", "line s2", _("people counted: no total lies below")))
        return entries

    @property
    def table(self) -> ChartTable:
        columns = (_("Method"), _("Estimate"), _("Lower limit"), _("Upper limit"))
        rows = tuple(
            (row.name, tuple(_table_cell(each) for each in (row.value, row.low, row.high))) for row in self.rows
        )
        return ChartTable(self.title, columns, rows)


def spelled(value: float | None) -> str:
    """A whole number, or that there is no limit."""
    if value is None:
        return _("none")
    return _("no limit") if math.isinf(value) else number(round(value))


def _table_cell(value: float | None) -> tuple[str, str]:
    return (spelled(value), "exact") if value is not None else ("", "missing")


@lru_cache(maxsize=256)
def _draw(chart: ForestChart, size: Size, _language: Language) -> SafeString:
    frame = _Frame(chart, size)
    for at, row in enumerate(chart.rows):
        frame.row(at, row)
    if chart.counted is not None:
        frame.reference(chart.counted)
    name = name_of(chart, size)
    return frame.drawing.svg(name=name, title=chart.title, description=_describe(chart), kind=size.kind)


class _Frame:
    """Rows over a value axis."""

    def __init__(self, chart: ForestChart, size: Size) -> None:
        height = _TOP + _ROW * max(len(chart.rows), 1) + _BOTTOM
        mirrored = direction(active_language()) == "rtl"
        self.drawing = Drawing(size.width, height, mirrored=mirrored)
        self.ticks = value_ticks(_highest(chart), whole=True)
        self.room = min(max((width_of(row.name) for row in chart.rows), default=0.0) + 4, _ROOM[size.kind])
        self.left, self.right, self.bottom = self.room + 14, size.width - 26, height - _BOTTOM
        self._axis(2 if size is NARROW else 1)

    def x(self, value: float) -> float:
        return self.left + (self.right - self.left) * min(value / self.ticks[-1], 1.0)

    def _axis(self, every: int) -> None:
        for at, tick in enumerate(self.ticks):
            self.drawing.line(self.x(tick), _TOP - 6, self.x(tick), self.bottom, "gridline" if tick else "axis")
            if at % every == 0:
                self.drawing.text(self.x(tick), self.bottom + 20, number(round(tick)), anchor="middle")

    def row(self, at: int, row: Estimate) -> None:
        y = _TOP + _ROW * (at + 0.5)
        self.drawing.text(self.left - 10, y + 4, fitting(row.name, self.room), anchor="end")
        if row.value is None:
            self.drawing.text(self.left + 8, y + 4, _("no finite estimate"))
            return
        if row.low is not None and row.high is not None:
            self._interval(y, row.low, row.high)
        self.drawing.circle(self.x(row.value), y, 5.5, "mark f1 s1", _words(row))

    def _interval(self, y: float, low: float, high: float) -> None:
        self.drawing.line(self.x(low), y, self.x(high), y, "whisker")
        self.drawing.line(self.x(low), y - 5, self.x(low), y + 5, "whisker")
        if high > self.ticks[-1]:
            tip = self.right + 12
            self.drawing.line(self.right, y, tip, y, "whisker")
            self.drawing.track([(tip - 6, y - 5), (tip, y), (tip - 6, y + 5)], "whisker")
        else:
            self.drawing.line(self.x(high), y - 5, self.x(high), y + 5, "whisker")

    def reference(self, counted: int) -> None:
        self.drawing.line(self.x(counted), _TOP - 6, self.x(counted), self.bottom, "line s2")
        self.drawing.text(self.x(counted) + 5, _TOP - 12, number(counted), "strong")


def _highest(chart: ForestChart) -> float:
    values = [row.value for row in chart.rows if row.value is not None]
    most = max([*values, float(chart.counted or 0), 1.0])
    limits = [row.high for row in chart.rows if row.high is not None and row.high <= most * _FAR]
    return max([most, *limits])


def _words(row: Estimate) -> str:
    if row.low is None or row.high is None:
        return f"{row.name}: {spelled(row.value)}"
    return f"{row.name}: {spelled(row.value)} ({spelled(row.low)} – {spelled(row.high)})"


def _describe(chart: ForestChart) -> str:
    if not chart.rows:
        return _("There is nothing to draw yet.")
    return _("Estimates with their intervals: %(rows)s.") % {"rows": "; ".join(_words(row) for row in chart.rows)}
