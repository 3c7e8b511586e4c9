"""Whether a record may be kept as it is: each value in shape, each rule of the declaration held.

The work is laid out once for a declaration, so that an import of a million records looks nothing up twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from palermo_engines.kit.errors import InputError
from palermo_engines.registers.expressions import Expression, compile_expression
from palermo_engines.registers.model import Declaration, Field, FieldType, Text
from palermo_engines.registers.refusals import refusal
from palermo_engines.registers.scalars import plain_of, text_in
from palermo_engines.registers.values import normalise

Functions = Mapping[str, Callable[..., Any]]
_ALWAYS = "true"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a record cannot be kept: ``field`` (empty: the record as a whole), a stable ``code``, words by language."""

    field: str
    code: str
    message: Text


@dataclass(frozen=True, slots=True)
class Checked:
    """``values`` as they are kept; ``faults`` that stand in the way; ``notices`` that do not; ``asked``: the fields
    that are relevant, given the others."""

    values: dict[str, Any]
    faults: tuple[Fault, ...]
    notices: tuple[Fault, ...]
    asked: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """The fields in order with their expressions compiled."""

    fields: tuple[tuple[Field, Expression | None, Expression | None, Expression | None], ...]
    names: frozenset[str]
    people: tuple[Field, ...]


_KEPT = 2000  # declarations are few; what is left over belongs to those long replaced
_plans: dict[int, tuple[Declaration, _Plan]] = {}


def check_record(
    declaration: Declaration, raw: Mapping[str, Any], *, today: date, functions: Functions = MappingProxyType({})
) -> Checked:
    """Check the raw values of a record, in any order; unknown names are faults.

    Values are brought into their canonical shape, computed fields worked out, fields that are not relevant dropped.
    """
    plan = _plan_of(declaration)
    faults = [
        Fault(name[:60], "registers.unknown", refusal("The register has no such field."))
        for name in raw.keys() - plan.names
    ]
    values, refused = _shaped(plan, raw, faults)
    asked = _relevant(plan, values, today, functions)
    _demand(plan, values, asked, refused, today, functions, faults)
    _demand_rules(declaration, values, today, functions, faults)
    return Checked(values, tuple(faults), tuple(_uneven(plan.people, values, faults)), asked)


def _plan_of(declaration: Declaration) -> _Plan:
    """Plans are kept by identity, with the declaration, so that no other can come to have its identity."""
    known = _plans.get(id(declaration))
    if known is None:
        if len(_plans) >= _KEPT:
            _plans.clear()
        known = _plans[id(declaration)] = (declaration, _planned(declaration))
    return known[1]


def _planned(declaration: Declaration) -> _Plan:
    fields = tuple(
        (field, _compiled(field.relevant), None if field.required == _ALWAYS else _compiled(field.required),
         _compiled(str(field.options["value"]) if field.type is FieldType.COMPUTED else field.constraint))
        for field in declaration.fields
    )  # fmt: skip
    people = tuple(field for field in declaration.fields if field.type is FieldType.PEOPLE)
    return _Plan(fields, frozenset(field.id for field in declaration.fields), people)


def _compiled(text: str) -> Expression | None:
    return compile_expression(text) if text and text != _ALWAYS else None


def _shaped(plan: _Plan, raw: Mapping[str, Any], faults: list[Fault]) -> tuple[dict[str, Any], set[str]]:
    values: dict[str, Any] = {}
    refused: set[str] = set()
    for field, *_expressions in plan.fields:
        given = raw.get(field.id)
        if given is None or (field.type is FieldType.COMPUTED):
            continue
        try:
            value = normalise(field, given)
        except InputError as error:
            refused.add(field.id)
            faults.append(Fault(field.id, error.code, refusal(error.message, error.advice)))
        else:
            if value is not None:
                values[field.id] = value
    return values, refused


def _relevant(plan: _Plan, values: dict[str, Any], today: date, functions: Functions) -> frozenset[str]:
    """Drop what is not asked; computed fields are worked out in their place, so that later fields may ask for them."""
    asked = []
    for field, relevant, _required, expression in plan.fields:
        if relevant is not None and not relevant.holds(values, today=today, functions=functions):
            values.pop(field.id, None)
            continue
        asked.append(field.id)
        if field.type is FieldType.COMPUTED and expression is not None:
            worked_out = _worked_out(field, expression, values, today, functions)
            if worked_out is not None:
                values[field.id] = worked_out
    return frozenset(asked)


def _worked_out(
    field: Field, expression: Expression, values: Mapping[str, Any], today: date, functions: Functions
) -> Any:  # fmt: skip
    result = plain_of(expression.evaluate(values, today=today, functions=functions))
    text = text_in(result.quantize(Decimal("0.000001")).normalize() if isinstance(result, Decimal) else result)
    if text == "":
        return None
    if field.options.get("of", "text") == "number":
        return {"value": text, "qualifier": "exact"} if isinstance(result, Decimal) else None
    return text


def _demand(
    plan: _Plan, values: Mapping[str, Any], asked: frozenset[str], refused: set[str], today: date,
    functions: Functions, faults: list[Fault],
) -> None:  # fmt: skip
    for field, _relevant_if, required, expression in plan.fields:
        value = values.get(field.id)
        if value is None:
            needed = field.required == _ALWAYS or (
                required is not None and required.holds(values, today=today, functions=functions)
            )
            if needed and field.id in asked and field.id not in refused:
                faults.append(Fault(field.id, "registers.required", refusal("This must be filled in.")))
        elif (
            expression is not None
            and field.type is not FieldType.COMPUTED
            and not expression.holds(values, this=value, today=today, functions=functions)
        ):
            message = field.message or refusal("This is not allowed here.")
            faults.append(Fault(field.id, "registers.constraint", message))


def _demand_rules(
    declaration: Declaration, values: Mapping[str, Any], today: date, functions: Functions, faults: list[Fault]
) -> None:
    faults.extend(
        Fault(rule.field, "registers.rule", rule.message)
        for rule in declaration.rules
        if not compile_expression(rule.expression).holds(values, today=today, functions=functions)
    )


def _uneven(people: Iterable[Field], values: Mapping[str, Any], faults: list[Fault]) -> list[Fault]:
    """Parts against the total (rule 7): parts beyond it cannot be, a rest that nobody explains is kept and told."""
    notices = []
    for field in people:
        value = values.get(field.id)
        total = value.get("total") if value else None
        if value is None or total is None or value.get("qualifier") not in (None, "exact"):
            continue
        for parts, complete in _partitions(value):
            if parts > total:
                faults.append(Fault(field.id, "registers.parts", refusal("The parts are more than the total.")))
                break
            if parts < total and complete:
                notices.append(Fault(field.id, "registers.rest", refusal("The parts do not add up to the total.")))
                break
    return notices


def _partitions(value: Mapping[str, Any]) -> list[tuple[int, bool]]:
    """The sum of each way in which the people are split; by sex, and by each breakdown by itself."""
    found = []
    sexes = [value[part] for part in ("women", "men", "not_disaggregated") if part in value]
    if sexes:
        found.append((sum(sexes), len(sexes) > 1))
    by_kind: dict[str, int] = {}
    for key, count in (value.get("parts") or {}).items():
        kind = ";".join(sorted(piece.partition("=")[0] for piece in key.split(";")))
        by_kind[kind] = by_kind.get(kind, 0) + count
    return [*found, *((total, False) for total in by_kind.values())]
