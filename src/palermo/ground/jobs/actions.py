"""Asking for long work, stopping it, resuming it, doing it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from palermo.ground.access.api import Actor, Verdict, may
from palermo.ground.audit import api as audit
from palermo.ground.jobs.kinds import kind_named, known_kinds
from palermo.ground.jobs.models import Job
from palermo.ground.jobs.worker import carry_out, claim
from palermo_engines.kit.errors import InputError


def request(actor: Actor, kind: str, parameters: Mapping[str, Any]) -> Job:
    """Queue work. Refused when the actor may not ask for this kind; KeyError for a kind nobody registered."""
    may(actor, kind_named(kind).permission).demand()
    with audit.act(actor, "ground.job.requested", object_kind="job", kind=kind) as act:
        job = Job.objects.create(kind=kind, parameters=dict(parameters), requested_by=actor.code)
        act.about(job.uuid)
    return job


def may_steer(actor: Actor, job: Job) -> Verdict:
    """Those who steer all jobs; and whoever asked for a job, as long as they may ask for its kind."""
    if job.requested_by == actor.code and job.kind in known_kinds() and may(actor, kind_named(job.kind).permission):
        return may(actor, kind_named(job.kind).permission)
    return may(actor, "ground.job.steer")


def stop(actor: Actor, job: Job) -> Job:
    """Ask a job to stop at its next pause point; one that has not begun stops at once. Nothing done is lost."""
    may_steer(actor, job).demand()
    with audit.act(actor, "ground.job.stop_requested", object_kind="job", object_uuid=job.uuid, kind=job.kind):
        if not Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(state=Job.State.STOPPED):
            Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(stop_requested=True)
    job.refresh_from_db()
    return job


def resume(actor: Actor, job: Job) -> Job:
    """Put a stopped or failed job back in the queue; it goes on behind its checkpoint. InputError in other states."""
    may_steer(actor, job).demand()
    resumable = Job.objects.filter(pk=job.pk, state__in=(Job.State.STOPPED, Job.State.FAILED))
    with audit.act(actor, "ground.job.resumed", object_kind="job", object_uuid=job.uuid, kind=job.kind):
        if not resumable.update(state=Job.State.WAITING, stop_requested=False, takeovers=0, ended_at=None, message=""):
            raise InputError("job_not_resumable", "Only a job that stopped or failed can be resumed.")
    job.refresh_from_db()
    return job


def run_now(job: Job, progress: Callable[[Job], None] | None = None) -> Job:
    """Do a waiting job in this process, for the command line. ``progress`` is called with the job after each step.

    Returns the job as it ended: look at ``state`` and ``message``. Ctrl-C stops it between units, resumable.
    InputError when another worker has it already.
    """
    claimed = claim(only=job)
    if claimed is None:
        raise InputError("job_not_waiting", "This job does not wait; another worker may have it.")
    carry_out(claimed, progress=progress)
    claimed.refresh_from_db()
    return claimed
