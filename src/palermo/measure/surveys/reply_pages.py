"""The pages of those who reply: their own replies, one reply by sections, clearing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import Actor, ActorRequest, Verdict, gated
from palermo.measure.surveys.editing import form_page
from palermo.measure.surveys.forms import AnswerForm, BodyForm, ClearForm
from palermo.measure.surveys.pages import title_of
from palermo.measure.surveys.problems import lay_problem, told
from palermo.measure.surveys.queries import (
    Reply,
    SurveySection,
    replies_visible_to,
    reply_visible_to,
    sender_name,
)
from palermo.measure.surveys.replying import answer_to, delegate, move_reply, write_answer
from palermo.measure.surveys.rules import REPLY, may_code, may_delegate, may_move, may_write
from palermo.measure.surveys.states import moves_from
from palermo_engines.kit.errors import InputError

REPLIES_SHOWN = 200
_FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@gated(REPLY)
def replies(request: ActorRequest) -> HttpResponse:
    """The replies that the actor's bodies write, the newest round first."""
    found = replies_visible_to(request.actor).order_by("-round__sent_on", "code")[:REPLIES_SHOWN]
    rows = [(reply, sender_name(reply), title_of(reply.round)) for reply in found]
    return render(request, "measure/surveys/replies.html", {"rows": rows})


@require_safe
@gated(REPLY)
def reply(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """One reply: its sections, who writes which, and what can be done with it."""
    found = found_reply(request.actor, uuid)
    return render(request, "measure/surveys/reply.html", _context(request.actor, found))


@gated(REPLY)
@require_http_methods(_FORM_METHODS)
def answer(request: ActorRequest, uuid: UUID, section: str) -> HttpResponse:
    """Write one section."""
    found, part = _section(request.actor, uuid, section)
    kept = answer_to(found, part)
    demand(may_write(request.actor, kept))
    form = AnswerForm(request.POST or None, initial={"text": kept.text, "revision": kept.revision})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            write_answer(request.actor, reply=found, section=part, text=said["text"], revision=said["revision"])
            messages.success(request, _("Kept. It counts once the focal point clears the reply."))
            return redirect("survey-reply", uuid=uuid)
        except InputError as problem:
            lay_problem(form, problem, current=kept.revision)
    return form_page(request, form, _("Answer: %(section)s") % {"section": section_title(part)}, None)


@gated(REPLY)
@require_http_methods(_FORM_METHODS)
def delegated(request: ActorRequest, uuid: UUID, section: str) -> HttpResponse:
    """Say which body writes a section."""
    found, part = _section(request.actor, uuid, section)
    demand(may_delegate(request.actor, found))
    kept = answer_to(found, part)
    form = BodyForm(request.POST or None, initial={"body": kept.delegate.code if kept.delegate else ""})
    if request.method == "POST" and form.is_valid():
        delegate(request.actor, reply=found, section=part, body=form.cleaned_data["body"])
        return redirect("survey-reply", uuid=uuid)
    return form_page(request, form, _("Body that writes: %(section)s") % {"section": section_title(part)})


@gated(REPLY)
@require_POST
def move(request: ActorRequest, uuid: UUID, step: str) -> HttpResponse:
    """Clear, withdraw, reopen, take in, set aside."""
    found = found_reply(request.actor, uuid)
    demand(may_move(request.actor, found, step))
    form = ClearForm(request.POST)
    day = form.cleaned_data["received_on"] if form.is_valid() else None
    try:
        moved = move_reply(request.actor, reply=found, move=step, received_on=day)
        messages.success(request, moved.stage_words)
    except InputError as problem:
        messages.error(request, told(problem))
    return redirect("survey-reply", uuid=uuid)


def found_reply(actor: Actor, uuid: UUID) -> Reply:
    """Http404 when there is none for the actor."""
    found = reply_visible_to(actor, uuid)
    if found is None:
        raise Http404
    return found


def demand(verdict: Verdict) -> None:
    """What somebody may not do does not exist for them: Http404."""
    if not verdict:
        raise Http404


def section_title(section: SurveySection) -> str:
    """In the reader's language, else in the first there is."""
    return str(section.titles.get(active_language()) or next(iter(section.titles.values()), section.code))


def _section(actor: Actor, uuid: UUID, code: str) -> tuple[Reply, SurveySection]:
    found = found_reply(actor, uuid)
    section = found.round.sections.filter(code=code).first()
    if section is None:
        raise Http404
    return found, section


def _context(actor: Actor, found: Reply) -> dict[str, Any]:
    answers = {each.section_id: each for each in found.answers.all()}
    parts, possible = [], moves_from(found.stage)
    for section in found.round.sections.all():
        kept = answers.get(section.pk) or answer_to(found, section)
        own = bool(may_write(actor, kept))
        text = kept.text if own or may_delegate(actor, found) else ""
        parts.append((section, section_title(section), kept, text, own and "write" in possible))
    return {
        "reply": found,
        "name": sender_name(found),
        "survey_title": title_of(found.round),
        "parts": parts,
        "may_code": bool(may_code(actor)),
        "may_delegate": bool(may_delegate(actor, found)),
        "moves": [step for step in sorted(possible - {"write"}) if may_move(actor, found, step)],
        "clear_form": ClearForm(),
    }
