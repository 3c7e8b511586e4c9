"""Making and changing registers while the house is open: checked, audited, live at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from palermo.ground.access.api import Actor, may, roles
from palermo.ground.audit import api as audit
from palermo.ground.evidence.models import Source
from palermo.ground.jobs import api as jobs
from palermo.ground.jobs.api import Run, job_kind
from palermo.ground.registers import tagging
from palermo.ground.registers.books import hold_book
from palermo.ground.registers.declarations import declaration, declarations, digest_of
from palermo.ground.registers.deriving import derivation
from palermo.ground.registers.models import RegisterBook, RegisterDeclaration, RegisterRecord
from palermo.ground.registers.rules import DECIDE, DECLARE, WRITE
from palermo.ground.registers.settling import AT_ONCE, settle_book
from palermo.ground.standards.api import measures
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration, Field, FieldType
from palermo_engines.registers.reading import DeclarationError, Problem, read_declaration

SETTLE_JOB = "ground.register.settle"
_DRAFT = 0


def add_declaration(actor: Actor, *, text: str) -> Declaration:
    """Put a declaration in force, for a new register or in place of an earlier version. It is live at once.

    DeclarationError with every problem and its line: what the engine refuses, a version that is not higher, roles and
    measures that do not exist, and changes after which values of existing records could not be read.
    """
    may(actor, DECLARE).demand()
    read = read_declaration(text)
    problems = [*_problems_here(read), *_problems_with_former(read)]
    if problems:
        raise DeclarationError(problems)
    with audit.act(actor, "ground.register.declared", object_kind="register", register=read.id) as act:
        row = _put_in_force(actor, read, text)
        act.about(row.uuid)
        settled = _settled(read)
        act.note(version=read.version, digest=row.digest, settled=settled)
    if not settled:
        jobs.request(actor, SETTLE_JOB, {"register": read.id})
    return read


def check_declaration(actor: Actor, *, text: str) -> tuple[Problem, ...]:
    """Every problem that ``add_declaration`` would refuse ``text`` for; nothing is written."""
    may(actor, DECLARE).demand()
    try:
        read = read_declaration(text)
    except DeclarationError as error:
        return tuple(error.problems)
    return (*_problems_here(read), *_problems_with_former(read))


def draft_declaration(actor: Actor, *, register: str, text: str) -> RegisterDeclaration:
    """Keep the text of an editor as it is, broken or not: one draft for each person and register."""
    may(actor, DECLARE).demand()
    if len(text) > 200_000:
        raise InputError("registers.draft", "The declaration is too long.", where="text")
    with audit.act(actor, "ground.register.declaration_drafted", object_kind="register", register=register[:24]):
        row, _ = RegisterDeclaration.objects.update_or_create(
            register=register[:24], by=actor.code, version=_DRAFT, defaults={"text": text, "digest": digest_of(text)}
        )
    return row


def draft_of_declaration(actor: Actor, register: str) -> RegisterDeclaration | None:
    """The actor's own draft; None when they have none."""
    return RegisterDeclaration.objects.filter(register=register, by=actor.code, version=_DRAFT).first()


def versions_of(actor: Actor, register: str) -> tuple[RegisterDeclaration, ...]:
    """Every version kept of a register, the newest first, for those who make registers; drafts are not among them."""
    rows = RegisterDeclaration.objects.filter(register=register, version__gt=_DRAFT).order_by("-version")
    return tuple(rows) if may(actor, DECLARE) else ()


def unsettled() -> tuple[Declaration, ...]:
    """Registers whose records were derived under other rules than their declaration has now: large ones, after their
    declaration changed, and small ones until the next write after an upgrade."""
    derived = dict(RegisterBook.objects.values_list("register", "derived"))
    return tuple(each for each in declarations() if derived.get(each.id, derivation(each)) != derivation(each))


def settle(actor: Actor, *, declaration: Declaration) -> int:
    """Make everything derived from the register's records anew, in one act; returns how many records there are. A
    million take minutes."""
    may(actor, DECLARE).demand()
    with audit.act(actor, "ground.register.settled", object_kind="register", register=declaration.id) as act:
        records = settle_book(hold_book(declaration), declaration)
        act.note(records=records)
    return records


@job_kind(SETTLE_JOB, permission=DECLARE)
def settle_register(run: Run) -> Mapping[str, Any]:
    """The work of settling a large register: one unit, because half-made tags would hide records."""
    found = declaration(run.parameters["register"])
    if found is None:
        raise InputError("registers.settle", "There is no such register any more.", where=run.parameters["register"])
    with run.unit():
        records = settle(run.actor, declaration=found)
    return {"register": found.id, "records": records}


