"""What a text offers to be taken in. Whoever fills these in has read the document; this wing does not know how."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from palermo.coordinate.resolutions.words import ParagraphKind, Stage, WorkKind


@dataclass(frozen=True, slots=True)
class OfferedDirective:
    """One verb as a reviewer agreed to it. ``start`` and ``end`` are characters of the paragraph."""

    finding: UUID
    verb: str
    printed: str
    addressees: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OfferedParagraph:
    """Every paragraph of the document is offered, so that one held before is found again wherever it went; only
    ``wanted`` ones become new paragraphs."""

    key: str
    kind: ParagraphKind
    position: int
    words: str
    wanted: bool
    directives: tuple[OfferedDirective, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferedText:
    """A document as a text of a work. ``source`` is the identifier of its source of evidence."""

    source: UUID
    edition: int
    kind: WorkKind
    stage: Stage
    symbol: str
    title: str
    language: str
    dated: str
    session: str
    paragraphs: tuple[OfferedParagraph, ...]
