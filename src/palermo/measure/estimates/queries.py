"""Reading tables and runs, fenced by the actor. The public reaches what was published, through its source."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from palermo.ground.access.api import Actor
from palermo.measure.estimates.models import EstimateRun, OverlapTable
from palermo.measure.estimates.rules import may_read

__all__ = ["EstimateRun", "OverlapTable"]


def tables_visible_to(actor: Actor) -> QuerySet[OverlapTable]:
    """All for those who estimate, none for others."""
    return OverlapTable.objects.all() if may_read(actor) else OverlapTable.objects.none()


def table_visible_to(actor: Actor, uuid: UUID) -> OverlapTable | None:
    """None when there is none for the actor."""
    return tables_visible_to(actor).filter(uuid=uuid).first()


def runs_visible_to(actor: Actor) -> QuerySet[EstimateRun]:
    """All for those who estimate, none for others."""
    found = EstimateRun.objects.select_related("table", "source")
    return found if may_read(actor) else found.none()


def run_visible_to(actor: Actor, uuid: UUID) -> EstimateRun | None:
    """None when there is none for the actor."""
    return runs_visible_to(actor).filter(uuid=uuid).first()


def published_runs() -> QuerySet[EstimateRun]:
    """What everybody sees, the newest first."""
    standing = EstimateRun.objects.select_related("table", "source").filter(withdrawn_at=None)
    return standing.exclude(published_at=None).order_by("-published_at", "-pk")


def publication_of(source: UUID) -> EstimateRun | None:
    """What was published under a source, withdrawn or not, so that a citation never leads nowhere."""
    found = EstimateRun.objects.select_related("table", "source").filter(source__uuid=source)
    return found.exclude(published_at=None).first()
