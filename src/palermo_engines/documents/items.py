"""Which lettered labels begin an item of their own, and which merely stand at the beginning of a line.

``(a)`` begins an item where the text above it has ended and ``(b)`` begins one too, before the next numbered
paragraph does. An ``(a)`` whose ``(b)`` comes in the middle of a line is inline, and stays within its paragraph.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from palermo_engines.documents.lines import Layout, Line, ends_clause, ends_sentence
from palermo_engines.documents.numbering import Label, Scheme, roman_item_reading
from palermo_engines.documents.sequence import Candidate

_ITEM_SCHEMES = frozenset({Scheme.LETTER, Scheme.ROMAN_ITEM, Scheme.HAN_ITEM})
_LOOK_AHEAD = 40


class ItemChooser:
    """Goes through the lettered candidates once; ``breaks`` are the lines where a paragraph or heading begins."""

    def __init__(
        self, lines: Sequence[Line], candidates: Sequence[Candidate], breaks: Collection[int], layout: Layout
    ) -> None:
        self._lines = lines
        self._items = [each for each in candidates if each.label.scheme in _ITEM_SCHEMES and each.index not in breaks]
        self._second = [roman_item_reading(each.label) or each.label for each in self._items]
        self._breaks = sorted(breaks)
        self._layout = layout
        self._open: list[Label] = []

    def choose(self) -> dict[int, tuple[Label, ...]]:
        """The path of labels of every accepted item (``(a)``, or ``(a)`` and ``(ii)``) by line index."""
        chosen: dict[int, tuple[Label, ...]] = {}
        section, upcoming = 0, 0
        for position, candidate in enumerate(self._items):
            while upcoming < len(self._breaks) and self._breaks[upcoming] <= candidate.index:
                upcoming += 1
            if upcoming != section:
                section, self._open = upcoming, []
            end = self._breaks[upcoming] if upcoming < len(self._breaks) else len(self._lines)
            if self._strong(candidate.index) and self._place(position, candidate.label, end):
                chosen[candidate.index] = tuple(self._open)
        return chosen

    def _place(self, position: int, label: Label, end: int) -> bool:
        """Put a label where it belongs among the open ones; False when it belongs nowhere."""
        roman = self._second[position] if self._second[position] is not label else None
        readings = [label] if roman is None else [label, roman]
        for reading in readings:
            for depth in range(len(self._open), 0, -1):
                last = self._open[depth - 1]
                if last.scheme is reading.scheme and reading.follows(last.value):
                    if reading is label and roman and roman.value == 1 and self._continues(position, roman, end):
                        continue
                    self._open[depth - 1 :] = [reading]
                    return True
        for reading in reversed(readings):
            if reading.value == 1 and self._continues(position, reading, end):
                self._open = [*self._open, reading]
                return True
        return False

    def _continues(self, position: int, label: Label, end: int) -> bool:
        """Whether the label's successor begins a line too, before ``end``."""
        for other in range(position + 1, min(position + _LOOK_AHEAD, len(self._items))):
            later = self._items[other]
            if later.index >= end:
                return False
            if _succeeds(later.label, label) or _succeeds(self._second[other], label):
                return self._strong(later.index)
        return False

    def _strong(self, index: int) -> bool:
        line = self._lines[index]
        if index == 0 or not self._layout.wrapped or line.level or self._layout.parted(line):
            return True
        above = self._lines[index - 1]
        return ends_sentence(above.text) or ends_clause(above.text) or not self._layout.full(above, line)


def _succeeds(later: Label, label: Label) -> bool:
    return later.scheme is label.scheme and later.follows(label.value)
