"""WHAT the state allows: which moves a record may make, and whether their checks hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from palermo.ground.registers.asking import Asked
from palermo.ground.registers.faults import Unmet
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.expressions import compile_expression
from palermo_engines.registers.model import Check, Declaration, FieldType, Move, Text


def move_from(declaration: Declaration, state: str, move: str) -> Move:
    """The move with this id. InputError when a record in ``state`` may not make it."""
    found = next((each for each in declaration.moves_from(state) if each.id == move), None)
    if found is None:
        raise InputError("registers.move", "A record in this state cannot make this move.", where=move)
    return found


def demand_checks(declaration: Declaration, move: Move, values: Mapping[str, Any], today: date) -> None:
    """Unmet, with all messages, when checks of the move do not hold. InputError when one cannot be answered."""
    unmet = unmet_checks(declaration, move, values, today)
    if unmet:
        raise Unmet(unmet)


def unmet_checks(declaration: Declaration, move: Move, values: Mapping[str, Any], today: date) -> tuple[Text, ...]:
    """What the checks of the move that do not hold have to say. Asks other records."""
    return tuple(check.message for check in move.requires if not _holds(declaration, check, values, today))


def _holds(declaration: Declaration, check: Check, values: Mapping[str, Any], today: date) -> bool:
    expression = compile_expression(check.expression)
    asked = Asked()
    held = bool(expression.holds(values, today=today, functions=asked.functions))
    if asked.currencies:  # the record's own amounts are compared with the sums
        for name in expression.fields:
            _meet_own(declaration, name.partition("/")[0], values, asked)
    return held


def _meet_own(declaration: Declaration, name: str, values: Mapping[str, Any], asked: Asked) -> None:
    field = declaration.field(name)
    if field is not None and field.type is FieldType.MONEY and values.get(name):
        asked.met(str(values[name].get("currency", "")))
