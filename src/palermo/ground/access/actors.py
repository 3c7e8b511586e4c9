"""Who acts: in a web request, at the machine's console, or on somebody's behalf in long work."""

from __future__ import annotations

from datetime import date

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest
from django.utils import timezone

from palermo.ground.access.models import Holding
from palermo.ground.access.roles import roles
from palermo.ground.access.seats import holdings_open_on
from palermo.ground.audit.actor import CONSOLE_CODE, VISITOR, Actor, Channel
from palermo.ground.people.models import Person

# A recovery code proves less than a device: it opens the account's own pages, not the right to write.
_SECOND_FACTORS = frozenset({"webauthn", "totp"})


def console() -> Actor:
    """Whoever sits at the machine itself: all permissions, as they could change the database file anyway."""
    return Actor(
        code=CONSOLE_CODE,
        channel="cli",
        permissions=frozenset(roles().permissions),
        roles=frozenset(roles().granted),
        second_factor=True,
    )


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a web request: the signed-in person with the seats they hold today, else ``VISITOR``.

    One query for the seats; none for a visitor.
    """
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or not person.is_active:
        return VISITOR
    return actor_for(person, "web", second_factor=_opened_with_second_factor(request, person))


def actor_for(person: Person, channel: Channel, *, second_factor: bool = False) -> Actor:
    """``person`` with what the seats held today allow. An account that was closed may nothing."""
    seats = _seats_held(person, timezone.now().date()) if person.is_active else []
    held = frozenset(role for role, _ in seats)
    bodies = frozenset(body for _, body in seats)
    return Actor(person.code, channel, roles().of(held), held, person.pk, second_factor, bodies)


def actor_on_behalf_of(code: str) -> Actor:
    """Who long work acts for: the one who asked for it, with the seats held NOW, so that a withdrawn seat ends
    what it started. ``code`` is a person's code, or the console's."""
    if code == CONSOLE_CODE:
        return console()
    person = Person.objects.filter(code=code).first()
    return Actor(code, "system") if person is None else actor_for(person, "system")


def roles_held(person: Person, day: date) -> frozenset[str]:
    """The roles of all seats that ``person`` holds on ``day``, as holder or as alternate."""
    return frozenset(role for role, _ in _seats_held(person, day))


def _seats_held(person: Person, day: date) -> list[tuple[str, str]]:
    """Role and body of each seat."""
    holdings = Holding.objects.filter(holdings_open_on(day), person=person)
    return list(holdings.values_list("seat__role", "seat__organisation__code"))


def _opened_with_second_factor(request: HttpRequest, person: Person) -> bool:
    """Whether this session was opened (or confirmed since) with a passkey or a one-time code."""
    records = get_authentication_records(request, person)
    return any(record.get("method") == "mfa" and record.get("type") in _SECOND_FACTORS for record in records)
