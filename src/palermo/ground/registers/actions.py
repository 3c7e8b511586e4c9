"""Writing records: who may -> what the state allows -> what the declaration asks -> write -> audit, in one transaction.

Events hold codes, numbers and ids of fields, never a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.audit.actor import CONSOLE_CODE
from palermo.ground.registers.books import hold_book
from palermo.ground.registers.faults import Clash, Faulty, MadeBefore
from palermo.ground.registers.models import RecordOrigin, RecordRevision, RegisterBook, RegisterRecord
from palermo.ground.registers.rules import may_move, may_read, may_write, may_write_field
from palermo.ground.registers.showing import visible_values
from palermo.ground.registers.states import demand_checks, move_from
from palermo.ground.registers.storing import Hand, change_content, insert_records
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.checking import check_record
from palermo_engines.registers.differences import differences, merge
from palermo_engines.registers.model import Declaration, FieldType

RECORD = "record"
Values = Mapping[str, Any]


def create_record(
    actor: Actor, *, declaration: Declaration, values: Values, owner: str = "", origin: str = ""
) -> RegisterRecord:
    """A new record in the start state. ``owner`` is the body it is written for: one of the actor's, the first by code
    when not said. ``origin`` is the key of what it is made from, such as a form or a finding (``records_from``).

    Refused when the actor may not; Faulty with every field that is wrong; MadeBefore when there is a record of that
    origin.
    """
    may_write(actor, declaration).demand()
    hand = writing_hand(actor, owner)
    content = checked(declaration, _writable(actor, declaration, values, hand.body))
    with audit.act(actor, "ground.register.record_created", object_kind=RECORD, register=declaration.id) as act:
        book = hold_book(declaration)
        if origin:
            _demand_first(declaration, origin)
        (made,) = insert_records(book, declaration, [content], hand)
        record = RegisterRecord.objects.get(uuid=made.uuid)
        if origin:
            RecordOrigin.objects.create(register=declaration.id, key=origin, record=record)
        act.about(record.uuid)
        act.note(code=record.code)
    return record


def _demand_first(declaration: Declaration, origin: str) -> None:
    """The book is held: whoever makes a record of the same origin in the same moment comes after."""
    if before := RecordOrigin.objects.filter(register=declaration.id, key=origin).first():
        raise MadeBefore(before.record)


def change_record(
    actor: Actor, *, declaration: Declaration, record: RegisterRecord, values: Values, revision: int
) -> RegisterRecord:
    """Give the record the content ``values``, made on ``revision``. A field that is absent is emptied; fields that the
    actor does not read stay as they are.

    When others changed other fields meanwhile, both changes are kept; Clash when they changed the same ones. Faulty,
    Refused, and InputError when the record is gone.
    """
    with audit.act(actor, "ground.register.record_changed", object_kind=RECORD, object_uuid=record.uuid) as act:
        book, fresh = hold_record(declaration, record.uuid)
        may_write(actor, declaration, fresh).demand()
        content = checked(declaration, _merged(actor, declaration, fresh, values, revision))
        act.note(**_write(book, declaration, fresh, writing_hand(actor), content))
    return fresh


def move_record(
    actor: Actor, *, declaration: Declaration, record: RegisterRecord, move: str, revision: int
) -> RegisterRecord:
    """Make a move: who may, whether the state allows it, then its checks.

    Refused; InputError when the state does not allow it, or a check cannot be answered; Unmet with what is missing;
    Clash when the record was changed since ``revision``: what was decided on is not what would be moved.
    """
    with audit.act(
        actor, "ground.register.record_moved", object_kind=RECORD, object_uuid=record.uuid, move=move
    ) as act:
        book, fresh = hold_record(declaration, record.uuid)
        if not may_read(actor, declaration, fresh):
            raise gone()
        made = move_from(declaration, fresh.state, move)
        may_move(actor, declaration, made, fresh).demand()
        demand_revision(actor, declaration, fresh, revision)
        demand_checks(declaration, made, fresh.values, today())
        act.note(register=fresh.register, code=fresh.code, source=fresh.state, target=made.target)
        change_content(book, declaration, fresh, writing_hand(actor), state=made.target)
    return fresh


def restore_revision(
    actor: Actor, *, declaration: Declaration, record: RegisterRecord, to: int, revision: int
) -> RegisterRecord:
    """Undo: give the record the content it had in revision ``to``. Its state stays, and so do fields that the actor
    does not read. Refused, Faulty; InputError for no such revision; Clash when the record was changed since
    ``revision``: whoever undoes means what they saw, so nothing is merged."""
    with audit.act(actor, "ground.register.record_changed", object_kind=RECORD, object_uuid=record.uuid) as act:
        book, fresh = hold_record(declaration, record.uuid)
        may_write(actor, declaration, fresh).demand()
        demand_revision(actor, declaration, fresh, revision)
        kept = RecordRevision.objects.filter(record=fresh, revision=to).first()
        if kept is None:
            raise InputError("registers.revision", "There is no such revision.", where=str(to))
        values = visible_values(actor, declaration, fresh, kept.values)
        known = {name: value for name, value in values.items() if declaration.field(name)}
        content = checked(declaration, _merged(actor, declaration, fresh, known, revision))
        act.note(restored=to, **_write(book, declaration, fresh, writing_hand(actor), content))
    return fresh


def checked(declaration: Declaration, values: Values) -> dict[str, Any]:
    """The values as they are kept. Faulty with everything the declaration refuses."""
    typed = {name: value for name, value in values.items() if not _computed(declaration, name)}
    result = check_record(declaration, typed, today=today())
    if result.faults:
        raise Faulty(tuple(result.faults))
    return dict(result.values)


def hold_record(declaration: Declaration, uuid: UUID) -> tuple[RegisterBook, RegisterRecord]:
    """The book and the record as it is now, both held until the transaction ends."""
    book = hold_book(declaration)
    found = RegisterRecord.objects.select_for_update().filter(register=declaration.id, uuid=uuid).first()
    if found is None:
        raise gone()
    return book, found


def demand_revision(actor: Actor, declaration: Declaration, record: RegisterRecord, revision: int) -> None:
    """Clash when the record is not at ``revision`` any more."""
    if record.revision != revision:
        theirs = visible_values(actor, declaration, record)
        raise Clash(revision=record.revision, fields=(), mine=theirs, theirs=theirs, merged=theirs)


def writing_hand(actor: Actor, owner: str = "") -> Hand:
    """Who writes, for which body: the first of theirs by code when none is said. InputError for another's body."""
    if owner and owner not in actor.organisations and actor.code != CONSOLE_CODE:
        raise InputError("registers.owner", "You hold no seat in this body.", where="owner")
    return Hand(actor.code, owner or min(actor.organisations, default=""), timezone.now())


