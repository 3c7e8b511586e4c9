"""Reading jobs, fenced by the actor."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from palermo.ground.access.api import Actor, may
from palermo.ground.jobs.models import Job


def jobs_visible_to(actor: Actor) -> QuerySet[Job]:
    """All jobs for those who may read jobs, none for others; the newest first."""
    return Job.objects.all() if may(actor, "ground.job.read") else Job.objects.none()


def job_visible_to(actor: Actor, uuid: UUID) -> Job | None:
    """None when there is no such job, or none for this actor."""
    return jobs_visible_to(actor).filter(uuid=uuid).first()
