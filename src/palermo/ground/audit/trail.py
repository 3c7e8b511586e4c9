"""Reading the trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from palermo.ground.audit.models import Event


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for. ``verb`` matches its beginning (``know.document``); days are UTC, both included."""

    actor: str = ""
    verb: str = ""
    object_uuid: str = ""
    first_day: date | None = None
    last_day: date | None = None


def events(wanted: Wanted) -> QuerySet[Event]:
    """Matching events, the newest first. Who may call this is decided at the gate: ``ground.audit.read``."""
    found = Event.objects.order_by("-seq")
    if wanted.actor:
        found = found.filter(actor=wanted.actor)
    if wanted.verb:
        found = found.filter(verb__startswith=wanted.verb)
    if wanted.object_uuid:
        found = found.filter(object_uuid=wanted.object_uuid)
    if wanted.first_day:
        found = found.filter(at__gte=wanted.first_day.isoformat())
    if wanted.last_day:
        found = found.filter(at__lt=(wanted.last_day + timedelta(days=1)).isoformat())
    return found
