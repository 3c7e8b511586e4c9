"""Publishing a document shows it and what was agreed about it. What is agreed later waits for the next publishing."""

from __future__ import annotations

from django.utils import timezone

from palermo.ground.access.api import Actor, may
from palermo.ground.audit import api as audit
from palermo.ground.evidence.models import Source
from palermo.know.library.models import Document
from palermo.know.library.words import DocumentState
from palermo.know.review.evidence import publish_evidence, withdraw_evidence
from palermo.know.review.words import AGREED_STATES


def publish(actor: Actor, *, document: Document) -> int:
    """Publish the document with all findings agreed so far. Returns how many findings are public now.

    A finding whose words a corrected edition lost keeps the place it had: nobody publishes it anew.
    """
    may(actor, "know.document.publish").demand()
    with audit.act(actor, "know.document.published", object_kind="document", object_uuid=document.uuid) as act:
        _set_state(document, DocumentState.PUBLISHED)
        agreed = document.findings.filter(state__in=AGREED_STATES)
        agreed.filter(gone_in=None).update(published=True)
        public = list(agreed.filter(published=True).values_list("uuid", flat=True))
        publish_evidence(public)
        act.note(findings=len(public), edition=document.edition)
    return len(public)


def unpublish(actor: Actor, *, document: Document) -> None:
    """Take the document back: at once neither it nor anything that cites it is public."""
    may(actor, "know.document.publish").demand()
    with audit.act(actor, "know.document.unpublished", object_kind="document", object_uuid=document.uuid) as act:
        _set_state(document, DocumentState.DRAFT)
        public = list(document.findings.filter(published=True).values_list("uuid", flat=True))
        document.findings.filter(published=True).update(published=False)
        withdraw_evidence(public)
        act.note(findings=len(public))


def _set_state(document: Document, state: DocumentState) -> None:
    published = state is DocumentState.PUBLISHED
    document.state = state.value
    document.published_at = timezone.now() if published else None
    document.save(update_fields=["state", "published_at"])
    Source.objects.filter(pk=document.source_id).update(published=published)
