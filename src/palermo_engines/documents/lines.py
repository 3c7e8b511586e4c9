"""Lines with hints: what every format is turned into before its structure is sought.

A footnote mark that the format itself shows (a superscript, a reference field) travels inside the text between
``MARK_OPEN`` and ``MARK_CLOSE``, two private-use characters that no reader lets through from a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

MARK_OPEN = "\ue000"
MARK_CLOSE = "\ue001"
_WIDEST = 140
_SHORTEST_WRAP = 12
_FEWEST_SPACED = 2
_RAREST_WRAP = 8
_FEWEST_AT_MARGIN = 2
MARK = re.compile(f"{MARK_OPEN}([^{MARK_OPEN}{MARK_CLOSE}]{{1,8}}){MARK_CLOSE}")

_ENDS = frozenset(".!?;:。！？；：؟؛…")
_COMMAS = frozenset(",，،、")
_CLOSERS = "\"'”’»)】』」）］\\]"
_TAIL = rf"[{_CLOSERS}\s]*(?:(?:\d{{1,3}}|[*＊]{{1,3}}|{MARK_OPEN}[^{MARK_CLOSE}]*{MARK_CLOSE})[\s,]*)*[{_CLOSERS}]*$"
# A point before a digit ends a sentence whose footnote mark follows, but not in ``Corr.1``, ``CN.15`` or ``5.2``.
_POINT_OF_NUMBER = r"(?<!Corr)(?<!Add)(?<!Rev)(?<!No)(?<!vol)(?<![A-Z\d/])\."
_POINT_AFTER_YEAR = r"(?<=[^\w.,/-][12][089]\d\d)\."
_END_THEN_TAIL = re.compile(rf"(?:[!?;:。！？；：؟؛…]|\.(?!\d)|{_POINT_OF_NUMBER}|{_POINT_AFTER_YEAR}){_TAIL}")
_COMMA_THEN_TAIL = re.compile(rf"[,，،]{_TAIL}")
_CONJUNCTION = re.compile(r"[;；؛]\s*(?:and|or|et|ou|y|o|e|u|и|или|و|أو|以及|和|或|并)$")
_LAST_OF_CONJUNCTION = frozenset("drtuyoeиوأ及和或并")
_MAYBE_TAIL = frozenset("\"'”’»)】』」）］]*＊" + MARK_CLOSE)


@dataclass(slots=True)
class Line:
    """``text`` has no space at its ends. ``indent`` counts leading spaces, ``gap`` the blank lines before it.

    ``page`` counts from 1, None where the format has no pages. ``fresh`` says that a page ended just before it.
    ``level`` is above 0 where the format itself marks a heading. ``rows`` makes the line a table.
    ``full`` is set where the format shows whether the line reaches the margin.
    """

    text: str
    indent: int = 0
    gap: int = 0
    page: int | None = None
    fresh: bool = False
    level: int = 0
    rows: tuple[tuple[str, ...], ...] | None = None
    full: bool | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's text and the index of the body line it stands after (its mark stands before that).

    ``bracketed`` says that its key is printed in brackets, ``(1)``, as Arabic documents do.
    """

    key: str
    text: str
    line: int
    bracketed: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is set. ``wrapped``: paragraphs are broken into lines of about ``width`` characters.

    ``spaced``: a blank line stands between any two lines, so that it separates nothing.
    """

    wrapped: bool
    spaced: bool
    width: int

    def full(self, line: Line, following: Line | None = None) -> bool:
        """Whether a line was broken because the page was full, rather than because its text ended."""
        if not self.wrapped:
            return False
        if line.full is not None:
            return line.full
        if len(line.text) + line.indent >= self.width * 0.8:
            return True
        if following is None or " " not in following.text[:40]:
            return False
        return len(line.text) + line.indent + 1 + following.text.index(" ") > self.width

    def parted(self, line: Line) -> bool:
        """Whether the blank lines before a line part it from the text above; those of a page's end do not."""
        return line.gap > (1 if self.spaced else 0) and not line.fresh


@dataclass(frozen=True, slots=True)
class Source:
    """What a format reader hands on. ``whole`` says that each line is a paragraph, not a printed line.

    ``furniture`` is what the reader itself recognised as such; ``layout`` is
    given where it is known, otherwise found from the lines.
    """

    lines: list[Line]
    whole: bool
    notes: list[Note] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    layout: Layout | None = None


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence, an item or an announcement of items ends, marks and quotes aside."""
    if not text:
        return True
    last = text[-1]
    if last in _ENDS:
        return True
    if last in _MAYBE_TAIL or last.isdigit():
        return _END_THEN_TAIL.search(text[-40:]) is not None
    return last in _LAST_OF_CONJUNCTION and _CONJUNCTION.search(text[-8:]) is not None


def ends_clause(text: str) -> bool:
    """Whether a text ends in a comma, as a preambular paragraph does."""
    if not text:
        return True
    last = text[-1]
    if last in _COMMAS:
        return True
    if last in _MAYBE_TAIL or last.isdigit():
        return _COMMA_THEN_TAIL.search(text[-40:]) is not None
    return False


def layout_of(lines: Sequence[Line], whole: bool) -> Layout:
    """How a document's lines are set, from the lines that stop in the middle of a sentence."""
    unfinished = [] if whole else list(_unfinished(lines))
    if not unfinished:
        return Layout(wrapped=False, spaced=False, width=0)
    widths = sorted(width for width, _ in unfinished)
    width = widths[int(len(widths) * 0.8)]
    parted = sum(1 for _, gap in unfinished if gap)
    spaced = parted * 2 > len(unfinished) and len(unfinished) >= _FEWEST_SPACED
    overlong = sum(1 for line in lines if len(line.text) > width * 1.6)
    enough = sum(1 for each in widths if each >= width * 0.8) * _RAREST_WRAP >= len(lines)
    longest = max(len(line.text) + line.indent for line in lines)
    at_margin = sum(1 for each in widths if each >= longest * 0.95) >= _FEWEST_AT_MARGIN
    cased = any(gap == 0 for _, gap in unfinished) and _is_cased(lines)
    wrapped = width <= _WIDEST and overlong * 40 <= len(lines) and (enough or cased or at_margin)
    return Layout(wrapped=wrapped, spaced=wrapped and spaced, width=width)


def _unfinished(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The widths of the lines after which a sentence goes on, each with the blank lines that follow it.

    Where the script has cases, a sentence goes on where the next line begins small.
    """
    cased = _is_cased(lines)
    for line, following in pairwise(lines):
        if len(line.text) < _SHORTEST_WRAP or not following.text or ends_sentence(line.text):
            continue
        if following.gap and ends_clause(line.text):
            continue  # a preambular paragraph of its own, or a broken one: it tells nothing
        first = following.text[0]
        if first.islower() if cased else not (first.isdigit() or first in "(（"):
            yield len(line.text) + line.indent, following.gap


def _is_cased(lines: Sequence[Line]) -> bool:
    letters = "".join(line.text for line in lines[:400])
    return sum(map(str.islower, letters)) * 2 > len(letters)
