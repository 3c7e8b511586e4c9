"""Long work: what runs, how far it is, stopping and resuming."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from palermo.commons.pages import page_number
from palermo.ground.access.api import ActorRequest, gated, may
from palermo.ground.jobs.api import Job, job_visible_to, jobs_visible_to, resume, stop
from palermo_engines.kit.errors import InputError

_READ, _STEER = "ground.job.read", "ground.job.steer"
_A_PAGE = 25


@gated(_READ)
@require_safe
def jobs(request: ActorRequest) -> HttpResponse:
    """All work, the newest first. HTMX asks again for the list while something moves."""
    page = Paginator(jobs_visible_to(request.actor), _A_PAGE).get_page(page_number(request.GET))
    moving = any(job.state in (Job.State.WAITING, Job.State.RUNNING) for job in page)
    content = {"page": page, "moving": moving, "may_steer": may(request.actor, _STEER)}
    partial = request.headers.get("HX-Request") == "true"
    return render(request, "site/desk/jobs_list.html" if partial else "site/desk/jobs.html", content)


@gated(_READ)
@require_safe
def job(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """One job. HTMX asks again for its state while it moves."""
    content = {"job": _job(request, uuid), "may_steer": may(request.actor, _STEER)}
    partial = request.headers.get("HX-Request") == "true"
    return render(request, "site/desk/job_state.html" if partial else "site/desk/job.html", content)


@gated(_STEER)
@require_POST
def stop_job(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Ask a job to stop after its present unit."""
    stop(request.actor, _job(request, uuid))
    messages.success(request, gettext("The work stops after what it is doing now. It can be resumed."))
    return redirect("desk-job", uuid=uuid)


@gated(_STEER)
@require_POST
def resume_job(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Put a stopped or failed job back in the queue."""
    try:
        resume(request.actor, _job(request, uuid))
    except InputError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, gettext("The work goes on where it stopped."))
    return redirect("desk-job", uuid=uuid)


def _job(request: ActorRequest, uuid: UUID) -> Job:
    found = job_visible_to(request.actor, uuid)
    if found is None:
        raise Http404
    return found
