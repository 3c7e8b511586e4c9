"""People who edit records of a register at once, each in a thread with a connection of their own.

Arguments: ``one-field``, ``two-fields`` or ``many-writers``. Prints as JSON what each got, what the records hold, and
whether the audit chain is intact.
"""

# ruff: noqa: E402  (Django is set up before its models are imported)
import json
import sys
import threading
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connection

from palermo.ground.access.api import console
from palermo.ground.audit import api as audit
from palermo.ground.registers.api import (
    Clash,
    RegisterRecord,
    change_record,
    create_record,
    declaration,
    find_records,
)

COURSES = declaration("COURSES")
assert COURSES is not None
BASE = {"event": "Course"}


def at_once(works: list[Callable[[], str]]) -> list[str]:
    """What each work said, all begun together."""
    gate = threading.Barrier(len(works))
    said = [""] * len(works)

    def run(place: int, work: Callable[[], str]) -> None:
        gate.wait()
        try:
            said[place] = work()
        except Exception as error:
            said[place] = f"{type(error).__name__}: {error}"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def edit(record: RegisterRecord, **values: str) -> Callable[[], str]:
    def work() -> str:
        try:
            change_record(console(), declaration=COURSES, record=record, values={**BASE, **values}, revision=1)
        except Clash as clash:
            return f"clash over {','.join(clash.fields)}: mine {clash.mine['event']}, theirs {clash.theirs['event']}"
        return "saved"

    return work


def write() -> str:
    for _ in range(8):
        create_record(console(), declaration=COURSES, values={**BASE, "level": "national"})
    return "saved"


def play(scene: str) -> list[str]:
    if scene == "many-writers":
        return at_once([write] * 4)
    record = create_record(console(), declaration=COURSES, values=BASE)
    if scene == "one-field":
        return at_once([edit(record, event="One"), edit(record, event="Other")])
    return at_once([edit(record, level="national"), edit(record, country="ALB")])


if __name__ == "__main__":
    said = play(sys.argv[1])
    records = RegisterRecord.objects.order_by("ordinal")
    answer: dict[str, Any] = {
        "said": said,
        "numbers": [record.ordinal for record in records],
        "values": [record.values for record in records],
        "counted": dict(find_records(console(), COURSES, facets=["level"]).facets["level"]),
        "intact": audit.verify().intact,
    }
    sys.stdout.write(json.dumps(answer))
