"""Whether a file is in the library already: the same bytes, the same symbol, or nearly the same text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from palermo.know.ingest.reading import Reading
from palermo.know.library.models import Document, Edition
from palermo.know.library.words import BlockKind
from palermo_engines.kit.errors import InputError
from palermo_engines.search.likeness import likely_overlap, overlap, shingles_of

NEARLY_IDENTICAL = 0.8
"""Share of common shingles above which a text is offered as a corrected edition of another."""
_WORTH_COMPARING = 0.65


class AlreadyInLibrary(InputError):  # noqa: N818 - the words of the room
    """The very same bytes were ingested before; ``document`` is where."""

    def __init__(self, document: Document, name: str) -> None:
        super().__init__(
            "library.duplicate", "This file is in the library already.",
            advice="Nothing needs to be done.", where=name,
        )  # fmt: skip
        self.document = document


@dataclass(frozen=True, slots=True)
class Likeness:
    """``document`` looks like an earlier edition; ``why``: the same symbol and language, or nearly the same text."""

    document: Document
    why: Literal["symbol", "text"]


class LooksLikeEdition(InputError):  # noqa: N818 - the words of the room
    """The file looks like a corrected edition of ``likeness.document``. A person decides whether it is one."""

    def __init__(self, likeness: Likeness, name: str) -> None:
        reason = "has the same symbol and language as" if likeness.why == "symbol" else "is nearly the same text as"
        super().__init__(
            "library.looks_like_edition", f"This file {reason} a document in the library.",
            advice="Say whether it is a corrected edition of it or a document of its own.", where=name,
        )  # fmt: skip
        self.likeness = likeness


def refuse_known_bytes(digest: str, name: str) -> None:
    """AlreadyInLibrary when some edition, a superseded one too, has these bytes."""
    edition = Edition.objects.filter(digest=digest).select_related("document__source").first()
    if edition is not None:
        raise AlreadyInLibrary(edition.document, name)


def likeness_of(reading: Reading, sketch: bytes) -> Likeness | None:
    """The document that a reading may be a corrected edition of."""
    metadata = reading.document.metadata
    same_language = Document.objects.select_related("source").filter(source__language=metadata.language)
    if metadata.symbol:
        named_alike = same_language.filter(source__key=metadata.symbol).first()
        if named_alike is not None:
            return Likeness(named_alike, "symbol")
    shingles = shingles_of(reading.texts)
    for document in same_language.exclude(sketch=b"").iterator(chunk_size=500):
        likely = likely_overlap(sketch, bytes(document.sketch)) >= _WORTH_COMPARING
        if likely and overlap(shingles, shingles_of(_texts(document))) > NEARLY_IDENTICAL:
            return Likeness(document, "text")
    return None


def _texts(document: Document) -> list[str]:
    paragraphs = document.blocks.filter(kind=BlockKind.PARAGRAPH.value).values_list("text", flat=True)
    return [*paragraphs, *document.footnotes.values_list("text", flat=True)]
