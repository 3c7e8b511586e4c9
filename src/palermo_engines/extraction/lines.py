"""The lines ``palermo extract`` prints: one JSON object for each thing found, in document order.

The format is fixed: the types and fields below and no others. Dates are printed as part of figures and actions.
Text without a paragraph number (a summary) has no line of its own; facts found in it name paragraph ``0``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from palermo_engines.documents.model import Block, Document, Footnote, Heading, Paragraph, ParagraphKind
from palermo_engines.extraction.checks import SourcedWarning
from palermo_engines.extraction.facts import (
    Directive,
    Fact,
    Figure,
    FoundDate,
    Mention,
    Place,
    Statement,
    TreatyAction,
    Warning,
)
from palermo_engines.extraction.order import facts_by_place, in_document_order

Line = dict[str, Any]
_PRINTED = frozenset(ParagraphKind) - {ParagraphKind.UNNUMBERED}


def to_lines(document: Document, facts: Iterable[Fact]) -> Iterator[Line]:
    """The lines of a document: itself, then each heading, paragraph and footnote with what was found in it."""
    by_place = facts_by_place(in_document_order(document, facts))
    hanging: dict[str | None, list[Footnote]] = {}
    for footnote in document.footnotes:
        hanging.setdefault(footnote.paragraph, []).append(footnote)
    yield _document(document)
    for block in document.blocks:
        yield from _block(block)
        if isinstance(block, Paragraph):
            yield from _facts(by_place.pop((block.key, None), ()))
            for footnote in hanging.pop(block.key, ()):
                yield _footnote(footnote)
                yield from _facts(by_place.pop((None, footnote.key), ()))
    for footnotes in hanging.values():
        for footnote in footnotes:
            yield _footnote(footnote)
            yield from _facts(by_place.pop((None, footnote.key), ()))
    for left in by_place.values():
        yield from _facts(left)


def _facts(facts: Iterable[Fact]) -> Iterator[Line]:
    for fact in facts:
        line = fact_line(fact)
        if line is not None:
            yield line


def _document(document: Document) -> Line:
    about = document.metadata
    return {
        "type": "document", "source": document.source, "symbol": about.symbol, "language": about.language,
        "title": about.title, "date": about.date,
        "paragraphs": sum(paragraph.kind in _PRINTED for paragraph in document.paragraphs),
        "footnotes": len(document.footnotes),
    }  # fmt: skip


def _block(block: Block) -> Iterator[Line]:
    if isinstance(block, Heading):
        yield {"type": "heading", "level": block.level, "number": block.number, "text": block.text}
    elif isinstance(block, Paragraph) and block.kind in _PRINTED:
        yield {"type": "paragraph", "key": block.key, "kind": block.kind.value, "text": block.text}


def _footnote(footnote: Footnote) -> Line:
    return {"type": "footnote", "key": footnote.key, "paragraph": footnote.paragraph, "text": footnote.text}


def fact_line(fact: Fact) -> Line | None:
    """The line of one fact; None for a date, which the format has no line for."""
    match fact:
        case Mention():
            return {"type": "mention", **_where(fact.place), "iso3": fact.code, "text": fact.text}
        case FoundDate():
            return None
        case Figure():
            return _figure(fact)
        case TreatyAction():
            return {
                "type": "action", "instrument": fact.instrument, "kind": fact.kind, "iso3": fact.country,
                "date": fact.date, "paragraph": fact.place.paragraph,
            }  # fmt: skip
        case Statement():
            return {
                "type": "statement", **_where(fact.place), "theme": fact.theme, "quantifier": fact.quantifier,
                "iso3": list(fact.countries), "text": fact.text,
            }  # fmt: skip
        case Directive():
            return {
                "type": "directive", "paragraph": fact.place.paragraph, "verb": fact.verb,
                "verb_code": fact.verb_code, "addressees": list(fact.addressees), "text": fact.text,
            }  # fmt: skip
        case Warning():
            place = fact.place.paragraph
            return {"type": "warning", "code": fact.code, "paragraph": place, "message": fact.message}


def _figure(figure: Figure) -> Line:
    return {
        "type": "figure", **_where(figure.place), "id": figure.id, "value": number(figure.value),
        "high": None if figure.high is None else number(figure.high), "qualifier": figure.qualifier.value,
        "unit": figure.unit, "measure": figure.measure, "iso3": list(figure.countries), "period": figure.period,
        "as_of": figure.as_of, "breakdown": dict(figure.breakdown), "part_of": figure.part_of,
        "snippet": figure.snippet,
    }  # fmt: skip


def _where(place: Place) -> Line:
    return {"footnote": place.footnote} if place.footnote is not None else {"paragraph": place.paragraph}


def number(value: Decimal) -> int | float:
    """A JSON number: whole values as integers."""
    return int(value) if value == value.to_integral_value() else float(value)


def collection_lines(found: Iterable[SourcedWarning]) -> Iterator[Line]:
    """The lines of the warnings that several documents raise together; each message names its two sources."""
    for each in found:
        line = fact_line(each.warning)
        if line is not None:
            yield line
