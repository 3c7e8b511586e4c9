"""Facts in the order a reader meets them: paragraph by paragraph, footnotes behind the paragraph of their mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from palermo_engines.documents.model import Document, Footnote
from palermo_engines.extraction.facts import (
    Directive,
    Fact,
    Figure,
    FoundDate,
    Mention,
    Statement,
    TreatyAction,
    Warning,
)
from palermo_engines.extraction.passages import ReadPassage

_TYPES = (Mention, FoundDate, Figure, TreatyAction, Statement, Directive, Warning)

Where = tuple[str | None, str | None]


def where(fact: Fact) -> Where:
    """The paragraph and footnote a fact stands in; facts of a footnote are known by the footnote."""
    return (None, fact.place.footnote) if fact.place.footnote is not None else (fact.place.paragraph, None)


def where_read(read: ReadPassage) -> Where:
    """The paragraph or footnote a passage is."""
    passage = read.passage
    return (None, passage.footnote) if passage.footnote is not None else (passage.paragraph, None)


def places_in_order(document: Document) -> list[Where]:
    """Every paragraph, each followed by the footnotes whose marks stand in it; footnotes without a mark come last."""
    hanging: dict[str | None, list[Footnote]] = {}
    for footnote in document.footnotes:
        hanging.setdefault(footnote.paragraph, []).append(footnote)
    order: list[Where] = []
    for paragraph in document.paragraphs:
        order.append((paragraph.key, None))
        order += [(None, footnote.key) for footnote in hanging.get(paragraph.key, ())]
    listed = set(order)
    return order + [place for footnote in document.footnotes if (place := (None, footnote.key)) not in listed]


def in_document_order(document: Document, facts: Iterable[Fact]) -> list[Fact]:
    """The facts sorted by place, then type (mentions, dates, figures, actions, statements, directives, warnings), then
    position in the text."""
    rank = {place: position for position, place in enumerate(places_in_order(document))}
    last = len(rank)

    def key(fact: Fact) -> tuple[int, int, int]:
        return (rank.get(where(fact), last), _TYPES.index(type(fact)), fact.place.start)

    return sorted(facts, key=key)


def facts_by_place(facts: Sequence[Fact]) -> dict[Where, list[Fact]]:
    """The facts of each paragraph and footnote."""
    found: dict[Where, list[Fact]] = {}
    for fact in facts:
        found.setdefault(where(fact), []).append(fact)
    return found
