"""Who wants to know of changes, and what changed for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.registers.declarations import declaration as declared
from palermo.ground.registers.models import RegisterRecord, RegisterSubscription
from palermo.ground.registers.rules import may_read, seated
from palermo.ground.registers.showing import Shown, show
from palermo_engines.registers.model import Declaration

_MOST = 500


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that was made or changed since, as the subscriber sees it."""

    declaration: Declaration
    record: Shown
    new: bool


def subscribe(actor: Actor, *, declaration: Declaration, record: RegisterRecord | None = None) -> RegisterSubscription:
    """Follow a record, or all of a register. Doing it twice changes nothing."""
    (seated(actor) if record is None else seated(actor) and may_read(actor, declaration, record)).demand()
    with audit.act(actor, "ground.register.subscribed", object_kind="register", register=declaration.id) as act:
        found, _ = RegisterSubscription.objects.get_or_create(person=actor.code, register=declaration.id, record=record)
        act.note(**({"code": record.code} if record else {}))
    return found


def unsubscribe(actor: Actor, *, declaration: Declaration, record: RegisterRecord | None = None) -> None:
    """Follow no longer; nothing happens when the actor did not."""
    found = RegisterSubscription.objects.filter(person=actor.code, register=declaration.id, record=record)
    if found.exists():
        with audit.act(actor, "ground.register.unsubscribed", object_kind="register", register=declaration.id):
            found.delete()


def subscriptions_of(actor: Actor) -> tuple[RegisterSubscription, ...]:
    """What the actor follows."""
    return tuple(RegisterSubscription.objects.filter(person=actor.code).select_related("record"))


def changes_for(actor: Actor, since: datetime) -> tuple[Changed, ...]:
    """Records that the actor follows and reads, changed by others since an instant; the newest first, at most 500."""
    followed = Q(pk__in=())
    for subscription in subscriptions_of(actor):
        followed |= Q(pk=subscription.record_id) if subscription.record_id else Q(register=subscription.register)
    records = RegisterRecord.objects.filter(followed, changed_at__gt=since).exclude(changed_by=actor.code)
    return tuple(_seen(actor, records.order_by("-changed_at", "-pk")[:_MOST]))


def _seen(actor: Actor, records: Iterable[RegisterRecord]) -> Iterator[Changed]:
    for record in records:
        declaration = declared(record.register)
        if declaration is not None and may_read(actor, declaration, record):
            yield Changed(declaration, show(actor, declaration, record), record.revision == 1)
