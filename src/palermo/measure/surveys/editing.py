"""The pages of coordinators: preparing a round, asking, opening and closing, publishing."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from palermo.ground.access.api import ActorRequest, gated
from palermo.measure.surveys.forms import InviteForm, PublishForm, RoundForm, SectionForm, SenderForm, round_fields
from palermo.measure.surveys.inviting import add_section, change_round, create_round, invite, move_round, set_sender
from palermo.measure.surveys.pages import found_round, round_context
from palermo.measure.surveys.problems import lay_problem, told
from palermo.measure.surveys.publishing import publish_round, unpublish_round
from palermo.measure.surveys.queries import SurveyRound
from palermo.measure.surveys.rules import PUBLISH
from palermo_engines.kit.errors import InputError

_FORM_METHODS = ["GET", "HEAD", "POST"]


@gated(PUBLISH)
@require_http_methods(_FORM_METHODS)
def new_round(request: ActorRequest) -> HttpResponse:
    """A note verbale that is to go out."""
    form = RoundForm(request.POST or None, initial={"languages": ["en"], "original": "en"})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("survey", uuid=create_round(request.actor, said=form.said()).uuid)
        except InputError as problem:
            lay_problem(form, problem)
    return form_page(request, form, _("New survey"))


@gated(PUBLISH)
@require_http_methods(_FORM_METHODS)
def edit_round(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Change it; a new cut-off puts replies before or after it."""
    found = found_round(request.actor, uuid)
    form = RoundForm(request.POST or None, initial=round_fields(found))
    if request.method == "POST" and form.is_valid():
        try:
            change_round(request.actor, survey=found, said=form.said(), revision=form.cleaned_data["revision"] or 0)
            return redirect("survey", uuid=uuid)
        except InputError as problem:
            lay_problem(form, problem, current=found.revision)
    return form_page(request, form, _("Change the survey"), found)


@gated(PUBLISH)
@require_http_methods(_FORM_METHODS)
def new_section(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """A part of the questionnaire and heading of the report."""
    found = found_round(request.actor, uuid)
    form = SectionForm(found, request.POST or None, initial={"position": found.sections.count() + 1})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            add_section(
                request.actor, survey=found, code=said["code"], titles=form.titles(), level=said["level"],
                position=said["position"],
            )  # fmt: skip
            return redirect("survey", uuid=uuid)
        except InputError as problem:
            lay_problem(form, problem)
    return form_page(request, form, _("New section"), found)


@gated(PUBLISH)
@require_http_methods(_FORM_METHODS)
def ask(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Whom the note goes to."""
    found = found_round(request.actor, uuid)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = invite(request.actor, survey=found, named=form.cleaned_data["named"])
            text = ngettext("%(count)d is asked now.", "%(count)d more are asked now.", count)
            messages.success(request, text % {"count": count})
            return redirect("survey-board", uuid=uuid)
        except InputError as problem:
            lay_problem(form, problem)
    return form_page(request, form, _("Ask States and organisations"), found)


@gated(PUBLISH)
@require_http_methods(_FORM_METHODS)
def sender(request: ActorRequest, uuid: UUID, code: str) -> HttpResponse:
    """Whose focal point clears a reply, and the names it is printed under."""
    found = found_round(request.actor, uuid)
    reply = found.replies.select_related("focal").filter(code=code).first()
    if reply is None:
        raise Http404
    shown = {"body": reply.focal.code if reply.focal else ""}
    shown |= {f"name_{language}": name for language, name in reply.names.items()}
    form = SenderForm(found.languages, request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        try:
            set_sender(request.actor, reply=reply, focal=form.cleaned_data["body"], names=form.names())
            return redirect("survey-board", uuid=uuid)
        except InputError as problem:
            lay_problem(form, problem)
    return form_page(request, form, _("Who clears the reply, and names of the time"), found)


@gated(PUBLISH)
@require_POST
def move(request: ActorRequest, uuid: UUID, step: str) -> HttpResponse:
    """Open or close the round."""
    try:
        moved = move_round(request.actor, survey=found_round(request.actor, uuid), move=step)
        messages.success(request, moved.state_words)
    except InputError as problem:
        messages.error(request, told(problem))
    return redirect("survey", uuid=uuid)


@gated(PUBLISH)
@require_POST
def publish(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Make an edition and show it."""
    found = found_round(request.actor, uuid)
    form = PublishForm(request.POST)
    form.is_valid()
    try:
        made = publish_round(
            request.actor, survey=found, with_open_questions=form.cleaned_data.get("with_open_questions", False)
        )
        messages.success(request, _("Published as edition %(number)d.") % {"number": made.number})
        return redirect("survey", uuid=uuid)
    except InputError as problem:
        messages.error(request, told(problem))
    return redirect("survey-synthesis", uuid=uuid)


@gated(PUBLISH)
@require_POST
def unpublish(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Take the report back."""
    unpublish_round(request.actor, survey=found_round(request.actor, uuid))
    messages.success(request, _("Taken back: nobody outside sees it any more."))
    return redirect("survey", uuid=uuid)


def form_page(
    request: ActorRequest, form: forms.Form, title: str, found: SurveyRound | None = None, help_name: str = ""
) -> HttpResponse:
    """A page that is one form."""
    context = {"form": form, "title": title, "help_name": help_name}
    if found is not None:
        context |= round_context(request.actor, found)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "measure/surveys/form.html", context, status=status)
