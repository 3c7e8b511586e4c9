"""The calendar of reporting obligations: the list, the feed, one obligation, and the forms of staff."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.commons.downloads import FORMATS, table_response
from palermo.commons.wording.languages import active_language
from palermo.coordinate.obligations.actions import (
    ObligationFields,
    change_obligation,
    create_obligation,
    publish_obligation,
)
from palermo.coordinate.obligations.columns import obligation_columns
from palermo.coordinate.obligations.feed import calendar_of
from palermo.coordinate.obligations.forms import ObligationForm
from palermo.coordinate.obligations.queries import (
    Listed,
    Obligation,
    Wanted,
    choices_for,
    listed_for,
    obligation_visible_to,
    obligations_wanted,
)
from palermo.coordinate.obligations.words import STANDINGS
from palermo.coordinate.requests import PageRequest
from palermo.coordinate.resolutions.citing import cited_paragraph
from palermo.coordinate.resolutions.editing import lay_problem
from palermo.coordinate.resolutions.forms import in_alphabet
from palermo.coordinate.resolutions.pages import PARAGRAPHS_TO_CHOOSE, found_directive, found_work
from palermo.coordinate.resolutions.queries import directives_visible_to, passages_to_cite, works_visible_to
from palermo.coordinate.resolutions.rules import may_publish, may_read_unpublished, may_write
from palermo.coordinate.resolutions.vocabulary import addressee_name
from palermo.ground.access.api import VISITOR, Actor, gated, open_to_all
from palermo_engines.kit.errors import InputError

_PUBLISHED = "strangers see published obligations only, in the query itself"
_FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@open_to_all(_PUBLISHED)
def obligations(request: PageRequest) -> HttpResponse:
    """What is due, overdue and issued, by the planned day."""
    wanted = _wanted(request)
    context = {
        "rows": obligations_wanted(request.actor, wanted, timezone.now().date()),
        "filters": _filters(request.actor, wanted),
        "query": request.GET.urlencode(),
        "feed": request.build_absolute_uri(reverse("obligations-feed")),
        **_staff(request.actor),
    }
    return render(request, "coordinate/obligations/list.html", context)


@require_safe
@open_to_all(_PUBLISHED)
def obligation(request: PageRequest, uuid: UUID) -> HttpResponse:
    """One obligation as it stands today."""
    (row,) = listed_for(request.actor, [_found(request.actor, uuid)], timezone.now().date())
    return render(request, "coordinate/obligations/obligation.html", {"row": row, **_staff(request.actor)})


@require_safe
@open_to_all("published obligations only, the same for everybody: calendar programs bring no session")
def feed(request: PageRequest) -> HttpResponse:
    """The planned days as iCalendar."""
    listed = obligations_wanted(VISITOR, Wanted(), timezone.now().date())

    def address_of(each: Listed) -> str:
        return request.build_absolute_uri(reverse("obligation", args=[each.obligation.uuid]))

    response = HttpResponse(calendar_of(listed, address_of), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="obligations.ics"'
    return response


@require_safe
@open_to_all(_PUBLISHED)
def table(request: PageRequest, kind: str) -> HttpResponseBase:
    """The list as CSV or XLSX."""
    found = next((known for known in FORMATS if known == kind), None)
    if found is None:
        raise Http404
    rows = obligations_wanted(request.actor, _wanted(request), timezone.now().date())
    return table_response(rows, obligation_columns(request), found, "obligations")


@gated("coordinate.work.write")
@require_http_methods(_FORM_METHODS)
def new_obligation(request: PageRequest) -> HttpResponse:
    """A new one; ``?mandate=`` names the directive it rests on."""
    form = _form(request.actor, request.POST or None, {"mandate": request.GET.get("mandate", "")})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("obligation", uuid=create_obligation(request.actor, fields=_said(request, form)).uuid)
        except InputError as problem:
            lay_problem(form, problem)
    return _page(request, form, _("New obligation"))


@gated("coordinate.work.write")
@require_http_methods(_FORM_METHODS)
def edit_obligation(request: PageRequest, uuid: UUID) -> HttpResponse:
    """Change it, or write down that the report was issued."""
    found = _found(request.actor, uuid)
    if found.published and not may_publish(request.actor):
        raise Http404
    form = _form(request.actor, request.POST or None, _initial(found))
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            change_obligation(request.actor, obligation=found, fields=_said(request, form), revision=revision)
            return redirect("obligation", uuid=uuid)
        except InputError as problem:
            lay_problem(form, problem, current=found.revision)
    return _page(request, form, _("Change the obligation"), found)


@gated("coordinate.work.publish")
@require_POST
def publish(request: PageRequest, uuid: UUID) -> HttpResponse:
    """Show it to everybody, or take it back."""
    published = request.POST.get("published") == "yes"
    publish_obligation(request.actor, obligation=_found(request.actor, uuid), published=published)
    return redirect("obligation", uuid=uuid)


def _found(actor: Actor, uuid: UUID) -> Obligation:
    found = obligation_visible_to(actor, uuid)
    if found is None:
        raise Http404
    return found


def _staff(actor: Actor) -> dict[str, bool]:
    return {
        "staff": bool(may_read_unpublished(actor)),
        "may_write": bool(may_write(actor)),
        "may_publish": bool(may_publish(actor)),
    }


def _wanted(request: PageRequest) -> Wanted:
    return Wanted(**{name: request.GET.get(name, "")[:60] for name in ("author", "body", "standing")})


def _filters(actor: Actor, wanted: Wanted) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """Name, label, choices with their words, and the one chosen."""
    choices, language = choices_for(actor), active_language()
    named = {
        "author": (_("Who reports"), [(c, addressee_name(c)) for c in in_alphabet(choices["authors"], language)]),
        "body": (_("To whom"), [(c, addressee_name(c)) for c in in_alphabet(choices["bodies"], language)]),
        "standing": (_("Standing"), [(code, str(words)) for code, words in STANDINGS.items()]),
    }
    return [(name, label, offered, getattr(wanted, name)) for name, (label, offered) in named.items()]


def _form(actor: Actor, data: Any, initial: dict[str, Any]) -> ObligationForm:
    mandates = list(directives_visible_to(actor).filter(gone=False)[:PARAGRAPHS_TO_CHOOSE])
    works = list(works_visible_to(actor)[:PARAGRAPHS_TO_CHOOSE])
    return ObligationForm(mandates, works, passages_to_cite(actor, PARAGRAPHS_TO_CHOOSE), data, initial=initial)


def _initial(found: Obligation) -> dict[str, Any]:
    held = {field.name: getattr(found, field.name) for field in fields(ObligationFields)}
    return {name: str(value.uuid) if hasattr(value, "uuid") else value for name, value in held.items()} | {
        "revision": found.revision
    }


def _said(request: PageRequest, form: ObligationForm) -> ObligationFields:
    said = {name: value for name, value in form.cleaned_data.items() if name != "revision"}
    found = {
        "mandate": found_directive(request.actor, UUID(said["mandate"])) if said["mandate"] else None,
        "report": found_work(request.actor, UUID(said["report"])) if said["report"] else None,
        "evidence": cited_paragraph(request.actor, said["evidence"], "evidence"),
    }
    return ObligationFields(**(said | found))


def _page(request: PageRequest, form: ObligationForm, title: str, found: Obligation | None = None) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "title": title, "obligation": found}
    return render(request, "coordinate/obligations/form.html", context, status=status)
