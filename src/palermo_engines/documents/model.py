"""What a document is once it has been read: metadata and a sequence of blocks, in the order of the page.

Keys name paragraphs as people cite them: ``38``, ``97(a)``, ``PP9``, ``OP4``. Text that carries no number
(a summary, a closing line) has kind ``unnumbered`` and a key ``0``, ``0.2``, ``0.3`` ... so that it can be
cited too. Keys are unique within a document: a second paragraph printed with a number already used
gets a suffix, ``38~2``. A resolution annexed to a report keeps its own keys behind the annex's: ``A1:OP4``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from palermo_engines.kit.languages import Language


class ParagraphKind(StrEnum):
    NUMBERED = "numbered"
    OPERATIVE = "operative"
    PREAMBULAR = "preambular"
    ITEM = "item"
    UNNUMBERED = "unnumbered"


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark: it stands in the paragraph's text before character ``offset`` (the mark itself is removed)."""

    footnote: str
    offset: int


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` counts from 1; ``number`` is as printed without its point (``一``, ``A``, ``III``) or None."""

    level: int
    number: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``text`` is whole: lines rejoined, page furniture and footnote marks removed. ``page`` counts from 1."""

    key: str
    kind: ParagraphKind
    text: str
    marks: tuple[Mark, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Footnote:
    """``key`` is the mark as printed (``1``, ``*``); ``paragraph`` is the key of the paragraph where the mark
    stands, or None when no mark was found."""

    key: str
    paragraph: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table kept as a table; ``rows`` are cells as text, the first row is the header where one is marked."""

    key: str
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the front page says. ``date`` is ISO 8601, as precise as printed. ``kind`` is ``report``,
    ``resolution`` (adopted), ``draft_resolution``, ``note``, or None when the page does not tell."""

    language: Language
    symbol: str | None = None
    title: str | None = None
    date: str | None = None
    session: str | None = None
    agenda_item: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """``source`` is the file's name, never its path. ``digest`` is the SHA-256 of the bytes, in hexadecimal."""

    source: str
    digest: str
    metadata: Metadata
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...] = ()
    notices: tuple[str, ...] = field(default=())

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))
