"""Lines with hints: what every format is turned into before its structure is sought.

A footnote mark that the format itself shows (a superscript, a reference field) travels inside the text between
``MARK_OPEN`` and ``MARK_CLOSE``, two private-use characters that no reader lets through from a document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

MARK_OPEN = "\ue000"
MARK_CLOSE = "\ue001"
MARK = re.compile(f"{MARK_OPEN}([^{MARK_OPEN}{MARK_CLOSE}]{{1,8}}){MARK_CLOSE}")

_ENDS = frozenset(".!?;:。！？；：؟؛…")
_COMMAS = frozenset(",，،、")
_CLOSERS = "\"'”’»)】』」）］\\]"
_TAIL = rf"[{_CLOSERS}\s]*(?:(?:\d{{1,3}}|[*＊]{{1,3}}|{MARK_OPEN}[^{MARK_CLOSE}]*{MARK_CLOSE})[\s,]*)*[{_CLOSERS}]*$"
_END_THEN_TAIL = re.compile(rf"[.!?;:。！？；：؟؛…]{_TAIL}")
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
    """A footnote's text and the index of the body line it stands after (its mark stands before that)."""

    key: str
    text: str
    line: int


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
        """Whether the blank lines before a line part it from the text above."""
        return line.gap > (1 if self.spaced else 0)


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
    if whole:
        return Layout(wrapped=False, spaced=False, width=0)
    widths: list[int] = []
    unfinished_parted = 0
    for line, following in zip(lines, lines[1:], strict=False):
        length = len(line.text)
        if length < 12 or ends_sentence(line.text):
            continue
        widths.append(length + line.indent)
        if following.gap:
            unfinished_parted += 1
    if not widths:
        return Layout(wrapped=False, spaced=False, width=0)
    widths.sort()
    width = widths[int(len(widths) * 0.8)]
    full = sum(1 for each in widths if each >= width * 0.8)
    overlong = sum(1 for line in lines if len(line.text) > width * 1.6)
    wrapped = overlong * 40 <= len(lines) and full * 4 >= len(lines)
    spaced = wrapped and unfinished_parted * 2 > len(widths)
    return Layout(wrapped=wrapped, spaced=spaced, width=width)
