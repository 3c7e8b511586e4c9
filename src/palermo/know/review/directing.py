"""What a document directs, as far as people agreed: for the wing that follows it up, by way of a passage."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from palermo.ground.access.api import Actor
from palermo.know.library.models import Document
from palermo.know.library.queries import blocks_of, document_visible_to, documents_visible_to
from palermo.know.library.words import BlockKind
from palermo.know.review.models import Finding
from palermo.know.review.queries import findings_visible_to
from palermo.know.review.words import AGREED_STATES, FindingKind


@dataclass(frozen=True, slots=True)
class AgreedDirective:
    """``verb`` is a code of ``standards/directive_verbs.yaml``, ``printed`` as it stands; ``start`` and ``end`` are
    characters of the paragraph."""

    finding: UUID
    verb: str
    printed: str
    addressees: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DirectingParagraph:
    """``key`` is what people cite; ``style`` the paragraph's kind (numbered, operative, ...)."""

    key: str
    style: str
    position: int
    text: str
    directives: tuple[AgreedDirective, ...]


@dataclass(frozen=True, slots=True)
class DirectingDocument:
    """A document with all its paragraphs. ``uuid`` is also that of its source; ``kind`` as its front page tells."""

    uuid: UUID
    symbol: str
    title: str
    language: str
    dated: str
    kind: str
    session: str
    edition: int
    paragraphs: tuple[DirectingParagraph, ...]


def directing_document(actor: Actor, uuid: UUID) -> DirectingDocument | None:
    """The document's paragraphs with the directives agreed in them. None when there is none for this actor."""
    document = document_visible_to(actor, uuid)
    if document is None:
        return None
    directives = _directives(actor, document)
    paragraphs = tuple(
        DirectingParagraph(block.key, block.style, block.position, block.text, directives.get(block.anchor, ()))
        for block in blocks_of(document)
        if block.kind == BlockKind.PARAGRAPH
    )
    return DirectingDocument(
        document.uuid, document.symbol, document.title, document.language, document.dated, document.kind,
        document.session, document.edition, paragraphs,
    )  # fmt: skip


def directing_documents(actor: Actor) -> list[tuple[Document, int]]:
    """Visible documents in which directives were agreed, with how many."""
    counts = dict(_agreed(actor).values_list("document").order_by().annotate(found=Count("pk")))
    documents = documents_visible_to(actor).filter(pk__in=counts)
    return [(document, counts[document.pk]) for document in documents]


def _agreed(actor: Actor, document: Document | None = None) -> QuerySet[Finding]:
    found = findings_visible_to(actor, document).filter(gone_in=None, state__in=AGREED_STATES)
    return found.filter(kind=FindingKind.DIRECTIVE.value)


def _directives(actor: Actor, document: Document) -> dict[str, tuple[AgreedDirective, ...]]:
    """By the anchor of the paragraph, in reading order."""
    found: dict[str, tuple[AgreedDirective, ...]] = {}
    for finding in _agreed(actor, document).order_by("position"):
        found[finding.passage] = (*found.get(finding.passage, ()), _directive(finding))
    return found


def _directive(finding: Finding) -> AgreedDirective:
    fact = finding.fact
    return AgreedDirective(
        finding.uuid, str(fact.get("verb_code") or ""), str(fact.get("verb") or ""),
        tuple(fact.get("addressees") or ()), finding.start, finding.end,
    )  # fmt: skip
