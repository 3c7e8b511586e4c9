"""Writing records: the row, its tags, its words, its figures, and what it was before. Called inside an act by whoever
holds the register's book; who may, and what the state allows, was decided before."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from palermo.ground.registers.deriving import Derived, derive
from palermo.ground.registers.finding import Rewording
from palermo.ground.registers.models import RecordRevision, RegisterBook, RegisterImport, RegisterRecord, code_of
from palermo.ground.registers.rows import in_batches, insert_tuples, speller
from palermo.ground.registers.stating import restate, state_all, withdraw_all
from palermo.ground.registers.tagging import Retagging
from palermo_engines.registers.model import Declaration


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes: a person's code, the body they write for, and when."""

    code: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class New:
    """A record just written: what figures and events need of it."""

    uuid: UUID
    register: str
    ordinal: int
    state: str
    values: Mapping[str, Any]

    @property
    def code(self) -> str:
        return code_of(self.register, self.ordinal)


def insert_records(
    book: RegisterBook,
    declaration: Declaration,
    contents: Sequence[Mapping[str, Any]],
    hand: Hand,
    *,
    batch: RegisterImport | None = None,
) -> list[New]:
    """Write new records, in the start state, whose values are normalised.

    Rows are made without a model instance each: an import of a million spends its time elsewhere.
    """
    state = declaration.start.id
    same, own = _same_of_all(declaration, hand, state, batch), _speller()
    retagging, rewording = Retagging(book.register), Rewording(book.register)
    made, rows = [], []
    for number, values in enumerate(contents, start=book.last_number + 1):
        derived = derive(declaration, values, state=state, owner=hand.body)
        new = New(uuid.uuid4(), book.register, number, state, values)
        retagging.add(number, derived.tags)
        rewording.put(number, derived.words)
        rows.append((*same.values(), *own(new, derived)))
        made.append(new)
    book.last_number += len(made)
    book.save(update_fields=["last_number"])
    insert_tuples(RegisterRecord, (*same, *_OWN), rows)
    retagging.store()
    rewording.store()
    state_all(book, declaration, made)
    return made


_OWN = ("uuid", "number", "title", "country", "first", "last", "organisation", "sorting", "values")


def _same_of_all(
    declaration: Declaration, hand: Hand, state: str, batch: RegisterImport | None
) -> dict[str, Any]:  # fmt: skip
    """The columns that all records of a piece share, as the database takes them."""
    now = speller(RegisterRecord, "changed_at")(hand.at)
    return {
        "register": declaration.id,
        "state": state,
        "revision": 1,
        "declaration_version": declaration.version,
        "owner": hand.body,
        "created_by": hand.code,
        "changed_by": hand.code,
        "created_at": now,
        "changed_at": now,
        "batch_id": batch.pk if batch else None,
    }


def _speller() -> Callable[[New, Derived], tuple[Any, ...]]:
    """What spells the columns of ``_OWN``."""
    key, day, content = (speller(RegisterRecord, name) for name in ("uuid", "first", "values"))
    return lambda new, derived: (
        key(new.uuid),
        new.ordinal,
        derived.title,
        derived.country,
        day(derived.first),
        day(derived.last),
        derived.organisation,
        derived.sorting,
        content(new.values),
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
    retagging.replace(record.ordinal, before.tags, after.tags)
    retagging.store()
    rewording = Rewording(book.register)
    rewording.put(record.ordinal, after.words)
    rewording.store()
    restate(book, declaration, record)


def promote_to(record: RegisterRecord, derived: Derived) -> None:
    """Set the promoted columns."""
    record.title, record.country, record.sorting = derived.title, derived.country, derived.sorting
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
    retagging, rewording = Retagging(book.register), Rewording(book.register)
    for record in records:
        tags = derive(declaration, record.values, state=record.state, owner=record.owner).tags
        retagging.replace(record.ordinal, tags, ())
        rewording.put(record.ordinal, "")
    retagging.store()
    rewording.store()
    withdraw_all(book, [record.code for record in records])
    for some in in_batches([record.pk for record in records]):
        RegisterRecord.objects.filter(pk__in=some).delete()
