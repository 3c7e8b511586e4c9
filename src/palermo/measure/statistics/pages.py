"""Pages of datasets: the list, one dataset with its report and rows, importing one and watching it."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from palermo.commons.pages import page_number
from palermo.ground.access.api import ActorRequest, gated, may, open_to_all
from palermo.ground.jobs.api import job_visible_to
from palermo.measure.importing import JOB_KIND, request_import
from palermo.measure.statistics.forms import DatasetForm
from palermo.measure.statistics.queries import dataset_with, datasets, records_of
from palermo.measure.statistics.reporting import report_lines, report_lists
from palermo_engines.kit.errors import InputError

PAGE_LENGTH = 100
IMPORT = "measure.dataset.import"


@require_safe
@open_to_all("lists published datasets")
def dataset_list(request: ActorRequest) -> HttpResponse:
    """Every dataset that was imported."""
    context = {"releases": datasets(), "may_import": bool(may(request.actor, IMPORT))}
    return render(request, "measure/statistics/datasets.html", context)


@require_safe
@open_to_all("shows a published dataset as it was imported")
def dataset(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """What a dataset is, what the import made of it, and its records by row. ``?row=123`` opens the page of a row."""
    release = dataset_with(uuid)
    if release is None:
        raise Http404
    records = records_of(request.actor, release)
    row = page_number(request.GET, "row") if "row" in request.GET else None
    at = records.page_of(row, PAGE_LENGTH) if row else None
    context = {
        "release": release,
        "lines": report_lines(release.report),
        "lists": report_lists(release.report),
        "records": Paginator(records.rows, PAGE_LENGTH).get_page(at or page_number(request.GET)),
        "figures": records.figures,
        "row": row if at else None,
        "missing_row": row if row and not at else None,
    }
    return render(request, "measure/statistics/dataset.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gated(IMPORT)
def import_page(request: ActorRequest) -> HttpResponse:
    """Take a file and queue its import."""
    form = DatasetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            job = request_import(request.actor, file.read(), file.name or "")
        except InputError as error:
            form.add_error("file", str(error))
        else:
            return redirect("dataset-import-job", uuid=job.uuid)
    status = 422 if form.errors else 200
    return render(request, "measure/statistics/import.html", {"form": form}, status=status)


@require_safe
@gated(IMPORT)
def import_job(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """How far an import is; with its report once it is done."""
    job = job_visible_to(request.actor, uuid)
    if job is None or job.kind != JOB_KIND:
        raise Http404
    context = {"job": job, "running": job.state in ("waiting", "running"), "lines": report_lines(job.report)}
    part = "measure/statistics/import_progress.html"
    partial = getattr(request, "htmx", False)
    return render(request, part if partial else "measure/statistics/import_job.html", context)
