"""Chunks made blocks: what each is called, what its key is, how deep a heading stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from palermo_engines.documents.chunks import Chunk, Kind, longest_heading
from palermo_engines.documents.joining import Joiner
from palermo_engines.documents.lines import ends_clause, ends_sentence
from palermo_engines.documents.marks import Text, tidy, without_marks
from palermo_engines.documents.model import Heading, ParagraphKind, Table
from palermo_engines.documents.numbering import Label, Scheme
from palermo_engines.documents.words import Words, fold


@dataclass(slots=True)
class Draft:
    """A paragraph before its footnote marks are settled."""

    key: str
    kind: ParagraphKind
    text: Text
    page: int | None


@dataclass(slots=True)
class _Part:
    """A stretch of the document with numbers of its own: the main text, an annex, a resolution inside a report."""

    prefix: str = ""
    resolution: bool = False
    preambular: int = 0
    operative: int = 0
    numbered: bool = False


@dataclass(slots=True)
class _Levels:
    """How deep headings stand: a scheme of numbering is as deep as the schemes open when it first appeared."""

    schemes: list[Scheme] = field(default_factory=list)
    base: int = 0
    hint: int = 0

    def of_label(self, label: Label) -> int:
        """The level of a numbered heading."""
        if label.scheme in self.schemes:
            del self.schemes[self.schemes.index(label.scheme) + 1 :]
        else:
            self.schemes.append(label.scheme)
        self.base = self.hint = 0
        return len(self.schemes)

    def of_plain(self, hint: int) -> int:
        """The level of a heading without a number: one below the numbered one above it, or deeper as hinted."""
        if hint > self.hint > 0:
            self.base += 1
        elif hint < self.hint:
            self.base = max(0, self.base - 1) if hint else 0
        self.hint = hint
        return len(self.schemes) + 1 + self.base

    def reset(self) -> None:
        """An annex begins: nothing is open."""
        self.schemes, self.base, self.hint = [], 0, 0


class Builder:
    """Goes through the chunks once and names them."""

    def __init__(self, chunks: Sequence[Chunk], words: Words, joiner: Joiner) -> None:
        self._chunks = chunks
        self._words = words
        self._joiner = joiner
        self._chinese = words.language == "zh"
        self._longest = longest_heading(words)
        self._levels = _Levels()
        self._parts = [_Part()]
        self._annexes = self._unnumbered = self._tables = 0
        self._used: set[str] = set()
        self._repeats: dict[str, int] = {}
        self._current = ""
        self.blocks: list[Draft | Heading | Table] = []
        self.notices: list[str] = []

    def build(self) -> None:
        """Fill ``blocks`` and ``notices``."""
        closing = self._closing_lines()
        for position, chunk in enumerate(self._chunks):
            if chunk.kind is Kind.PARAGRAPH:
                self._paragraph(position, chunk)
            elif chunk.kind is Kind.ITEM:
                self._item(chunk)
            elif chunk.kind is Kind.HEADING:
                self._heading(chunk)
            elif chunk.kind is Kind.TABLE:
                self._table(chunk)
            elif chunk.kind is Kind.ANNEX:
                self._annex(chunk)
            elif chunk.kind is Kind.OPENING:
                self._opening(chunk)
            else:
                self._plain(chunk, may_be_heading=position not in closing)

    def _closing_lines(self) -> set[int]:
        """Short lines under which a text ends: a date, a signature, the number of a meeting. No headings."""
        closing: set[int] = set()
        ends = [position for position, chunk in enumerate(self._chunks) if chunk.kind is Kind.ANNEX]
        for end in [*ends, len(self._chunks)]:
            position = end
            while position and self._is_short_line(self._chunks[position - 1]):
                position -= 1
                closing.add(position)
        return closing

    def _is_short_line(self, chunk: Chunk) -> bool:
        return chunk.kind is Kind.PLAIN and not chunk.ends_sentence and chunk.label is None

    # -- parts --------------------------------------------------------------------------------------------------

    @property
    def _part(self) -> _Part:
        return self._parts[-1]

    def _annex(self, chunk: Chunk) -> None:
        self._levels.reset()
        self._annexes += 1
        self._parts = [_Part(prefix=f"A{self._annexes}:")]
        self._current = ""
        self.blocks.append(Heading(1, None, self._spell(chunk)))

    def _opening(self, chunk: Chunk) -> None:
        part = self._part
        if part.numbered or part.resolution:
            self._annexes += 1
            self._parts.append(_Part(prefix=f"A{self._annexes}:", resolution=True))
        else:
            part.resolution = True
        self._current = ""
        self._unnumbered_paragraph(chunk)

    # -- paragraphs ---------------------------------------------------------------------------------------------

    def _paragraph(self, position: int, chunk: Chunk) -> None:
        assert chunk.start is not None
        assert chunk.label is not None
        value = chunk.label.value
        nested = chunk.start.depth >= len(self._parts) and value == 1 and not self._part.resolution
        if nested and self._part.numbered and self._follows_text(position):
            self._number_list_item(chunk)
            return
        if chunk.start.depth < len(self._parts) - 1:
            del self._parts[chunk.start.depth + 1 :]
        self._numbered(chunk, value)

    def _follows_text(self, position: int) -> bool:
        return position > 0 and self._chunks[position - 1].kind in (Kind.PARAGRAPH, Kind.ITEM)

    def _number_list_item(self, chunk: Chunk) -> None:
        """Numbers that begin again right under a paragraph: a list inside it."""
        assert chunk.label is not None
        self._parts.append(_Part(prefix=f"{self._current}|"))
        self._list_item(chunk)

    def _list_item(self, chunk: Chunk) -> None:
        assert chunk.label is not None
        key = f"{self._part.prefix[:-1]}({chunk.label.value})"
        self._draft(key, ParagraphKind.ITEM, chunk)

    def _numbered(self, chunk: Chunk, value: int) -> None:
        part = self._part
        if part.prefix.endswith("|"):
            self._list_item(chunk)
            return
        part.numbered = True
        if chunk.start is not None and chunk.start.skipped:
            self.notices.append(f"Numbers are missing before paragraph {value}.")
        if part.resolution:
            part.operative = value
            self._current = self._draft(f"{part.prefix}OP{value}", ParagraphKind.OPERATIVE, chunk)
        else:
            self._current = self._draft(f"{part.prefix}{value}", ParagraphKind.NUMBERED, chunk)

    def _item(self, chunk: Chunk) -> None:
        path = "".join(f"({label.printed})" for label in chunk.path)
        self._draft(f"{self._current or f'{self._part.prefix}0'}{path}", ParagraphKind.ITEM, chunk)

    def _plain(self, chunk: Chunk, may_be_heading: bool) -> None:
        if chunk.in_preamble and self._part.resolution and self._in_preamble(chunk):
            return
        if may_be_heading and not chunk.ends_sentence and chunk.length <= self._longest and not chunk.fresh:
            self._heading(chunk)
        elif not self._attach(chunk):
            self._unnumbered_paragraph(chunk)

    def _in_preamble(self, chunk: Chunk) -> bool:
        """Preambular paragraphs, and the operative one that a short resolution leaves without a number."""
        part, folded = self._part, fold(chunk.texts[0])
        last = self._last_draft()
        if last and last.kind is ParagraphKind.PREAMBULAR and not _closed(last.text.raw):
            self._append(last, chunk, "")
        elif chunk.ends_clause or (self._words.preambular.match(folded) and not chunk.ends_sentence):
            part.preambular += 1
            self._current = self._draft(f"{part.prefix}PP{part.preambular}", ParagraphKind.PREAMBULAR, chunk)
        elif chunk.ends_sentence and self._words.operative.match(folded):
            part.operative += 1
            self._current = self._draft(f"{part.prefix}OP{part.operative}", ParagraphKind.OPERATIVE, chunk)
        elif chunk.ends_sentence and self._words.preambular.match(folded):
            part.preambular += 1
            self._current = self._draft(f"{part.prefix}PP{part.preambular}", ParagraphKind.PREAMBULAR, chunk)
        else:
            return False
        return True

    def _attach(self, chunk: Chunk) -> bool:
        """Prose between numbered paragraphs belongs to the one above it."""
        last = self._last_draft()
        if last is None or last.kind is ParagraphKind.UNNUMBERED or not chunk.ends_sentence:
            return False
        if last.kind is ParagraphKind.ITEM and not chunk.fresh:
            return False
        self._append(last, chunk, "" if chunk.fresh else "\n")
        return True

    def _last_draft(self) -> Draft | None:
        last = self.blocks[-1] if self.blocks else None
        return last if isinstance(last, Draft) else None

    def _append(self, draft: Draft, chunk: Chunk, separator: str) -> None:
        joined = self._joiner.join(chunk.texts)
        if separator:
            draft.text.raw += separator + joined
        else:
            draft.text.raw = self._joiner.join([draft.text.raw, joined])
        draft.text.last = chunk.last

    def _unnumbered_paragraph(self, chunk: Chunk) -> None:
        self._unnumbered += 1
        key = "0" if self._unnumbered == 1 else f"0.{self._unnumbered}"
        self._current = self._draft(key, ParagraphKind.UNNUMBERED, chunk)

    def _draft(self, key: str, kind: ParagraphKind, chunk: Chunk) -> str:
        unique = self._unique(key)
        text = Text(self._joiner.join(chunk.texts), chunk.first, chunk.last)
        self.blocks.append(Draft(unique, kind, text, chunk.page))
        return unique

    def _unique(self, key: str) -> str:
        unique = key
        while unique in self._used:
            self._repeats[key] = self._repeats.get(key, 1) + 1
            unique = f"{key}~{self._repeats[key]}"
        self._used.add(unique)
        return unique

    # -- headings and tables ------------------------------------------------------------------------------------

    def _heading(self, chunk: Chunk) -> None:
        text = self._spell(chunk)
        self._current = ""
        if chunk.label is None:
            self.blocks.append(Heading(self._levels.of_plain(chunk.level), None, text))
        else:
            self.blocks.append(Heading(self._levels.of_label(chunk.label), chunk.label.printed, text))

    def _table(self, chunk: Chunk) -> None:
        self._tables += 1
        rows = tuple(tuple(tidy(without_marks(cell), self._chinese) for cell in row) for row in chunk.rows)
        self.blocks.append(Table(f"T{self._tables}", rows))

    def _spell(self, chunk: Chunk) -> str:
        return tidy(without_marks(self._joiner.join(chunk.texts)), self._chinese)


def _closed(text: str) -> bool:
    return ends_clause(text) or ends_sentence(text)
