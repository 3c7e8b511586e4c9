"""Values that a program sends: links by code or identifier, no file that it did not see, one record or many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import Actor
from palermo.ground.registers.api import (
    CellFault,
    Faulty,
    Imported,
    ImportRefused,
    RegisterRecord,
    import_columns,
    import_records,
    may_import,
    visible_values,
)
from palermo.site.registers.linking import uuids_for
from palermo_engines.registers.cells import write_row
from palermo_engines.registers.checking import Fault, check_record
from palermo_engines.registers.model import Declaration, FieldType, Text

Values = Mapping[str, Any]
_FIRST = 1


def values_for(
    actor: Actor, declaration: Declaration, sent: Values, record: RegisterRecord | None = None
) -> dict[str, Any]:
    """What was sent, as the ground takes it: computed fields left out, codes of records turned into identifiers.

    Faulty for links that lead nowhere the actor sees, and for files that the record does not hold already: a program
    that knows the digest of a file need not be allowed to read it.
    """
    values, faults = _looked_at(actor, declaration, sent, record)
    if faults:
        raise Faulty(tuple(faults))
    return values


def import_values(
    actor: Actor, *, declaration: Declaration, records: Sequence[Values], keep_good: bool = False
) -> Imported:
    """Import a list of values in one act, rows counted from 1. ImportRefused as ``import_records``."""
    may_import(actor, declaration).demand()
    keys = [column.key for column in import_columns(actor, declaration)]
    fields = {key.partition(".")[0] for key in keys}
    faults: list[CellFault] = []
    rows: list[list[Any]] = []
    for place, sent in enumerate(records, _FIRST):
        values, found = _checked(actor, declaration, sent, fields)
        faults += [CellFault(place, fault.field, fault.code, fault.message) for fault in found]
        cells = {} if found else write_row(declaration, values)
        rows.append([cells.get(key) for key in keys])  # a bad one stays as an empty row, so that the others keep place
    if faults and not keep_good:
        raise ImportRefused(faults, len(faults))
    done = import_records(
        actor, declaration=declaration, headings=keys, rows=rows, matching=dict(zip(keys, keys, strict=True)),
        keep_good=keep_good, first_row=_FIRST,
    )  # fmt: skip
    every = (*faults, *done.faults)
    return Imported(done.batch, len(records), done.kept, every, len(faults) + done.fault_count)


def _checked(
    actor: Actor, declaration: Declaration, sent: Values, fields: set[str]
) -> tuple[dict[str, Any], list[Fault]]:
    """The values as they would be kept, or what is wrong with them."""
    values, faults = _looked_at(actor, declaration, sent, None)
    faults += [_fault(name, "registers.field", _("The register has no such field.")) for name in values.keys() - fields]
    if faults:
        return {}, faults
    checked = check_record(declaration, values, today=timezone.localdate())
    return dict(checked.values), list(checked.faults)


def _looked_at(
    actor: Actor, declaration: Declaration, sent: Values, record: RegisterRecord | None
) -> tuple[dict[str, Any], list[Fault]]:
    computed = {field.id for field in declaration.fields if field.type is FieldType.COMPUTED}
    values, unknown = uuids_for(actor, declaration, {name: each for name, each in sent.items() if name not in computed})
    held = set(_digests(declaration, visible_values(actor, declaration, record))) if record is not None else set()
    faults = [_fault(name, "registers.link", words) for name, told in unknown.items() for words in told]
    faults += [
        _fault(field.id, "registers.file", _("Files are added on the record's page."))
        for field in declaration.fields
        if field.type is FieldType.FILE and not set(_digests_in(values.get(field.id))) <= held
    ]
    return values, faults


def _digests(declaration: Declaration, values: Values) -> Iterator[str]:
    for field in declaration.fields:
        if field.type is FieldType.FILE:
            yield from _digests_in(values.get(field.id))


def _digests_in(value: Any) -> Iterator[str]:
    """The digests of a file field's value; of what has no such shape its own text, which no record holds."""
    for each in value if isinstance(value, list) else [value]:
        if each is not None:
            yield str(each.get("digest", "")) if isinstance(each, dict) else str(each)


def _fault(field: str, code: str, words: str) -> Fault:
    said: Text = {"en": words, active_language(): words}
    return Fault(field, code, said)
