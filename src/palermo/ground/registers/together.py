"""Many records changed in one act: a field set, a move made. Each as if it were the only one; the refused are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from palermo.ground.access.api import Actor, Refused
from palermo.ground.audit import api as audit
from palermo.ground.registers.actions import (
    checked,
    demand_revision,
    gone,
    hold_record,
    today,
    writing_hand,
)
from palermo.ground.registers.models import RegisterBook, RegisterRecord
from palermo.ground.registers.rules import may_move, may_read, may_write, may_write_field
from palermo.ground.registers.states import demand_checks, move_from
from palermo.ground.registers.storing import change_content
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration

MOST = 1_000


@dataclass(frozen=True, slots=True)
class NotChanged:
    """A record that was left as it is. ``code`` is empty for one that the actor does not see; ``reason`` is for people,
    ``error`` what was raised."""

    uuid: UUID
    code: str
    reason: str
    error: Exception


@dataclass(frozen=True, slots=True)
class Bulk:
    """What became of a bulk change."""

    changed: tuple[UUID, ...]
    refused: tuple[NotChanged, ...]


def bulk_change(
    actor: Actor,
    *,
    declaration: Declaration,
    records: Iterable[tuple[UUID, int]],
    values: Mapping[str, Any] | None = None,
    move: str = "",
) -> Bulk:
    """Set ``values`` in, or make ``move`` with, the records given as (uuid, revision), in one act and transaction.

    A record that was changed since, whose checks do not hold or that the actor may not change stays as it is and is
    named; the others are changed. InputError for more than 1,000 records, or for neither values nor a move.
    """
    wanted = list(records)
    if len(wanted) > MOST:
        raise InputError("registers.bulk", f"At most {MOST} records are changed at once.")
    if bool(values) == bool(move):
        raise InputError("registers.bulk", "A bulk change sets values or makes a move, one of them.")
    changed: list[UUID] = []
    refused: list[NotChanged] = []
    with audit.act(
        actor, "ground.register.records_changed", object_kind="register", register=declaration.id, move=move
    ) as act:
        for uuid, revision in wanted:
            record = RegisterRecord.objects.filter(register=declaration.id, uuid=uuid).first()
            try:
                _change_one(actor, declaration, uuid, revision, values or {}, move)
                changed.append(uuid)
            except (InputError, Refused) as error:
                refused.append(NotChanged(uuid, _code(actor, declaration, record), str(error), error))
        act.note(fields=sorted(values or {}), changed=len(changed), refused=len(refused))
    return Bulk(tuple(changed), tuple(refused))


def _change_one(
    actor: Actor, declaration: Declaration, uuid: UUID, revision: int, values: Mapping[str, Any], move: str
) -> None:
    book, record = hold_record(declaration, uuid)
    if not may_read(actor, declaration, record):
        raise gone()
    demand_revision(actor, declaration, record, revision)
    if move:
        _move_one(actor, declaration, book, record, move)
    else:
        _set_in_one(actor, declaration, book, record, values)


def _set_in_one(
    actor: Actor, declaration: Declaration, book: RegisterBook, record: RegisterRecord, values: Mapping[str, Any]
) -> None:
    may_write(actor, declaration, record).demand()
    for name in values:
        field = declaration.field(name)
        if field is None or not may_write_field(actor, declaration, field, record):
            raise InputError("registers.field", "The register has no such field.", where=name)
    content = checked(declaration, {**record.values, **values})
    if content != record.values:
        change_content(book, declaration, record, writing_hand(actor), values=content)


def _move_one(actor: Actor, declaration: Declaration, book: RegisterBook, record: RegisterRecord, move: str) -> None:
    made = move_from(declaration, record.state, move)
    may_move(actor, declaration, made, record).demand()
    demand_checks(declaration, made, record.values, today())
    change_content(book, declaration, record, writing_hand(actor), state=made.target)


def _code(actor: Actor, declaration: Declaration, record: RegisterRecord | None) -> str:
    return record.code if record is not None and may_read(actor, declaration, record) else ""
