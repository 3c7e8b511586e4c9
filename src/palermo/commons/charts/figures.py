"""What charts show. All are values, hashable, so that a drawing can be kept and used again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class State(StrEnum):
    """How sure a mark is. ``MISSING`` is a gap, never zero; ``SUPPRESSED`` was counted and withheld."""

    EXACT = "exact"
    QUALIFIED = "qualified"
    SUPPRESSED = "suppressed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a bar chart. ``high`` closes a range; ``text`` is the figure in words (from ``figure_text``).

    A suppressed cell has the bound below which it lies as its value (``<5`` has 5).
    """

    state: State
    value: Decimal = Decimal(0)
    high: Decimal | None = None
    text: str = ""

    @property
    def top(self) -> Decimal:
        return Decimal(0) if self.state is State.MISSING else max(self.value, self.high or self.value)


MISSING = Cell(State.MISSING)


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a line chart on a day; a yearly value stands on 1 January. A missing point breaks the line."""

    on: date
    cell: Cell


@dataclass(frozen=True, slots=True)
class Series:
    """``points`` in the order of time. ``step`` holds each value until the next, as a count of parties does."""

    name: str
    points: tuple[Point, ...]
    step: bool = False


@dataclass(frozen=True, slots=True)
class BarSeries:
    """``cells`` run along the categories of the chart."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The table beside a chart. ``rows`` are a row's name, then its cells as (text, state)."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """``kind`` is the CSS classes of the swatch; ``swatch`` is line, box, hatch or open."""

    swatch: str
    kind: str
    words: str
