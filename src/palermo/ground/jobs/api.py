"""Jobs: long work with progress, that can be stopped, resumed, and killed without harm."""

from palermo.ground.jobs.actions import request, resume, run_now, stop
from palermo.ground.jobs.kinds import job_kind
from palermo.ground.jobs.models import Job
from palermo.ground.jobs.queries import job_visible_to, jobs_visible_to
from palermo.ground.jobs.run import Run, StopRequested
from palermo.ground.jobs.worker import run_waiting

__all__ = [
    "Job", "Run", "StopRequested", "job_kind", "job_visible_to", "jobs_visible_to",
    "request", "resume", "run_now", "run_waiting", "stop",
]  # fmt: skip
