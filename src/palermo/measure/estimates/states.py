"""WHAT the state of a run allows."""

from __future__ import annotations

from palermo.ground.jobs.api import Job
from palermo.measure.estimates.models import EstimateRun
from palermo_engines.kit.errors import InputError


def is_public(run: EstimateRun) -> bool:
    """Whether the public finds its page; a withdrawn one says so there."""
    return run.published_at is not None


def can_stop(job: Job | None) -> bool:
    """While it waits or works."""
    return job is not None and job.state in (Job.State.WAITING, Job.State.RUNNING)


def can_resume(job: Job | None) -> bool:
    """When it stopped or failed."""
    return job is not None and job.state in (Job.State.STOPPED, Job.State.FAILED)


def demand_publishable(run: EstimateRun, minimum: int) -> None:
    """InputError unless the run is finished, has an estimate that does not give a count below ``minimum`` away, and
    was never published. With few people on several lists the estimate is their number over a constant."""
    if run.finished_at is None:
        raise InputError("estimates.unfinished", "The run is not finished.")
    if run.result.get("refusals"):
        raise InputError("estimates.refused", "No estimate is honest for this table: there is nothing to publish.")
    if not any(each["estimate"] is not None for each in run.result.get("results", ())):
        raise InputError("estimates.nothing", "No method gave a finite estimate.")
    if sum(count for code, _, count in run.table.rows if code.bit_count() > 1) < minimum:
        message = "So few people are on more than one list that the estimate would give their number away."
        raise InputError("estimates.thin", message)
    if run.published_at is not None:
        raise InputError("estimates.published", "This run was published before. Make a new run.")


def demand_withdrawable(run: EstimateRun) -> None:
    """InputError unless it stands published."""
    if run.published_at is None or run.withdrawn_at is not None:
        raise InputError("estimates.not_published", "This run does not stand published.")
