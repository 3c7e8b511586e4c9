"""Reading the library, fenced by the actor: strangers see published documents only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from palermo.ground.access.api import Actor, may
from palermo.know.library.models import Block, Edition, Footnote
from palermo.know.library.models import Document as Document  # pages name what queries give them, never the tables
from palermo.know.library.words import BlockKind, DocumentState


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader filters the list by; an empty string is no filter."""

    language: str = ""
    kind: str = ""
    year: str = ""
    state: str = ""
    country: str = ""


def documents_visible_to(actor: Actor) -> QuerySet[Document]:
    """All documents for those who may read drafts, published ones for everybody else; newest first, then by title."""
    found = Document.objects.select_related("source")
    if not may(actor, "know.document.read_unpublished"):
        found = found.filter(state=DocumentState.PUBLISHED.value)
    return found.order_by(F("source__dated").desc(), "source__title", "pk")


def document_visible_to(actor: Actor, uuid: UUID) -> Document | None:
    """None when there is no such document, or none for this actor."""
    return documents_visible_to(actor).filter(uuid=uuid).first()


def documents_wanted(actor: Actor, wanted: Wanted) -> QuerySet[Document]:
    """The visible documents that fit all filters. What cannot be a value fits none."""
    if "\0" in "".join((wanted.language, wanted.kind, wanted.state, wanted.country)):
        return documents_visible_to(actor).none()
    conditions = {
        "source__language": wanted.language, "kind": wanted.kind, "year": wanted.year, "state": wanted.state
    }  # fmt: skip
    if wanted.year and not (wanted.year.isascii() and wanted.year.isdigit() and len(wanted.year) < 5):
        return documents_visible_to(actor).none()
    found = documents_visible_to(actor).filter(**{name: sought for name, sought in conditions.items() if sought})
    if wanted.country:
        found = found.filter(Q(findings__kind="mention", findings__code=wanted.country)).distinct()
    return found


def choices_for(actor: Actor) -> dict[str, list[str]]:
    """The languages, kinds and years there are to filter by."""
    visible = documents_visible_to(actor).order_by()
    return {
        "languages": sorted(filter(None, visible.values_list("source__language", flat=True).distinct())),
        "kinds": sorted(filter(None, visible.values_list("kind", flat=True).distinct())),
        "years": [str(year) for year in sorted(visible.values_list("year", flat=True).distinct(), key=_last) if year],
    }


def _last(year: int | None) -> int:
    return -(year or 0)


def blocks_of(document: Document) -> list[Block]:
    """Headings, paragraphs and tables, in order."""
    return list(document.blocks.all())


def footnotes_of(document: Document) -> list[Footnote]:
    """Footnotes, in order."""
    return list(document.footnotes.all())


def edition_of(document: Document, number: int | None = None) -> Edition | None:
    """One edition of a document, by default the current one."""
    return document.editions.filter(number=number or document.edition).first()


def editions_of(document: Document) -> list[Edition]:
    """Every edition, newest first."""
    return list(document.editions.all())


def paragraph_counts(documents: list[Document]) -> dict[int, int]:
    """How many paragraphs each document has, by its id."""
    rows = Block.objects.filter(document__in=documents, kind=BlockKind.PARAGRAPH.value)
    return dict(rows.values_list("document").annotate(paragraphs=Count("pk")).order_by())
