"""What an actor sees of a record they may read. ``visible_values`` strips hidden fields; everything shown goes through
it, the promoted columns too, because a title may be hidden like any other field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from palermo.ground.access.api import Actor, may
from palermo.ground.registers.models import RegisterRecord
from palermo.ground.registers.rules import READ, Placed, may_read_field
from palermo_engines.registers.model import Declaration, Field
from palermo_engines.registers.promoting import promote


class Kept(Placed, Protocol):
    """A record, or what it was in a revision: with its values."""

    @property
    def values(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as its reader sees it. ``values`` holds only what they may read; ``title`` and the other promoted parts
    are made of that. ``owner`` and the codes of people are empty for those who do not read drafts."""

    uuid: UUID
    register: str
    code: str
    state: str
    revision: int
    declaration_version: int
    values: Mapping[str, Any]
    title: str
    country: str
    countries: tuple[str, ...]
    first: date | None
    last: date | None
    organisation: str
    owner: str
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str


def visible_fields(actor: Actor, declaration: Declaration, record: Placed) -> tuple[Field, ...]:
    """The fields of a record that the actor reads, in the order of the declaration."""
    return tuple(field for field in declaration.fields if may_read_field(actor, declaration, field, record))


def visible_values(
    actor: Actor, declaration: Declaration, record: Kept, values: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The values the actor reads; those of ``values``, when given, in place of the record's own."""
    content = record.values if values is None else values
    return {field.id: content[field.id] for field in visible_fields(actor, declaration, record) if field.id in content}


def show(actor: Actor, declaration: Declaration, record: RegisterRecord) -> Shown:
    """The record as the actor sees it. That they may read it was decided before."""
    values = visible_values(actor, declaration, record)
    promoted = promote(declaration, values)
    within = bool(may(actor, READ))
    return Shown(
        uuid=record.uuid,
        register=record.register,
        code=record.code,
        state=record.state,
        revision=record.revision,
        declaration_version=record.declaration_version,
        values=values,
        title=promoted.title,
        country=promoted.country,
        countries=promoted.countries,
        first=promoted.first,
        last=promoted.last,
        organisation=promoted.organisation,
        owner=record.owner if within else "",
        created_at=record.created_at,
        created_by=record.created_by if within else "",
        changed_at=record.changed_at,
        changed_by=record.changed_by if within else "",
    )
