"""What somebody typed and did not save: kept for them, seen by nobody else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.registers.models import RecordDraft, RegisterRecord
from palermo.ground.registers.rules import may_write
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration

_LONGEST = 500_000  # signs of JSON


def keep_draft(
    actor: Actor,
    *,
    declaration: Declaration,
    values: Mapping[str, Any],
    record: RegisterRecord | None = None,
    revision: int = 0,
) -> RecordDraft:
    """Keep the contents of a form as they were typed, right or wrong; ``revision`` is what it was opened on.

    InputError when it is too long.
    """
    may_write(actor, declaration, record).demand()
    if len(json.dumps(dict(values), default=str)) > _LONGEST:
        raise InputError("registers.draft", "The draft is too long to be kept.")
    with audit.act(actor, "ground.register.draft_kept", object_kind="register", register=declaration.id) as act:
        draft, _ = RecordDraft.objects.update_or_create(
            person=actor.code,
            register=declaration.id,
            record=record,
            defaults={"values": dict(values), "revision": revision},
        )
        act.note(**({"code": record.code} if record else {}))
    return draft


def draft_of(actor: Actor, declaration: Declaration, record: RegisterRecord | None = None) -> RecordDraft | None:
    """The actor's own draft of a record, or of a new one; None when they have none."""
    return RecordDraft.objects.filter(person=actor.code, register=declaration.id, record=record).first()


def drafts_of(actor: Actor) -> tuple[RecordDraft, ...]:
    """All of the actor's drafts, the newest first."""
    return tuple(RecordDraft.objects.filter(person=actor.code).select_related("record"))


def drop_draft(actor: Actor, *, declaration: Declaration, record: RegisterRecord | None = None) -> None:
    """Throw the draft away, after saving or because it is not wanted; nothing happens when there is none."""
    draft = draft_of(actor, declaration, record)
    if draft is not None:
        with audit.act(actor, "ground.register.draft_dropped", object_kind="register", register=declaration.id):
            draft.delete()