def _put_in_force(actor: Actor, read: Declaration, text: str) -> RegisterDeclaration:
    RegisterDeclaration.objects.filter(register=read.id, by=actor.code, version=_DRAFT).delete()
    return RegisterDeclaration.objects.create(
        register=read.id, version=read.version, text=text, digest=digest_of(text), published=True, by=actor.code
    )


def _settled(read: Declaration) -> bool:
    """Settle the register now if it is small enough; whether it is settled. The figures of a large one are hidden at
    once, and shown again when it is settled."""
    book = RegisterBook.objects.filter(register=read.id).first()
    if book is None or book.derived == derivation(read):
        return True
    if book.last_number > AT_ONCE:
        Source.objects.filter(pk=book.source_id or 0).update(published=False)
        return False
    hold_book(read)  # settles it
    return True


def _problems_here(read: Declaration) -> Iterator[Problem]:
    """What only this instance knows: its roles, its measures, its registers."""
    yield from _twins(read)
    for place, role in _roles_named(read):
        if role not in roles().granted:
            yield Problem(0, place, f"There is no role {role}.")
    for role, needed in ((read.write, WRITE), *((move.who, "") for move in read.moves)):
        granted = roles().granted.get(role)
        wanted = {needed} if needed else {WRITE, DECIDE}
        if granted is not None and not granted & wanted:
            yield Problem(0, "write" if needed else "who", f"The role {role} may not write or decide on records.")
    for measure in read.measures:
        if measure.id not in measures():
            yield Problem(0, measure.id, "There is no such measure in standards/measures.yaml.")
    for field in read.fields:
        target = str(field.options.get("to", ""))
        if field.type is FieldType.LINK and target != read.id and declaration(target) is None:
            yield Problem(field.line, field.id, f"There is no register {target}.")


def _twins(read: Declaration) -> Iterator[Problem]:
    for other in declarations():
        if other.id != read.id and other.id.casefold() == read.id.casefold():
            yield Problem(0, "id", f"There is a register {other.id}: choose a name that nobody takes for it.")


def _roles_named(read: Declaration) -> Iterator[tuple[str, str]]:
    yield "write", read.write
    yield from (("visibility", role) for role in read.visibility.roles)
    yield from (("who", move.who) for move in read.moves)
    for field in read.fields:
        yield from ((field.id, role) for role in field.visible.roles)


def _problems_with_former(read: Declaration) -> Iterator[Problem]:
    former = declaration(read.id)
    newest = RegisterDeclaration.objects.filter(register=read.id).order_by("-version").first()
    highest = max(former.version if former else 0, newest.version if newest else 0)
    if read.version <= highest:
        yield Problem(0, "version", f"The version must be higher than {highest}.")
    if former is None:
        return
    if read.wing != former.wing:
        yield Problem(0, "wing", f"The register stands in {former.wing}.")
    for field in former.fields:
        if field.type is not FieldType.COMPUTED:
            yield from _problems_with_field(read, field)
    yield from _problems_with_states(read, former)


def _problems_with_field(read: Declaration, former: Field) -> Iterator[Problem]:
    """A field is gone or holds something else, while records have values in it."""
    now = read.field(former.id)
    if now is not None and (now.type, now.multiple) == (former.type, former.multiple):
        if now.type is FieldType.CHOICE:
            yield from _problems_with_codes(read, former, now)
        return
    if RegisterRecord.objects.filter(register=read.id, values__has_key=former.id).exists():
        line = now.line if now else 0
        yield Problem(line, former.id, f"Records have values in {former.id}, which could not be read any more.")


def _problems_with_codes(read: Declaration, former: Field, now: Field) -> Iterator[Problem]:
    gone = {entry.code for entry in former.choices} - {entry.code for entry in now.choices}
    if not gone:
        return
    book = RegisterBook.objects.filter(register=read.id).first()
    used = tagging.by_code(read.id, former.id, book.last_number if book else 0)
    for code in sorted(gone & {code for code, found in used.items() if any(found.values())}):
        yield Problem(now.line, former.id, f"Records have the code {code}, which the list does not have any more.")


def _problems_with_states(read: Declaration, former: Declaration) -> Iterator[Problem]:
    for state in former.states:
        if read.state(state.id) is None and RegisterRecord.objects.filter(register=read.id, state=state.id).exists():
            yield Problem(0, "workflow", f"Records are in the state {state.id}, which does not exist any more.")
