"""WHO may: verdicts with reasons. By state first, then by rule of the register, then by rule of the field.

``fence`` is the one place where this is decided for reading; lists, records, facets, figures, history and exports all
ask it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.db.models import Q
from django.utils.translation import gettext

from palermo.ground.access.api import Actor, Verdict, may, roles
from palermo.ground.audit.actor import CONSOLE_CODE
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.expressions import compile_expression
from palermo_engines.registers.model import Declaration, Field, FieldType, Move, Visibility

READ = "ground.register.read_unpublished"
WRITE = "ground.register.write"
DECIDE = "ground.register.decide"
IMPORT = "ground.register.import"
DECLARE = "ground.register.declare"
COMMENT = "ground.register.comment"


class Placed(Protocol):
    """What a rule needs to know of a record."""

    @property
    def state(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def organisation(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Fence:
    """Which records of a register an actor reads: in ``states`` (None: all), of ``bodies`` (None: all)."""

    states: frozenset[str] | None
    bodies: frozenset[str] | None

    def lets_through(self, record: Placed) -> bool:
        """Whether the record is inside."""
        state = self.states is None or record.state in self.states
        return state and (self.bodies is None or belongs_to(record, self.bodies))

    def condition(self) -> Q:
        """The same, as a condition on records."""
        found = Q()
        if self.states is not None:
            found &= Q(state__in=sorted(self.states))
        if self.bodies is not None:
            bodies = sorted(self.bodies - {""})
            found &= Q(owner__in=bodies) | Q(organisation__in=bodies)
        return found


NOTHING = Fence(frozenset(), frozenset())


def fence(actor: Actor, declaration: Declaration) -> Fence:
    """Which records of the register ``actor`` reads. Deny by default."""
    if not _passes(actor, declaration.visibility, also=(declaration.write,)):
        return NOTHING
    public = frozenset(state.id for state in declaration.states if state.public)
    return Fence(None if may(actor, READ) else public, _bodies(actor, declaration.visibility))


def may_see_register(actor: Actor, declaration: Declaration) -> Verdict:
    """Whether the register itself is shown to ``actor``: its title and shape, not yet any record."""
    return _passes(actor, declaration.visibility, also=(declaration.write,))


def may_read(actor: Actor, declaration: Declaration, record: Placed) -> Verdict:
    """Whether ``actor`` reads the record at all; which of its fields is ``may_read_field``."""
    allowed = _passes(actor, declaration.visibility, also=(declaration.write,))
    if not allowed:
        return allowed
    state = declaration.state(record.state)
    drafts = _granted() if state and state.public else may(actor, READ)
    if not drafts:
        return drafts
    return _own(actor, declaration.visibility, record)


def may_read_field(actor: Actor, declaration: Declaration, field: Field, record: Placed) -> Verdict:
    """Whether ``actor`` reads this field of a record that they read. A computed field is read by whoever reads all
    fields it is computed from: a sum would tell what its parts are."""
    for each in (field, *inputs_of(declaration, field)):
        verdict = _passes(actor, each.visible) and _own(actor, each.visible, record)
        if not verdict:
            return verdict
    return _granted()


def may_write(actor: Actor, declaration: Declaration, record: Placed | None = None) -> Verdict:
    """Whether ``actor`` makes records of the register, or changes this one.

    What is public already is changed by those who may make it public, not by everybody who writes drafts.
    """
    verdict = may(actor, WRITE) and holds(actor, declaration.write)
    if record is None or not verdict:
        return verdict
    verdict = may_read(actor, declaration, record)
    return verdict and _may_touch(actor, declaration, record)


def may_write_field(actor: Actor, declaration: Declaration, field: Field, record: Placed) -> Verdict:
    """Whoever reads a field of a record that they may write, writes it; computed fields are written by nobody."""
    if field.type is FieldType.COMPUTED:
        return Verdict(False, "computed", gettext("This field is computed."))
    return may_read_field(actor, declaration, field, record)


def may_move(actor: Actor, declaration: Declaration, move: Move, record: Placed) -> Verdict:
    """Whether ``actor`` makes this move with a record. Writers' moves need the right to write, others to decide."""
    writers = roles().counting([declaration.write])
    permission = WRITE if move.who in writers else DECIDE
    verdict = may(actor, permission) and holds(actor, move.who)
    return verdict and may_read(actor, declaration, record)


