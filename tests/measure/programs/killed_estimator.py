"""Asks for a run (``ask``), works until killed (``work POINT N``), or to the end and tells (``finish``)."""

from __future__ import annotations

import json
import sys

import django


def main(deed: str, *arguments: str) -> None:
    django.setup()
    {"ask": _ask, "work": _work, "finish": _finish}[deed](*arguments)


def _ask() -> None:
    from palermo.ground.access.api import console
    from palermo.measure.estimates.running import start_run
    from tests.measure.estimates.lists import QUICK, table_of

    lines = ("a,b,c,count", "1,0,0,60", "0,1,0,50", "0,0,1,70", "1,1,0,20", "1,0,1,8", "0,1,1,12", "1,1,1,9")
    start_run(console(), table=table_of("\n".join(lines).encode()), asked=QUICK)


def _work(point: str = "", number: str = "0") -> None:
    """Takes the job over from a worker that is gone; at the ``number``-th passing of ``point`` it is killed itself."""
    from palermo.ground.jobs.api import Job
    from palermo.ground.jobs.worker import carry_out, claim
    from tests.know.programs.killed_reader import _set_trap

    if point:
        _set_trap(point, int(number))
    job = claim(dead_after=0.0)
    if job is not None:
        carry_out(job)
        job.refresh_from_db()
        assert job.state == Job.State.DONE, job.message


def _finish() -> None:
    from palermo.ground.audit import api as audit
    from palermo.ground.audit.models import Event
    from palermo.measure.estimates.models import EstimateRun

    _work()
    run = EstimateRun.objects.get()
    events = Event.objects.filter(verb="measure.estimate.computed").order_by("pk")
    told = {
        "result": run.result,
        "finished": run.finished_at is not None,
        "parts": [json.loads(each.details)["part"] if isinstance(each.details, str) else each.details["part"]
                  for each in events],
        "intact": audit.verify().intact,
    }  # fmt: skip
    print(json.dumps(told))  # noqa: T201 - the test listens


if __name__ == "__main__":
    main(*sys.argv[1:])
