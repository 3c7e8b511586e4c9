"""Whether a record may be kept as it is: each value in shape, each rule of the declaration held.

The work is laid out once for a declaration, so that an import of a million records looks nothing up twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from palermo_engines.kit.errors import InputError
from palermo_engines.registers.expressions import Expression, compile_expression
from palermo_engines.registers.model import Check, Declaration, Field, FieldType, Text
from palermo_engines.registers.refusals import refusal
from palermo_engines.registers.scalars import plain_of, text_in
from palermo_engines.registers.values import normalise

Functions = Mapping[str, Callable[..., Any]]
_ALWAYS = "true"
_BEYOND = "registers.parts"
_UNKNOWN = "The register has no such field."
_MOST_PLANS = 2000


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


@dataclass(frozen=True, slots=True)
class _Around:
    """What an expression may ask besides values."""

    today: date
    functions: Functions

    def holds(self, expression: Expression, values: Mapping[str, Any], this: Any = None) -> bool:
        return expression.holds(values, this=this, today=self.today, functions=self.functions)


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A field with its expressions compiled; ``required`` is None when it never depends on others."""

    field: Field
    relevant: Expression | None
    required: Expression | None
    constraint: Expression | None
    value: Expression | None


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """What a declaration asks, laid out once. ``declaration`` is kept so that its identity stays its own."""

    declaration: Declaration
    fields: tuple[_Asked, ...]
    names: frozenset[str]
    depends: bool
    rules: tuple[tuple[Expression, Check], ...]
    people: tuple[Field, ...]


_plans: dict[int, _Plan] = {}


def check_record(
    declaration: Declaration, raw: Mapping[str, Any], *, today: date, functions: Functions = MappingProxyType({})
) -> Checked:
    """Check the raw values of a record, in any order; unknown names are faults.

    Values are brought into their canonical shape, computed fields worked out, fields that are not relevant dropped.
    """
    plan = _plan_of(declaration)
    faults = [Fault(name[:60], "registers.unknown", refusal(_UNKNOWN)) for name in sorted(raw.keys() - plan.names)]
    values, refused = _shaped(plan, raw, faults)
    around = _Around(today, functions)
    values, asked = _relevant(plan, values, around)
    _demand(plan, values, asked - refused, around, faults)
    faults += [Fault(rule.field, "registers.rule", rule.message) for rule in _broken(plan, values, around)]
    uneven = [*_uneven(plan.people, values)]
    faults += [fault for fault in uneven if fault.code == _BEYOND]
    return Checked(values, tuple(faults), tuple(fault for fault in uneven if fault.code != _BEYOND), asked)


def _plan_of(declaration: Declaration) -> _Plan:
    """Declarations hold mappings, which have no hash: plans are found by identity."""
    plan = _plans.get(id(declaration))
    if plan is None:
        if len(_plans) >= _MOST_PLANS:
            _plans.clear()  # declarations are few; what is left over belongs to those long replaced
        plan = _plans[id(declaration)] = _planned(declaration)
    return plan


def _planned(declaration: Declaration) -> _Plan:
    fields = tuple(_asked(field) for field in declaration.fields)
    return _Plan(
        declaration=declaration,
        fields=fields,
        names=frozenset(field.id for field in declaration.fields),
        depends=any(asked.relevant or asked.value for asked in fields),
        rules=tuple((compile_expression(rule.expression), rule) for rule in declaration.rules),
        people=tuple(field for field in declaration.fields if field.type is FieldType.PEOPLE),
    )


def _asked(field: Field) -> _Asked:
    required = field.required if field.required != _ALWAYS else ""
    value = str(field.options["value"]) if field.type is FieldType.COMPUTED else ""
    return _Asked(field, *(_compiled(text) for text in (field.relevant, required, field.constraint, value)))


def _compiled(text: str) -> Expression | None:
    return compile_expression(text) if text else None


def _shaped(plan: _Plan, raw: Mapping[str, Any], faults: list[Fault]) -> tuple[dict[str, Any], frozenset[str]]:
    """The values in their canonical shape, and the fields whose value has none. Computed ones are worked out later."""
    values: dict[str, Any] = {}
    refused: set[str] = set()
    for asked in plan.fields:
        field = asked.field
        given = raw.get(field.id)
        if given is None or field.type is FieldType.COMPUTED:
            continue
        try:
            value = normalise(field, given)
        except InputError as error:
            refused.add(field.id)
            faults.append(Fault(field.id, error.code, refusal(error.message, error.advice)))
        else:
            if value is not None:
                values[field.id] = value
    return values, frozenset(refused)