def may_import(actor: Actor, declaration: Declaration) -> Verdict:
    """Whether ``actor`` imports tables into the register."""
    return may(actor, IMPORT) and may_write(actor, declaration)


def may_comment(actor: Actor, declaration: Declaration, record: Placed) -> Verdict:
    """Whether ``actor`` comments on the record, and reads what others said."""
    return may(actor, COMMENT) and may_read(actor, declaration, record)


def holds(actor: Actor, *wanted: str) -> Verdict:
    """Whether a seat of the actor's counts as one of the roles ``wanted``."""
    verdict = seated(actor)
    if verdict and not roles().counting(actor.roles) & set(wanted):
        reason = gettext("Only %(roles)s may do this.") % {"roles": ", ".join(wanted)}
        return Verdict(False, "no_seat", reason)
    return verdict


def seated(actor: Actor) -> Verdict:
    """Whether the actor is a member: holds a seat, and proved who they are as far as their seats demand. A token
    counts as a member when it was given the right to read registers."""
    if not actor.roles:
        return Verdict(False, "no_seat", gettext("You hold no seat here."))
    if actor.channel == "web" and not actor.second_factor and roles().any_writes(actor.permissions):
        return Verdict(False, "second_factor", gettext("Sign in with a passkey or a one-time code first."))
    if actor.channel == "api":
        return may(actor, READ)
    return _granted()


def inputs_of(declaration: Declaration, field: Field) -> tuple[Field, ...]:
    """The fields that a computed field is computed from, through other computed fields too; none for others."""
    found: dict[str, Field] = {}
    waiting = [field]
    while waiting:
        for name in _named_in(waiting.pop()):
            part = declaration.field(name)
            if part is not None and part.id not in found:
                found[part.id] = part
                waiting.append(part)
    return tuple(found.values())


def fields_named(expression: str) -> frozenset[str]:
    """The ids of the fields that an expression asks for; ``people/women`` asks for ``people``."""
    try:
        return frozenset(name.partition("/")[0] for name in compile_expression(expression).fields)
    except InputError:
        return frozenset()


def _named_in(field: Field) -> frozenset[str]:
    return fields_named(str(field.options.get("value", ""))) if field.type is FieldType.COMPUTED else frozenset()


def belongs_to(record: Placed, bodies: frozenset[str]) -> bool:
    """Whether one of ``bodies`` made the record or is the one it is about."""
    return bool({record.owner, record.organisation} & (bodies - {""}))


def _bodies(actor: Actor, visibility: Visibility) -> frozenset[str] | None:
    everywhere = visibility.level != "organisation" or actor.code == CONSOLE_CODE
    return None if everywhere else actor.organisations


def _passes(actor: Actor, visibility: Visibility, also: tuple[str, ...] = ()) -> Verdict:
    """Whether the actor gets past a rule at all; which records of their own it leaves is ``_own``."""
    if visibility.level == "public":
        return _granted()
    if visibility.level in ("members", "organisation"):
        return seated(actor)
    return holds(actor, *visibility.roles, *also)


def _own(actor: Actor, visibility: Visibility, record: Placed) -> Verdict:
    bodies = _bodies(actor, visibility)
    if bodies is None or belongs_to(record, bodies):
        return _granted()
    return Verdict(False, "other_body", gettext("This belongs to another body."))


def _may_touch(actor: Actor, declaration: Declaration, record: Placed) -> Verdict:
    state = declaration.state(record.state)
    if state is None or state.start or not (state.public or state.end):
        return _granted()
    leading = [move.who for move in declaration.moves if move.target == state.id]
    return holds(actor, *leading) if leading else may(actor, DECIDE)


def _granted() -> Verdict:
    return Verdict(True, "granted", gettext("A seat you hold gives this permission."))
