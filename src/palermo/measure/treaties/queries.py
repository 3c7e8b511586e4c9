"""Reading the register: parties on any day, actions of a country, all fenced by the actor."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from palermo.ground.access.api import Actor
from palermo.ground.evidence.api import treaty_actions_visible_to
from palermo.ground.evidence.models import TreatyAction
from palermo.ground.evidence.words import Origin
from palermo.ground.standards.api import CONSENTS
from palermo.measure.treaties.counting import Consent, PartyCount, count_parties
from palermo_engines.kit.periods import Period

if TYPE_CHECKING:
    from django.db.models import QuerySet


def register_actions(actor: Actor, instrument: str) -> QuerySet[TreatyAction]:
    """What the register that stands says about an instrument."""
    actions = treaty_actions_visible_to(actor)
    return actions.filter(origin=Origin.DATASET.value, instrument=instrument)


def consents_to(actor: Actor, instrument: str) -> list[Consent]:
    """Participants that became parties, with the days on which it can have been."""
    rows = register_actions(actor, instrument).filter(kind__in=CONSENTS, first__isnull=False, last__isnull=False)
    days = rows.values_list("country", "first", "last")
    return [Consent(country, first, last) for country, first, last in days if first and last]


def parties_at(actor: Actor, instrument: str, day: date | Period) -> PartyCount:
    """The parties to an instrument on a day (or on some day of a period), as far as the register knows."""
    return count_parties(consents_to(actor, instrument), day)


def actions_of(actor: Actor, country: str) -> QuerySet[TreatyAction]:
    """What the register says a country did, the oldest first."""
    actions = treaty_actions_visible_to(actor).filter(origin=Origin.DATASET.value, country=country)
    return actions.select_related("source").order_by("instrument", "first")
