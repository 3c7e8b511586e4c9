"""Registers and records in the shapes of the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from palermo.commons.wording.languages import active_language
from palermo.commons.wording.places import alphabetical_key, country_name
from palermo.ground.access.api import Actor
from palermo.ground.registers.api import (
    CellFault,
    Change,
    Due,
    Part,
    RegisterRecord,
    Shown,
    Totals,
    may_move,
    show,
)
from palermo.site.registers.schemas import (
    ChoiceOut,
    DeclarationOut,
    DifferenceOut,
    DueOut,
    FaultOut,
    FieldOut,
    MoveOut,
    NotAddedOut,
    RecordOut,
    RegisterOut,
    RevisionOut,
    StateOut,
    TotalOut,
    TotalsOut,
)
from palermo_engines.registers.model import Declaration, Field, Move, Text, Visibility, in_language
from palermo_engines.registers.schema import json_schema


def register_out(declaration: Declaration, records: int) -> RegisterOut:
    """The register in short."""
    return RegisterOut(**_in_short(declaration, records))


def declaration_out(declaration: Declaration, records: int) -> DeclarationOut:
    """The register with all it declares."""
    return DeclarationOut(
        **_in_short(declaration, records),
        refs=list(declaration.refs),
        visibility=_rule(declaration.visibility),
        fields=[_field_out(field) for field in declaration.fields],
        workflow=[
            StateOut(id=state.id, label=_texts(state.label), public=state.public, start=state.start, end=state.end)
            for state in declaration.states
        ],
        moves=[_move_out(move) for move in declaration.moves],
        record_schema=json_schema(declaration, active_language()),
    )


def _in_short(declaration: Declaration, records: int) -> dict[str, Any]:
    return {
        "id": declaration.id, "wing": declaration.wing, "version": declaration.version,
        "title": _texts(declaration.title), "help": _texts(declaration.help),
        "languages": list(declaration.languages), "records": records,
        "states": [state.id for state in declaration.states],
        "measures": list(dict.fromkeys(measure.id for measure in declaration.measures)),
        "address": reverse("register", args=[declaration.id]),
    }  # fmt: skip


def _field_out(field: Field) -> FieldOut:
    return FieldOut(
        id=field.id, type=str(field.type), label=_texts(field.label), help=_texts(field.help),
        role=str(field.role or ""), required=field.required, constraint=field.constraint, relevant=field.relevant,
        multiple=field.multiple, facet=field.facet, visibility=_rule(field.visible),
        choices=[ChoiceOut(code=c.code, label=_texts(c.label), parent=c.parent) for c in field.choices],
        options=_plain(field.options),
    )  # fmt: skip


def _move_out(move: Move) -> MoveOut:
    return MoveOut(
        id=move.id, label=_texts(move.label), source=list(move.source), target=move.target, who=move.who,
        requires=[_texts(check.message) for check in move.requires], days=move.clock.days if move.clock else None,
    )  # fmt: skip


def _texts(text: Text) -> dict[str, str]:
    return {str(language): words for language, words in text.items()}


def _rule(visibility: Visibility) -> str:
    """``public``, ``members``, ``organisation``, or the roles with spaces between."""
    return " ".join(visibility.roles) if visibility.level == "roles" else visibility.level


def _plain(options: Any) -> Any:
    """Options without the frozen kinds of mappings and tuples."""
    if isinstance(options, Mapping):
        return {str(name): _plain(each) for name, each in options.items()}
    if isinstance(options, list | tuple | set | frozenset):
        return [_plain(each) for each in options]
    return options if isinstance(options, bool | int | float | None) else str(options)


def record_out(actor: Actor, declaration: Declaration, record: RegisterRecord) -> RecordOut:
    """A record with the moves that the actor may make with it."""
    return shown_out(declaration, show(actor, declaration, record), moves_open(actor, declaration, record))


def moves_open(actor: Actor, declaration: Declaration, record: RegisterRecord | Shown) -> list[str]:
    """The moves that the actor may make with a record as it stands; whether their checks hold is another question."""
    return [move.id for move in declaration.moves_from(record.state) if may_move(actor, declaration, move, record)]


def shown_out(declaration: Declaration, shown: Shown, moves: Iterable[str]) -> RecordOut:
    """A record that was shown."""
    return RecordOut(
        uuid=shown.uuid, register_id=shown.register, code=shown.code, state=shown.state, revision=shown.revision,
        declaration_version=shown.declaration_version, title=shown.title, country=shown.country,
        countries=list(shown.countries), first=shown.first, last=shown.last, organisation=shown.organisation,
        owner=shown.owner, created_at=shown.created_at, created_by=shown.created_by, changed_at=shown.changed_at,
        changed_by=shown.changed_by, values=dict(shown.values), moves=list(moves),
        address=reverse("register-record", args=[declaration.id, shown.uuid]),
    )  # fmt: skip


def revision_out(change: Change) -> RevisionOut:
    """One revision."""
    return RevisionOut(
        revision=change.revision, state=change.state, by=change.by, at=change.at,
        declaration_version=change.declaration_version, values=dict(change.values),
        differences=[
            DifferenceOut(field=each.field, before=each.before, after=each.after) for each in change.differences
        ],
    )  # fmt: skip


def totals_out(measure: str, found: Totals) -> TotalsOut:
    """Sums, places in the order of the reader's alphabet: never by value."""
    language = active_language()
    lines = sorted(found.lines, key=lambda part: alphabetical_key(_place(part), language))
    return TotalsOut(
        measure=measure, records=found.records, counted_twice=found.counted_twice,
        lines=[_total_out(part) for part in lines],
        not_added=[NotAddedOut(direction=each.direction, records=list(each.records)) for each in found.not_added],
    )  # fmt: skip


def _place(part: Part) -> str:
    return country_name(part.subject) if part.subject else ""


def _total_out(part: Part) -> TotalOut:
    return TotalOut(
        subject=part.subject, contributor=part.contributor, period=part.period, unit=part.unit,
        breakdown=part.breakdown, scope=part.scope, value=part.value, high=part.high, qualifier=part.qualifier,
        records=list(part.records),
    )  # fmt: skip


def cell_fault_out(fault: CellFault) -> FaultOut:
    """What is wrong with a cell."""
    words = in_language(fault.message, active_language())
    return FaultOut(field=fault.column, code=fault.code, message=words, row=fault.row)


def due_out(one: Due) -> DueOut:
    """A move that is due."""
    return DueOut(
        register_id=one.declaration.id, record=one.record.uuid, code=one.record.code, title=one.record.title,
        move=one.move.id, due_on=one.due_on, days=one.days,
        address=reverse("register-record", args=[one.declaration.id, one.record.uuid]),
    )  # fmt: skip
