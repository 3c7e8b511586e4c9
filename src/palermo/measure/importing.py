"""One door for datasets: the file's own bytes tell what it is; the work runs as a job or at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from palermo.commons import originals
from palermo.ground.access.api import Actor, may
from palermo.ground.jobs import api as jobs
from palermo.ground.jobs.api import Job, Run, job_kind
from palermo.measure import releases
from palermo.measure.releases import Imported
from palermo.measure.statistics import actions as statistics
from palermo.measure.treaties import actions as treaties
from palermo.measure.words import DatasetKind
from palermo_engines.kit.errors import InputError

JOB_KIND = "measure.import"
LARGEST_FILE = 64 * 1024 * 1024
_ZIP = b"PK\x03\x04"
Step = Callable[[int, int, str], None]


def import_dataset(actor: Actor, content: bytes, name: str, *, step: Step = lambda *_: None) -> Imported:
    """Import a file at once, in one transaction. Importing the same bytes again changes nothing.

    A ``.xlsx`` workbook is read as published trafficking statistics, anything else as a register of treaty
    participation in CSV. InputError or TableError when it cannot be used; then nothing was kept.
    """
    may(actor, "measure.dataset.import").demand()
    prepared = prepare(content, name, step=step)
    return prepared if isinstance(prepared, Imported) else record(actor, prepared)


def request_import(actor: Actor, content: bytes, name: str) -> Job:
    """Queue an import; the bytes wait in the home. InputError when the file is empty or too large."""
    may(actor, "measure.dataset.import").demand()
    _measure_file(content)
    return jobs.request(actor, JOB_KIND, {"digest": originals.keep(content), "name": name[:200]})


def prepare(content: bytes, name: str, *, step: Step) -> statistics.Prepared | treaties.Prepared | Imported:
    """Read a file without writing; an Imported when these bytes stand already."""
    _measure_file(content)
    kind = DatasetKind.STATISTICS if content.startswith(_ZIP) else DatasetKind.TREATIES
    if known := releases.release_with(kind, originals.digest_of(content)):
        return Imported(known, changed=False, report=known.report)
    if kind is DatasetKind.STATISTICS:
        return statistics.prepare(content, name, step=step)
    return treaties.prepare(content, name, step=step)


def record(actor: Actor, prepared: statistics.Prepared | treaties.Prepared) -> Imported:
    if isinstance(prepared, statistics.Prepared):
        return statistics.record(actor, prepared)
    return treaties.record(actor, prepared)


def _measure_file(content: bytes) -> None:
    if not content:
        raise InputError("import.empty", "The file is empty.")
    if len(content) > LARGEST_FILE:
        raise InputError("import.too_large", f"The file is larger than {LARGEST_FILE // 2**20} MB.")


@job_kind(JOB_KIND, permission="measure.dataset.import")
def carry_out_import(run: Run) -> Mapping[str, Any]:
    """Read and check outside the transaction, write everything in one unit."""
    content = _kept(str(run.parameters["digest"]))
    prepared = prepare(content, str(run.parameters["name"]), step=run.step)
    if isinstance(prepared, Imported):
        return _summary(prepared)
    with run.unit() as checkpoint:
        imported = record(run.actor, prepared)
        checkpoint["dataset"] = str(imported.release.source.uuid)
    return _summary(imported)


def _kept(digest: str) -> bytes:
    try:
        return originals.fetch(digest)
    except FileNotFoundError as error:
        raise InputError("import.file_gone", "The uploaded file is gone.", advice="Upload it again.") from error


def _summary(imported: Imported) -> dict[str, Any]:
    return {"dataset": str(imported.release.source.uuid), "changed": imported.changed, **imported.report}
