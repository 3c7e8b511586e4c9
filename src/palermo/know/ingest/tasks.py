"""Many files as one job: a unit is a file, so a killed job goes on behind the last file that is whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from palermo.commons import originals
from palermo.ground.access.api import Actor, may
from palermo.ground.jobs.api import Job, Run, job_kind, request
from palermo.know.ingest.actions import OnLikeness, store
from palermo.know.ingest.duplicates import AlreadyInLibrary, LooksLikeEdition, refuse_known_bytes
from palermo.know.ingest.reading import Reading, read
from palermo.know.library.models import Edition
from palermo_engines.documents.limits import check_size
from palermo_engines.kit.errors import InputError

KIND = "know.ingest"


def request_ingest_of_uploads(
    actor: Actor, uploads: Iterable[tuple[str, bytes]], *, refused: Sequence[Mapping[str, str]] = ()
) -> Job:
    """Queue uploaded files, given as name and bytes. The bytes are kept first, so that a restart can go on.
    ``refused`` are files turned away at the door; the report repeats why."""
    may(actor, "know.document.ingest").demand()
    files = [{"name": name[:255], "digest": originals.keep(content)} for name, content in uploads]
    return request(actor, KIND, {"files": files, "on_likeness": "ask", "refused": [dict(entry) for entry in refused]})


def request_decided_ingest(actor: Actor, *, name: str, digest: str, on_likeness: OnLikeness) -> Job:
    """Queue a kept upload again, now that a person said what it is. FileNotFoundError or ValueError when there is
    no such upload."""
    if not originals.path_of(digest).exists():
        raise FileNotFoundError(digest)
    return request(actor, KIND, {"files": [{"name": name[:255], "digest": digest}], "on_likeness": on_likeness})


def request_ingest_of_paths(actor: Actor, paths: Sequence[Path], *, on_likeness: OnLikeness = "ask") -> Job:
    """Queue files that stay where they are: for the command line, never for the web."""
    files = [{"name": path.name, "path": str(path.resolve())} for path in paths]
    return request(actor, KIND, {"files": files, "on_likeness": on_likeness})


@job_kind(KIND, permission="know.document.ingest")
def ingest_files(run: Run) -> Mapping[str, Any]:
    """The work. The report lists what became of each file; a bad file does not stop the others."""
    files = run.parameters["files"]
    start = int(run.checkpoint.get("next", 0))
    for number in range(start, len(files)):
        name = files[number]["name"]
        run.step(number, len(files), name)
        opened = _opened(files[number])
        with run.unit() as checkpoint:
            result = _result(run, name, opened)
            checkpoint["next"] = number + 1
            checkpoint["files"] = [*checkpoint.get("files", ()), result]
        _forget_unless_wanted(opened, result)
    return {"files": run.checkpoint.get("files", [])}


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file's bytes, and either what the engines read in it or why they could not."""

    content: bytes
    digest: str
    reading: Reading | None
    problem: InputError | None = None


def _opened(file: Mapping[str, str]) -> _Opened:
    """The long part, done before the unit begins: while one file is read, others may write."""
    try:
        content = _bytes_of(file)
    except InputError as problem:
        return _Opened(b"", "", None, problem)
    digest = originals.digest_of(content)
    try:
        refuse_known_bytes(digest, file["name"])
        return _Opened(content, digest, read(content, file["name"]))
    except InputError as problem:
        return _Opened(content, digest, None, problem)


def _bytes_of(file: Mapping[str, str]) -> bytes:
    try:
        if "digest" in file:
            return originals.fetch(file["digest"])
        path = Path(file["path"])
        check_size(path.stat().st_size, file["name"])
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            "library.unreadable", "The file cannot be opened.",
            advice="Check that it is still there and may be read.", where=file["name"],
        ) from error  # fmt: skip


def _result(run: Run, name: str, opened: _Opened) -> dict[str, Any]:
    """What became of one file, as the report shows it."""
    if opened.problem is not None or opened.reading is None:
        return _refusal(name, opened.problem)
    try:
        done = store(
            run.actor, name=name, content=opened.content, reading=opened.reading,
            on_likeness=run.parameters.get("on_likeness", "ask"),
        )  # fmt: skip
    except InputError as problem:
        return _refusal(name, problem) | {"digest": opened.digest}
    return {
        "name": name,
        "result": "ingested",
        "document": str(done.document.uuid),
        "title": done.document.title,
        "edition": done.edition,
        "paragraphs": done.paragraphs,
        "findings": done.findings.new,
        "kept": done.findings.kept,
        "gone": done.findings.gone,
        "notices": list(done.notices),
    }


def _refusal(name: str, problem: InputError | None) -> dict[str, Any]:
    assert problem is not None
    said = {"name": name, "code": problem.code, "message": problem.message, "advice": problem.advice}
    if isinstance(problem, AlreadyInLibrary):
        return said | {"result": "duplicate", "document": str(problem.document.uuid), "title": problem.document.title}
    if isinstance(problem, LooksLikeEdition):
        first = problem.likeness.document
        return said | {"result": "looks_like_edition", "document": str(first.uuid), "title": first.title}
    return said | {"result": "refused"}


def _forget_unless_wanted(opened: _Opened, result: Mapping[str, Any]) -> None:
    """A refused upload is not kept; one that waits for a decision is."""
    refused = result["result"] == "refused" and opened.digest
    if refused and not Edition.objects.filter(digest=opened.digest).exists():
        originals.forget(opened.digest)
