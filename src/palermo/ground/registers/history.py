"""What a record was, and what it is linked with, as far as the reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from palermo.ground.access.api import Actor, may
from palermo.ground.registers import bits, tagging
from palermo.ground.registers.declarations import declaration as declared
from palermo.ground.registers.declarations import declarations
from palermo.ground.registers.deriving import listed
from palermo.ground.registers.models import RegisterBook, RegisterRecord
from palermo.ground.registers.rules import READ, may_read, may_read_field
from palermo.ground.registers.showing import Shown, show, visible_values
from palermo_engines.registers.differences import Difference, differences
from palermo_engines.registers.model import Declaration, Field, FieldType

_SHOWN = 200  # records on the other side of one link field; more are told as a number


@dataclass(frozen=True, slots=True)
class Change:
    """One revision: ``state`` after it, who made it (empty for those who do not read drafts), when, and what it changed
    against the revision before that the reader also sees. ``declaration_version`` has the words it was written with."""

    revision: int
    state: str
    by: str
    at: datetime
    declaration_version: int
    values: Mapping[str, Any]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """Records on the other side of a link. ``back``: they point here, by ``field`` of ``register``."""

    register: Declaration
    field: Field
    back: bool
    records: tuple[Shown, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Revision:
    """A content of a record with its state, as rules ask for it."""

    revision: int
    state: str
    owner: str
    organisation: str
    by: str
    at: datetime
    declaration_version: int
    values: Mapping[str, Any]


def history_of(actor: Actor, declaration: Declaration, record: RegisterRecord) -> tuple[Change, ...]:
    """Every revision that the actor reads, the newest first. What a public record was as a draft is for those who read
    drafts; others see what was public, each against the public one before."""
    within = bool(may(actor, READ))
    changes: list[Change] = []
    before: Mapping[str, Any] = {}
    for each in _revisions(record):
        if not may_read(actor, declaration, each):
            continue
        values = visible_values(actor, declaration, each, each.values)
        changes.append(
            Change(
                revision=each.revision,
                state=each.state,
                by=each.by if within else "",
                at=each.at,
                declaration_version=each.declaration_version,
                values=values,
                differences=tuple(differences(declaration, before, values)),
            )
        )
        before = values
    return tuple(reversed(changes))


def _revisions(record: RegisterRecord) -> Iterator[_Revision]:
    for kept in record.revisions.order_by("revision"):
        yield _Revision(
            kept.revision, kept.state, record.owner, record.organisation, kept.by, kept.at, kept.declaration_version,
            kept.values,
        )  # fmt: skip
    yield _Revision(
        record.revision, record.state, record.owner, record.organisation, record.changed_by, record.changed_at,
        record.declaration_version, record.values,
    )  # fmt: skip


def linked_with(actor: Actor, declaration: Declaration, record: RegisterRecord) -> tuple[Linked, ...]:
    """The records that this one points to, and those that point here, by field; only what the actor reads on both
    sides. Fields without any are left out."""
    found = [*_forward(actor, declaration, record), *_backward(actor, declaration, record)]
    return tuple(linked for linked in found if linked.records)


def _forward(actor: Actor, declaration: Declaration, record: RegisterRecord) -> Iterator[Linked]:
    values = visible_values(actor, declaration, record)
    for field in declaration.fields:
        target = declared(str(field.options.get("to", ""))) if field.type is FieldType.LINK else None
        if target is not None and values.get(field.id):
            uuids = [UUID(each) for each in listed(values[field.id])]
            shown = _shown(actor, target, RegisterRecord.objects.filter(register=target.id, uuid__in=uuids))
            yield Linked(target, field, False, tuple(shown[:_SHOWN]), len(shown))


def _backward(actor: Actor, declaration: Declaration, record: RegisterRecord) -> Iterator[Linked]:
    for other in declarations():
        for field in other.fields:
            if field.type is FieldType.LINK and field.options.get("to") == declaration.id:
                found = [each for each in _pointing(other, field, record) if may_read_field(actor, other, field, each)]
                shown = _shown(actor, other, found)
                yield Linked(other, field, True, tuple(shown[:_SHOWN]), len(shown))


def _pointing(other: Declaration, field: Field, record: RegisterRecord) -> list[RegisterRecord]:
    book = RegisterBook.objects.filter(register=other.id).first()
    last = book.last_number if book else 0
    numbers = list(bits.numbers_in(tagging.tagged(other.id, field.id, [str(record.uuid)], last)))
    return list(RegisterRecord.objects.filter(register=other.id, ordinal__in=numbers[:5000]).order_by("ordinal"))


def _shown(actor: Actor, declaration: Declaration, records: Iterable[RegisterRecord]) -> list[Shown]:
    return [show(actor, declaration, each) for each in records if may_read(actor, declaration, each)]
