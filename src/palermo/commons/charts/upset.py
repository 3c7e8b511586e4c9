"""Overlaps of lists (an UpSet plot): a bar for each combination of lists, and under it which lists it is.

A combination that was counted and withheld is hatched, with its text for a label where that fits: what hides a small
count need not be small itself. One that nobody has is not there, as the note says.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.commons.charts.drawing import hatch
from palermo.commons.charts.figures import Cell, ChartTable, LegendEntry, State
from palermo.commons.charts.frame import NARROW, WIDE, Frame, Size, name_of
from palermo.commons.charts.labels import fitting, width_of
from palermo.commons.wording.languages import active_language, join_names
from palermo.commons.wording.numbers import number
from palermo_engines.kit.languages import Language

_ROW, _GAP, _LEAST_HATCH, _DIGIT = 22.0, 14.0, 10.0, 7.6
_MOST = {WIDE.kind: 25, NARROW.kind: 9}
_ROOM = {WIDE.kind: 170.0, NARROW.kind: 96.0}


@dataclass(frozen=True, slots=True)
class Overlap:
    """``lists`` are positions in the names of the chart; ``cell`` how many were on exactly these."""

    lists: tuple[int, ...]
    cell: Cell


@dataclass(frozen=True, slots=True)
class UpSetChart:
    """``names`` of the lists with their ``sizes``; ``overlaps`` in the order in which they are drawn. Where there are
    more than fit, the first are drawn and the note says so; the table has all."""

    title: str
    names: tuple[str, ...]
    sizes: tuple[Cell, ...]
    overlaps: tuple[Overlap, ...]

    @property
    def wide(self) -> SafeString:
        return _draw(self, WIDE, active_language())

    @property
    def narrow(self) -> SafeString:
        return _draw(self, NARROW, active_language())

    @property
    def legend(self) -> list[LegendEntry]:
        withheld = any(overlap.cell.state is State.SUPPRESSED for overlap in self.overlaps)
        return [LegendEntry("hatch", "", _("suppressed: counted, but withheld"))] if withheld else []

    @property
    def note(self) -> str:
        words = _("Combinations of lists that nobody was on are not shown.")
        if len(self.overlaps) > _MOST[NARROW.kind]:
            words += " " + _("The most frequent combinations are drawn; the table has every one.")
        return words

    @property
    def table(self) -> ChartTable:
        """Every combination, then every list."""
        rows = [(spelled(overlap.lists, self.names), (_table_cell(overlap.cell),)) for overlap in self.overlaps]
        sizes = [
            (_("%(list)s, alone or with others") % {"list": name}, (_table_cell(cell),))
            for name, cell in zip(self.names, self.sizes, strict=True)
        ]
        return ChartTable(self.title, (_("Lists"), _("People")), (*rows, *sizes))


def spelled(lists: tuple[int, ...], names: tuple[str, ...]) -> str:
    """``police and shelter``; ``police only``."""
    named = [names[at] for at in lists]
    return _("%(list)s only") % {"list": named[0]} if len(named) == 1 else join_names(named)


def _table_cell(cell: Cell) -> tuple[str, str]:
    return cell.text or number(cell.value), cell.state.value


@lru_cache(maxsize=256)
def _draw(chart: UpSetChart, size: Size, _language: Language) -> SafeString:
    drawn = chart.overlaps[: _MOST[size.kind]]
    room = min(max((width_of(name) for name in chart.names), default=0.0) + 4, _ROOM[size.kind])
    frame = _Frame(size, drawn, len(chart.names), room)
    name = name_of(chart, size)
    frame.drawing.raw(hatch(f"{name}-h"))
    slot = (frame.right - frame.left) / max(len(drawn), 1)
    _rows(frame, chart, room)
    for order, overlap in enumerate(drawn):
        place = _Place(frame.left + slot * (order + 0.5), min(slot * 0.7, 40.0), spelled(overlap.lists, chart.names))
        _bar(frame, overlap.cell, place, f"{name}-h")
        _dots(frame, overlap, place.middle, len(chart.names))
    return frame.drawing.svg(name=name, title=chart.title, description=_describe(chart), kind=size.kind)


@dataclass(frozen=True, slots=True)
class _Place:
    middle: float
    width: float
    words: str


class _Frame(Frame):
    """A value axis with rows of lists under it. The names of the lists stand where the axis has its labels."""

    def __init__(self, size: Size, drawn: tuple[Overlap, ...], lists: int, room: float) -> None:
        self.bottom_margin = int(_GAP + _ROW * lists + 8)
        self._room = room
        taller = Size(size.kind, size.width, 210 + self.bottom_margin)
        super().__init__(taller, float(max((each.cell.top for each in drawn), default=0)), whole=True)

    def _draw_axis(self, labels: list[str]) -> None:
        self.left = max(self.left, self._room + 12)
        super()._draw_axis(labels)

    def row(self, at: int) -> float:
        return self.bottom + _GAP + _ROW * (at + 0.5)


def _rows(frame: _Frame, chart: UpSetChart, room: float) -> None:
    for at, name in enumerate(chart.names):
        if at % 2 == 0:
            frame.drawing.box(0, frame.row(at) - _ROW / 2, frame.right, _ROW, "stripe")
        frame.drawing.text(frame.left - 8, frame.row(at) + 4, fitting(name, room), anchor="end")


def _bar(frame: _Frame, cell: Cell, place: _Place, pattern: str) -> None:
    left, withheld = place.middle - place.width / 2, cell.state is State.SUPPRESSED
    height = max(frame.bottom - frame.y(cell.value), _LEAST_HATCH if withheld else 1.5)
    label = cell.text if withheld else number(cell.value)
    kind, fill = ("suppressed-outline", f"url(#{pattern})") if withheld else ("bar f1", "")
    words = f"{place.words}: {label}"
    frame.drawing.box(left, frame.bottom - height, place.width, height, kind, words, fill)
    if len(label) * _DIGIT <= place.width / 0.7 + 2:
        frame.drawing.text(place.middle, frame.bottom - height - 5, label, "strong", anchor="middle")


def _dots(frame: _Frame, overlap: Overlap, x: float, lists: int) -> None:
    if len(overlap.lists) > 1:
        frame.drawing.line(x, frame.row(overlap.lists[0]), x, frame.row(overlap.lists[-1]), "whisker")
    for at in range(lists):
        frame.drawing.circle(x, frame.row(at), 5, "mark f1 s1" if at in overlap.lists else "mark faint")


def _describe(chart: UpSetChart) -> str:
    if not chart.overlaps:
        return _("There is nothing to draw yet.")
    return _("A bar for each combination of the lists %(lists)s. The table beside it has every value.") % {
        "lists": join_names(list(chart.names))
    }
