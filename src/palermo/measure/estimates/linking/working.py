"""The job that compares the records, and steering it. Its parameters and checkpoint hold the linkage's number alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.jobs import api as jobs
from palermo.ground.jobs.api import Job, Run, job_kind
from palermo.measure.estimates.linking.bringing import demand_linkable, without_wrong_births
from palermo.measure.estimates.linking.keeping import lists_in, put_lists, put_pairs, records_of
from palermo.measure.estimates.linking.models import Linkage
from palermo.measure.estimates.linking.queries import is_alive
from palermo.measure.estimates.linking.rules import RUN, may_own
from palermo.measure.estimates.linking.sealing import gone
from palermo.measure.estimates.linking.words import LinkageState
from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.pairs import Pairs
from palermo_engines.linkage.records import Records

KIND = "measure.linkage"
_STEPS, _MEMORY = 7, "1GB"


def start_linking(actor: Actor, *, linkage: Linkage, seed: int = 1, without_births: bool = False) -> None:
    """Queue the comparison; ``without_births``: dates of birth that cannot be read are taken as not known. InputError
    when columns or seed cannot be used; the linkage stays as it is."""
    may_own(actor, linkage).demand()
    lists = lists_in(linkage)
    demand_linkable(lists)
    if without_births:
        lists = without_wrong_births(lists)
    if not 0 <= seed < 2**31:
        raise InputError("estimates.seed", "The seed is a whole number, 0 or more.", where="seed")
    records_of(lists)  # what cannot be read is told now, not by the job
    with audit.act(actor, "measure.linkage.asked_for", object_kind="linkage", object_uuid=linkage.uuid, seed=seed):
        current = _held(linkage)
        if current.state != LinkageState.COLUMNS:
            raise InputError("linking.late", "These lists are being linked already.")
        put_lists(current, lists)
        current.asked, current.state = {"seed": seed}, str(LinkageState.LINKING)
        current.job_uuid = jobs.request(actor, KIND, {"linkage": str(linkage.uuid)}).uuid
        current.save()
    linkage.refresh_from_db()


def job_of(linkage: Linkage) -> Job | None:
    """The work of a linkage."""
    return Job.objects.filter(uuid=linkage.job_uuid).first() if linkage.job_uuid else None


def stop_linking(actor: Actor, *, linkage: Linkage) -> None:
    """Stop at the next pause."""
    may_own(actor, linkage).demand()
    if job := job_of(linkage):
        jobs.stop(actor, job)


def resume_linking(actor: Actor, *, linkage: Linkage) -> None:
    """Compare again from the beginning: the result is the same. InputError when it neither stopped nor failed."""
    may_own(actor, linkage).demand()
    if not is_alive(linkage):
        raise gone()
    if job := job_of(linkage):
        jobs.resume(actor, job)


def back_to_columns(actor: Actor, *, linkage: Linkage) -> None:
    """After a stop or a failure: change lists or columns. InputError while the job works."""
    may_own(actor, linkage).demand()
    with audit.act(actor, "measure.linkage.reopened", object_kind="linkage", object_uuid=linkage.uuid):
        current, job = _held(linkage), job_of(linkage)
        if current.state != LinkageState.LINKING or (job and job.state not in (Job.State.STOPPED, Job.State.FAILED)):
            raise InputError("linking.late", "These lists are being linked already.")
        current.state, current.job_uuid = str(LinkageState.COLUMNS), None
        current.save(update_fields=("state", "job_uuid"))


@job_kind(KIND, permission=RUN)
def carry_out_linking(work: Run) -> Mapping[str, Any]:
    """Compare, then keep the pairs sealed: one unit, done again whole when it was cut off."""
    linkage = Linkage.objects.get(uuid=work.parameters["linkage"])
    if linkage.state != LinkageState.LINKING:
        return {"linkage": str(linkage.uuid)}
    if not is_alive(linkage):
        raise gone()
    work.step(0, _STEPS)
    pairs = compare(records_of(lists_in(linkage)), int(linkage.asked["seed"]), work)
    with (
        work.unit(),
        audit.act(work.actor, "measure.linkage.linked", object_kind="linkage", object_uuid=linkage.uuid) as act,
    ):
        current = _held(linkage)
        put_pairs(current, pairs)
        current.state = str(LinkageState.LINKED)
        current.save(update_fields=("sealed_pairs", "state"))
        act.note(pairs=len(pairs))
    return {"linkage": str(linkage.uuid)}


def compare(records: Records, seed: int, work: Run) -> Pairs:
    """All pairs that can be one person. In one thread: sums of two differ in their last digits from run to run."""
    from palermo_engines.linkage.matching import duckdb_of, match

    done = 0

    def told(_: str) -> None:
        nonlocal done
        work.pause_point()
        work.step(done, _STEPS)
        done = min(done + 1, _STEPS - 1)

    return match(records, seed=seed, database=duckdb_of(threads=1, memory=_MEMORY), progress=told).pairs


def _held(linkage: Linkage) -> Linkage:
    """The row, locked. InputError when its day has come or it was given up meanwhile."""
    current = Linkage.objects.select_for_update().get(pk=linkage.pk)
    if not is_alive(current):
        raise gone()
    return current
