"""Reading records: one, lists with filters and counts, all of them for an export. Fenced by the actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from palermo.ground.access.api import Actor
from palermo.ground.registers import bits, tagging
from palermo.ground.registers.models import RecordOrigin, RegisterRecord
from palermo.ground.registers.rows import in_batches
from palermo.ground.registers.rules import Fence, fence, may_read
from palermo.ground.registers.searching import EVERYTHING, Search, Wanted, reaches
from palermo.ground.registers.showing import Shown, show
from palermo_engines.registers.model import Declaration, FieldType, Role
from palermo_engines.registers.model import Field as DeclaredField

PAGE = 25
_FACETED = frozenset({FieldType.CHOICE, FieldType.YES_NO, FieldType.COUNTRY})


@dataclass(frozen=True, slots=True)
class Found:
    """A page of records, how many there are in all, and counts by field and code. The counts of a field leave out what
    was chosen in that field itself, so that a reader sees what else there is. Codes stand in no order: the caller
    sorts them in the reader's language, never by count."""

    records: tuple[Shown, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]


def records_visible_to(actor: Actor, declaration: Declaration) -> QuerySet[RegisterRecord]:
    """The records of a register that the actor reads, by number. Their ``values`` still hold hidden fields: show them
    through ``show`` or ``visible_values``."""
    records = RegisterRecord.objects.filter(register=declaration.id).order_by("ordinal")
    return records.filter(fence(actor, declaration).condition())


def record_visible_to(actor: Actor, declaration: Declaration, identifier: UUID | str) -> RegisterRecord | None:
    """The record with this UUID or code (``K08-000123``); None when there is none, or none for this actor."""
    record = RegisterRecord.objects.filter(register=declaration.id).filter(_named(declaration, identifier)).first()
    return record if record is not None and may_read(actor, declaration, record) else None


def records_from(actor: Actor, declaration: Declaration, keys: Iterable[str]) -> dict[str, RegisterRecord]:
    """The records that were made from what ``keys`` name, by key; only those the actor reads."""
    origins = RecordOrigin.objects.filter(register=declaration.id, key__in=list(keys)).select_related("record")
    return {each.key: each.record for each in origins if may_read(actor, declaration, each.record)}


def find_records(
    actor: Actor,
    declaration: Declaration,
    wanted: Wanted = EVERYTHING,
    *,
    offset: int = 0,
    limit: int = PAGE,
    facets: Iterable[str] = (),
) -> Found:
    """A page of what is wanted. ``facets``: ids of fields to count by (``facet_fields``), and ``~state``.

    InputError for a filter or facet on a field that does not exist, or not for this actor.
    """
    search = Search(actor, declaration, wanted)
    hits = search.hits()
    numbers = search.page(hits, offset, limit)
    records = RegisterRecord.objects.filter(register=declaration.id, ordinal__in=numbers)
    by_number = {record.ordinal: record for record in records}
    return Found(
        records=tuple(show(actor, declaration, by_number[number]) for number in numbers if number in by_number),
        total=bits.count(hits),
        facets={name: search.counts(name) for name in facets},
    )


def all_records(actor: Actor, declaration: Declaration, wanted: Wanted = EVERYTHING) -> Iterator[Shown]:
    """Everything that is wanted, by number, for exports: read in pieces, so that memory does not grow."""
    return (show(actor, declaration, record) for record in records_wanted(actor, declaration, wanted))


def records_wanted(actor: Actor, declaration: Declaration, wanted: Wanted) -> Iterator[RegisterRecord]:
    """The same as they are stored, hidden fields included: for code of this package that asks for each field."""
    numbers = list(bits.numbers_in(Search(actor, declaration, wanted).hits()))
    for some in in_batches(numbers):
        yield from RegisterRecord.objects.filter(register=declaration.id, ordinal__in=some).order_by("ordinal")


def facet_fields(actor: Actor, declaration: Declaration) -> tuple[DeclaredField, ...]:
    """The fields that may be counted by for this actor: those declared as facets, and the country."""
    wanted = (f for f in declaration.fields if (f.facet or f.role is Role.COUNTRY) and f.type in _FACETED)
    return tuple(f for f in wanted if reaches(actor, declaration, f))


def years_of(actor: Actor, declaration: Declaration, wanted: Wanted = EVERYTHING) -> Mapping[int, int]:
    """How many of the wanted records begin in each year; empty when their date is not for this actor."""
    return Search(actor, declaration, wanted).by_year() if has_days(actor, declaration) else {}


def has_days(actor: Actor, declaration: Declaration) -> bool:
    """Whether records of the register have a date that the actor reads: they can stand in a calendar or timeline."""
    dates = [field for field in declaration.fields if field.role is Role.DATE]
    return bool(dates) and all(reaches(actor, declaration, field) for field in dates)


def number_visible_to(actor: Actor, declaration: Declaration) -> int:
    """How many records of the register the actor reads."""
    return bits.count(Search(actor, declaration, EVERYTHING).hits())


def numbers_visible_to(actor: Actor, declared: Iterable[Declaration]) -> dict[str, int]:
    """The same for many registers, by id, in one query as far as their records are not fenced by body."""
    asked = list(declared)
    known = tagging.sizes((each.id for each in asked), (tagging.ALL, tagging.STATE))
    return {each.id: _number(actor, each, fence(actor, each), known.get(each.id, {})) for each in asked}


def _number(actor: Actor, declaration: Declaration, limits: Fence, known: Mapping[tagging.Tag, int]) -> int:
    """A record is in one state, so the numbers of states add up."""
    if limits.bodies is not None:
        return number_visible_to(actor, declaration) if known else 0
    if limits.states is None:
        return known.get((tagging.ALL, ""), 0)
    return sum(known.get((tagging.STATE, state), 0) for state in limits.states)


def _named(declaration: Declaration, identifier: UUID | str) -> Q:
    if isinstance(identifier, UUID):
        return Q(uuid=identifier)
    number = identifier.removeprefix(f"{declaration.id}-")
    if number != identifier and number.isascii() and number.isdigit() and len(number) < 10:
        return Q(ordinal=int(number))
    try:
        return Q(uuid=UUID(identifier))
    except ValueError:
        return Q(pk__in=())
