"""The pages of linking. A linkage has one page, which shows what its state allows; its pairs have another. No page is
kept by any cache: the site says so to everybody who signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from openpyxl.utils import get_column_letter

from palermo.ground.access.api import ActorRequest, for_people, gated
from palermo.measure.estimates.charting import overlap_chart
from palermo.measure.estimates.forms import AboutForm
from palermo.measure.estimates.linking import problems
from palermo.measure.estimates.linking.bringing import (
    add_list,
    begin,
    choose_columns,
    demand_linkable,
    read_list,
    remove_list,
    wrong_births,
)
from palermo.measure.estimates.linking.ending import give_up, sweep
from palermo.measure.estimates.linking.forms import FilesForm, LinkForm, UseForm
from palermo.measure.estimates.linking.keeping import lists_in
from palermo.measure.estimates.linking.queries import Linkage, is_alive, linkage_of, linkage_to_review
from palermo.measure.estimates.linking.results import opened, outcome_of
from palermo.measure.estimates.linking.reviewing import QUEUES, judge, look_at_pair, next_waiting, open_to_reviewers
from palermo.measure.estimates.linking.rules import RUN, may_own
from palermo.measure.estimates.linking.telling import outcome_words, told_context
from palermo.measure.estimates.linking.using import use_linkage
from palermo.measure.estimates.linking.words import JUDGED_WORDS, STATE_WORDS, LinkageState
from palermo.measure.estimates.linking.working import (
    back_to_columns,
    job_of,
    resume_linking,
    start_linking,
    stop_linking,
)
from palermo.measure.estimates.problems import lay_problem
from palermo.measure.estimates.states import can_resume, can_stop
from palermo.measure.estimates.uploads import LARGEST_UPLOAD, in_memory
from palermo_engines.kit.errors import InputError

_FORM_METHODS = ["GET", "HEAD", "POST"]
_SHOWN = 20
_REVIEWED = "the owner of the linkage, and reviewers whom the owner let in: linkage_to_review decides"


@gated(RUN)
@require_http_methods(_FORM_METHODS)
def new_linkage(request: ActorRequest) -> HttpResponse:
    """What it is about. Files come on the next page, so that a mistake here loses none."""
    form = AboutForm(request.POST or None)
    if form.is_valid():
        try:
            return redirect("estimate-linkage", uuid=begin(request.actor, about=form.about()).uuid)
        except InputError as problem:
            lay_problem(form, problem)
    return render(request, "measure/estimates/linking/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@gated(RUN)
def linkage(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Where it stands."""
    sweep()
    found = found_linkage(request, uuid)
    htmx = getattr(request, "htmx", False)
    if htmx and found.state == LinkageState.LINKING:
        return render(request, "measure/estimates/linking/_progress.html", _progress(found))
    response = linkage_page(request, found)
    if htmx:
        response["HX-Refresh"] = "true"
    return response


def linkage_page(
    request: ActorRequest, found: Linkage, *, files: FilesForm | None = None, form: LinkForm | None = None,
    use_form: UseForm | None = None,
) -> HttpResponse:  # fmt: skip
    """The page of a linkage, with the forms as they stand."""
    status = 422 if any(each and each.errors for each in (files, form, use_form)) else 200
    context: dict[str, Any] = {"linkage": found, "state_words": STATE_WORDS[found.state], "alive": is_alive(found)}
    if context["alive"]:
        try:
            context |= _PARTS[found.state](found, files, form, use_form)
        except InputError:  # another machine's archive: the row is here, its key is not
            context["alive"] = False
    return render(request, "measure/estimates/linking/linkage.html", context, status=status)


def _columns(found: Linkage, files: FilesForm | None, form: LinkForm | None, _: object) -> dict[str, Any]:
    lists = lists_in(found)
    return {"files": files or FilesForm(), "form": form or LinkForm(lists), "lists": lists}


def _progress(found: Linkage, *_: object) -> dict[str, Any]:
    job = job_of(found)
    failed = problems.told_failure(job.message) if job and job.state == "failed" else ""
    return {
        "linkage": found, "job": job, "can_stop": can_stop(job), "can_resume": can_resume(job), "failed": failed,
        "moving": can_stop(job),
    }  # fmt: skip


def _linked(found: Linkage, _: object, _other: object, form: UseForm | None) -> dict[str, Any]:
    outcome = outcome_of(opened(found))
    view = {
        "names": found.names, "sizes": [_size(outcome.cells, at) for at in range(len(found.names))],
        "cells": [[code, count] for code, count in outcome.cells.items()], "minimum": None,
    }  # fmt: skip
    return {
        "outcome": outcome,
        "words": outcome_words(outcome),
        "overlap": overlap_chart(view),
        "form": form or UseForm(),
    }


def _size(cells: Any, at: int) -> int:
    return sum(count for code, count in cells.items() if code >> at & 1)


_PARTS: dict[str, Callable[..., dict[str, Any]]] = {
    LinkageState.COLUMNS: _columns, LinkageState.LINKING: _progress, LinkageState.LINKED: _linked,
}  # fmt: skip


