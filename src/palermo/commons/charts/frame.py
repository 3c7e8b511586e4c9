"""The frame that line and bar charts share: size, margins, the value axis."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal

from palermo.commons.charts.drawing import Drawing
from palermo.commons.charts.ticks import value_ticks
from palermo.commons.wording.languages import active_language, direction
from palermo.commons.wording.numbers import number

_CHARACTER = 7.6  # width of a digit at 13 user units, generously
_MOST_SERIES = 6  # the classes s1 to s6 of charts.css


@dataclass(frozen=True, slots=True)
class Size:
    """A drawing is made for a wide and for a narrow column; the style sheet shows the one that fits."""

    kind: str
    width: int
    height: int


WIDE = Size("chart-wide", 760, 340)
NARROW = Size("chart-narrow", 360, 300)


class Frame:
    """A drawing with a value axis from 0 up. ``y`` places a value; ``left`` and ``right`` bound the plot."""

    top, bottom_margin = 14, 30

    def __init__(self, size: Size, highest: float, *, whole: bool) -> None:
        self.size = size
        self.drawing = Drawing(size.width, size.height, mirrored=direction(active_language()) == "rtl")
        self.ticks = value_ticks(highest, whole=whole)
        labels = [number(Decimal(str(tick))) for tick in self.ticks]
        self.left = max(len(label) for label in labels) * _CHARACTER + 10
        self.right = size.width - 14
        self.bottom = size.height - self.bottom_margin
        self._draw_axis(labels)

    def y(self, value: float | Decimal) -> float:
        return self.bottom - (self.bottom - self.top) * float(value) / self.ticks[-1]

    def _draw_axis(self, labels: list[str]) -> None:
        for tick, label in zip(self.ticks, labels, strict=True):
            self.drawing.line(self.left, self.y(tick), self.right, self.y(tick), "gridline" if tick else "axis")
            self.drawing.text(self.left - 8, self.y(tick) + 4, label, anchor="end")

    def label_below(self, x: float, words: str) -> None:
        self.drawing.text(x, self.bottom + 20, words, anchor="middle")


def series_class(index: int) -> str:
    """1 to 6, over and over."""
    return str(index % _MOST_SERIES + 1)


def name_of(chart: object, size: Size) -> str:
    """An id for the page, the same for the same content."""
    return "c" + hashlib.sha256(f"{chart!r}{size.kind}".encode()).hexdigest()[:10]
