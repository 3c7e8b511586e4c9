"""Bodies and the seats in them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from palermo.ground.access.api import (
    ActorRequest,
    create_organisation,
    create_seat,
    gated,
    holdings_visible_to,
    may,
    organisations_visible_to,
    roles,
    seats_visible_to,
)
from palermo.site.desk.forms import OrganisationForm, SeatForm
from palermo.site.desk.words import permission_title, role_title
from palermo_engines.kit.errors import InputError

_MANAGE = "ground.person.manage"


@gated("ground.person.read")
@require_safe
def seats(request: ActorRequest) -> HttpResponse:
    """Every body with its seats and holders, and what each role may."""
    return _page(request)


@gated(_MANAGE)
@require_POST
def new_body(request: ActorRequest) -> HttpResponse:
    """Make a body."""
    form = OrganisationForm(request.POST, prefix="body")
    if form.is_valid():
        try:
            create_organisation(request.actor, **form.cleaned_data)
        except InputError as error:
            form.refuse(error)
        else:
            messages.success(request, gettext("The body was made."))
            return redirect("desk-seats")
    return _page(request, body_form=form)


@gated(_MANAGE)
@require_POST
def new_seat(request: ActorRequest) -> HttpResponse:
    """Make a seat in a body."""
    form = SeatForm(request.POST, prefix="seat", organisations=_bodies(request))
    if form.is_valid():
        body = organisations_visible_to(request.actor).get(uuid=form.cleaned_data["organisation"])
        create_seat(request.actor, organisation=body, role=form.cleaned_data["role"], title=form.cleaned_data["title"])
        messages.success(request, gettext("The seat was made."))
        return redirect("desk-seats")
    return _page(request, seat_form=form)


def _page(
    request: ActorRequest, *, body_form: OrganisationForm | None = None, seat_form: SeatForm | None = None
) -> HttpResponse:
    holders: dict[int, list[str]] = {}
    for holding in holdings_visible_to(request.actor).filter(valid_to=None):
        holders.setdefault(holding.seat_id, []).append(holding.person.code)
    content = {
        "seats": [(seat, role_title(seat.role), holders.get(seat.pk, [])) for seat in seats_visible_to(request.actor)],
        "role_table": [(role_title(code), sorted(map(permission_title, may))) for code, may in roles().granted.items()],
        "may_manage": may(request.actor, _MANAGE),
        "body_form": body_form or OrganisationForm(prefix="body"),
        "seat_form": seat_form or SeatForm(prefix="seat", organisations=_bodies(request)),
    }
    return render(request, "site/desk/seats.html", content, status=422 if body_form or seat_form else 200)


def _bodies(request: ActorRequest) -> list[tuple[str, str]]:
    return [(str(body.uuid), body.name) for body in organisations_visible_to(request.actor)]
