"""Reading people, seats and bodies, fenced by the actor."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from palermo.ground.access.models import Holding, Seat
from palermo.ground.access.verdicts import may
from palermo.ground.audit.actor import Actor
from palermo.ground.organisations.models import Organisation
from palermo.ground.people.models import Person

_READ = "ground.person.read"


def people_visible_to(actor: Actor) -> QuerySet[Person]:
    """Everybody for those who may read people; otherwise only oneself."""
    return Person.objects.all() if may(actor, _READ) else Person.objects.filter(pk=actor.person_id or 0)


def people_not_enrolled(actor: Actor) -> QuerySet[Person]:
    """Open accounts whose owner has not used a link yet, among those the actor sees."""
    return people_visible_to(actor).filter(is_active=True, authenticator=None)


def person_visible_to(actor: Actor, uuid: UUID) -> Person | None:
    """None when there is no such person, or none for this actor."""
    return people_visible_to(actor).filter(uuid=uuid).first()


def seats_visible_to(actor: Actor) -> QuerySet[Seat]:
    """All seats with their bodies, for those who may read people."""
    return Seat.objects.select_related("organisation") if may(actor, _READ) else Seat.objects.none()


def holdings_visible_to(actor: Actor) -> QuerySet[Holding]:
    """Who sits where and when; one's own holdings without any permission."""
    holdings = Holding.objects.select_related("seat__organisation", "person")
    return holdings if may(actor, _READ) else holdings.filter(person_id=actor.person_id or 0)


def organisations_visible_to(actor: Actor) -> QuerySet[Organisation]:
    """All bodies, for those who may read people."""
    return Organisation.objects.all() if may(actor, _READ) else Organisation.objects.none()
