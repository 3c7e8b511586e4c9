"""Bodies, the seats in them, and who sits there. All by a steward, all audited, none with a name in its event."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from palermo.ground.access.models import Holding, Seat
from palermo.ground.access.roles import roles
from palermo.ground.access.verdicts import may
from palermo.ground.audit import api as audit
from palermo.ground.audit.actor import Actor
from palermo.ground.organisations.models import Organisation
from palermo.ground.people.models import Person
from palermo_engines.kit.errors import InputError

_MANAGE = "ground.person.manage"


def create_organisation(actor: Actor, *, code: str, name: str, country: str = "") -> Organisation:
    """A body. ``country`` is ISO 3166-1 alpha-3, empty for an international body. InputError for a code in use."""
    may(actor, _MANAGE).demand()
    if Organisation.objects.filter(code=code).exists():
        raise InputError("organisation_exists", gettext("A body with this code exists already."), where="code")
    with audit.act(actor, "ground.organisation.created", object_kind="organisation", code=code) as act:
        organisation = Organisation.objects.create(code=code, name=name, country=country)
        act.about(organisation.uuid)
    return organisation


def create_seat(
    actor: Actor, *, organisation: Organisation, role: str, title: str = "", valid_from: date | None = None
) -> Seat:
    """A role in a body from a day on (today). Without a ``title`` pages print the role's, in the reader's language.

    InputError for an unknown role.
    """
    may(actor, _MANAGE).demand()
    if role not in roles().granted:
        raise InputError("role_unknown", gettext("There is no such role."), where="role")
    with audit.act(actor, "ground.seat.created", object_kind="seat", role=role) as act:
        seat = Seat.objects.create(
            organisation=organisation, role=role, title=title.strip(), valid_from=valid_from or _today()
        )
        act.about(seat.uuid)
    return seat


def give_seat(
    actor: Actor, *, seat: Seat, person: Person, alternate: bool = False, valid_from: date | None = None
) -> Holding:
    """Seat a person, as the holder or an alternate. InputError when they sit there already."""
    may(actor, _MANAGE).demand()
    first = valid_from or _today()
    if Holding.objects.filter(Q(valid_to=None) | Q(valid_to__gte=first), seat=seat, person=person).exists():
        raise InputError("seat_held", gettext("This person holds this seat already."), where="person")
    with audit.act(
        actor, "ground.seat.given", object_kind="seat", object_uuid=seat.uuid, role=seat.role, to=person.code
    ):
        return Holding.objects.create(seat=seat, person=person, alternate=alternate, valid_from=first)


def end_holding(actor: Actor, *, holding: Holding, last_day: date | None = None) -> Holding:
    """Let a person leave a seat. Without ``last_day`` at once: yesterday was the last day.

    InputError when nobody who may manage accounts would be left.
    """
    may(actor, _MANAGE).demand()
    last = last_day or _today() - timedelta(days=1)
    keep_a_steward(leaving=[holding])
    with audit.act(
        actor, "ground.seat.left", object_kind="seat", object_uuid=holding.seat.uuid, by=holding.person.code,
        last_day=last.isoformat(),
    ):  # fmt: skip
        holding.valid_to = last
        holding.save(update_fields=["valid_to"])
    return holding


def holdings_open_on(day: date) -> Q:
    """The condition on Holding rows that are valid on ``day``, their seats too."""
    own = (Q(valid_to=None) | Q(valid_to__gte=day)) & Q(valid_from__lte=day)
    return own & (Q(seat__valid_to=None) | Q(seat__valid_to__gte=day)) & Q(seat__valid_from__lte=day)


def keep_a_steward(*, leaving: list[Holding]) -> None:
    """InputError when, without ``leaving``, nobody could manage accounts any more."""
    managing = [role for role, granted in roles().granted.items() if _MANAGE in granted]
    stewards = Holding.objects.filter(holdings_open_on(_today()), seat__role__in=managing, person__is_active=True)
    gone = {holding.pk for holding in leaving}
    held = {holding.pk for holding in stewards}
    if held & gone and not held - gone:
        raise InputError(
            "last_steward", gettext("This is the last steward of the instance."),
            advice=gettext("Seat another steward first."),
        )  # fmt: skip


def _today() -> date:
    return timezone.now().date()