def _relevant(plan: _Plan, values: dict[str, Any], around: _Around) -> tuple[dict[str, Any], frozenset[str]]:
    """The values of the fields that are asked, computed ones worked out, and the names of those fields.

    A field may depend on a later one, which may be dropped itself: this is repeated until nothing changes, at most
    once for each field (then two fields depend on each other's absence, and the last answer stands).
    """
    if not plan.depends:
        return values, plan.names
    seen, asked = _once(plan, values, values, around)
    for _round in plan.fields:
        again, asked = _once(plan, values, seen, around)
        if again == seen:
            break
        seen = again
    return seen, asked


def _once(
    plan: _Plan, given: Mapping[str, Any], before: Mapping[str, Any], around: _Around
) -> tuple[dict[str, Any], frozenset[str]]:
    """One round: each field by what was there ``before``, or by what this round already says of earlier fields."""
    seen: dict[str, Any] = dict(before)
    asked = []
    for entry in plan.fields:
        name = entry.field.id
        value = None
        if entry.relevant is None or around.holds(entry.relevant, seen):
            asked.append(name)
            value = given.get(name) if entry.value is None else _worked_out(entry.field, entry.value, seen, around)
        if value is None:
            seen.pop(name, None)
        else:
            seen[name] = value
    return {name: seen[name] for name in asked if name in seen}, frozenset(asked)


def _worked_out(field: Field, expression: Expression, values: Mapping[str, Any], around: _Around) -> Any:
    """The value of a computed field as it is kept: a number with at most six decimals, or text."""
    result = plain_of(expression.evaluate(values, today=around.today, functions=around.functions))
    text = text_in(result.quantize(Decimal("0.000001")).normalize() if isinstance(result, Decimal) else result)
    if text == "":
        return None
    if field.options.get("of", "text") == "number":
        return {"value": text, "qualifier": "exact"} if isinstance(result, Decimal) else None
    return text


def _demand(
    plan: _Plan, values: Mapping[str, Any], asked: frozenset[str], around: _Around, faults: list[Fault]
) -> None:
    """What is required and missing, what is there and not allowed. Nothing said meets every constraint (as in ODK)."""
    for entry in plan.fields:
        field = entry.field
        value = values.get(field.id)
        if value is None:
            if field.id in asked and _is_required(entry, values, around):
                faults.append(Fault(field.id, "registers.required", refusal("This must be filled in.")))
        elif entry.constraint is not None and not around.holds(entry.constraint, values, value):
            faults.append(
                Fault(field.id, "registers.constraint", field.message or refusal("This is not allowed here."))
            )


def _is_required(entry: _Asked, values: Mapping[str, Any], around: _Around) -> bool:
    if entry.field.required == _ALWAYS:
        return True
    return entry.required is not None and around.holds(entry.required, values)


def _broken(plan: _Plan, values: Mapping[str, Any], around: _Around) -> Iterator[Check]:
    return (rule for expression, rule in plan.rules if not around.holds(expression, values))


def _uneven(people: Iterable[Field], values: Mapping[str, Any]) -> Iterator[Fault]:
    """Parts against the total (rule 7): parts beyond it cannot be, a rest that nobody explains is kept and told."""
    for field in people:
        value = values.get(field.id)
        if value is None or value.get("total") is None or value["qualifier"] != "exact":
            continue
        sums = _sums(value)
        if any(parts > value["total"] for parts in sums):
            yield Fault(field.id, _BEYOND, refusal("The parts are more than the total."))
        elif any(parts < value["total"] for parts in sums):
            yield Fault(field.id, "registers.rest", refusal("The parts do not add up to the total."))


def _sums(value: Mapping[str, Any]) -> list[int]:
    """The sum of each way in which the people are split: by sex, and by each other breakdown."""
    sexes = [value[part] for part in ("women", "men", "not_disaggregated") if part in value]
    sums = {"sex": sum(sexes)} if sexes else {}
    for key, count in (value.get("parts") or {}).items():
        kind = ";".join(sorted(piece.partition("=")[0] for piece in key.split(";")))
        sums[f"by {kind}"] = sums.get(f"by {kind}", 0) + count
    return list(sums.values())
