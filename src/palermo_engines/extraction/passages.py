"""A passage is the unit extraction works on: the text of one paragraph or footnote, with what surrounds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from palermo_engines.documents.model import Document, Footnote, Heading, Mark, Paragraph, ParagraphKind
from palermo_engines.extraction.facts import FoundDate, Mention, Place
from palermo_engines.kit.languages import Language


@dataclass(frozen=True, slots=True)
class Passage:
    """``headings`` are those above it, outermost first. ``kind`` is None for a footnote."""

    text: str
    language: Language
    paragraph: str | None
    footnote: str | None
    kind: ParagraphKind | None
    marks: tuple[Mark, ...] = ()
    headings: tuple[str, ...] = ()

    def place(self, start: int, end: int) -> Place:
        """The place of characters ``start`` to ``end`` of this passage."""
        return Place(self.paragraph, self.footnote, start, end)


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage with the mentions and dates already found in it, in order of their start."""

    passage: Passage
    mentions: tuple[Mention, ...]
    dates: tuple[FoundDate, ...]


def passages_of(document: Document) -> Iterator[Passage]:
    """Every paragraph with the headings above it, then every footnote, in document order."""
    headings: list[Heading] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            headings = [heading for heading in headings if heading.level < block.level] + [block]
        elif isinstance(block, Paragraph):
            yield _from_paragraph(block, document.metadata.language, headings)
    for footnote in document.footnotes:
        yield _from_footnote(footnote, document.metadata.language)


def _from_paragraph(paragraph: Paragraph, language: Language, headings: list[Heading]) -> Passage:
    above = tuple(heading.text for heading in headings)
    return Passage(paragraph.text, language, paragraph.key, None, paragraph.kind, paragraph.marks, above)


def _from_footnote(footnote: Footnote, language: Language) -> Passage:
    return Passage(footnote.text, language, footnote.paragraph, footnote.key, None)
