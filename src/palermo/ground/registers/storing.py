"""Writing records: the row, its tags, its figures, and what it was before. Called inside an act by whoever holds the
register's book; who may, and what the state allows, was decided before."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from palermo.ground.registers.deriving import Derived, derive
from palermo.ground.registers.models import RecordRevision, RegisterBook, RegisterImport, RegisterRecord
from palermo.ground.registers.rows import in_batches, insert_rows
from palermo.ground.registers.stating import restate, state_all, withdraw_all
from palermo.ground.registers.tagging import Retagging
from palermo_engines.registers.model import Declaration


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes: a person's code, the body they write for, and when."""

    code: str
    body: str
    at: datetime


def insert_records(
    book: RegisterBook,
    declaration: Declaration,
    contents: Sequence[Mapping[str, Any]],
    hand: Hand,
    *,
    state: str = "",
    batch: RegisterImport | None = None,
) -> list[RegisterRecord]:
    """Write new records whose values are normalised; returns them, without primary keys."""
    in_state = state or declaration.start.id
    retagging = Retagging(book.register)
    made = []
    for number, values in enumerate(contents, start=book.last_number + 1):
        derived = derive(declaration, values, state=in_state, owner=hand.body)
        made.append(_new(declaration, number, dict(values), derived, hand, in_state, batch))
        retagging.replace(number, (), derived.tags)
    book.last_number += len(made)
    book.save(update_fields=["last_number"])
    insert_rows(RegisterRecord, made)
    retagging.store()
    state_all(book, declaration, made)
    return made


def _new(
    declaration: Declaration,
    number: int,
    values: dict[str, Any],
    derived: Derived,
    hand: Hand,
    state: str,
    batch: RegisterImport | None,
) -> RegisterRecord:
    return RegisterRecord(
        uuid=uuid.uuid4(),
        register=declaration.id,
        number=number,
        state=state,
        declaration_version=declaration.version,
        title=derived.title,
        country=derived.country,
        first=derived.first,
        last=derived.last,
        organisation=derived.organisation,
        words=derived.words,
        owner=hand.body,
        created_by=hand.code,
        changed_by=hand.code,
        changed_at=hand.at,
        batch=batch,
        values=values,
    )


def change_content(
    book: RegisterBook,
    declaration: Declaration,
    record: RegisterRecord,
    hand: Hand,
    *,
    values: Mapping[str, Any] | None = None,
    state: str = "",
) -> None:
    """Give a record other values, or another state. What it was goes into a revision first."""
    keep_revision(record)
    before = derive(declaration, record.values, state=record.state, owner=record.owner)
    record.values = dict(record.values if values is None else values)
    record.state = state or record.state
    record.revision += 1
    record.declaration_version = declaration.version
    record.changed_by, record.changed_at = hand.code, hand.at
    after = derive(declaration, record.values, state=record.state, owner=record.owner)
    promote_to(record, after)
    record.save()
    retagging = Retagging(book.register)
    retagging.replace(record.number, before.tags, after.tags)
    retagging.store()
    restate(book, declaration, record)


def promote_to(record: RegisterRecord, derived: Derived) -> None:
    """Set the promoted columns."""
    record.title, record.country, record.words = derived.title, derived.country, derived.words
    record.first, record.last, record.organisation = derived.first, derived.last, derived.organisation


def keep_revision(record: RegisterRecord) -> None:
    """Put away what the record is now, and who had written it when."""
    RecordRevision.objects.create(
        record=record,
        revision=record.revision,
        state=record.state,
        declaration_version=record.declaration_version,
        by=record.changed_by,
        at=record.changed_at,
        values=record.values,
    )


def delete_records(book: RegisterBook, declaration: Declaration, records: Sequence[RegisterRecord]) -> None:
    """Take records out, with their revisions and tags. Their numbers are not given again."""
    retagging = Retagging(book.register)
    for record in records:
        tags = derive(declaration, record.values, state=record.state, owner=record.owner).tags
        retagging.replace(record.number, tags, ())
    retagging.store()
    withdraw_all(book, [record.code for record in records])
    for some in in_batches([record.pk for record in records]):
        RegisterRecord.objects.filter(pk__in=some).delete()
