"""Passages and documents made from plain sentences, so that a test shows nothing but its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from palermo_engines.documents.model import Document, Footnote, Mark, Metadata, Paragraph, ParagraphKind
from palermo_engines.extraction.dates import find_dates
from palermo_engines.extraction.facts import Fact
from palermo_engines.extraction.gazetteer import gazetteer
from palermo_engines.extraction.mentions import find_mentions
from palermo_engines.extraction.passages import Passage, ReadPassage
from palermo_engines.extraction.pipeline import extract
from palermo_engines.kit.languages import Language

FoundFact = TypeVar("FoundFact", bound=Fact)


def read(text: str, language: Language, kind: ParagraphKind = ParagraphKind.NUMBERED) -> ReadPassage:
    """One passage with its mentions and dates."""
    passage = Passage(text, language, "1", None, kind)
    return ReadPassage(passage, tuple(find_mentions(passage, gazetteer(language))), tuple(find_dates(passage)))


def codes(text: str, language: Language) -> list[str]:
    """The codes a text mentions, in order."""
    return [mention.code for mention in read(text, language).mentions]


def dates(text: str, language: Language) -> list[str]:
    """The dates of a text."""
    return [date.date for date in read(text, language).dates]


def document(
    paragraphs: Sequence[str],
    language: Language,
    *,
    footnotes: Mapping[str, str] | None = None,
    kind: ParagraphKind = ParagraphKind.NUMBERED,
    source: str = "made.txt",
    symbol: str | None = None,
) -> Document:
    """A document; a mark is written ``[1]`` in a paragraph's text where footnote 1 hangs."""
    notes = footnotes or {}
    blocks, hanging = [], {}
    for number, text in enumerate(paragraphs, start=1):
        key = f"OP{number}" if kind is ParagraphKind.OPERATIVE else str(number)
        marks = []
        for note in notes:
            at = text.find(f"[{note}]")
            if at >= 0:
                text = text.replace(f"[{note}]", "", 1)
                marks.append(Mark(note, at))
                hanging[note] = key
        blocks.append(Paragraph(key, kind, text, tuple(marks)))
    written = tuple(Footnote(key, hanging.get(key), text) for key, text in notes.items())
    return Document(source, source, Metadata(language, symbol=symbol), tuple(blocks), written)


def facts(wanted: type[FoundFact], paragraphs: Sequence[str], language: Language, **more: object) -> list[FoundFact]:
    """The facts of one type that extraction finds in a made document."""
    made = document(paragraphs, language, **more)  # type: ignore[arg-type]
    return [fact for fact in extract(made) if isinstance(fact, wanted)]
