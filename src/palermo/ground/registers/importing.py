"""Importing tables: every cell is checked, then all is kept or nothing, unless asked; and undone as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.registers.actions import writing_hand
from palermo.ground.registers.books import hold_book
from palermo.ground.registers.models import RegisterImport, RegisterRecord
from palermo.ground.registers.rows import in_batches
from palermo.ground.registers.rules import may_import
from palermo.ground.registers.storing import delete_records, insert_records
from palermo.ground.registers.tables import FIRST_ROW, CellFault, Matching, Reading, Row
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration

PIECE = 5_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. ``rows`` were read, ``good`` would be kept; ``values`` are the first good ones.
    ``faults`` lists at most 10,000, ``fault_count`` all. ``unmatched`` are headings that no column takes."""

    rows: int
    good: int
    faults: tuple[CellFault, ...]
    fault_count: int
    values: tuple[Mapping[str, Any], ...]
    unmatched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: ``rows`` were read, ``kept`` written; ``faults`` as in ``Preview``."""

    batch: RegisterImport
    rows: int
    kept: int
    faults: tuple[CellFault, ...]
    fault_count: int


@dataclass(frozen=True, slots=True)
class Undone:
    """``removed`` records are gone; ``kept`` are the codes of those that were changed since and stay."""

    removed: int
    kept: tuple[str, ...]


class ImportRefused(InputError):  # noqa: N818  a fact, in the past tense
    """Nothing was kept, because cells are wrong; ``faults`` names them, ``fault_count`` counts them all."""

    def __init__(self, faults: Sequence[CellFault], fault_count: int) -> None:
        first = faults[0]
        super().__init__(
            "registers.import",
            f"{fault_count} cells cannot be used; nothing was imported.",
            advice="Correct them, or import the good rows only.",
            where=f"row {first.row}, {first.column}",
        )
        self.faults = tuple(faults)
        self.fault_count = fault_count


def preview(
    actor: Actor,
    *,
    declaration: Declaration,
    headings: Sequence[str],
    rows: Iterable[Row],
    matching: Matching,
    first_row: int = FIRST_ROW,
) -> Preview:
    """Check a table as ``import_records`` would, and write nothing."""
    reading = Reading(actor, declaration, headings, matching, first_row=first_row)
    shown: list[Mapping[str, Any]] = []
    for content in reading.good(rows):
        if len(shown) < 20:
            shown.append(content)
    unmatched = tuple(heading for heading in headings if heading and heading not in matching)
    return Preview(reading.rows, reading.kept, tuple(reading.faults), reading.fault_count, tuple(shown), unmatched)


def import_records(
    actor: Actor,
    *,
    declaration: Declaration,
    headings: Sequence[str],
    rows: Iterable[Row],
    matching: Matching,
    keep_good: bool = False,
    filename: str = "",
    first_row: int = FIRST_ROW,
) -> Imported:
    """Import a table in one act. ImportRefused, and nothing is kept, when a cell is wrong; with ``keep_good`` the rows
    without faults are kept, and the others named. Wholly empty rows are passed over. ``first_row``: where the rows
    begin in the sheet.

    For tables that take minutes: ``check_rows`` first, then ``begin_import`` and ``import_piece`` in units of a job.
    """
    reading = Reading(actor, declaration, headings, matching, first_row=first_row)
    contents = list(reading.good(rows))
    if reading.fault_count and not keep_good:
        raise ImportRefused(reading.faults, reading.fault_count)
    with audit.act(actor, "ground.register.imported", object_kind="register", register=declaration.id) as act:
        batch = begin_import(actor, declaration=declaration, filename=filename)
        for piece in in_batches(contents, PIECE):
            _keep(actor, declaration, batch, piece, len(piece))
        _count(batch, rows=reading.rows - reading.kept, kept=0)
        act.about(batch.uuid)
        act.note(rows=reading.rows, kept=reading.kept, faults=reading.fault_count)
    return Imported(batch, reading.rows, reading.kept, tuple(reading.faults), reading.fault_count)


def check_rows(
    actor: Actor,
    *,
    declaration: Declaration,
    headings: Sequence[str],
    rows: Iterable[Row],
    matching: Matching,
    first_row: int = FIRST_ROW,
) -> tuple[list[dict[str, Any]], tuple[CellFault, ...]]:
    """The contents of good rows, ready for ``import_piece``, and the faults of the others. For a piece of a table,
    ``first_row`` says where it begins."""
    reading = Reading(actor, declaration, headings, matching, first_row=first_row)
    contents = list(reading.good(rows))
    return contents, tuple(reading.faults)


def begin_import(actor: Actor, *, declaration: Declaration, filename: str = "") -> RegisterImport:
    """A batch that pieces are imported into, and that can be undone."""
    may_import(actor, declaration).demand()
    with audit.act(actor, "ground.register.import_begun", object_kind="import", register=declaration.id) as act:
        batch = RegisterImport.objects.create(register=declaration.id, by=actor.code, filename=filename[:200])
        act.about(batch.uuid)
    return batch


def import_piece(
    actor: Actor, *, declaration: Declaration, batch: RegisterImport, contents: Sequence[Mapping[str, Any]], rows: int
) -> None:
    """Write contents that ``check_rows`` returned, in one act; ``rows`` is how many rows they came from."""
    may_import(actor, declaration).demand()
    with audit.act(
        actor, "ground.register.piece_imported", object_kind="import", object_uuid=batch.uuid, register=declaration.id
    ) as act:
        _keep(actor, declaration, batch, contents, rows)
        act.note(rows=rows, kept=len(contents))


def imports_visible_to(actor: Actor, declaration: Declaration) -> tuple[RegisterImport, ...]:
    """The imports into a register, the newest first, for those who may import."""
    found = RegisterImport.objects.filter(register=declaration.id)
    return tuple(found) if may_import(actor, declaration) else ()


def undo_import(actor: Actor, *, declaration: Declaration, batch: UUID, force: bool = False) -> Undone:
    """Take out what an import brought in. Records changed since are named and stay, unless ``force``. Their numbers are
    not given again; figures that were published stay as withdrawn. InputError when there is no such import."""
    may_import(actor, declaration).demand()
    found = RegisterImport.objects.filter(register=declaration.id, uuid=batch).first()
    if found is None:
        raise InputError("registers.import", "There is no such import.")
    with audit.act(
        actor, "ground.register.import_undone", object_kind="import", object_uuid=batch, register=declaration.id
    ) as act:
        book = hold_book(declaration)
        removed = 0
        while records := list(_removable(found, force)):
            delete_records(book, declaration, records)
            removed += len(records)
        left = RegisterRecord.objects.filter(batch=found).order_by("ordinal")
        kept = tuple(record.code for record in left.only("register", "ordinal"))
        RegisterImport.objects.filter(pk=found.pk).update(undone_at=timezone.now())
        act.note(removed=removed, kept=len(kept), force=force)
    return Undone(removed, kept)


def _removable(batch: RegisterImport, force: bool) -> Iterable[RegisterRecord]:
    records = RegisterRecord.objects.filter(batch=batch)
    return (records if force else records.filter(revision=1)).order_by("ordinal")[:2000]


def _keep(
    actor: Actor, declaration: Declaration, batch: RegisterImport, contents: Sequence[Mapping[str, Any]], rows: int
) -> None:
    book = hold_book(declaration)
    insert_records(book, declaration, contents, writing_hand(actor), batch=batch)
    _count(batch, rows=rows, kept=len(contents))


def _count(batch: RegisterImport, *, rows: int, kept: int) -> None:
    batch.rows += rows
    batch.kept += kept
    batch.save(update_fields=["rows", "kept"])
