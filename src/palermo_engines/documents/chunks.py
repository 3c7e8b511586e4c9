"""Lines gathered into chunks: one paragraph, item, heading, opening line or table each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from palermo_engines.documents.lines import Layout, Line, ends_clause, ends_sentence
from palermo_engines.documents.numbering import Label
from palermo_engines.documents.sequence import Role, Start
from palermo_engines.documents.words import Words, fold

_LONGEST_HEADING = 220
_LONGEST_HEADING_ZH = 70
_MOST_HEADING_LINES = 3


class Kind(StrEnum):
    """What a chunk is; PLAIN is text that begins with no label that counts."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADING = "heading"
    ANNEX = "annex"
    OPENING = "opening"
    PLAIN = "plain"
    TABLE = "table"


@dataclass(slots=True)
class Chunk:
    """``first`` to ``last`` are line indexes, inclusive; ``texts`` their texts, the label left out."""

    kind: Kind
    first: int
    last: int
    texts: list[str]
    label: Label | None = None
    path: tuple[Label, ...] = ()
    start: Start | None = None
    level: int = 0
    fresh: bool = False
    page: int | None = None
    in_preamble: bool = False
    rows: tuple[tuple[str, ...], ...] = field(default=())

    @property
    def ends_sentence(self) -> bool:
        """Whether its last line ends a sentence."""
        return ends_sentence(self.texts[-1])

    @property
    def ends_clause(self) -> bool:
        """Whether its last line ends in a comma."""
        return ends_clause(self.texts[-1])

    @property
    def length(self) -> int:
        """Characters in it."""
        return sum(map(len, self.texts))


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things begin, by line index."""

    starts: Mapping[int, Start]
    items: Mapping[int, tuple[Label, ...]]
    openings: frozenset[int]
    annexes: frozenset[int]

    def begins(self, index: int) -> bool:
        """Whether a paragraph, heading, resolution or annex begins at a line."""
        return index in self.starts or index in self.openings or index in self.annexes


def longest_heading(words: Words) -> int:
    """How long a heading may be, in characters."""
    return _LONGEST_HEADING_ZH if words.language == "zh" else _LONGEST_HEADING


class Chunker:
    """Goes through the lines once, from the first line of the body."""

    def __init__(self, lines: Sequence[Line], plan: Plan, layout: Layout, words: Words) -> None:
        self._lines = lines
        self._plan = plan
        self._layout = layout
        self._words = words
        self._longest = longest_heading(words)
        self._chunks: list[Chunk] = []
        self._in_preamble = False
        self._margin = min((line.indent for line in lines), default=0)
        self._gapped = sum(1 for line in lines if line.gap) * 10 >= len(lines)

    def chunk(self, first: int) -> list[Chunk]:
        """The chunks of the lines from ``first`` on."""
        for index in range(first, len(self._lines)):
            line = self._lines[index]
            chunk = self._opened_by(index, line)
            if chunk is not None:
                chunk.in_preamble = self._in_preamble
                self._chunks.append(chunk)
            elif self._chunks and self._joins(self._chunks[-1], index, line):
                self._chunks[-1].texts.append(line.text)
                self._chunks[-1].last = index
            else:
                self._chunks.append(self._new(Kind.PLAIN, index, line.text))
        return self._chunks

    def _new(self, kind: Kind, index: int, text: str) -> Chunk:
        line = self._lines[index]
        return Chunk(
            kind,
            index,
            index,
            [text],
            fresh=line.fresh,
            page=line.page,
            level=line.level,
            in_preamble=self._in_preamble,
        )

    def _opened_by(self, index: int, line: Line) -> Chunk | None:
        """The chunk that a line begins by itself, whatever stands above it."""
        if line.rows is not None:
            chunk = self._new(Kind.TABLE, index, line.text)
            chunk.rows = line.rows
            return chunk
        if index in self._plan.starts:
            return self._labelled(index, line, self._plan.starts[index])
        if index in self._plan.openings:
            self._in_preamble = True
            return self._new(Kind.OPENING, index, line.text)
        if index in self._plan.annexes:
            self._in_preamble = False
            return self._new(Kind.ANNEX, index, line.text)
        if index in self._plan.items:
            path = self._plan.items[index]
            chunk = self._new(Kind.ITEM, index, line.text[path[-1].length :])
            chunk.path = path
            return chunk
        return self._new(Kind.HEADING, index, line.text) if line.level else None

    def _labelled(self, index: int, line: Line, start: Start) -> Chunk:
        kind = Kind.PARAGRAPH if start.role is Role.PARAGRAPH else Kind.HEADING
        if kind is Kind.PARAGRAPH:
            self._in_preamble = False
        chunk = self._new(kind, index, line.text[start.label.length :])
        chunk.label, chunk.start = start.label, start
        return chunk

    def _joins(self, chunk: Chunk, index: int, line: Line) -> bool:
        """Whether a line without a label goes on with the chunk above it."""
        if chunk.kind in (Kind.TABLE, Kind.OPENING, Kind.ANNEX):
            return False
        if not chunk.texts[-1]:
            return True
        above = self._lines[index - 1]
        if chunk.kind is Kind.HEADING:
            return not above.level and not ends_sentence(above.text) and self._same_flow(above, line)
        if ends_sentence(above.text):
            return self._joins_after_end(chunk, index, above, line)
        if self._in_preamble and ends_clause(above.text):
            return not self._begins_preambular(above, line)
        return self._joins_in_sentence(chunk, index, above, line)

    def _same_flow(self, above: Line, line: Line) -> bool:
        return self._layout.full(above, line) and not self._layout.parted(line)

    def _joins_after_end(self, chunk: Chunk, index: int, above: Line, line: Line) -> bool:
        if not self._layout.wrapped or self._layout.parted(line) or self._is_heading_run(index):
            return False
        if chunk.first != index - 1 and line.indent > above.indent + 1 and not line.fresh:
            return False
        return self._layout.full(above, line) or (self._gapped and not self._layout.spaced and line.gap == 0)

    def _joins_in_sentence(self, chunk: Chunk, index: int, above: Line, line: Line) -> bool:
        if self._layout.wrapped and (self._same_flow(above, line) or self._layout.full(above, line)):
            return not (self._layout.parted(line) and self._is_heading_run(index) and not line.fresh)
        if chunk.kind is Kind.PLAIN and chunk.length <= self._longest and not line.fresh:
            return False
        if self._layout.wrapped and self._layout.parted(line) and not line.fresh:
            return False
        return not self._is_heading_run(index)

    def _begins_preambular(self, above: Line, line: Line) -> bool:
        """Whether a line after a comma begins a new preambular paragraph."""
        if not self._layout.wrapped or self._layout.parted(line) or not self._layout.full(above, line):
            return True
        return line.indent > self._margin and self._words.preambular.match(fold(line.text)) is not None

    def _is_heading_run(self, index: int) -> bool:
        """Whether the lines from here to where something begins look like headings: short, and without an end."""
        for end in range(index, min(index + _MOST_HEADING_LINES, len(self._lines))):
            line = self._lines[end]
            if end > index and (self._plan.begins(end) or line.level):
                return True
            if ends_sentence(line.text) or ends_clause(line.text) or len(line.text) > self._longest:
                return False
            if line.rows is not None or end in self._plan.items:
                return False
        end = index + _MOST_HEADING_LINES
        return end < len(self._lines) and self._plan.begins(end)
