"""Registers: declarations, records and what may be done with them. Everything is fenced by the actor.

Typical use:

    declared = declaration("K08")
    record = create_record(actor, declaration=declared, values={"event": "Course", "country": "XAA"})
    move_record(actor, declaration=declared, record=record, move="publish", revision=record.revision)
    page = find_records(VISITOR, declared, Wanted(countries=("XAA",)), facets=("level",))
"""

from palermo.ground.registers.actions import change_record, create_record, move_record, restore_revision
from palermo.ground.registers.declarations import (
    Broken,
    broken_declarations,
    declaration,
    declaration_at,
    declarations,
    registers_directory,
)
from palermo.ground.registers.faults import Clash, Faulty, Unmet
from palermo.ground.registers.models import RegisterRecord
from palermo.ground.registers.queries import (
    BY_DATE,
    BY_TITLE,
    NEWEST,
    Found,
    Wanted,
    all_records,
    facet_fields,
    find_records,
    number_visible_to,
    record_visible_to,
    records_visible_to,
)
from palermo.ground.registers.rules import (
    may_comment,
    may_import,
    may_move,
    may_read,
    may_read_field,
    may_write,
    may_write_field,
)
from palermo.ground.registers.showing import Shown, show, visible_fields, visible_values

__all__ = [
    "BY_DATE", "BY_TITLE", "NEWEST", "Broken", "Clash", "Faulty", "Found", "RegisterRecord", "Shown", "Unmet", "Wanted",
    "all_records", "broken_declarations", "change_record", "create_record", "declaration", "declaration_at",
    "declarations", "facet_fields", "find_records", "may_comment", "may_import", "may_move", "may_read",
    "may_read_field", "may_write", "may_write_field", "move_record", "number_visible_to", "record_visible_to",
    "records_visible_to", "registers_directory", "restore_revision", "show", "visible_fields", "visible_values",
]  # fmt: skip
