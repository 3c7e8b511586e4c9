"""What people who work on a record say to one another about it."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from palermo.ground.access.api import Actor, actor_for
from palermo.ground.audit import api as audit
from palermo.ground.people.models import Person
from palermo.ground.registers.declarations import declaration as declared
from palermo.ground.registers.models import RecordComment, RegisterRecord
from palermo.ground.registers.rules import may_comment
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration

LONGEST = 5_000
_MENTION = re.compile(r"(?<![\w@])@([a-z0-9][a-z0-9-]{1,19})")
_LOOKED_AT = 1_000  # mentions of one person, the newest


def add_comment(actor: Actor, *, declaration: Declaration, record: RegisterRecord, text: str) -> RecordComment:
    """Say something. ``@p-abc234`` mentions the person with that code, if they may read comments here: nobody learns of
    a record by being named."""
    may_comment(actor, declaration, record).demand()
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise InputError("registers.comment", f"A comment has 1 to {LONGEST} signs.", where="text")
    with audit.act(
        actor, "ground.register.commented", object_kind="record", object_uuid=record.uuid, code=record.code
    ) as act:
        mentions = [person.code for person in _mentioned(said) if may_comment(_at_desk(person), declaration, record)]
        comment = RecordComment.objects.create(record=record, by=actor.code, text=said, mentions=mentions)
        act.note(mentions=mentions)
    return comment


def comments_visible_to(actor: Actor, declaration: Declaration, record: RegisterRecord) -> QuerySet[RecordComment]:
    """What was said about the record, the oldest first; nothing for those who may not comment."""
    comments = RecordComment.objects.filter(record=record)
    return comments if may_comment(actor, declaration, record) else comments.none()


def mentions_of(actor: Actor) -> tuple[RecordComment, ...]:
    """Comments that mention the actor, the newest first, of records they still may read."""
    naming = RecordComment.objects.filter(text__contains=f"@{actor.code}").select_related("record").order_by("-pk")
    return tuple(
        comment
        for comment in naming[:_LOOKED_AT]
        if actor.code in comment.mentions and _still_reads(actor, comment.record)
    )


def _still_reads(actor: Actor, record: RegisterRecord) -> bool:
    declaration = declared(record.register)
    return declaration is not None and bool(may_comment(actor, declaration, record))


def _mentioned(text: str) -> QuerySet[Person]:
    return Person.objects.filter(code__in=set(_MENTION.findall(text)), is_active=True).order_by("code")


def _at_desk(person: Person) -> Actor:
    """The person as they are when they signed in as their seats demand."""
    return actor_for(person, "web", second_factor=True)
