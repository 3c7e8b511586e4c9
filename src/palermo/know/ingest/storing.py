"""From what was read to rows. Everything here belongs inside the act that ingests."""

from __future__ import annotations

from collections.abc import Iterator

from palermo.ground.evidence.models import Source
from palermo.ground.evidence.words import SourceKind
from palermo.know.ingest.reading import Reading
from palermo.know.library.models import Block, Document, Footnote
from palermo.know.library.words import BlockKind
from palermo_engines.documents.model import Block as ReadBlock
from palermo_engines.documents.model import Document as ReadDocument
from palermo_engines.documents.model import Heading, Paragraph

_BATCH = 500


def store_front_page(reading: Reading, document: Document | None, sketch: bytes) -> Document:
    """Write what the front page says into a new document, or into the one this is a corrected edition of."""
    source_fields = _source_fields(reading.document)
    fields = _document_fields(reading.document) | {"sketch": sketch}
    if document is None:
        source = Source.objects.create(kind=SourceKind.DOCUMENT.value, published=False, **source_fields)
        return Document.objects.create(source=source, uuid=source.uuid, **fields)
    Source.objects.filter(pk=document.source_id).update(**source_fields)
    Document.objects.filter(pk=document.pk).update(edition=document.edition + 1, **fields)
    return Document.objects.select_related("source").get(pk=document.pk)


def store_blocks(document: Document, reading: Reading) -> tuple[list[Block], list[Footnote]]:
    """Replace the document's blocks and footnotes by those that were read."""
    document.blocks.all().delete()
    document.footnotes.all().delete()
    blocks = [_block(document, position, block) for position, block in enumerate(reading.document.blocks)]
    footnotes = list(_footnotes(document, reading.document))
    Block.objects.bulk_create(blocks, batch_size=_BATCH)
    Footnote.objects.bulk_create(footnotes, batch_size=_BATCH)
    return blocks, footnotes


def _source_fields(read: ReadDocument) -> dict[str, str]:
    metadata = read.metadata
    return {
        "key": _clean(metadata.symbol, 120),
        "title": _clean(metadata.title, 600) or read.source[:600],
        "language": metadata.language,
        "dated": _clean(metadata.date, 10),
        "digest": read.digest,
    }


def _document_fields(read: ReadDocument) -> dict[str, object]:
    metadata = read.metadata
    return {
        "kind": _clean(metadata.kind, 20),
        "session": _clean(metadata.session, 120),
        "agenda_item": _clean(metadata.agenda_item, 300),
        "year": int(metadata.date[:4]) if metadata.date else None,
    }


def _block(document: Document, position: int, block: ReadBlock) -> Block:
    row = Block(document=document, position=position)
    if isinstance(block, Heading):
        row.kind, row.text, row.level, row.number = (
            BlockKind.HEADING.value, _clean(block.text), block.level, _clean(block.number, 20)
        )  # fmt: skip
    elif isinstance(block, Paragraph):
        row.kind, row.key, row.style, row.text, row.page = (
            BlockKind.PARAGRAPH.value, block.key, block.kind.value, _clean(block.text), block.page
        )  # fmt: skip
        row.marks = [[mark.footnote, mark.offset] for mark in block.marks]
    else:
        row.kind, row.key, row.text = BlockKind.TABLE.value, block.key, _clean(block.caption)
        row.rows = [[_clean(cell) for cell in cells] for cells in block.rows]
    return row


def _footnotes(document: Document, read: ReadDocument) -> Iterator[Footnote]:
    for position, footnote in enumerate(read.footnotes):
        yield Footnote(
            document=document, position=position, key=footnote.key, paragraph=footnote.paragraph or "",
            text=_clean(footnote.text),
        )  # fmt: skip


def _clean(text: str | None, longest: int | None = None) -> str:
    """Text as both databases keep it: PostgreSQL refuses the character NUL. It becomes a blank, so that places of
    facts in the text stay right."""
    return (text or "").replace("\0", " ")[:longest]
