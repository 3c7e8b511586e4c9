"""Writing the index: rows and their tokens change in the transaction of the document they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from palermo.ground.access.api import Actor, may
from palermo.ground.audit import api as audit
from palermo.know.library.models import Block, Document, Footnote
from palermo.know.library.words import BlockKind
from palermo.know.search.backends import backend
from palermo.know.search.models import SearchRow
from palermo_engines.search.analysis import VERSION

PIECE_LENGTH = 4000
"""Characters. PostgreSQL keeps at most 255 positions of a token in a row; a longer passage becomes several rows."""

_BATCH = 500


def index_document(document: Document, blocks: list[Block], footnotes: list[Footnote]) -> int:
    """Replace the document's index rows by those of ``blocks`` and ``footnotes``. Returns how many there are."""
    remove_document(document)
    rows = SearchRow.objects.bulk_create(_rows(document, blocks, footnotes), batch_size=_BATCH)
    backend().add(rows, document.language)
    return len(rows)


def remove_document(document: Document) -> None:
    """Take the document out of the index. A row of an older analysis cannot be taken out alone: all are rebuilt."""
    rows = list(document.search_rows.all())
    if any(row.version != VERSION for row in rows):
        _rebuild()
        rows = list(document.search_rows.all())
    backend().remove(rows, document.language)
    document.search_rows.all().delete()


def rebuild(actor: Actor) -> int:
    """Make every row's tokens anew with the analysis of this release. Returns how many rows there are.

    For whoever may change the instance itself: the console, and those who may ingest.
    """
    may(actor, "know.document.ingest").demand()
    with audit.act(actor, "know.search.rebuilt", object_kind="search_index", version=VERSION) as act:
        count = _rebuild()
        act.note(rows=count)
    return count


def _rebuild() -> int:
    index = backend()
    index.clear()
    SearchRow.objects.exclude(version=VERSION).update(version=VERSION)
    count = 0
    for document in Document.objects.select_related("source").order_by("pk"):
        rows = list(document.search_rows.all())
        index.add(rows, document.language)
        count += len(rows)
    return count


def is_stale() -> bool:
    """Whether some rows were made by an older analysis, so that the index should be rebuilt."""
    return SearchRow.objects.exclude(version=VERSION).exists()


def _rows(document: Document, blocks: list[Block], footnotes: list[Footnote]) -> Iterator[SearchRow]:
    position = 0
    for kind, anchor, text in _passages(blocks, footnotes):
        for piece in _pieces(text):
            yield SearchRow(document=document, position=position, kind=kind, anchor=anchor, text=piece, version=VERSION)
            position += 1


def _passages(blocks: list[Block], footnotes: list[Footnote]) -> Iterator[tuple[str, str, str]]:
    """Kind, anchor and text of everything that can be found. A table is found row by row."""
    for block in blocks:
        if block.kind == BlockKind.TABLE:
            lines = [block.text, *(" | ".join(row) for row in block.rows)]
            yield from ((block.kind, block.anchor, line) for line in lines if line.strip())
        elif block.text.strip():
            yield block.kind, block.anchor, block.text
    for footnote in footnotes:
        yield "footnote", footnote.anchor, footnote.text


def _pieces(text: str) -> Iterator[str]:
    """Cut a very long passage behind a full stop, or where it must be."""
    while len(text) > PIECE_LENGTH:
        stops = [match.end() for match in re.finditer(r"[.。؟!?;；\n]\s*", text[:PIECE_LENGTH])]
        cut = stops[-1] if stops and stops[-1] > PIECE_LENGTH // 2 else PIECE_LENGTH
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text
