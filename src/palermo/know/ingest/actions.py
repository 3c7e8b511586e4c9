"""Ingest one file: read it, extract its facts, and store everything in one act, or nothing."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from palermo.commons import originals
from palermo.ground.access.api import Actor, may
from palermo.ground.audit import api as audit
from palermo.know.ingest.duplicates import LooksLikeEdition, likeness_of, refuse_known_bytes
from palermo.know.ingest.reading import Reading, read
from palermo.know.ingest.storing import store_blocks, store_front_page
from palermo.know.library.models import Document, Edition
from palermo.know.review.reconciling import Reconciled, lay_findings
from palermo.know.search.index import index_document
from palermo_engines.search.likeness import shingles_of, sketch_of

OnLikeness = Literal["ask", "edition", "separate"]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What an ingest did. ``edition`` is 1 for a new document; ``findings`` tells what became of earlier reviews."""

    document: Document
    edition: int
    paragraphs: int
    findings: Reconciled
    notices: tuple[str, ...]


def ingest(actor: Actor, *, name: str, content: bytes, on_likeness: OnLikeness = "ask") -> Ingested:
    """Read a file into the library.

    Refused when the actor may not. AlreadyInLibrary for the same bytes. LooksLikeEdition when it resembles a document
    of the library and ``on_likeness`` is ``ask``; with ``edition`` it becomes that document's next edition, with
    ``separate`` a document of its own. InputError when it cannot be read as a document. Nothing is stored then.
    """
    may(actor, "know.document.ingest").demand()
    digest = originals.digest_of(content)
    refuse_known_bytes(digest, name)
    reading = read(content, name)
    return store(actor, name=name, content=content, reading=reading, on_likeness=on_likeness)


def store(actor: Actor, *, name: str, content: bytes, reading: Reading, on_likeness: OnLikeness) -> Ingested:
    """Store what was read. The file itself is on the disk before anything that names it is committed."""
    may(actor, "know.document.ingest").demand()
    digest = originals.keep(content)
    sketch = sketch_of(shingles_of(reading.texts))
    with audit.act(actor, "know.document.ingested", object_kind="document", digest=digest) as act:
        refuse_known_bytes(digest, name)
        document = store_front_page(reading, _earlier(reading, sketch, name, on_likeness), sketch)
        _store_edition(actor, document, name, content, reading)
        blocks, footnotes = store_blocks(document, reading)
        findings = lay_findings(document, reading.facts)
        index_document(document, blocks, footnotes)
        act.about(document.uuid)
        act.note(edition=document.edition, paragraphs=len(reading.document.paragraphs), findings=findings.new)
        if document.edition > 1:
            act.note(reviews_kept=findings.kept, reviews_without_words=findings.gone)
    return Ingested(document, document.edition, len(reading.document.paragraphs), findings, reading.document.notices)


def _earlier(reading: Reading, sketch: bytes, name: str, on_likeness: OnLikeness) -> Document | None:
    """The document this is a corrected edition of, if it is one and may be."""
    likeness = None if on_likeness == "separate" else likeness_of(reading, sketch)
    if likeness is not None and on_likeness == "ask":
        raise LooksLikeEdition(likeness, name)
    return likeness.document if likeness else None


def _store_edition(actor: Actor, document: Document, name: str, content: bytes, reading: Reading) -> None:
    filename = PurePath(name.replace("\\", "/")).name[:255] or "document"
    Edition.objects.create(
        document=document,
        number=document.edition,
        filename=filename,
        digest=reading.document.digest,
        size=len(content),
        media_type=mimetypes.guess_type(filename)[0] or "application/octet-stream",
        ingested_by=actor.code,
        notices=list(reading.document.notices),
    )
