"""Audit: every write happens inside ``act``; the chain can be verified and read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from palermo.ground.audit import chain
from palermo.ground.audit.actor import Actor
from palermo.ground.audit.chain import Verification, take_turn, verify
from palermo.ground.audit.guard import CHAIN, UnauditedWrite, writes_allowed, writes_noted
from palermo.ground.audit.models import Event
from palermo.ground.audit.trail import Wanted, events

__all__ = ["Act", "UnauditedWrite", "Verification", "Wanted", "act", "acts_follow", "events", "take_turn", "verify"]


@dataclass(slots=True)
class Act:
    """An act under way. Add what becomes known while it runs with ``note``; point at the object with ``about``."""

    verb: str
    object_kind: str
    object_uuid: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    def note(self, **details: object) -> None:
        """Add to the event's details: codes, counts, digests. Never names, never free text of protected records."""
        self.details.update(details)

    def about(self, uuid: UUID | str) -> None:
        """Say which object the act concerns, once it exists."""
        self.object_uuid = str(uuid)


@contextmanager
def act(actor: Actor, verb: str, *, object_kind: str, object_uuid: UUID | str = "", **details: object) -> Iterator[Act]:
    """One deed: a transaction in which writes are allowed, closed by its sealed event.

    An exception undoes the writes and the event together. Acts may nest: each leaves an event, one transaction
    holds them all.
    """
    under_way = Act(verb, object_kind, str(object_uuid), dict(details))
    with transaction.atomic(), writes_allowed():
        yield under_way
        chain.append(
            Event(
                actor=actor.code,
                channel=actor.channel,
                verb=verb,
                object_kind=object_kind,
                object_uuid=under_way.object_uuid,
                details=chain.canonical(under_way.details),
            )
        )


@contextmanager
def acts_follow() -> Iterator[None]:
    """A transaction for code of libraries that writes to guarded tables at places we do not own: whoever listens
    to its signals records the acts. What was written without any act is undone with UnauditedWrite."""
    with transaction.atomic(), writes_allowed(), writes_noted() as written:
        yield
        unnamed = written - CHAIN
        if unnamed and not written & CHAIN:
            raise UnauditedWrite(f"{', '.join(sorted(unnamed))}: written, but nobody recorded an act")
