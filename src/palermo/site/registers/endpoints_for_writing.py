"""Registers in the API: writing records, many at once, and registers themselves. A token needs the permission named.

What is refused is answered in the API's shape, with every fault by field; a record that somebody changed first is
answered with 409 and both versions.
"""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404
from ninja import File, Form, UploadedFile

from palermo.commons import originals
from palermo.commons.table_files import LARGEST_FILE
from palermo.ground.access.api import Actor, ActorRequest, gated
from palermo.ground.registers.api import (
    AT_ONCE,
    Imported,
    add_declaration,
    change_record,
    create_record,
    import_records,
    imports_visible_to,
    may_import,
    may_write,
    move_record,
    number_visible_to,
    read_import,
    request_import,
    suggest_matching,
    undo_import,
)
from palermo.site.registers.arriving import import_values, values_for
from palermo.site.registers.endpoints import record_named, router
from palermo.site.registers.requests import register_or_404
from palermo.site.registers.schemas import (
    ChangeIn,
    DeclarationIn,
    DeclarationOut,
    ImportIn,
    ImportOut,
    MoveIn,
    RecordIn,
    RecordOut,
    UndoneOut,
)
from palermo.site.registers.spelling import cell_fault_out, declaration_out, record_out
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration

__all__ = ["router"]

_WRITE, _IMPORT = "ground.register.write", "ground.register.import"
_TOLD = 1_000  # faults that an answer names
_PROBLEM = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_CLASH: dict[str, Any] = {
    "responses": {409: {"description": "Somebody changed the record first.", "content": _PROBLEM}}
}


@router.post("/registers", response=DeclarationOut)
@gated("ground.register.declare")
def post_register(request: ActorRequest, said: DeclarationIn) -> DeclarationOut:
    """Put a declaration in force: a new register, or a further version of one. Live at once. Every problem is named
    with its line."""
    made = add_declaration(request.actor, text=said.text)
    return declaration_out(made, number_visible_to(request.actor, made))


@router.post("/registers/{register_id}/records", response=RecordOut)
@gated(_WRITE)
def post_record(request: ActorRequest, register_id: str, said: RecordIn) -> RecordOut:
    """A new record in the register's first state."""
    actor, declaration = request.actor, register_or_404(request.actor, register_id)
    may_write(actor, declaration).demand()
    values = values_for(actor, declaration, said.values)
    made = create_record(actor, declaration=declaration, values=values, owner=said.owner)
    return record_out(actor, declaration, made)


@router.put("/registers/{register_id}/records/{record}", response=RecordOut, openapi_extra=_CLASH)
@gated(_WRITE)
def put_record(request: ActorRequest, register_id: str, record: str, said: ChangeIn) -> RecordOut:
    """Give a record these values. Changes that others made meanwhile to other fields are kept."""
    actor = request.actor
    declaration, found = record_named(actor, register_id, record)
    may_write(actor, declaration, found).demand()
    values = values_for(actor, declaration, said.values, found)
    made = change_record(actor, declaration=declaration, record=found, values=values, revision=said.revision)
    return record_out(actor, declaration, made)


@router.post("/registers/{register_id}/records/{record}/moves", response=RecordOut, openapi_extra=_CLASH)
@gated(_WRITE)
def post_move(request: ActorRequest, register_id: str, record: str, said: MoveIn) -> RecordOut:
    """Make a move. Checks that do not hold are answered with what they have to say."""
    actor = request.actor
    declaration, found = record_named(actor, register_id, record)
    made = move_record(actor, declaration=declaration, record=found, move=said.move, revision=said.revision)
    return record_out(actor, declaration, made)


@router.post("/registers/{register_id}/import", response=ImportOut)
@gated(_IMPORT)
def post_import(request: ActorRequest, register_id: str, said: ImportIn) -> ImportOut:
    """Import values of many records: all or nothing, unless the good ones are to be kept. Every fault is named."""
    declaration = _importable(request.actor, register_id)
    done = import_values(
        request.actor, declaration=declaration, records=said.records, keep_good=said.keep_good
    )  # fmt: skip
    return _import_out(done)


@router.post("/registers/{register_id}/import/file", response=ImportOut)
@gated(_IMPORT)
def post_import_file(
    request: ActorRequest, register_id: str, file: Annotated[UploadedFile, File()],
    keep_good: Annotated[bool, Form()] = False,
) -> ImportOut:  # fmt: skip
    """Import a table (CSV, XLSX), JSON Lines, or what KoBo or ODK exported. Columns are found by key, or by label in
    any language. A file of more than 20,000 rows comes in piece by piece, and the answer names the job."""
    declaration = _importable(request.actor, register_id)
    if (file.size or 0) > LARGEST_FILE:
        raise InputError("table.too_large", "The file is larger than 64 MB.", advice="Split it.", where="file")
    return _bring_in(request.actor, declaration, file.read(), (file.name or "table")[:200], keep_good=keep_good)


def _bring_in(actor: Actor, declaration: Declaration, content: bytes, name: str, *, keep_good: bool) -> ImportOut:
    table = read_import(declaration, content, name)
    matching = suggest_matching(actor, declaration, table.headings)
    if len(table.rows) > AT_ONCE:
        digest = originals.keep(content)
        job = request_import(
            actor, declaration=declaration, digest=digest, filename=name, matching=matching, keep_good=keep_good
        )
        return ImportOut(batch=None, job=job.uuid, rows=len(table.rows), kept=0, fault_count=0, faults=[])
    done = import_records(
        actor, declaration=declaration, headings=table.headings, rows=table.rows, matching=matching,
        keep_good=keep_good, filename=name, first_row=table.first_row,
    )  # fmt: skip
    return _import_out(done)


def _import_out(done: Imported) -> ImportOut:
    faults = [cell_fault_out(fault) for fault in done.faults[:_TOLD]]
    return ImportOut(
        batch=done.batch.uuid, job=None, rows=done.rows, kept=done.kept, fault_count=done.fault_count, faults=faults
    )


@router.post("/registers/{register_id}/imports/{uuid}/undo", response=UndoneOut)
@gated(_IMPORT)
def post_undo(request: ActorRequest, register_id: str, uuid: UUID) -> UndoneOut:
    """Take out what an import brought in. Records changed since are named, and stay."""
    declaration = _importable(request.actor, register_id)
    if uuid not in {batch.uuid for batch in imports_visible_to(request.actor, declaration)}:
        raise Http404
    undone = undo_import(request.actor, declaration=declaration, batch=uuid)
    return UndoneOut(removed=undone.removed, kept=list(undone.kept))


def _importable(actor: Actor, register_id: str) -> Declaration:
    declaration = register_or_404(actor, register_id)
    if not may_import(actor, declaration):
        raise Http404
    return declaration
