"""Documents for tests, made by hand and put on the shelf through the wing's own action."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from palermo.ground.access.api import Actor, console
from palermo.ground.audit.actor import Actor as AnyActor
from palermo.know.ingest.actions import Ingested, store
from palermo.know.ingest.reading import Reading
from palermo.know.library.models import Document
from palermo.know.review.models import Finding
from palermo.know.review.publishing import publish
from palermo_engines.documents.model import Block, Footnote, Heading, Metadata, Paragraph, ParagraphKind, Table
from palermo_engines.documents.model import Document as ReadDocument
from palermo_engines.extraction.facts import Fact, Figure, Mention, Place, TreatyAction
from palermo_engines.kit.languages import Language

REVIEWER = AnyActor("rev-1", "system", frozenset({"know.finding.read", "know.finding.review"}))
OTHER_REVIEWER = AnyActor("rev-2", "system", frozenset({"know.finding.read", "know.finding.review"}))


def reading(
    paragraphs: Mapping[str, str],
    facts: Iterable[Fact] = (),
    *,
    language: Language = "en",
    symbol: str | None = None,
    title: str = "A report",
    date: str | None = "2031-03-14",
    footnotes: Sequence[Footnote] = (),
    headings: Sequence[str] = (),
    tables: Sequence[Table] = (),
) -> tuple[bytes, Reading]:
    """Bytes that stand for a file, and what reading it would give."""
    content = repr((sorted(paragraphs.items()), symbol, title, language, headings, footnotes)).encode()
    blocks: list[Block] = [Heading(1, "I", text) for text in headings]
    blocks += [Paragraph(key, ParagraphKind.NUMBERED, text) for key, text in paragraphs.items()]
    blocks += tables
    metadata = Metadata(language, symbol, title, date, kind="report")
    digest = hashlib.sha256(content).hexdigest()
    return content, Reading(ReadDocument("report.txt", digest, metadata, tuple(blocks), tuple(footnotes)), tuple(facts))


def shelve(
    paragraphs: Mapping[str, str], facts: Iterable[Fact] = (), *, published: bool = False, actor: Actor | None = None,
    on_likeness: str = "separate", **about: object,
) -> Document:  # fmt: skip
    """A document in the library."""
    done = put(paragraphs, facts, on_likeness=on_likeness, actor=actor, **about)
    if published:
        publish(console(), document=done.document)
        done.document.refresh_from_db()
    return done.document


def put(
    paragraphs: Mapping[str, str], facts: Iterable[Fact] = (), *, on_likeness: str = "separate",
    actor: Actor | None = None, name: str = "report.txt", **about: object,
) -> Ingested:  # fmt: skip
    """What the ingest says."""
    content, read = reading(paragraphs, facts, **about)  # type: ignore[arg-type]
    return store(actor or console(), name=name, content=content, reading=read, on_likeness=on_likeness)  # type: ignore[arg-type]


def place(text: str, words: str, paragraph: str | None = "1", footnote: str | None = None) -> Place:
    """Where ``words`` stand in ``text``."""
    start = text.index(words)
    return Place(paragraph, footnote, start, start + len(words))


def figure(text: str, words: str, value: int | str, paragraph: str = "1", **more: object) -> Figure:
    """A figure standing on ``words``."""
    said = {"id": f"f-{words}", "measure": "victims_identified", "unit": "people", **more}
    return Figure(place(text, words, paragraph), value=Decimal(value), snippet=words, **said)  # type: ignore[arg-type]


def mention(text: str, name: str, code: str, paragraph: str | None = "1", footnote: str | None = None) -> Mention:
    """A country named in ``text``."""
    return Mention(place(text, name, paragraph, footnote), code, "country", name)


def action(text: str, words: str, country: str, date: str | None, paragraph: str = "1") -> TreatyAction:
    """A ratification standing on ``words``."""
    return TreatyAction(place(text, words, paragraph), "XVIII-12-a", "ratification", country, date, words)


def only_finding(document: Document, **about: object) -> Finding:
    """The one finding of the document that fits."""
    return Finding.objects.select_related("document__source").get(document=document, **about)
