"""People: who has an account, opening one, giving and ending seats, new links, closing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.commons.pages import page_number
from palermo.ground.access.api import (
    ActorRequest,
    Holding,
    Seat,
    close_account,
    end_holding,
    gated,
    give_seat,
    holdings_visible_to,
    may,
    open_account,
    people_visible_to,
    person_visible_to,
    renew_link,
    seats_visible_to,
)
from palermo.ground.people.api import Person
from palermo.site.desk.forms import HoldingForm, PersonForm, language_of_reader
from palermo.site.desk.words import role_title
from palermo_engines.kit.errors import InputError

_READ, _MANAGE = "ground.person.read", "ground.person.manage"
_A_PAGE = 50


@gated(_READ)
@require_safe
def people(request: ActorRequest) -> HttpResponse:
    """All accounts, by code."""
    everybody = people_visible_to(request.actor).prefetch_related("holdings__seat__organisation", "enrolments")
    page = Paginator(everybody, _A_PAGE).get_page(page_number(request.GET))
    return render(request, "site/desk/people.html", {"page": page, "may_manage": may(request.actor, _MANAGE)})


@gated(_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def open_new(request: ActorRequest) -> HttpResponse:
    """Open an account; the link is shown on the answer and nowhere else."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_account(request.actor, language=language_of_reader(), **form.cleaned_data)
        except InputError as error:
            form.refuse(error)
        else:
            return render(request, "site/desk/link.html", {"person": opened.person, "link": opened.link})
    status = 422 if form.errors else 200
    return render(request, "site/desk/person_new.html", {"form": form}, status=status)


@gated(_READ)
@require_safe
def person(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """One account: its seats, and what a steward can do."""
    return _person_page(request, _person(request, uuid))


@gated(_MANAGE)
@require_POST
def seat(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Give a seat."""
    someone = _person(request, uuid)
    form = HoldingForm(request.POST, seats=_seat_choices(request))
    if form.is_valid():
        chosen = seats_visible_to(request.actor).get(uuid=form.cleaned_data["seat"])
        try:
            give_seat(
                request.actor, seat=chosen, person=someone, alternate=form.cleaned_data["alternate"],
                valid_from=form.cleaned_data["valid_from"],
            )  # fmt: skip
        except InputError as error:
            form.refuse(error)
        else:
            messages.success(request, gettext("The seat was given."))
            return redirect("desk-person", uuid=uuid)
    return _person_page(request, someone, form)


@gated(_MANAGE)
@require_POST
@never_cache
def link(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """A new enrolment link, shown once."""
    someone = _person(request, uuid)
    try:
        renewed = renew_link(request.actor, person=someone)
    except InputError as error:
        return _refused(request, someone, error)
    return render(request, "site/desk/link.html", {"person": someone, "link": renewed})


@gated(_MANAGE)
@require_POST
def close(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Close an account; the box that says so must be ticked."""
    someone = _person(request, uuid)
    if request.POST.get("sure") != "yes":
        error = InputError("not_sure", gettext("Tick the box to close the account."))
        return _refused(request, someone, error)
    try:
        close_account(request.actor, person=someone)
    except InputError as error:
        return _refused(request, someone, error)
    messages.success(request, gettext("The account was closed."))
    return redirect("desk-people")


@gated(_MANAGE)
@require_POST
def leave_seat(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """End a holding, from today."""
    holding = holdings_visible_to(request.actor).filter(uuid=uuid).first()
    if holding is None:
        raise Http404
    try:
        end_holding(request.actor, holding=holding)
    except InputError as error:
        return _refused(request, holding.person, error)
    messages.success(request, gettext("The seat was taken back."))
    return redirect("desk-person", uuid=holding.person.uuid)


def _person(request: ActorRequest, uuid: UUID) -> Person:
    found = person_visible_to(request.actor, uuid)
    if found is None:
        raise Http404
    return found


def _refused(request: ActorRequest, someone: Person, error: InputError) -> HttpResponse:
    messages.error(request, f"{error.message} {error.advice}".strip())
    return redirect("desk-person", uuid=someone.uuid)


def _person_page(request: ActorRequest, someone: Person, form: HoldingForm | None = None) -> HttpResponse:
    held: list[tuple[Holding, str]] = [
        (holding, role_title(holding.seat.role))
        for holding in holdings_visible_to(request.actor).filter(person=someone)
    ]
    content = {
        "someone": someone,
        "held": held,
        "form": form or HoldingForm(seats=_seat_choices(request)),
        "may_manage": may(request.actor, _MANAGE),
    }
    return render(request, "site/desk/person.html", content, status=422 if form else 200)


def _seat_choices(request: ActorRequest) -> list[tuple[str, str]]:
    return [(str(seat.uuid), _seat_choice(seat)) for seat in seats_visible_to(request.actor).filter(valid_to=None)]


def _seat_choice(seat: Seat) -> str:
    own = f"{seat.title} ({role_title(seat.role)})" if seat.title else role_title(seat.role)
    return f"{seat.organisation}: {own}"
