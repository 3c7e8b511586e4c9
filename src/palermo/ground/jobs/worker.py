"""Carrying jobs out: claiming one, doing its work, ending it, and taking over what a dead worker left."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.db.models import F, Q
from django.utils import timezone

from palermo.commons.defects import frames_of
from palermo.ground.access.api import SYSTEM, Refused
from palermo.ground.audit import api as audit
from palermo.ground.jobs.kinds import kind_named
from palermo.ground.jobs.models import Job
from palermo.ground.jobs.run import MESSAGE_LENGTH, Interrupted, Run, StopRequested, Superseded
from palermo_engines.kit.errors import InputError

BEAT_SECONDS = 5.0
DEAD_AFTER_SECONDS = 30.0
IDLE_SECONDS = 1.0
TAKEOVERS_WITHOUT_PROGRESS = 5

_log = logging.getLogger(__name__)


def run_waiting(
    stop: threading.Event, *, idle_seconds: float = IDLE_SECONDS, dead_after: float = DEAD_AFTER_SECONDS
) -> None:
    """Work until ``stop`` is set: the oldest waiting job first, and jobs whose worker died. For a thread of
    ``palermo serve``. On ``stop`` the job in hand ends its unit and goes back to waiting."""
    try:
        while not stop.is_set():
            job = claim(dead_after=dead_after)
            if job is None:
                stop.wait(idle_seconds)
            else:
                carry_out(job, closing_down=stop.is_set)
    finally:
        connection.close()


def claim(*, dead_after: float = DEAD_AFTER_SECONDS, only: Job | None = None) -> Job | None:
    """Make one job ours: the oldest that waits, or whose worker gave no sign for ``dead_after`` seconds.

    The update repeats what was seen, so of two workers that saw the same job one gets it.
    """
    silent = Q(state=Job.State.RUNNING, heartbeat_at__lt=timezone.now() - timedelta(seconds=dead_after))
    open_jobs = Job.objects.filter(Q(state=Job.State.WAITING) | silent).order_by("created_at", "pk")
    for job in open_jobs if only is None else open_jobs.filter(pk=only.pk):
        seen = Job.objects.filter(pk=job.pk, state=job.state, worker=job.worker, heartbeat_at=job.heartbeat_at)
        taken_over = job.state == Job.State.RUNNING
        if seen.update(
            state=Job.State.RUNNING, worker=uuid.uuid4().hex, heartbeat_at=timezone.now(), ended_at=None,
            takeovers=F("takeovers") + int(taken_over),
        ):  # fmt: skip
            job.refresh_from_db()
            return job
    return None


def carry_out(
    job: Job,
    *,
    progress: Callable[[Job], None] | None = None,
    closing_down: Callable[[], bool] = lambda: False,
) -> None:
    """Do the work of a claimed job and end it. Never raises for what the work does wrong: the job says it."""
    run = Run(job, progress=progress, closing_down=closing_down)
    try:
        with _beating(job):
            _do(run)
    except Superseded:
        _log.warning("job %s was taken over by another worker", job.uuid)


def _do(run: Run) -> None:
    try:
        report = _work(run)
    except (StopRequested, KeyboardInterrupt) as signal:
        end(run.job, Job.State.STOPPED)
        if isinstance(signal, KeyboardInterrupt):
            raise
    except Interrupted:
        end(run.job, Job.State.WAITING)
    except (InputError, Refused) as refusal:
        end(run.job, Job.State.FAILED, message=str(refusal))
    except Superseded:
        raise
    except Exception as defect:
        _log.error("job %s (%s) failed with %s", run.job.uuid, run.job.kind, frames_of(defect))
        end(run.job, Job.State.FAILED, message="The program failed. The log of the server says where.")
    else:
        end(run.job, Job.State.DONE, report=dict(report or {}))


def _work(run: Run) -> Mapping[str, Any] | None:
    if run.job.takeovers > TAKEOVERS_WITHOUT_PROGRESS:
        raise InputError("job_keeps_dying", "The program died several times at the same unit of this work.")
    try:
        kind = kind_named(run.job.kind)
    except KeyError:
        raise InputError("job_kind_unknown", "This release does not know this kind of work.") from None
    run.pause_point()
    return kind.work(run)


def end(job: Job, state: Job.State, **fields: Any) -> None:
    """Write how a job ended, with its event. Superseded when it is no longer ours."""
    fields = {name: text[:MESSAGE_LENGTH] if name == "message" else text for name, text in fields.items()}
    ended_at = None if state == Job.State.WAITING else timezone.now()
    verb = "ground.job.interrupted" if state == Job.State.WAITING else f"ground.job.{_PAST[state]}"
    with audit.act(SYSTEM, verb, object_kind="job", object_uuid=job.uuid, kind=job.kind):
        ours = Job.objects.filter(pk=job.pk, worker=job.worker, state=Job.State.RUNNING)
        if not ours.update(state=state, ended_at=ended_at, stop_requested=False, worker="", **fields):
            raise Superseded
    job.refresh_from_db()


_PAST = {Job.State.STOPPED: "stopped", Job.State.FAILED: "failed", Job.State.DONE: "finished"}


@contextmanager
def _beating(job: Job) -> Iterator[None]:
    """Signs of life from a thread of its own, so that a long unit is not taken for a dead worker."""
    ended = threading.Event()
    thread = threading.Thread(target=_beat, args=(job.pk, job.worker, ended), daemon=True, name="job-heartbeat")
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=1)


def _beat(job_id: int, worker: str, ended: threading.Event) -> None:
    try:
        while not ended.wait(BEAT_SECONDS):
            try:
                Job.objects.filter(pk=job_id, worker=worker).update(heartbeat_at=timezone.now())
            except (OperationalError, InterfaceError):
                connection.close()  # a busy or restarted database: the next beat tries again
    finally:
        connection.close()
