"""The pages of rapporteurs: the statements, a reply to be coded, a statement with its count, the live check."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.ground.access.api import Actor, ActorRequest, gated
from palermo.measure.surveys.coding import (
    add_statement,
    change_statement,
    cite,
    counted,
    counts_of,
    drop_statement,
    mark_passages,
    override,
    supported,
    take_back,
    verdict_on,
)
from palermo.measure.surveys.editing import form_page
from palermo.measure.surveys.forms import CiteForm, OverrideForm, StatementForm, statement_fields
from palermo.measure.surveys.pages import found_round, round_context
from palermo.measure.surveys.passages import passages_of
from palermo.measure.surveys.problems import lay_problem, told, why_not
from palermo.measure.surveys.queries import (
    Answer,
    CodedStatement,
    answered_replies,
    sender_name,
    statement_visible_to,
    statements_of,
    supporters,
)
from palermo.measure.surveys.reply_pages import found_reply, section_title
from palermo.measure.surveys.rules import CODE
from palermo.measure.surveys.words import QUANTIFIERS, ItemKind
from palermo_engines.kit.errors import InputError
from palermo_engines.synthesis.counting import Count

_FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@gated(CODE)
def coding(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """The statements of a round with their counts, and the replies to code."""
    found = found_round(request.actor, uuid)
    counts = counts_of(found)
    rows = [
        (each, counts.get(each.code), QUANTIFIERS.get(each.override or each.quantifier))
        for each in statements_of(found)
    ]
    context = {**round_context(request.actor, found), "rows": rows, "replies": list(answered_replies(found))}
    return render(request, "measure/surveys/coding.html", context)


@gated(CODE)
@require_http_methods(_FORM_METHODS)
def new_statement(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Another sentence of the report."""
    found = found_round(request.actor, uuid)
    form = StatementForm(found, list(statements_of(found)), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("survey-statement", uuid=add_statement(request.actor, survey=found, said=form.said()).uuid)
        except InputError as problem:
            lay_problem(form, problem)
    return form_page(request, form, _("New statement"), found, help_name="places")


@gated(CODE)
@require_http_methods(_FORM_METHODS)
def statement(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """A statement: its wording, who says so, which quantifiers the count supports."""
    found = _statement(request.actor, uuid)
    form = _form_of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_statement(
                request.actor, statement=found, said=form.said(), revision=form.cleaned_data["revision"] or 0
            )
            messages.success(request, _("Kept."))
            return redirect("survey-statement", uuid=uuid)
        except InputError as problem:
            lay_problem(form, problem, current=found.revision)
    return _statement_page(request, found, form)


@require_safe
@gated(CODE)
def check(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Whether the count supports a quantifier: the part of the page that answers while one chooses."""
    found = _statement(request.actor, uuid)
    context = _verdict(request.GET.get("quantifier", "")[:20], counted(found))
    return render(request, "measure/surveys/_verdict.html", context)


@gated(CODE)
@require_POST
def set_override(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Set a quantifier by hand, or take that back."""
    found = _statement(request.actor, uuid)
    form = OverrideForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            override(
                request.actor, statement=found, quantifier=said["override"], reason=said["reason"],
                revision=said["revision"],
            )  # fmt: skip
            return redirect("survey-statement", uuid=uuid)
        except InputError as problem:
            lay_problem(form, problem, current=found.revision)
    return _statement_page(request, found, _form_of(found), override_form=form)


@gated(CODE)
@require_POST
def cite_states(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Say who says so without marking their text."""
    found = _statement(request.actor, uuid)
    form = CiteForm(request.POST)
    if form.is_valid():
        try:
            count = cite(request.actor, statement=found, **form.cleaned_data)
            messages.success(request, ngettext("%(n)d more says so.", "%(n)d more say so.", count) % {"n": count})
            return redirect("survey-statement", uuid=uuid)
        except InputError as problem:
            lay_problem(form, problem)
    return _statement_page(request, found, _form_of(found), cite_form=form)


@gated(CODE)
@require_POST
def uncite(request: ActorRequest, uuid: UUID, code: str) -> HttpResponse:
    """They do not say so after all."""
    take_back(request.actor, statement=_statement(request.actor, uuid), code=code)
    return redirect("survey-statement", uuid=uuid)


@gated(CODE)
@require_POST
def drop(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Take a statement out of the report."""
    found = _statement(request.actor, uuid)
    drop_statement(request.actor, statement=found)
    return redirect("survey-coding", uuid=found.round.uuid)


@gated(CODE)
@require_http_methods(_FORM_METHODS)
def code_reply(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """A reply's text in passages; the coder ticks some and names the statement they support."""
    reply = found_reply(request.actor, uuid)
    if request.method == "POST":
        try:
            _mark(request, list(reply.answers.all()))
            messages.success(request, _("Marked."))
            return redirect("survey-reply-coding", uuid=uuid)
        except InputError as problem:
            messages.error(request, told(problem))
    parts = [
        (answer, section_title(answer.section), list(passages_of(answer.text, list(_supports(answer)))))
        for answer in reply.answers.all()
    ]
    statements = [each for each in statements_of(reply.round) if each.kind == ItemKind.STATEMENT]
    context = {"reply": reply, "name": sender_name(reply), "parts": parts, "statements": statements}
    return render(request, "measure/surveys/reply_coding.html", context)


def _supports(answer: Answer) -> Any:
    return answer.supports.filter(statement__gone=False).select_related("statement")


def _mark(request: ActorRequest, answers: list[Answer]) -> None:
    answer = next((each for each in answers if str(each.uuid) == request.POST.get("answer")), None)
    found = _statement_named(request)
    if answer is None or found is None:
        raise InputError("surveys.passage", "Choose a statement and at least one passage.")
    spans = [_span(text) for text in request.POST.getlist("passage")[:2000]]
    mark_passages(request.actor, statement=found, answer=answer, spans=spans)


def _statement_named(request: ActorRequest) -> CodedStatement | None:
    try:
        return statement_visible_to(request.actor, UUID(request.POST.get("statement", "")))
    except ValueError:
        return None


def _span(text: str) -> tuple[int, int]:
    start, _, end = text.partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit() and len(text) < 16):
        raise InputError("surveys.passage", "Choose a statement and at least one passage.")
    return int(start), int(end)


def _statement(actor: Actor, uuid: UUID) -> CodedStatement:
    found = statement_visible_to(actor, uuid)
    if found is None:
        raise Http404
    return found


def _form_of(found: CodedStatement, data: Any = None) -> StatementForm:
    others = [each for each in statements_of(found.round) if each.pk != found.pk]
    return StatementForm(found.round, others, data, initial=statement_fields(found))


def _statement_page(
    request: ActorRequest,
    found: CodedStatement,
    form: StatementForm,
    *,
    override_form: OverrideForm | None = None,
    cite_form: CiteForm | None = None,
) -> HttpResponse:
    shown = {"override": found.override, "reason": found.override_reason, "revision": found.revision}
    context = {
        **round_context(request.actor, found.round),
        "statement": found,
        "form": form,
        "override_form": override_form or OverrideForm(initial=shown),
        "cite_form": cite_form or CiteForm(),
        **(_count_context(found) if found.kind == ItemKind.STATEMENT else {}),
    }
    bound: list[forms.Form | None] = [form if form.is_bound else None, override_form, cite_form]
    wrong = any(each is not None and each.errors for each in bound)
    return render(request, "measure/surveys/statement.html", context, status=422 if wrong else 200)


def _count_context(found: CodedStatement) -> dict[str, Any]:
    count = counted(found)
    return {
        "count": count,
        "supporters": supporters(found),
        "proposed": QUANTIFIERS[count.proposed],
        "possible": [QUANTIFIERS[code] for code in supported(count)],
        **_verdict(found.override or found.quantifier, count),
    }


def _verdict(quantifier: str, count: Count) -> dict[str, Any]:
    chosen = quantifier or count.proposed
    verdict = verdict_on(chosen, count)
    return {"chosen": QUANTIFIERS.get(chosen, chosen), "accepted": verdict.accepted, "why_not": why_not(verdict)}
