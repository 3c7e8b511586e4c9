"""The facts of a document that people agreed to, with where they stand: for passages to registers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from palermo.ground.access.api import Actor
from palermo.know.library.models import Document
from palermo.know.library.queries import document_visible_to, documents_visible_to
from palermo.know.library.words import locator_of
from palermo.know.review.models import Finding
from palermo.know.review.queries import findings_visible_to
from palermo.know.review.words import AGREED_STATES


@dataclass(frozen=True, slots=True)
class AgreedFact:
    """``kind`` is figure, action, directive, statement or mention; ``fact`` has the fields of the line format, as
    corrected; ``key`` the fact's own number in the document (``part_of`` of others names it); ``locator`` the
    paragraph."""

    finding: UUID
    kind: str
    locator: str
    position: int
    snippet: str
    key: str
    fact: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AgreedDocument:
    """A document with its agreed facts in reading order. ``source`` is what citations name."""

    uuid: UUID
    source: UUID
    symbol: str
    title: str
    language: str
    edition: int
    facts: tuple[AgreedFact, ...]


def agreed_document(actor: Actor, uuid: UUID) -> AgreedDocument | None:
    """The facts agreed in a document; None when there is none for this actor."""
    document = document_visible_to(actor, uuid)
    if document is None:
        return None
    found = findings_visible_to(actor, document).filter(gone_in=None, state__in=AGREED_STATES).order_by("position")
    return AgreedDocument(
        document.uuid, document.uuid, document.symbol, document.title, document.language, document.edition,
        tuple(_fact(finding) for finding in found),
    )  # fmt: skip


def documents_with_facts(actor: Actor) -> list[Document]:
    """Visible documents in which something was agreed, in the library's order."""
    agreed = findings_visible_to(actor).filter(gone_in=None, state__in=AGREED_STATES)
    return list(documents_visible_to(actor).filter(pk__in=agreed.order_by().values("document")))


def _fact(finding: Finding) -> AgreedFact:
    return AgreedFact(
        finding.uuid, finding.kind, locator_of(finding.passage), finding.position, finding.snippet,
        str(finding.payload.get("id") or ""), finding.fact,
    )  # fmt: skip
