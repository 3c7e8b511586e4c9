"""Adding documents: the upload page, its progress, and the question whether a file is a corrected edition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.ground.access.api import gated
from palermo.ground.jobs.api import Job, job_visible_to
from palermo.know.ingest.tasks import KIND, request_decided_ingest, request_ingest_of_uploads
from palermo.know.problems import told
from palermo.know.requests import PageRequest
from palermo_engines.documents.limits import MAX_BYTES, check_size
from palermo_engines.kit.errors import InputError

_ENDED = frozenset({Job.State.DONE, Job.State.FAILED, Job.State.STOPPED})
_CHOICES = {"edition": "edition", "separate": "separate"}


@gated("know.document.ingest")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: PageRequest) -> HttpResponse:
    """The form; and on POST the files become a job, whose page shows what becomes of each."""
    context: dict[str, Any] = {"megabytes": MAX_BYTES // 1_048_576}
    if request.method != "POST":
        return render(request, "know/ingest/upload.html", context)
    files = request.FILES.getlist("files")
    if not files:
        context["error"] = _("Choose at least one file.")
        return render(request, "know/ingest/upload.html", context, status=422)
    refused = _refused(files)
    turned_away = {entry["position"] for entry in refused}
    fitting = [file for position, file in enumerate(files) if position not in turned_away]
    job = request_ingest_of_uploads(request.actor, _contents(fitting), refused=refused)
    return redirect("library-ingest-job", uuid=job.uuid)


@gated("know.document.ingest")
@require_safe
def ingest_job(request: PageRequest, uuid: UUID) -> HttpResponse:
    """How far the files are, and what became of each."""
    job = job_visible_to(request.actor, uuid)
    if job is None or job.kind != KIND:
        raise Http404
    results = (job.report or job.checkpoint).get("files", [])
    context = {
        "job": job,
        "results": [_shown(file) for file in (*job.parameters.get("refused", ()), *results)],
        "ended": job.state in _ENDED,
    }
    return render(request, "know/ingest/_job.html" if request.htmx else "know/ingest/job.html", context)


@gated("know.document.ingest")
@require_POST
def decide_likeness(request: PageRequest) -> HttpResponse:
    """Whether a kept upload is a corrected edition or a document of its own."""
    choice = _CHOICES.get(request.POST.get("choice", ""))
    if choice is None:
        raise Http404
    try:
        job = request_decided_ingest(
            request.actor, name=request.POST.get("name", ""), digest=request.POST.get("digest", ""),
            on_likeness="edition" if choice == "edition" else "separate",
        )  # fmt: skip
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    return redirect("library-ingest-job", uuid=job.uuid)


def _shown(file: dict[str, Any]) -> dict[str, Any]:
    """A file's line of the report, with what went wrong in the reader's language."""
    problem = told(file["code"], file["message"], file["advice"]) if "code" in file else ""
    return {"result": "refused", **file, "problem": problem}


def _refused(files: list[UploadedFile[Any]]) -> list[dict[str, Any]]:
    """Files that are empty or too large: told now, while the others go on."""
    refused = []
    for position, file in enumerate(files):
        try:
            check_size(file.size or 0, file.name or "")
        except InputError as problem:
            told = {"code": problem.code, "message": problem.message, "advice": problem.advice}
            refused.append({"position": position, "name": file.name or "", **told})
    return refused


def _contents(files: list[UploadedFile[Any]]) -> Iterator[tuple[str, bytes]]:
    """One file in memory at a time."""
    for file in files:
        yield file.name or "document", file.read()
