"""The pages that change something: uploading, starting, stopping and resuming runs, publishing."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palermo.ground.access.api import ActorRequest, gated
from palermo.measure.estimates.forms import ListsForm, RuleForm, RunForm, TableForm
from palermo.measure.estimates.pages import found_run, found_table, result_context, staff, table_page
from palermo.measure.estimates.problems import lay_problem, told
from palermo.measure.estimates.publishing import preview, publish_run, withdraw_run
from palermo.measure.estimates.reading import Overlaps, overlaps_of_lists, overlaps_of_table
from palermo.measure.estimates.rules import PUBLISH, RUN
from palermo.measure.estimates.running import resume_run, start_run, stop_run
from palermo.measure.estimates.taking_in import take_in
from palermo.measure.estimates.uploads import LARGEST_UPLOAD, in_memory
from palermo_engines.kit.errors import InputError
from palermo_engines.release.gate import Rule

_FORM_METHODS = ["GET", "HEAD", "POST"]


@gated(RUN)
@in_memory
@require_http_methods(_FORM_METHODS)
def new_table(request: ActorRequest) -> HttpResponse:
    """A table of overlaps that was counted elsewhere."""
    form = TableForm(request.POST or None, request.FILES or None)

    def read() -> Overlaps:
        return overlaps_of_table(form.cleaned_data["file"].read(), form.chosen_covariates())

    return _taking_in(request, form, read, "table")


@gated(RUN)
@in_memory
@require_http_methods(_FORM_METHODS)
def new_lists(request: ActorRequest) -> HttpResponse:
    """Lists of agencies, joined here; of the people nothing is kept."""
    form = ListsForm(request.POST or None, request.FILES or None)

    def read() -> Overlaps:
        return overlaps_of_lists(form.lists(), form.cleaned_data["identifier"].strip(), form.chosen_covariates())

    return _taking_in(request, form, read, "lists")


def _taking_in(
    request: ActorRequest, form: TableForm | ListsForm, read: Callable[[], Overlaps], kind: str
) -> HttpResponse:
    if request.method == "POST" and _fits(request, form) and form.is_valid():
        try:
            overlaps = read()
            table = take_in(request.actor, about=form.about(), overlaps=overlaps)
        except InputError as problem:
            lay_problem(form, problem, where="file" if kind == "table" else "")
        else:
            if again := overlaps.notes.get("again"):
                messages.info(
                    request, _("%(count)s entries stood twice in their list and count once.") % {"count": again}
                )
            return redirect("estimate-table", uuid=table.uuid)
    status = 422 if form.errors else 200
    return render(request, "measure/estimates/new.html", {"form": form, "kind": kind}, status=status)


def _fits(request: ActorRequest, form: forms.Form) -> bool:
    if int(request.META.get("CONTENT_LENGTH") or 0) <= LARGEST_UPLOAD:
        return True
    lay_problem(form, InputError("estimates.too_large", "The files are larger than 32 MB together."))
    return False


@gated(RUN)
@require_POST
def start(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Queue a run on a table."""
    found, form = found_table(request.actor, uuid), RunForm(request.POST)
    if form.is_valid():
        try:
            return redirect("estimate-run", uuid=start_run(request.actor, table=found, asked=form.asked()).uuid)
        except InputError as problem:
            lay_problem(form, problem)
    return table_page(request, found, form, status=422)


@gated(RUN)
@require_POST
def stop(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Stop after the part in hand."""
    stop_run(request.actor, run=found_run(request.actor, uuid))
    messages.success(request, _("The work stops after what it is doing now. It can be resumed."))
    return redirect("estimate-run", uuid=uuid)


@gated(RUN)
@require_POST
def resume(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Go on where it stopped."""
    try:
        resume_run(request.actor, run=found_run(request.actor, uuid))
    except InputError as problem:
        messages.error(request, told(problem))
    else:
        messages.success(request, _("The work goes on where it stopped."))
    return redirect("estimate-run", uuid=uuid)


@gated(PUBLISH)
@require_http_methods(_FORM_METHODS)
def publish(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """What the public would read under a rule; and publishing it."""
    found = found_run(request.actor, uuid)
    given = request.POST or request.GET
    form = RuleForm(given if "minimum" in given else None, initial={"minimum": 5, "base": 1})
    rule = form.rule() if form.is_bound and form.is_valid() else Rule()
    try:
        if request.method == "POST" and form.is_valid():
            return redirect("source-computation", uuid=publish_run(request.actor, run=found, rule=rule).uuid)
        shown = result_context(preview(found, rule))
    except InputError as problem:
        messages.error(request, told(problem))
        return redirect("estimate-run", uuid=uuid)
    context = {"run": found, "form": form, "rule": rule, "public": True, **shown, **staff(request.actor)}
    return render(request, "measure/estimates/publish.html", context, status=422 if form.errors else 200)


@gated(PUBLISH)
@require_POST
def withdraw(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Take a published result back."""
    try:
        withdraw_run(request.actor, run=found_run(request.actor, uuid))
    except InputError as problem:
        messages.error(request, told(problem))
    else:
        messages.success(request, _("The estimate is withdrawn. Its page says so."))
    return redirect("estimate-run", uuid=uuid)
