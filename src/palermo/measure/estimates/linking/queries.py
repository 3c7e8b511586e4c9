"""Reading linkages, fenced by the actor and by the clock."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from palermo.ground.access.api import Actor
from palermo.measure.estimates.linking.models import Linkage
from palermo.measure.estimates.linking.rules import may_link, may_own, may_review
from palermo.measure.estimates.linking.words import OPEN_STATES

__all__ = ["Linkage"]


def linkages_of(actor: Actor) -> QuerySet[Linkage]:
    """The actor's own, without what they hold."""
    found = Linkage.objects.defer("sealed_lists", "sealed_pairs", "sealed_judgements")
    return found.filter(started_by=actor.code) if may_link(actor) else found.none()


def linkage_of(actor: Actor, uuid: UUID) -> Linkage | None:
    """The actor's own linkage; None when there is none for the actor."""
    found = Linkage.objects.filter(uuid=uuid).first()
    return found if found and may_own(actor, found) else None


def linkage_to_review(actor: Actor, uuid: UUID) -> Linkage | None:
    """A linkage whose pairs the actor may see; None when there is none, or its day has come."""
    found = Linkage.objects.filter(uuid=uuid).first()
    return found if found and may_review(actor, found) and is_alive(found) else None


def linkages_to_review(actor: Actor) -> list[Linkage]:
    """Those of others that were opened to the actor."""
    found = Linkage.objects.defer("sealed_lists", "sealed_pairs", "sealed_judgements").filter(opened=True)
    alive = found.filter(delete_at__gt=timezone.now(), state="linked").exclude(started_by=actor.code)
    return [each for each in alive if may_review(actor, each)]


def is_alive(linkage: Linkage) -> bool:
    """Whether it holds records, and its day has not come."""
    return linkage.state in OPEN_STATES and linkage.delete_at > timezone.now()
