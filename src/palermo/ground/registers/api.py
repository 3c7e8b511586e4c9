"""Registers: declarations, records and what may be done with them. Everything is fenced by the actor.

    declared = declaration("K08")
    record = create_record(actor, declaration=declared, values={"event": "Course", "country": "XAA"})
    move_record(actor, declaration=declared, record=record, move="publish", revision=record.revision)
    page = find_records(VISITOR, declared, Wanted(countries=("XAA",)), facets=("level",))

Values have the shapes of docs/how-to/declare-a-register.md. What a reader sees of a record is a ``Shown``; a
``RegisterRecord`` still holds hidden fields and is only handed back to the functions here. Actions raise ``Refused``
(who may not), ``Faulty`` (what the declaration refuses, by field), ``Clash`` (somebody was first), ``Unmet`` (checks of
a move) and ``InputError``.
"""

from palermo.ground.registers.actions import change_record, create_record, move_record, restore_revision
from palermo.ground.registers.adding import NotAdded, Part, combined_qualifier
from palermo.ground.registers.clocks import Due, Entry, calendar_entries, due, due_on
from palermo.ground.registers.comments import add_comment, comments_visible_to, mentions_of
from palermo.ground.registers.declarations import (
    Broken,
    broken_declarations,
    declaration,
    declaration_at,
    declarations,
    registers_directory,
)
from palermo.ground.registers.declaring import (
    add_declaration,
    check_declaration,
    draft_declaration,
    draft_of_declaration,
    settle,
    unsettled,
    versions_of,
)
from palermo.ground.registers.drafts import draft_of, drafts_of, drop_draft, keep_draft
from palermo.ground.registers.faults import Clash, Faulty, MadeBefore, Unmet
from palermo.ground.registers.history import Change, Linked, history_of, linked_with
from palermo.ground.registers.import_files import AT_ONCE, read_import, request_import
from palermo.ground.registers.importing import (
    Imported,
    ImportRefused,
    Preview,
    Undone,
    begin_import,
    check_rows,
    import_piece,
    import_records,
    imports_visible_to,
    preview,
    undo_import,
)
from palermo.ground.registers.models import RegisterRecord
from palermo.ground.registers.queries import (
    Found,
    all_records,
    facet_fields,
    find_records,
    has_days,
    number_visible_to,
    numbers_visible_to,
    record_visible_to,
    records_from,
    records_visible_to,
    years_of,
)
from palermo.ground.registers.rules import (
    may_comment,
    may_import,
    may_move,
    may_read,
    may_read_field,
    may_see_register,
    may_write,
    may_write_field,
)
from palermo.ground.registers.searching import BY_DATE, BY_TITLE, NEWEST, Wanted
from palermo.ground.registers.showing import Shown, show, visible_fields, visible_values
from palermo.ground.registers.states import unmet_checks
from palermo.ground.registers.subscriptions import (
    Changed,
    changes_for,
    subscribe,
    subscriptions_of,
    unsubscribe,
)
from palermo.ground.registers.tables import CellFault, import_columns, suggest_matching
from palermo.ground.registers.tagging import STATE
from palermo.ground.registers.together import Bulk, NotChanged, bulk_change
from palermo.ground.registers.totals import Totals, register_totals
from palermo.ground.registers.views import delete_view, save_view, views_visible_to

__all__ = [
    "AT_ONCE", "BY_DATE", "BY_TITLE", "NEWEST", "STATE", "Broken", "Bulk", "CellFault", "Change", "Changed", "Clash",
    "Due", "Entry", "Faulty", "Found", "ImportRefused", "Imported", "Linked", "MadeBefore", "NotAdded", "NotChanged",
    "Part", "Preview", "RegisterRecord", "Shown", "Totals", "Undone", "Unmet", "Wanted", "add_comment",
    "add_declaration", "all_records", "begin_import", "broken_declarations", "bulk_change", "calendar_entries",
    "change_record", "changes_for", "check_declaration", "check_rows", "combined_qualifier", "comments_visible_to",
    "create_record", "declaration", "declaration_at", "declarations", "delete_view", "draft_declaration", "draft_of",
    "draft_of_declaration", "drafts_of", "drop_draft", "due", "due_on", "facet_fields", "find_records", "has_days",
    "history_of", "import_columns", "import_piece", "import_records", "imports_visible_to", "keep_draft", "linked_with",
    "may_comment", "may_import", "may_move", "may_read", "may_read_field", "may_see_register", "may_write",
    "may_write_field", "mentions_of", "move_record", "number_visible_to", "numbers_visible_to", "preview",
    "read_import", "record_visible_to", "records_from", "records_visible_to", "register_totals", "registers_directory",
    "request_import", "restore_revision", "save_view", "settle", "show", "subscribe", "subscriptions_of",
    "suggest_matching", "undo_import", "unmet_checks", "unsettled", "unsubscribe", "versions_of", "views_visible_to",
    "visible_fields", "visible_values", "years_of",
]  # fmt: skip
