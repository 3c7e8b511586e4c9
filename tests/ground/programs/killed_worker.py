"""A worker whose job makes one body per unit, slowly enough to be killed in the middle of any step.

Arguments: ``ask N`` queues a job of N units; ``work`` works until nothing waits; ``tell`` prints what came of it.
"""

# ruff: noqa: E402, T201  (Django is set up before its models are imported; what it prints is what the test reads)
import json
import sys
import threading
import time
from collections import Counter

import django

django.setup()

from palermo.ground.access.api import console
from palermo.ground.audit import api as audit
from palermo.ground.audit.models import Event
from palermo.ground.jobs.api import Job, Run, job_kind, request, run_waiting
from palermo.ground.organisations.models import Organisation

DEAD_AFTER = 0.3


@job_kind("test.bodies", permission="ground.person.manage")
def make_bodies(run: Run) -> dict[str, int]:
    total = run.parameters["units"]
    for number in range(run.checkpoint.get("next", 0), total):
        run.step(number, total, f"body {number}")
        print(number, flush=True)  # the test counts these to know when to kill
        time.sleep(0.002)
        with run.unit() as checkpoint:
            with audit.act(run.actor, "ground.organisation.created", object_kind="organisation", number=number):
                Organisation.objects.create(code=f"body-{number}-{time.time_ns()}", name=f"Body {number}")
            time.sleep(0.002)
            checkpoint["next"] = number + 1
    return {"bodies": total}


def work() -> None:
    stop = threading.Event()
    threading.Thread(target=run_waiting, args=(stop,), kwargs={"idle_seconds": 0.05, "dead_after": DEAD_AFTER}).start()
    while Job.objects.exclude(state__in=(Job.State.DONE, Job.State.FAILED)).exists():
        time.sleep(0.05)
    stop.set()


def tell() -> None:
    names = Counter(Organisation.objects.values_list("name", flat=True))
    made = Event.objects.filter(verb="ground.organisation.created").values_list("details", flat=True)
    verification = audit.verify()
    job = Job.objects.get()
    print(
        json.dumps(
            {
                "state": job.state, "message": job.message, "done": job.done, "report": job.report,
                "names": len(names), "twice": [name for name, count in names.items() if count > 1],
                "events": sorted(json.loads(details)["number"] for details in made),
                "intact": verification.intact,
            }
        )
    )  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1] == "ask":
        request(console(), "test.bodies", {"units": int(sys.argv[2])})
    else:
        {"work": work, "tell": tell}[sys.argv[1]]()
