"""Know: the wing's only entrance. Whoever is outside calls these functions and imports nothing else of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from palermo.ground.access.api import VISITOR, Actor, console
from palermo.know.ingest.actions import Ingested, ingest
from palermo.know.ingest.duplicates import AlreadyInLibrary, LooksLikeEdition
from palermo.know.ingest.tasks import request_ingest_of_paths, request_ingest_of_uploads
from palermo.know.library.models import Block, Document
from palermo.know.library.queries import document_visible_to, documents_visible_to
from palermo.know.library.words import BlockKind
from palermo.know.review.agreed import AgreedDocument, AgreedFact, agreed_document, documents_with_facts
from palermo.know.review.cautions import Caution, cautions_agreed
from palermo.know.review.comparing import Compared
from palermo.know.review.comparing import accept_matching as _accept_matching
from palermo.know.review.directing import DirectingDocument, DirectingParagraph, directing_document, directing_documents
from palermo.know.review.mentions import NamingPassage, passages_naming
from palermo.know.review.publishing import publish, unpublish
from palermo.know.review.queries import documents_to_review
from palermo.know.search.index import is_stale as search_index_is_stale
from palermo.know.search.index import rebuild as _rebuild
from palermo.know.search.queries import Answer, Filters, Hit, search

__all__ = [
    "AgreedDocument", "AgreedFact", "AlreadyInLibrary", "Answer", "Caution", "Compared", "DirectingDocument",
    "DirectingParagraph", "Filters", "Hit", "Ingested", "LooksLikeEdition", "NamingPassage", "accept_matching",
    "accepted_warnings", "agreed_document", "counts", "directing_document", "directing_documents",
    "document_visible_to", "documents_to_review", "documents_visible_to", "documents_with_facts", "ingest",
    "latest_published", "paragraphs_mentioning", "publish", "rebuild_search_index", "request_ingest_of_paths",
    "request_ingest_of_uploads", "reviews_waiting", "search", "search_index_is_stale", "unpublish",
]  # fmt: skip


def paragraphs_mentioning(actor: Actor, iso3: str, limit: int = 20) -> list[NamingPassage]:
    """Paragraphs and footnotes of visible documents that name the country, at most ``limit``."""
    return passages_naming(actor, iso3, limit)


def accepted_warnings(actor: Actor, limit: int = 100) -> list[Caution]:
    """Warnings about visible documents that reviewers agreed with, at most ``limit``."""
    return cautions_agreed(actor, limit)


def latest_published(limit: int = 5) -> list[Document]:
    """The documents published last, for everybody."""
    return list(documents_visible_to(VISITOR).order_by("-published_at")[:limit])


def counts() -> dict[str, int]:
    """How much is published: ``documents``, ``paragraphs``, ``languages``."""
    published = documents_visible_to(VISITOR).order_by()
    paragraphs = Block.objects.filter(kind=BlockKind.PARAGRAPH.value, document__state="published")
    return {
        "documents": published.count(),
        "paragraphs": paragraphs.count(),
        "languages": published.values("source__language").distinct().count(),
    }


def reviews_waiting(actor: Actor) -> int:
    """How many findings wait for a reviewer, for the desk; 0 for those who may not see them."""
    return sum(progress.open for _, progress in documents_to_review(actor))


def accept_matching(actor: Actor, document: Document, truth_lines: Iterable[Mapping[str, Any]]) -> Compared:
    """Accept the findings that equal the lines a person wrote (``samples/truth/*.jsonl``, as objects)."""
    return _accept_matching(actor, document, truth_lines)


def rebuild_search_index(actor: Actor | None = None) -> int:
    """Make the search index anew, after a restore or when a release changed how texts are analysed. Whoever sits at
    the machine does so unless another actor is named. Returns the number of rows."""
    return _rebuild(actor or console())