@gated(RUN)
@in_memory
@require_POST
def bring(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Add lists. Those that can be read are kept, whatever is wrong with others."""
    found = found_linkage(request, uuid)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_UPLOAD:
        messages.error(request, _("The files are larger than 32 MB together."))
        return redirect("estimate-linkage", uuid=uuid)
    form = FilesForm(request.POST, request.FILES)
    form.full_clean()
    for name, content in form.brought():
        try:
            add_list(request.actor, linkage=found, brought=read_list(name, content))
        except InputError as problem:
            form.add_error(None, problems.told(problem))
    if not form.errors:
        return redirect("estimate-linkage", uuid=uuid)
    return linkage_page(request, found, files=form)


@gated(RUN)
@require_POST
def drop(request: ActorRequest, uuid: UUID, place: int) -> HttpResponse:
    """Forget a list."""
    return _done(request, uuid, lambda found: remove_list(request.actor, linkage=found, place=place))


@gated(RUN)
@require_POST
def link(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Keep what the columns are, and have the lists linked."""
    found = found_linkage(request, uuid)
    try:
        form = LinkForm(lists_in(found), request.POST)
        if form.is_valid():
            choose_columns(request.actor, linkage=found, columns=form.columns())
            demand_linkable(lists_in(found))
            if not form.cleaned_data["without_births"]:
                _lay_births(form, found)
        if form.is_valid():
            said = form.cleaned_data
            start_linking(request.actor, linkage=found, seed=said["seed"], without_births=said["without_births"])
            return redirect("estimate-linkage", uuid=uuid)
    except InputError as problem:
        if problem.code == "linking.gone":
            messages.error(request, problems.told(problem))
            return redirect("estimate-linkage", uuid=uuid)
        form.add_error(None, problems.told(problem))
    return linkage_page(request, found, form=form)


def _lay_births(form: LinkForm, found: Linkage) -> None:
    wrong = wrong_births(lists_in(found))
    for name, row, at in wrong[:_SHOWN]:
        where = problems.cell_words(name, row, get_column_letter(at + 1))
        form.add_error(None, _("%(where)s: the date of birth cannot be read.") % {"where": where})
    if len(wrong) > _SHOWN:
        form.add_error(None, _("And %(count)s more.") % {"count": len(wrong) - _SHOWN})
    if wrong:
        form.add_error("without_births", _("Correct the files, or tick this box."))


@gated(RUN)
@require_POST
def stop(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Stop comparing."""
    return _done(request, uuid, lambda found: stop_linking(request.actor, linkage=found))


@gated(RUN)
@require_POST
def resume(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Compare again."""
    return _done(request, uuid, lambda found: resume_linking(request.actor, linkage=found))


@gated(RUN)
@require_POST
def reopen(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Back to lists and columns, after a stop or a failure."""
    return _done(request, uuid, lambda found: back_to_columns(request.actor, linkage=found))


@gated(RUN)
@require_POST
def reviewers(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Let reviewers see the pairs, or no longer."""
    wanted = request.POST.get("open") == "yes"
    return _done(request, uuid, lambda found: open_to_reviewers(request.actor, linkage=found, opened_now=wanted))


@gated(RUN)
@require_POST
def abandon(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Delete the records now."""
    return _done(request, uuid, lambda found: give_up(request.actor, linkage=found))


@gated(RUN)
@require_POST
def use(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Make the table of overlaps, and delete the records."""
    found, form = found_linkage(request, uuid), UseForm(request.POST)
    if not form.is_valid():
        return linkage_page(request, found, use_form=form)
    try:
        table = use_linkage(request.actor, linkage=found, wanted=form.wanted())
    except InputError as problem:
        field = "groupings" if problem.code in ("estimates.values", "estimates.strata") else None
        form.add_error(field, problems.told(problem))
        return linkage_page(request, found, use_form=form)
    messages.success(request, _("The table holds counts only. The records are deleted."))
    return redirect("estimate-table", uuid=table.uuid)


@for_people(_REVIEWED)
@require_http_methods(_FORM_METHODS)
def review(request: ActorRequest, uuid: UUID, queue: str, place: int) -> HttpResponse:
    """One pair; and what was said of it."""
    found, kind = linkage_to_review(request.actor, uuid), next((each for each in QUEUES if each == queue), None)
    if found is None or kind is None or found.state != LinkageState.LINKED:
        raise Http404
    try:
        if request.method == "POST":
            judge(request.actor, linkage=found, queue=kind, place=place, verdict=request.POST.get("verdict", ""))
            return _after(request, found, kind, place)
        shown = look_at_pair(request.actor, linkage=found, queue=kind, place=place)
    except InputError as problem:
        messages.error(request, problems.told(problem))
        return redirect("estimates")
    if shown is None:
        raise Http404
    context = {
        "linkage": found, "queue": queue, "shown": shown, "verdicts": JUDGED_WORDS,
        "mine": may_own(request.actor, found),
        **told_context(shown.doubt),
    }  # fmt: skip
    return render(request, "measure/estimates/linking/review.html", context)


def _after(request: ActorRequest, found: Linkage, queue: Any, place: int) -> HttpResponse:
    """To the next pair that nobody judged; when there is none, to where the queue began."""
    following = next_waiting(request.actor, linkage=found, queue=queue, after=place)
    if following:
        return redirect("estimate-linkage-review", uuid=found.uuid, queue=queue, place=following)
    messages.success(request, _("All pairs of this queue are judged."))
    if may_own(request.actor, found):
        return redirect("estimate-linkage", uuid=found.uuid)
    return redirect("estimate-linkage-review", uuid=found.uuid, queue=queue, place=place)


def found_linkage(request: ActorRequest, uuid: UUID) -> Linkage:
    """The actor's own; Http404 when there is none."""
    found = linkage_of(request.actor, uuid)
    if found is None:
        raise Http404
    return found


def _done(request: ActorRequest, uuid: UUID, deed: Callable[[Linkage], None]) -> HttpResponse:
    """Do it and come back to the page, which says what is wrong, if anything."""
    try:
        deed(found_linkage(request, uuid))
    except InputError as problem:
        messages.error(request, problems.told(problem))
    return redirect("estimate-linkage", uuid=uuid)
