"""Codes of records, which people type, and identifiers, which are kept; and what the records are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from palermo.ground.access.api import Actor
from palermo.ground.registers.api import Shown, declaration, record_visible_to, records_visible_to, show
from palermo_engines.registers.model import Declaration, Field, FieldType

Unknown = dict[str, tuple[str, ...]]


def records_named(actor: Actor, field: Field, uuids: Iterable[str]) -> dict[str, Shown]:
    """The records that a link leads to, as far as the actor reads them, by identifier."""
    target = declaration(str(field.options.get("to", "")))
    wanted = [uuid for uuid in uuids if _is_uuid(uuid)]
    if target is None or not wanted:
        return {}
    records = records_visible_to(actor, target).filter(uuid__in=wanted)
    return {str(record.uuid): show(actor, target, record) for record in records}


def codes_for(actor: Actor, declared: Declaration, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values with the codes of linked records in place of identifiers, for a form."""
    found = dict(values)
    for field in _links(declared, values):
        several = values[field.id] if isinstance(values[field.id], list) else [values[field.id]]
        known = records_named(actor, field, map(str, several))
        codes = [known[str(one)].code if str(one) in known else str(one) for one in several]
        found[field.id] = codes if isinstance(values[field.id], list) else codes[0]
    return found


def uuids_for(actor: Actor, declared: Declaration, typed: Mapping[str, Any]) -> tuple[dict[str, Any], Unknown]:
    """Values with identifiers in place of codes, and what cannot be found, by field."""
    found = dict(typed)
    unknown: Unknown = {}
    for field in _links(declared, typed):
        several = typed[field.id] if isinstance(typed[field.id], list) else [typed[field.id]]
        pairs = [(str(one), _uuid_of(actor, field, str(one))) for one in several]
        missing = [code for code, uuid in pairs if uuid is None]
        if missing:
            told = _("There is no record %(code)s, or none for you.") % {"code": missing[0][:60]}
            unknown[field.id] = (told,)
            found.pop(field.id)
        else:
            uuids = [uuid for _code, uuid in pairs]
            found[field.id] = uuids if isinstance(typed[field.id], list) else uuids[0]
    return found, unknown


def _links(declared: Declaration, values: Mapping[str, Any]) -> list[Field]:
    return [field for field in declared.fields if field.type is FieldType.LINK and values.get(field.id)]


def _uuid_of(actor: Actor, field: Field, code: str) -> str | None:
    target = declaration(str(field.options.get("to", "")))
    record = record_visible_to(actor, target, code[:60]) if target else None
    return str(record.uuid) if record is not None else None


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
