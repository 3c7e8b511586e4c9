"""Which labels count: the running sequence of numbers is the strongest evidence of what is a paragraph.

A label is taken for a paragraph when it is the next of a sequence that is open; sequences nest (a resolution inside
a report begins again at 1, then the report goes on). The same number may stand on a heading, on a line of prose
that happens to begin with it, and on the paragraph itself: looks and the numbers that follow decide among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from palermo_engines.documents.lines import Layout, Line, ends_clause, ends_sentence
from palermo_engines.documents.numbering import Label, Scheme, capital_reading

_LOOK_AHEAD = 60
_LARGEST_GAP = 9
_DEEPEST = 8
_LONGEST_HEADING_ZH = 70
_LONGEST_HEADING = 220
_MOST_HEADING_LINES = 4
_DEPTH = {Scheme.HAN: 1, Scheme.ROMAN: 1, Scheme.CAPITAL: 2, Scheme.ARABIC: 3}


class Role(StrEnum):
    """What an accepted label begins."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Start:
    """An accepted label. ``depth`` says how many sequences were open below this one; ``skipped`` numbers missing."""

    role: Role
    label: Label
    depth: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that begins with a label."""

    index: int
    label: Label


class Chooser:
    """Goes through the candidates once, from the top."""

    def __init__(self, lines: Sequence[Line], candidates: Sequence[Candidate], layout: Layout, chinese: bool) -> None:
        self._lines = lines
        self._candidates = [each for each in candidates if each.label.scheme in _DEPTH]
        self._layout = layout
        self._longest = _LONGEST_HEADING_ZH if chinese else _LONGEST_HEADING
        self._open = [0]
        self._headings: dict[Scheme, int] = {}
        self._open_at: dict[Scheme, int] = {}
        self._just_above: set[Scheme] = set()
        self._starts: dict[int, Start] = {}
        self._looks: dict[int, bool] = {}

    def choose(self) -> dict[int, Start]:
        """Accepted labels by line index."""
        for position, candidate in enumerate(self._candidates):
            if candidate.label.scheme is Scheme.ARABIC:
                self._weigh_number(position, candidate)
            else:
                self._weigh_heading(position, candidate)
        return self._starts

    # -- headings -----------------------------------------------------------------------------------------------

    def _weigh_heading(self, position: int, candidate: Candidate) -> None:
        label = self._reading(candidate.label)
        last = self._headings.get(label.scheme, 0)
        in_order = label.value == 1 or label.follows(last) or label.value == last + 2 or not last
        if in_order and self._strong(candidate.index) and self._looks_like_heading(position):
            self._accept_heading(candidate.index, label)

    def _reading(self, label: Label) -> Label:
        capital = capital_reading(label)
        if capital is None or label.follows(self._headings.get(Scheme.ROMAN, 0)):
            return label
        return capital if capital.follows(self._headings.get(Scheme.CAPITAL, 0)) else label

    def _accept_heading(self, index: int, label: Label) -> None:
        self._close_inner_sequences(label)
        self._headings[label.scheme] = label.value if label.follows(label.value - 1) else label.other
        for scheme, depth in _DEPTH.items():
            if depth > _DEPTH[label.scheme]:
                self._headings.pop(scheme, None)
        self._starts[index] = Start(Role.HEADING, label)

    def _close_inner_sequences(self, label: Label) -> None:
        """A heading that goes on with an outer text's headings ends what stood inside it, such as a resolution."""
        if label.scheme is not Scheme.ARABIC and label.follows(self._headings.get(label.scheme, 0)) and label.value > 1:
            del self._open[self._open_at.get(label.scheme, len(self._open)) :]
        self._open_at[label.scheme] = len(self._open)
        self._just_above.add(label.scheme)

    # -- paragraphs ---------------------------------------------------------------------------------------------

    def _weigh_number(self, position: int, candidate: Candidate) -> None:
        index, label = candidate.index, candidate.label
        if label.tight and not self._is_in_sequence(position):
            return
        if self._looks_like_heading(position):
            if self._is_short_paragraph(position, candidate):
                self._accept(index, label, len(self._open))
            elif self._lines[index].level or self._strong(index):
                self._accept_heading(index, label)
            return
        strong = self._strong(index)
        if not strong and (label.value != self._open[-1] + 1 or self._has_rival(position, strong_only=True)):
            return
        depth = self._sequence_it_continues(label.value)
        if depth:
            self._accept(index, label, depth)
        elif label.value == 1:
            if len(self._open) < _DEEPEST:
                self._open.append(0)
            # Headings right above the new beginning belong to the text that begins, an annex for instance.
            self._open_at.update(dict.fromkeys(self._just_above, len(self._open)))
            self._accept(index, label, len(self._open))
        else:
            self._weigh_out_of_order(position, candidate)

    def _is_in_sequence(self, position: int) -> bool:
        """Whether a label that may be a decimal number is the next paragraph beyond doubt."""
        candidate = self._candidates[position]
        in_order = candidate.label.value == self._open[-1] + 1 and self._strong(candidate.index)
        return in_order and not self._has_rival(position) and self._goes_on(position, candidate.label.value)

    def _sequence_it_continues(self, value: int) -> int:
        for depth in range(len(self._open), 0, -1):
            if self._open[depth - 1] + 1 == value:
                return depth
        return 0

    def _weigh_out_of_order(self, position: int, candidate: Candidate) -> None:
        """A gap in the numbers, a number printed twice, or a text that begins in the middle."""
        last, value = self._open[-1], candidate.label.value
        gap = last + 1 < value <= last + 1 + _LARGEST_GAP or last == 0
        if gap and not self._comes_soon(position, last + 1) and self._goes_on(position, value):
            self._accept(candidate.index, candidate.label, len(self._open), skipped=value - last - 1 if last else 0)
        elif value == last and self._comes_soon(position, value + 1):
            self._accept(candidate.index, candidate.label, len(self._open))

    def _accept(self, index: int, label: Label, depth: int, skipped: int = 0) -> None:
        del self._open[depth:]
        self._open[depth - 1] = label.value
        self._just_above.clear()
        self._starts[index] = Start(Role.PARAGRAPH, label, depth - 1, skipped)

    def _is_short_paragraph(self, position: int, candidate: Candidate) -> bool:
        """A line that looks like a heading but carries the number the text waits for, with no better bearer."""
        index, value = candidate.index, candidate.label.value
        if self._lines[index].level or value != self._open[-1] + 1 or not self._strong(index):
            return False
        if self._has_rival(position):
            return False
        heading_value = value in (1, self._headings.get(Scheme.ARABIC, 0) + 1)
        return not (heading_value and self._has_text_below(position))

    def _has_text_below(self, position: int) -> bool:
        """Whether prose, not another label, follows the line."""
        below = self._candidates[position].index + 1
        if below >= len(self._lines):
            return False
        return position + 1 >= len(self._candidates) or self._candidates[position + 1].index > below

    def _has_rival(self, position: int, strong_only: bool = False) -> bool:
        """Whether a better bearer of the same number comes before the next number does."""
        value = self._candidates[position].label.value
        for other in range(position + 1, min(position + _LOOK_AHEAD, len(self._candidates))):
            label = self._candidates[other].label
            if label.scheme is not Scheme.ARABIC or label.tight or label.value not in (value, value + 1):
                continue
            if self._looks_like_heading(other) or (strong_only and not self._strong(self._candidates[other].index)):
                continue
            return label.value == value
        return False

    def _comes_soon(self, position: int, value: int) -> bool:
        """Whether a paragraph with this number comes within sight, before the numbers begin again."""
        for other in range(position + 1, min(position + _LOOK_AHEAD, len(self._candidates))):
            label = self._candidates[other].label
            if label.scheme is Scheme.ARABIC and label.value == value and not self._looks_like_heading(other):
                return True
        return False

    def _goes_on(self, position: int, value: int) -> bool:
        return self._comes_soon(position, value + 1) or position + 1 >= len(self._candidates)

    # -- looks --------------------------------------------------------------------------------------------------

    def _strong(self, index: int) -> bool:
        """Whether the text above a line has ended, so that something may begin there."""
        line = self._lines[index]
        if index == 0 or not self._layout.wrapped or line.level or self._layout.parted(line):
            return True
        above = self._lines[index - 1]
        if index - 1 in self._starts and self._starts[index - 1].role is Role.HEADING:
            return True
        if ends_sentence(above.text) or not self._layout.full(above, line) or above.level or above.rows is not None:
            return True
        return ends_clause(above.text) and line.text[:1] == "1"

    def _looks_like_heading(self, position: int) -> bool:
        if position not in self._looks:
            self._looks[position] = self._find_look(position)
        return self._looks[position]

    def _find_look(self, position: int) -> bool:
        index = self._candidates[position].index
        if self._lines[index].level:
            return True
        limit = len(self._lines)
        if position + 1 < len(self._candidates):
            limit = self._candidates[position + 1].index
        last = index
        while last + 1 < min(limit, index + _MOST_HEADING_LINES) and self._runs_on(last):
            last += 1
        if last + 1 < limit and self._runs_on(last):
            return False
        text = "".join(line.text for line in self._lines[index : last + 1])
        return len(text) <= self._longest and not ends_sentence(text)

    def _runs_on(self, index: int) -> bool:
        line, following = self._lines[index], self._lines[index + 1]
        return (
            not ends_sentence(line.text) and self._layout.full(line, following) and not self._layout.parted(following)
        )
