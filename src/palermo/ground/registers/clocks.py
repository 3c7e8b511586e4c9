"""Clocks of moves: what is due, and what to be reminded of; and the days of records, for calendars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from palermo.ground.access.api import Actor
from palermo.ground.registers.declarations import declarations
from palermo.ground.registers.models import RegisterRecord
from palermo.ground.registers.queries import has_days, records_wanted
from palermo.ground.registers.rules import may_move, may_read_field
from palermo.ground.registers.searching import Wanted
from palermo.ground.registers.showing import Shown, show
from palermo_engines.kit.periods import days_of
from palermo_engines.registers.model import Clock, Declaration, Move

CREATED = "created"


@dataclass(frozen=True, slots=True)
class Due:
    """A move that a record owes. ``days`` are left until ``due_on``, negative when it is late; ``reminder``: this is
    one of the days on which to remind. ``own``: the actor may make the move."""

    declaration: Declaration
    record: Shown
    move: Move
    due_on: date
    days: int
    reminder: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in a calendar: its own days, or the day on which ``move`` is due. ``last`` is inclusive; None: open."""

    declaration: Declaration
    record: Shown
    first: date
    last: date | None
    move: Move | None = None


def due(actor: Actor, on: date, *, registers: Iterable[Declaration] | None = None) -> tuple[Due, ...]:
    """Moves that are due or late on a day, or to be reminded of on it, in records the actor reads; by due day, register
    and code."""
    found = [each for each in _clocks(actor, registers, on) if each.days <= 0 or each.reminder]
    return tuple(sorted(found, key=lambda each: (each.due_on, each.record.register, each.record.code)))


def calendar_entries(
    actor: Actor, first: date, last: date, *, registers: Iterable[Declaration] | None = None
) -> tuple[Entry, ...]:
    """Records whose date touches the days, and moves due in them; by day, register and code."""
    chosen = tuple(declarations() if registers is None else registers)
    entries = [*_dated(actor, chosen, first, last), *_owed(actor, chosen, first, last)]
    return tuple(sorted(entries, key=lambda each: (each.first, each.record.register, each.record.code)))


def due_on(move: Move, record: RegisterRecord) -> date | None:
    """The day on which the record's move is due; None without a clock, or while its date is not known."""
    if move.clock is None:
        return None
    start = _start(move.clock, record)
    return start + timedelta(days=move.clock.days) if start else None


def _dated(actor: Actor, chosen: Iterable[Declaration], first: date, last: date) -> Iterator[Entry]:
    for declaration in chosen:
        if has_days(actor, declaration):
            for record in records_wanted(actor, declaration, Wanted(first=first, last=last)):
                shown = show(actor, declaration, record)
                if shown.first or shown.last:
                    yield Entry(declaration, shown, shown.first or shown.last or first, shown.last)


def _owed(actor: Actor, chosen: Iterable[Declaration], first: date, last: date) -> Iterator[Entry]:
    for each in _clocks(actor, chosen, first):
        if first <= each.due_on <= last:
            yield Entry(each.declaration, each.record, each.due_on, each.due_on, each.move)


def _clocks(actor: Actor, registers: Iterable[Declaration] | None, on: date) -> Iterator[Due]:
    for declaration in declarations() if registers is None else registers:
        moves = [move for move in declaration.moves if move.clock]
        waiting = tuple({state for move in moves for state in move.source})
        if waiting:
            for record in records_wanted(actor, declaration, Wanted(states=waiting)):
                yield from _clocks_of(actor, declaration, record, moves, on)


def _clocks_of(
    actor: Actor, declaration: Declaration, record: RegisterRecord, moves: Iterable[Move], on: date
) -> Iterator[Due]:
    for move in moves:
        day = due_on(move, record) if record.state in move.source else None
        if day is None or move.clock is None or not _sees(actor, declaration, move.clock, record):
            continue
        days = (day - on).days
        own = bool(may_move(actor, declaration, move, record))
        yield Due(declaration, show(actor, declaration, record), move, day, days, days in move.clock.remind, own)


def _sees(actor: Actor, declaration: Declaration, clock: Clock, record: RegisterRecord) -> bool:
    """A due day tells the date it is counted from."""
    field = declaration.field(clock.start)
    return field is None or bool(may_read_field(actor, declaration, field, record))


def _start(clock: Clock, record: RegisterRecord) -> date | None:
    if clock.start == CREATED:
        return timezone.localdate(record.created_at)
    return _day_of(record.values.get(clock.start))


def _day_of(value: Any) -> date | None:
    """The last day that a date, period or planned and actual pair stands for: nothing is late before it must be."""
    text = value.get("actual") or value.get("planned") if isinstance(value, Mapping) else value
    if not isinstance(text, str) or not text:
        return None
    days = days_of(text)
    return days.last or days.first
