"""Warnings that reviewers agreed with, for the conflict board."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import Actor
from palermo.know.library.words import locator_of
from palermo.know.review.models import Finding
from palermo.know.review.queries import findings_visible_to
from palermo.know.review.wording import warning_words
from palermo.know.review.words import AGREED_STATES, FindingKind


@dataclass(frozen=True, slots=True)
class Caution:
    """What a careful reader would stop at. ``anchor`` is its place on the page of ``document`` (URL name
    ``source-document``), ``locator`` the key to cite; ``says`` is in the reader's language, ``message``, the
    particulars, in English."""

    document: UUID
    title: str
    symbol: str
    language: str
    anchor: str
    locator: str
    says: str
    message: str


def cautions_agreed(actor: Actor, limit: int) -> list[Caution]:
    """Accepted warnings of visible documents, by title and place, at most ``limit``. Of the language versions of one
    document, which share its symbol, the reader's own."""
    found = findings_visible_to(actor).filter(kind=FindingKind.WARNING.value, state__in=AGREED_STATES, gone_in=None)
    own = active_language()
    ordered = sorted(
        found.order_by("document__source__title", "position"), key=lambda one: one.document.language != own
    )
    told: dict[tuple[object, ...], Finding] = {}
    for finding in ordered:
        work = finding.document.symbol or finding.document_id
        told.setdefault((work, finding.passage, finding.fact.get("code"), finding.fact.get("message")), finding)
    return [_caution(finding) for finding in list(told.values())[:limit]]


def _caution(finding: Finding) -> Caution:
    return Caution(
        document=finding.document.uuid,
        title=finding.document.title,
        symbol=finding.document.symbol,
        language=finding.document.language,
        anchor=finding.passage,
        locator=locator_of(finding.passage),
        says=warning_words(str(finding.fact.get("code") or "")),
        message=str(finding.fact.get("message") or ""),
    )
