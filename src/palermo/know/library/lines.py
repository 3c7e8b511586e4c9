"""A document and its facts as JSON Lines, in the fields that ``palermo extract`` prints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from palermo.ground.access.api import Actor
from palermo.know.library.models import Block, Document
from palermo.know.library.queries import blocks_of, edition_of, footnotes_of
from palermo.know.library.words import BlockKind
from palermo.know.review.models import Finding
from palermo.know.review.queries import findings_visible_to


def lines_of(actor: Actor, document: Document) -> Iterator[str]:
    """One JSON object a line, each ending in a line break: the document, its blocks, its footnotes, and the findings
    that the actor may see, each with its ``state``."""
    edition = edition_of(document)
    source = edition.filename if edition else ""
    for entry in _entries(actor, document):
        yield json.dumps({"type": entry.pop("type"), "source": source, **entry}, ensure_ascii=False) + "\n"


def _entries(actor: Actor, document: Document) -> Iterator[dict[str, Any]]:
    blocks, footnotes = blocks_of(document), footnotes_of(document)
    paragraphs = sum(block.kind == BlockKind.PARAGRAPH for block in blocks)
    yield {
        "type": "document", "symbol": document.symbol or None, "language": document.language, "title": document.title,
        "date": document.dated or None, "paragraphs": paragraphs, "footnotes": len(footnotes),
        "edition": document.edition,
    }  # fmt: skip
    yield from (_block(block) for block in blocks)
    for footnote in footnotes:
        yield {
            "type": "footnote", "key": footnote.key, "paragraph": footnote.paragraph or None, "text": footnote.text
        }  # fmt: skip
    for finding in findings_visible_to(actor, document).order_by("position").iterator(chunk_size=1000):
        yield finding_line(finding)


def finding_line(finding: Finding) -> dict[str, Any]:
    """A finding in the line format, as it stands now."""
    fact = finding.fact
    place = "footnote" if finding.passage.startswith("fn-") else "paragraph"
    key = finding.passage.partition("-")[2]
    return {"type": finding.kind, place: key, **fact, "state": finding.state, "uuid": str(finding.uuid)}


def _block(block: Block) -> dict[str, Any]:
    if block.kind == BlockKind.HEADING:
        return {"type": "heading", "level": block.level, "number": block.number or None, "text": block.text}
    if block.kind == BlockKind.TABLE:
        return {"type": "table", "key": block.key, "caption": block.text, "rows": block.rows}
    return {"type": "paragraph", "key": block.key, "kind": block.style, "text": block.text}
