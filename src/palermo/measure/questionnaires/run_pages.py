"""The pages of those who run rounds: preparing, asking, opening, sending back, making answers public."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from palermo.commons.wording.places import country_name
from palermo.ground.access.api import ActorRequest, gated
from palermo.measure.questionnaires.clearing import publish_answers
from palermo.measure.questionnaires.forms import BodyForm, InviteForm, RoundForm
from palermo.measure.questionnaires.pages import found_round, found_version, round_context, version_context
from palermo.measure.questionnaires.problems import lay_problem, told
from palermo.measure.questionnaires.queries import submission_of
from palermo.measure.questionnaires.rules import PUBLISH
from palermo.measure.questionnaires.running import change_deadline, create_round, invite, move_round, set_focal
from palermo_engines.kit.errors import InputError

_METHODS = ["GET", "HEAD", "POST"]


@gated(PUBLISH)
@require_http_methods(_METHODS)
def new_round(request: ActorRequest, code: str, number: int) -> HttpResponse:
    """Send a published version out."""
    found = found_version(request.actor, code, number)
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = create_round(request.actor, version=found, period=said["period"], deadline=said["deadline"])
            return redirect("questionnaire-round", uuid=made.uuid)
        except InputError as problem:
            lay_problem(form, problem)
    return form_page(request, form, _("New round"), version_context(request.actor, found))


@gated(PUBLISH)
@require_http_methods(_METHODS)
def deadline(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Another day until which answers are asked for."""
    found = found_round(request.actor, uuid)
    form = RoundForm(request.POST or None, initial={"period": found.period, "deadline": found.deadline})
    form.fields["period"].disabled = True
    if request.method == "POST" and form.is_valid():
        change_deadline(request.actor, round_=found, deadline=form.cleaned_data["deadline"])
        return redirect("questionnaire-round", uuid=uuid)
    return form_page(request, form, _("Answers asked for by"), round_context(request.actor, found))


@gated(PUBLISH)
@require_http_methods(_METHODS)
def ask(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Whom the round asks."""
    found = found_round(request.actor, uuid)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = invite(request.actor, round_=found, named=form.cleaned_data["named"])
            text = ngettext("%(count)d State is asked now.", "%(count)d more States are asked now.", count)
            messages.success(request, text % {"count": count})
            return redirect("questionnaire-board", uuid=uuid)
        except InputError as problem:
            lay_problem(form, problem)
    return form_page(request, form, _("Ask States"), round_context(request.actor, found))


@gated(PUBLISH)
@require_http_methods(_METHODS)
def focal(request: ActorRequest, uuid: UUID, country: str) -> HttpResponse:
    """Whose focal point clears a State's answers."""
    found = found_round(request.actor, uuid)
    submission = submission_of(found, country)
    if submission is None:
        raise Http404
    form = BodyForm(request.POST or None, initial={"body": submission.focal.code if submission.focal else ""})
    if request.method == "POST" and form.is_valid():
        set_focal(request.actor, submission=submission, body=form.cleaned_data["body"])
        return redirect("questionnaire-board", uuid=uuid)
    title = _("Who clears the answers of %(country)s") % {"country": country_name(country)}
    return form_page(request, form, title, round_context(request.actor, found))


@gated(PUBLISH)
@require_POST
def move(request: ActorRequest, uuid: UUID, step: str) -> HttpResponse:
    """Open or close the round."""
    try:
        moved = move_round(request.actor, round_=found_round(request.actor, uuid), move=step)
        messages.success(request, moved.state_words)
    except InputError as problem:
        messages.error(request, told(problem))
    return redirect("questionnaire-round", uuid=uuid)


@gated(PUBLISH)
@require_POST
def publish(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Make the cleared answers public, or take them back."""
    public = request.POST.get("public") == "yes"
    publish_answers(request.actor, round_=found_round(request.actor, uuid), public=public)
    told_words = _("The cleared answers are public now.") if public else _("The answers are not public any more.")
    messages.success(request, told_words)
    return redirect("questionnaire-round", uuid=uuid)


def form_page(request: ActorRequest, form: forms.Form, title: str, context: dict[str, object]) -> HttpResponse:
    """A page that is one form."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "measure/questionnaires/form.html", {**context, "form": form, "title": title}, status=status)
