"""The pages of staff: writing works, linking, saying what came of directives, deciding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.coordinate.problems import told
from palermo.coordinate.requests import PageRequest
from palermo.coordinate.resolutions.actions import (
    change_directive,
    change_work,
    create_work,
    publish_work,
    unpublish_work,
)
from palermo.coordinate.resolutions.citing import cited_figure, cited_paragraph
from palermo.coordinate.resolutions.forms import DirectiveForm, LinkForm, StatusForm, WorkForm
from palermo.coordinate.resolutions.pages import (
    chain_context,
    directive_context,
    found_directive,
    found_paragraph,
    found_work,
    link_form,
    renewal_form,
    status_form,
)
from palermo.coordinate.resolutions.proposals import (
    End,
    Statement,
    decide,
    proposal_visible_to,
    propose_renewal,
    propose_status,
    propose_taking_up,
    waiting,
)
from palermo.coordinate.resolutions.queries import Directive, Paragraph, Work
from palermo.coordinate.resolutions.rules import may_publish
from palermo.ground.access.api import Refused, gated
from palermo_engines.kit.errors import InputError

_WRITE = "coordinate.work.write"
_FORM_METHODS = ["GET", "HEAD", "POST"]
_WORK_FIELDS = ("title", "kind", "symbol", "language", "body", "session", "planned", "dated", "revision")


@gated(_WRITE)
@require_http_methods(_FORM_METHODS)
def new_work(request: PageRequest) -> HttpResponse:
    """A work that others cite, without a text."""
    form = WorkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("resolution", uuid=create_work(request.actor, fields=form.said()).uuid)
        except InputError as problem:
            lay_problem(form, problem)
    return _form(request, form, _("New work"))


@gated(_WRITE)
@require_http_methods(_FORM_METHODS)
def edit_work(request: PageRequest, uuid: UUID) -> HttpResponse:
    """Change what was typed about a work."""
    work = found_work(request.actor, uuid)
    form = WorkForm(request.POST or None, initial={name: getattr(work, name) for name in _WORK_FIELDS})
    if request.method == "POST" and form.is_valid():
        try:
            change_work(request.actor, work=work, fields=form.said(), revision=form.cleaned_data["revision"])
            return redirect("resolution", uuid=uuid)
        except InputError as problem:
            lay_problem(form, problem, current=work.revision)
    return _form(request, form, _("Change the work"), work)


@gated("coordinate.work.publish")
@require_POST
def publish(request: PageRequest, uuid: UUID) -> HttpResponse:
    """Show the work as it is now."""
    count = publish_work(request.actor, work=found_work(request.actor, uuid))
    text = ngettext("Published, with %(count)d directive.", "Published, with %(count)d directives.", count)
    messages.success(request, text % {"count": count})
    return redirect("resolution", uuid=uuid)


@gated("coordinate.work.publish")
@require_POST
def unpublish(request: PageRequest, uuid: UUID) -> HttpResponse:
    """Take the work back."""
    unpublish_work(request.actor, work=found_work(request.actor, uuid))
    messages.success(request, _("Taken back: nobody outside sees it any more."))
    return redirect("resolution", uuid=uuid)


@gated(_WRITE)
@require_http_methods(_FORM_METHODS)
def edit_directive(request: PageRequest, uuid: UUID) -> HttpResponse:
    """What is to be done, about what, and whom the text implies."""
    directive = found_directive(request.actor, uuid)
    form = DirectiveForm(request.POST or None, initial=_directive_fields(directive))
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            change_directive(request.actor, directive=directive, fields=form.said(directive), revision=revision)
            return redirect("directive", uuid=uuid)
        except InputError as problem:
            lay_problem(form, problem, current=directive.revision)
    return _form(request, form, _("Change the directive"), directive.paragraph.text.work, directive)


def _directive_fields(directive: Directive) -> dict[str, Any]:
    held = list(directive.addressees.all())
    return {
        "action": directive.action, "theme": directive.theme, "revision": directive.revision,
        "named": [each.code for each in held if not each.implicit],
        "implied": [each.code for each in held if each.implicit],
    }  # fmt: skip


@gated(_WRITE)
@require_POST
def say_status(request: PageRequest, uuid: UUID) -> HttpResponse:
    """Propose what came of a directive."""
    directive = found_directive(request.actor, uuid)
    form = status_form(request.actor, directive, data=request.POST)
    if form.is_valid():
        try:
            propose_status(request.actor, directive=directive, said=_statement(request, form))
            messages.success(request, _("Proposed. It counts once somebody who may publish confirms it."))
            return redirect("directive", uuid=uuid)
        except InputError as problem:
            lay_problem(form, problem)
    context = directive_context(request, directive, form)
    return render(request, "coordinate/resolutions/directive.html", context, status=422)


def _statement(request: PageRequest, form: StatusForm) -> Statement:
    said = form.cleaned_data
    return Statement(
        said["addressee"], said["status"], said["as_of"], cited_paragraph(request.actor, said["paragraph"]),
        cited_figure(request.actor, said["figure"]), said["reason"],
    )  # fmt: skip


@gated(_WRITE)
@require_POST
def link(request: PageRequest, uuid: UUID) -> HttpResponse:
    """Propose that a paragraph takes up another one."""
    paragraph = found_paragraph(request.actor, uuid)
    form = link_form(request.actor, paragraph, data=request.POST)
    if form.is_valid():
        try:
            earlier, later = _ends(request, paragraph, form)
            propose_taking_up(request.actor, earlier=earlier, later=later, reason=form.cleaned_data["reason"])
            messages.success(request, _("Proposed. It counts once somebody who may publish confirms it."))
            return redirect("chain", uuid=uuid)
        except InputError as problem:
            lay_problem(form, problem, renamed={"later": "other"})
    context = chain_context(request, paragraph, form)
    return render(request, "coordinate/resolutions/chain.html", context, status=422)


def _ends(request: PageRequest, paragraph: Paragraph, form: LinkForm) -> tuple[End, End]:
    said = form.cleaned_data
    other = cited_paragraph(request.actor, said["other"], "other")
    if other is None:
        raise InputError("resolutions.no_paragraph", "Choose a paragraph that is here.", where="other")
    directive = found_directive(request.actor, UUID(said["directive"])) if said["directive"] else None
    own = End(paragraph, directive)
    return (own, End(other)) if said["direction"] == "in" else (End(other), own)


@gated(_WRITE)
@require_POST
def renew(request: PageRequest, uuid: UUID) -> HttpResponse:
    """Propose which work this one renews."""
    work = found_work(request.actor, uuid)
    form = renewal_form(request.actor, work, data=request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            propose_renewal(
                request.actor, predecessor=found_work(request.actor, UUID(said["predecessor"])), successor=work,
                evidence=cited_paragraph(request.actor, said["evidence"], "evidence"), reason=said["reason"],
            )  # fmt: skip
            messages.success(request, _("Proposed. It counts once somebody who may publish confirms it."))
            return redirect("resolution", uuid=uuid)
        except InputError as problem:
            lay_problem(form, problem, renamed={"later": "predecessor"})
    return _form(request, form, _("Which work does it continue?"), work)


@gated("coordinate.work.read_unpublished")
@require_safe
def proposals(request: PageRequest) -> HttpResponse:
    """Everything that waits for a decision."""
    context = {"rows": waiting(), "may_publish": bool(may_publish(request.actor)), "own": request.actor.code}
    return render(request, "coordinate/resolutions/proposals.html", context)


@gated(_WRITE)
@require_POST
def decide_proposal(request: PageRequest, kind: str, uuid: UUID, move: str) -> HttpResponse:
    """Confirm, refuse or withdraw. Registrars may take back their own, as the action knows; else there is no door."""
    proposal = proposal_visible_to(request.actor, kind, uuid)
    if proposal is None or move not in ("confirm", "refuse", "withdraw"):
        raise Http404
    text = request.POST.get("revision", "")
    revision = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
    try:
        made = decide(request.actor, proposal=proposal, move=move, revision=revision)
        messages.success(request, made.state_words)
    except Refused:
        raise Http404 from None
    except InputError as problem:
        messages.error(request, told(problem))
    return redirect("proposals")


def lay_problem(
    form: forms.Form, problem: InputError, *, current: int | None = None, renamed: Mapping[str, str] | None = None
) -> None:
    """Show the problem at its field. After a collision the form carries the ``current`` revision, so that sending it
    again decides knowingly."""
    where = (renamed or {}).get(problem.where, problem.where)
    form.add_error(where if where in form.fields else None, told(problem))
    if problem.code == "resolutions.changed_meanwhile" and current is not None:
        typed = cast("QueryDict", form.data).copy()
        typed["revision"] = str(current)
        form.data = typed


def _form(
    request: PageRequest, form: forms.Form, title: str, work: Work | None = None, directive: Directive | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "work": work, "directive": directive}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "coordinate/resolutions/form.html", context, status=status)
