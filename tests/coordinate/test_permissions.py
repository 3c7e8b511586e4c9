"""Who may do what: every action with every kind of actor, and nobody by accident."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from palermo.coordinate import api as coordinate
from palermo.coordinate.obligations.actions import change_obligation
from palermo.coordinate.obligations.models import Obligation
from palermo.ground.access.api import VISITOR, Actor, Refused, console
from palermo.ground.audit.models import Event
from tests.coordinate.shelving import (
    COORDINATOR,
    DIRECTIVES,
    OTHER_REGISTRAR,
    READER,
    REGISTRAR,
    RESOLUTION,
    directive,
    ingest,
    paragraph,
    report,
    resolution,
    take_in,
)
from tests.ground.people import person_with, sign_in

pytestmark = pytest.mark.django_db
ACTORS = {
    "visitor": VISITOR, "reader": READER, "registrar": REGISTRAR, "other registrar": OTHER_REGISTRAR,
    "coordinator": COORDINATOR,
}  # fmt: skip
WRITERS = {"registrar", "other registrar", "coordinator"}
FIELDS = coordinate.WorkFields(title="A work", kind="resolution")
OWED = coordinate.ObligationFields(title="A report", author="SG", body="GA")


def _statement(actor: Actor, work: coordinate.Work) -> Any:
    said = coordinate.Statement("secretariat", "not_started", date(2026, 1, 1))
    return coordinate.propose_status(actor, directive=directive(work), said=said)


def _decide(move: str, by: Actor = REGISTRAR, confirmed: bool = False) -> Callable[[Actor, coordinate.Work], Any]:
    def act(actor: Actor, work: coordinate.Work) -> Any:
        made = _statement(by, work)
        if confirmed:
            made = coordinate.decide(console(), proposal=made, move="confirm", revision=0)
        return coordinate.decide(actor, proposal=made, move=move, revision=made.revision)

    return act


def _change_obligation(published: bool) -> Callable[[Actor, coordinate.Work], Any]:
    def act(actor: Actor, work: coordinate.Work) -> Any:
        made = coordinate.create_obligation(console(), fields=OWED)
        coordinate.publish_obligation(console(), obligation=made, published=published)
        return change_obligation(actor, obligation=Obligation.objects.get(), fields=OWED, revision=0)

    return act


def _link(actor: Actor, work: coordinate.Work) -> Any:
    ends = {"earlier": coordinate.End(paragraph(work, "OP1")), "later": coordinate.End(report())}
    return coordinate.propose_taking_up(actor, **ends, reason="so")


TABLE: dict[str, tuple[Callable[[Actor, coordinate.Work], Any], set[str]]] = {
    "create a work": (lambda actor, _: coordinate.create_work(actor, fields=FIELDS), WRITERS),
    "change a work": (lambda actor, w: coordinate.change_work(actor, work=w, fields=FIELDS, revision=0), WRITERS),
    "publish a work": (lambda actor, w: coordinate.publish_work(actor, work=w), {"coordinator"}),
    "take a work back": (lambda actor, w: coordinate.unpublish_work(actor, work=w), {"coordinator"}),
    "take in": (lambda actor, _: take_in(ingest(RESOLUTION, DIRECTIVES, title="x"), actor=actor), WRITERS),
    "change a directive": (
        lambda actor, w: coordinate.change_directive(
            actor, directive=directive(w), fields=coordinate.DirectiveFields("x"), revision=0
        ),
        WRITERS,
    ),
    "propose a status": (_statement, WRITERS),
    "propose a link": (_link, WRITERS),
    "propose a renewal": (
        lambda actor, w: coordinate.propose_renewal(
            actor, predecessor=coordinate.create_work(console(), fields=FIELDS), successor=w
        ),
        WRITERS,
    ),
    "confirm": (_decide("confirm"), {"coordinator"}),
    "refuse": (_decide("refuse"), {"coordinator"}),
    "withdraw what the registrar proposed": (_decide("withdraw"), {"registrar", "coordinator"}),
    "withdraw what is confirmed": (_decide("withdraw", confirmed=True), {"coordinator"}),
    "create an obligation": (lambda actor, _: coordinate.create_obligation(actor, fields=OWED), WRITERS),
    "change an unpublished obligation": (_change_obligation(published=False), WRITERS),
    "change a published obligation": (_change_obligation(published=True), {"coordinator"}),
    "publish an obligation": (
        lambda actor, _: coordinate.publish_obligation(
            actor, obligation=coordinate.create_obligation(console(), fields=OWED)
        ),
        {"coordinator"},
    ),
}


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("deed", TABLE)
def test_who_may(deed: str, who: str) -> None:
    act, allowed = TABLE[deed]
    work = resolution()
    if who in allowed:
        before = Event.objects.count()
        act(ACTORS[who], work)
        assert Event.objects.filter(actor=ACTORS[who].code).exists()
        assert Event.objects.count() > before
    else:
        with pytest.raises(Refused):
            act(ACTORS[who], work)
        assert (
            not Event.objects.filter(actor=ACTORS[who].code, verb__startswith="coordinate.")
            .exclude(verb="coordinate.status.proposed")
            .exists()
        )


PAGES = {
    "/resolutions/new/": WRITERS,
    "/resolutions/take-in/": WRITERS,
    "/resolutions/proposals/": WRITERS | {"reader"},
    "/obligations/new/": WRITERS,
    "/resolutions/": WRITERS | {"reader", "visitor"},
    "/obligations/": WRITERS | {"reader", "visitor"},
    "/obligations/calendar.ics": WRITERS | {"reader", "visitor"},
}


@pytest.mark.parametrize("role", ["reader", "registrar", "coordinator", "visitor"])
def test_pages_open_to_the_right_seats(client: Client, role: str) -> None:
    if role != "visitor":
        sign_in(client, person_with(role))
    for address, allowed in PAGES.items():
        assert client.get(address).status_code == (200 if role in allowed else 404), address
