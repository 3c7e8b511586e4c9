"""Asks for an ingest (``ask FOLDER``), works until killed (``work POINT N``), or to the end and tells (``finish``).

Every worker first looks for half documents that the one before it may have left.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from importlib import import_module
from itertools import count
from pathlib import Path

import django


def main(deed: str, *arguments: str) -> None:
    django.setup()
    {"ask": _ask, "work": _work, "finish": _finish}[deed](*arguments)


def _ask(folder: str) -> None:
    from palermo.ground.access.api import console
    from palermo.know.api import request_ingest_of_uploads

    paths = sorted(Path(folder).iterdir())
    request_ingest_of_uploads(console(), ((path.name, path.read_bytes()) for path in paths))


def _work(point: str = "", number: str = "0") -> None:
    """Takes the job over from a worker that is gone; at the ``number``-th passing of ``point`` it is killed itself."""
    from palermo.ground.jobs.api import Job
    from palermo.ground.jobs.worker import carry_out, claim

    _look_for_halves()
    if point:
        _set_trap(point, int(number))
    job = claim(dead_after=0.0)
    if job is not None:
        carry_out(job)
        job.refresh_from_db()
        assert job.state == Job.State.DONE, job.message


def _set_trap(point: str, number: int) -> None:
    """SIGKILL right after the function at ``point`` (module:name) has returned for the ``number``-th time."""
    module_name, _, name = point.partition(":")
    module = import_module(module_name)
    done = getattr(module, name)
    passings = count(1)

    def then_killed(*arguments: object, **named: object) -> object:
        result = done(*arguments, **named)
        if next(passings) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(module, name, then_killed)


def _look_for_halves() -> None:
    from palermo.know.library.models import Document

    assert not [document.pk for document in Document.objects.all() if _half(document)], "a half document"


def _finish() -> None:
    _work()
    _look_for_halves()
    _tell()


def _tell() -> None:
    from palermo.ground.audit import api as audit
    from palermo.ground.audit.models import Event
    from palermo.ground.jobs.api import Job
    from palermo.know.library.models import Document, Edition

    job = Job.objects.get()
    told = {
        "state": job.state,
        "results": Counter(file["result"] for file in job.report.get("files", [])),
        "names": [file["name"] for file in job.report.get("files", [])],
        "documents": Document.objects.count(),
        "editions": Edition.objects.count(),
        "events": Event.objects.filter(verb="know.document.ingested").count(),
        "intact": audit.verify().intact,
    }
    print(json.dumps(told))  # noqa: T201 - the test listens


def _half(document: object) -> bool:
    """Whether a part of a document is missing."""
    paragraphs = document.blocks.filter(kind="paragraph").count()  # type: ignore[attr-defined]
    return not (
        paragraphs
        and document.editions.count() == 1  # type: ignore[attr-defined]
        and document.search_rows.filter(kind="paragraph").count() == paragraphs  # type: ignore[attr-defined]
        and document.findings.exists()  # type: ignore[attr-defined]
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