def gone() -> InputError:
    """What is said of a record that is not there, and of one that the actor does not see."""
    return InputError("registers.gone", "There is no such record.")


def today() -> date:
    """The day on which checks are made, in the instance's time zone."""
    return timezone.localdate()


def _write(
    book: RegisterBook, declaration: Declaration, record: RegisterRecord, hand: Hand, content: dict[str, Any]
) -> dict[str, object]:
    """Write the content unless nothing changed; returns what the event notes."""
    changed = sorted({each.field for each in differences(declaration, record.values, content)})
    if content != record.values:
        change_content(book, declaration, record, hand, values=content)
    return {"register": record.register, "code": record.code, "revision": record.revision, "fields": changed}


def _writable(actor: Actor, declaration: Declaration, values: Values, owner: str) -> Values:
    """The values of a new record. InputError for a field that the actor may not write: it would vanish unseen."""
    new = RegisterRecord(register=declaration.id, state=declaration.start.id, owner=owner)
    for field in declaration.fields:
        if values.get(field.id) is not None and field.type is not FieldType.COMPUTED:
            _demand_field(bool(may_write_field(actor, declaration, field, new)), field.id)
    return values


def _demand_field(allowed: bool, name: str) -> None:
    if not allowed:
        raise InputError("registers.field", "The register has no such field.", where=name)


def _merged(
    actor: Actor, declaration: Declaration, record: RegisterRecord, values: Values, revision: int
) -> dict[str, Any]:
    """What the record would hold: the actor's values, others' changes since, and what the actor does not read."""
    base = _content_at(record, revision)
    mine = {**_hidden(actor, declaration, record, base), **_own_fields(actor, declaration, record, values)}
    if revision == record.revision:
        return mine
    both = merge(_typed(declaration, base), mine, _typed(declaration, record.values))
    if both.clashes:
        seen = (visible_values(actor, declaration, record, each) for each in (mine, record.values, both.values))
        mine_seen, theirs_seen, merged_seen = seen
        raise Clash(
            revision=record.revision, fields=tuple(both.clashes), mine=mine_seen, theirs=theirs_seen, merged=merged_seen
        )
    return dict(both.values)


def _content_at(record: RegisterRecord, revision: int) -> Values:
    if revision == record.revision:
        return dict(record.values)
    kept = RecordRevision.objects.filter(record=record, revision=revision).first()
    if kept is None:
        raise InputError("registers.revision", "There is no such revision.", where=str(revision))
    return dict(kept.values)


def _own_fields(actor: Actor, declaration: Declaration, record: RegisterRecord, values: Values) -> Values:
    """What was sent, in fields the actor may write. A field that they do not read is unknown to them: InputError."""
    typed = _typed(declaration, values)
    for name in typed:
        field = declaration.field(name)
        if field is not None:
            _demand_field(bool(may_write_field(actor, declaration, field, record)), name)
    return typed


def _hidden(actor: Actor, declaration: Declaration, record: RegisterRecord, content: Values) -> Values:
    shown = visible_values(actor, declaration, record, content)
    kept = _typed(declaration, content)
    return {name: value for name, value in kept.items() if name not in shown and declaration.field(name)}


def _typed(declaration: Declaration, values: Values) -> dict[str, Any]:
    """Without computed fields: they follow from the others."""
    return {name: value for name, value in values.items() if not _computed(declaration, name)}


def _computed(declaration: Declaration, name: str) -> bool:
    field = declaration.field(name)
    return field is not None and field.type is FieldType.COMPUTED
