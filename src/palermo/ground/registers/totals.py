"""Totals of a register, asked for by an actor: over the records and fields they read, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from palermo.ground.access.api import Actor
from palermo.ground.evidence.api import spell_breakdown
from palermo.ground.registers.actions import today
from palermo.ground.registers.adding import NotAdded, Part, add_up
from palermo.ground.registers.models import RegisterRecord
from palermo.ground.registers.queries import records_wanted
from palermo.ground.registers.rules import may_read_field
from palermo.ground.registers.searching import EVERYTHING, Wanted
from palermo.ground.registers.stating import fields_of
from palermo.ground.standards.api import Measure, measures
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.periods import days_of
from palermo_engines.registers.measuring import Stated, figures_of
from palermo_engines.registers.model import Declaration, MeasureOf, Role


@dataclass(frozen=True, slots=True)
class Totals:
    """``lines`` are the sums as far as the measure adds, in the order in which their records were made: never by
    value. ``not_added`` says what stayed apart or was left out, and why. ``counted_twice``: a sum is of occurrences,
    one person may be in it more than once. ``records`` is how many records stated something."""

    measure: Measure
    lines: tuple[Part, ...]
    not_added: tuple[NotAdded, ...]
    counted_twice: bool
    records: int


def register_totals(actor: Actor, declaration: Declaration, measure: str, wanted: Wanted = EVERYTHING) -> Totals:
    """Add a measure over the records that ``actor`` reads and wants. Records in public states count, those of every
    state in a register that has no public one; or those in the states wanted.

    InputError when the register does not yield the measure.
    """
    yielded = next((each for each in declaration.measures if each.id == measure), None)
    listed = measures().get(measure)
    if yielded is None or listed is None:
        raise InputError("registers.measure", "The register does not yield this measure.", where=measure)
    public = tuple(state.id for state in declaration.states if state.public)
    parts = list(_parts(actor, declaration, yielded, listed, replace(wanted, states=wanted.states or public)))
    lines, not_added = add_up(parts, listed)
    added = any(len(line.records) > 1 for line in lines)
    records = {code for part in parts for code in part.records}
    return Totals(listed, lines, not_added, listed.counted_twice and added, len(records))


def _parts(
    actor: Actor, declaration: Declaration, measure: MeasureOf, listed: Measure, wanted: Wanted
) -> Iterator[Part]:
    asked = replace(declaration, measures=(measure,))
    fields = tuple(fields_of(declaration, measure))
    for record in records_wanted(actor, declaration, wanted):
        state = declaration.state(record.state)
        if state is None or not all(may_read_field(actor, declaration, field, record) for field in fields):
            continue
        contributor = _contributor(declaration, measure, listed, record)
        for stated in figures_of(asked, record.values, state, today=today(), grain=measure.grain):
            yield _part(stated, record, contributor)


def _contributor(declaration: Declaration, measure: MeasureOf, listed: Measure, record: RegisterRecord) -> str:
    """Who counted. Records that are counted themselves, and events whose counts add over time, each count for
    themselves; of a stock without a body, two records are one series."""
    if measure.of == "records":
        return record.code
    if declaration.with_role(Role.ORGANISATION) is not None and record.organisation:
        return record.organisation
    return record.code if listed.over_time == "sum" else ""


def _part(stated: Stated, record: RegisterRecord, contributor: str) -> Part:
    days = days_of(stated.period or stated.as_of) if stated.period or stated.as_of else None
    return Part(
        subject=stated.subject,
        contributor=contributor,
        period=stated.period,
        first=days.first if days else None,
        last=days.last if days else None,
        unit=stated.unit,
        breakdown=spell_breakdown(stated.breakdown),
        scope=stated.scope,
        value=stated.value,
        high=stated.high,
        qualifier=stated.qualifier,
        records=(record.code,),
    )
