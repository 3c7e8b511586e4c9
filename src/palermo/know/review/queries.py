"""Reading findings, fenced by the actor: strangers see published ones of published documents only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from palermo.ground.access.api import Actor
from palermo.know.library.models import Document
from palermo.know.library.queries import documents_visible_to
from palermo.know.review.models import Finding as Finding  # pages name what queries give them, never the tables
from palermo.know.review.rules import may_read_findings
from palermo.know.review.words import AGREED_STATES, QUEUED_KINDS, FindingKind, FindingState


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review of a document is. ``decided`` of ``total``; ``gone`` are reviews whose words are lost;
    ``waiting`` were agreed but are not published yet."""

    decided: int
    total: int
    gone: int
    waiting: int

    @property
    def open(self) -> int:
        return self.total - self.decided


def findings_visible_to(actor: Actor, document: Document | None = None) -> QuerySet[Finding]:
    """The findings the actor may see, those whose words are gone left out for strangers."""
    found = Finding.objects.select_related("document__source")
    if document is not None:
        found = found.filter(document=document)
    if may_read_findings(actor):
        return found
    return found.filter(document__state="published", published=True, gone_in=None)


def finding_visible_to(actor: Actor, uuid: UUID) -> Finding | None:
    """None when there is no such finding, or none for this actor."""
    return findings_visible_to(actor).filter(uuid=uuid).first()


def facts_beside(actor: Actor, document: Document) -> dict[str, list[Finding]]:
    """What the reader's page shows in its margin, by the anchor of the passage: no mentions, nothing rejected."""
    shown = findings_visible_to(actor, document).filter(gone_in=None).exclude(kind=FindingKind.MENTION.value)
    hidden = (FindingState.REJECTED.value, FindingState.WITHDRAWN.value)
    beside: dict[str, list[Finding]] = {}
    for finding in shown.exclude(state__in=hidden).order_by("position"):
        beside.setdefault(finding.passage, []).append(finding)
    return beside


def queue_of(document: Document, kinds: tuple[str, ...] = QUEUED_KINDS) -> QuerySet[Finding]:
    """The findings to review in one document, in reading order, decided ones included."""
    return document.findings.filter(kind__in=kinds, gone_in=None).order_by("position")


def part_of_queue(document: Document, *, kind: str, passage: str, all_states: bool) -> QuerySet[Finding]:
    """The queue cut down to a kind, to one passage (decided findings included), or to what is still open."""
    found = queue_of(document, (kind,) if kind else QUEUED_KINDS)
    if passage:
        return found.filter(passage=passage)
    return found if all_states else found.filter(state=FindingState.FOUND.value)


def only(finding: Finding) -> QuerySet[Finding]:
    """A queue of one, for a finding whose words are gone."""
    return Finding.objects.filter(pk=finding.pk)


def lost_in(document: Document) -> list[Finding]:
    """Reviewed findings whose words the current edition does not have any more."""
    lost = document.findings.exclude(gone_in=None).exclude(state=FindingState.REJECTED.value)
    return list(lost.exclude(kind=FindingKind.MENTION.value).order_by("position"))


def progress_of(documents: list[Document]) -> dict[int, Progress]:
    """The progress of each document, by its id."""
    queued = Q(kind__in=QUEUED_KINDS, gone_in=None)
    rows = (
        Finding.objects.filter(document__in=documents)
        .values_list("document")
        .order_by()
        .annotate(
            total=Count("pk", filter=queued),
            decided=Count("pk", filter=queued & ~Q(state=FindingState.FOUND.value)),
            gone=Count("pk", filter=Q(gone_in__isnull=False, kind__in=QUEUED_KINDS)),
            waiting=Count("pk", filter=queued & Q(state__in=AGREED_STATES, published=False)),
        )
    )
    found = {key: Progress(decided, total, gone, waiting) for key, total, decided, gone, waiting in rows}
    return {document.pk: found.get(document.pk, Progress(0, 0, 0, 0)) for document in documents}


def documents_to_review(actor: Actor) -> list[tuple[Document, Progress]]:
    """Every document with its progress, those with open findings first."""
    documents = list(documents_visible_to(actor)) if may_read_findings(actor) else []
    progress = progress_of(documents)
    listed = [(document, progress[document.pk]) for document in documents]
    return sorted(listed, key=lambda row: row[1].open == 0)


def mentioned_countries(actor: Actor) -> list[str]:
    """The codes of countries that visible documents mention."""
    found = Finding.objects.filter(kind=FindingKind.MENTION.value, payload__area="country", document__in=_ids(actor))
    return sorted(set(found.exclude(state=FindingState.REJECTED.value).values_list("code", flat=True)))


def _ids(actor: Actor) -> QuerySet[Document]:
    return documents_visible_to(actor).order_by().only("pk")
