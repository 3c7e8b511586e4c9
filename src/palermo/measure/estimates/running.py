"""Runs: asking for one, the work, stopping and resuming."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from palermo import __version__
from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.jobs import api as jobs
from palermo.ground.jobs.api import Job, Run, job_kind
from palermo.measure.estimates.computing import compute, disagreement, first_look, parts_of
from palermo.measure.estimates.linked_runs import joined_result
from palermo.measure.estimates.models import EstimateRun, OverlapTable
from palermo.measure.estimates.rules import RUN, may_run
from palermo_engines.estimation.methods import METHODS
from palermo_engines.kit.errors import InputError

KIND = "measure.estimate"
MOST_RESAMPLES = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is to do. The same table, settings and seed give the same figures."""

    methods: Sequence[str] = tuple(METHODS)
    threshold: float = 0.02
    bootstrap: int = 1_000
    seed: int = 1
    usability: bool = True


def start_run(actor: Actor, *, table: OverlapTable, asked: Asked) -> EstimateRun:
    """Queue a run. InputError when a setting is out of bounds."""
    may_run(actor).demand()
    _demand_sane(asked)
    settings = {
        "methods": [name for name in METHODS if name in asked.methods], "threshold": asked.threshold,
        "bootstrap": asked.bootstrap, "seed": asked.seed, "usability": asked.usability,
    }  # fmt: skip
    with audit.act(actor, "measure.estimate.asked_for", object_kind="estimate_run") as act:
        run = EstimateRun.objects.create(table=table, asked=settings, asked_by=actor.code, version=__version__)
        job = jobs.request(actor, KIND, {"run": str(run.uuid)})
        EstimateRun.objects.filter(pk=run.pk).update(job_uuid=job.uuid)
        act.about(run.uuid)
        act.note(**settings)
    run.refresh_from_db()
    return run


def job_of(run: EstimateRun) -> Job | None:
    """The work of a run; None when jobs of that age are gone."""
    return Job.objects.filter(uuid=run.job_uuid).first() if run.job_uuid else None


def stop_run(actor: Actor, *, run: EstimateRun) -> None:
    """Stop after the part in hand; what is done stays."""
    may_run(actor).demand()
    if job := job_of(run):
        jobs.stop(actor, job)


def resume_run(actor: Actor, *, run: EstimateRun) -> None:
    """Go on behind the last part that is done. InputError when it neither stopped nor failed."""
    may_run(actor).demand()
    if job := job_of(run):
        jobs.resume(actor, job)


def _demand_sane(asked: Asked) -> None:
    if not set(asked.methods) <= set(METHODS) or not asked.methods:
        raise InputError("estimates.methods", "Choose at least one method.", where="methods")
    if not 0 < asked.threshold < 1:
        raise InputError("estimates.threshold", "The threshold lies between 0 and 1.", where="threshold")
    if not 0 <= asked.bootstrap <= MOST_RESAMPLES:
        message = f"At most {MOST_RESAMPLES} resamples."
        raise InputError("estimates.bootstrap", message, where="bootstrap")
    if not 0 <= asked.seed < 2**31:
        raise InputError("estimates.seed", "The seed is a whole number, 0 or more.", where="seed")


@job_kind(KIND, permission=RUN)
def carry_out_run(work: Run) -> Mapping[str, Any]:
    """Part by part: each is computed outside the transaction and kept with its checkpoint."""
    run = EstimateRun.objects.select_related("table").get(uuid=work.parameters["run"])
    parts = ["look", *parts_of(run.asked, run.table)]
    while (done := int(work.checkpoint.get("next", 0))) < len(parts):
        work.step(done, len(parts), parts[done])
        made = first_look(run.table) if done == 0 else compute(parts[done], run.table, run.asked)
        ends = done + 1 == len(parts) or bool(made.get("refusals"))
        with work.unit() as checkpoint:
            _keep(work.actor, run, parts[done], made, ends=ends)
            checkpoint["next"] = len(parts) if ends else done + 1
    return {"run": str(run.uuid)}


def _keep(actor: Actor, run: EstimateRun, part: str, made: Mapping[str, Any], *, ends: bool) -> None:
    """Add a part to the result; the last one compares the methods and ends the run."""
    with audit.act(actor, "measure.estimate.computed", object_kind="estimate_run", object_uuid=run.uuid, part=part):
        current = EstimateRun.objects.select_for_update().get(pk=run.pk)
        result = _joined(current.result, made)
        if ends:
            result["disagreement"] = disagreement(result.get("results", []))
            current.finished_at = timezone.now()
        current.result = result
        current.save(update_fields=("result", "finished_at"))


def _joined(result: Mapping[str, Any], made: Mapping[str, Any]) -> dict[str, Any]:
    joined = {**result, **{name: part for name, part in made.items() if name != "pooled"}}
    for pooled in made.get("pooled", ()):
        joined["results"] = [
            joined_result(each, pooled) if each["method"] == pooled["method"] else each for each in joined["results"]
        ]
    if "results" in made:
        joined["results"] = [*result.get("results", []), *made["results"]]
    if "checks" in made:
        joined["checks"] = {**result.get("checks", {}), **made["checks"]}
    return joined
