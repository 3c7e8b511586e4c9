"""The chain itself: how an event is sealed, appended and verified."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from palermo.ground.audit.models import Event, Head

GENESIS = "0" * 64
_ADVISORY_LOCK = 0x70616C65726D6F  # "palermo": one writer of the chain at a time on PostgreSQL


def canonical(details: Mapping[str, object]) -> str:
    """The one spelling of ``details`` that is hashed: sorted keys, no spaces, UTF-8 kept."""
    return json.dumps(details, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


SEALED = ("seq", "at", "actor", "channel", "verb", "object_kind", "object_uuid", "details", "previous_hash")


def seal(event: Event) -> str:
    """SHA-256 over every field of the event, the previous hash included."""
    return _digest([getattr(event, name) for name in SEALED])


def _digest(fields: Iterable[object]) -> str:
    """Each field is preceded by its length in bytes, so that two fields cannot run together."""
    contents = [str(field).encode() for field in fields]
    return hashlib.sha256(b"".join(b"%d:%b" % (len(content), content) for content in contents)).hexdigest()


def append(event: Event) -> Event:
    """Seal ``event`` behind the last one and store it. Must run inside the transaction of the write it records."""
    head = _locked_head()
    event.seq = head.seq + 1
    event.at = datetime.now(UTC).isoformat(timespec="microseconds")
    event.previous_hash = head.hash
    event.hash = seal(event)
    event.save(force_insert=True)
    Head.objects.filter(pk=1).update(seq=event.seq, hash=event.hash)
    return event


def take_turn() -> None:
    """Become the only writer of the chain until this transaction ends; at once when that is so already.

    An act takes its turn when it ends. One that holds other rows meanwhile takes it first: two writers that take two
    locks in different order would wait for each other. SQLite's immediate transactions lock by themselves.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])


def _locked_head() -> Head:
    """The chain's end, held until this transaction ends."""
    take_turn()
    head, _ = Head.objects.get_or_create(pk=1, defaults={"seq": 0, "hash": GENESIS})
    return head


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of walking the chain. ``broken_at`` is the first event that does not fit, None when all do."""

    events: int
    head: str
    broken_at: int | None = None
    reason: str = ""

    @property
    def intact(self) -> bool:
        return self.broken_at is None


def verify() -> Verification:
    """Walk the whole chain: every seal, every link, no gap, and the end where the head says it is.

    Rows are read as tuples: 100,000 events take about a second.
    """
    seq, previous = 0, GENESIS
    for row in Event.objects.order_by("seq").values_list(*SEALED, "hash").iterator(chunk_size=5000):
        reason = _fault(row, seq + 1, previous)
        if reason:
            return Verification(seq, previous, row[0], reason)
        seq, previous = row[0], row[-1]
    head = Head.objects.filter(pk=1).first()
    expected = (head.seq, head.hash) if head else (0, GENESIS)
    if expected != (seq, previous):
        return Verification(seq, previous, seq + 1, "the chain does not end where its head says")
    return Verification(seq, previous)


def _fault(row: tuple[Any, ...], expected_seq: int, previous: str) -> str:
    *fields, found = row
    if fields[0] != expected_seq:
        return f"event {expected_seq} is missing"
    if fields[-1] != previous:
        return "it does not follow the event before it"
    if _digest(fields) != found:
        return "its content was altered"
    return ""
