"""Making anew what is derived from records, after a declaration changed: columns, words, tags, figures.

A small register is settled when its declaration is added, or at the next write after an upgrade. A large one waits
for ``settle``, which a job does; until then its text search finds nothing and its figures are not public: words and
figures may hold what was public and is hidden now.
"""

from __future__ import annotations

from palermo.ground.registers import finding
from palermo.ground.registers.deriving import derivation, derive
from palermo.ground.registers.models import RecordTags, RegisterBook, RegisterRecord
from palermo.ground.registers.stating import restate, source_of
from palermo.ground.registers.storing import promote_to
from palermo.ground.registers.tagging import Retagging
from palermo_engines.registers.model import Declaration

AT_ONCE = 20_000  # records settled within the act that changes their declaration
_PIECE = 2_000
_COLUMNS = ("title", "country", "first", "last", "organisation", "sorting")


def settle_book(book: RegisterBook, declaration: Declaration) -> int:
    """Make everything derived anew; returns how many records there are. Inside an act, by whoever holds the book."""
    RecordTags.objects.filter(register=declaration.id).delete()
    finding.forget(declaration.id)
    done, last = 0, 0
    while records := _after(declaration, last):
        _settle_piece(book, declaration, records)
        done, last = done + len(records), records[-1].ordinal
    book.derived = derivation(declaration)
    book.save(update_fields=["derived"])
    if book.source is not None:
        source_of(book, declaration)
    return done


def _after(declaration: Declaration, number: int) -> list[RegisterRecord]:
    records = RegisterRecord.objects.filter(register=declaration.id, ordinal__gt=number)
    return list(records.order_by("ordinal")[:_PIECE])


def _settle_piece(book: RegisterBook, declaration: Declaration, records: list[RegisterRecord]) -> None:
    retagging, rewording = Retagging(declaration.id), finding.Rewording(declaration.id)
    for record in records:
        derived = derive(declaration, record.values, state=record.state, owner=record.owner)
        promote_to(record, derived)
        retagging.add(record.ordinal, derived.tags)
        rewording.put(record.ordinal, derived.words)
    RegisterRecord.objects.bulk_update(records, _COLUMNS, batch_size=100)
    retagging.store()
    rewording.store()
    for record in records:
        restate(book, declaration, record)
