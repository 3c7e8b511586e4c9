"""The figures a record yields: what is counted, of whom, when, and of which total it is a part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from palermo_engines.registers.expressions import compile_expression
from palermo_engines.registers.model import Declaration, Field, FieldType, MeasureOf, Role, State
from palermo_engines.registers.scalars import plain_of, text_in

_SEX = {"women": "female", "men": "male", "not_disaggregated": "not_disaggregated"}
_EXACT = "exact"
_NO_DAY = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure. ``qualifier`` may be ``none_known`` beside a value of 0, which is no zero: who prints or adds it says
    so (rule 6). ``subject`` is a country's code, empty for none or for several together (then ``scope`` names them);
    ``part_of`` is the place of its total among the figures of the record."""

    measure: str
    subject: str
    value: Decimal
    high: Decimal | None = None
    qualifier: str = _EXACT
    unit: str = ""
    period: str = ""
    as_of: str = ""
    breakdown: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    scope: str = ""
    part_of: int | None = None


@dataclass(frozen=True, slots=True)
class _Amount:
    value: Decimal
    high: Decimal | None
    qualifier: str
    unit: str


def figures_of(
    declaration: Declaration,
    values: Mapping[str, Any],
    _state: State | None = None,
    *,
    today: date = _NO_DAY,
    grain: str = "record",
) -> tuple[Stated, ...]:
    """Every figure of the record, totals before their parts. Whether a figure is public follows from the record's
    state, and is decided by who keeps it."""
    found: list[Stated] = []
    for measure in declaration.measures:
        if measure.grain == grain and _counts(measure, values, today):
            found += _figures(declaration, measure, values, len(found))
    return tuple(found)


def _counts(measure: MeasureOf, values: Mapping[str, Any], today: date) -> bool:
    return not measure.when or compile_expression(measure.when).holds(values, today=today)


def _figures(declaration: Declaration, measure: MeasureOf, values: Mapping[str, Any], before: int) -> Iterator[Stated]:
    around = _around(declaration, measure, values)
    if measure.of == "records":
        yield Stated(measure.id, value=Decimal(1), **around)
        return
    counted = declaration.field(measure.of)
    value = values.get(measure.of)
    if counted is None or value is None:
        return
    if counted.type is FieldType.PEOPLE:
        yield from _people(measure, value, around, before)
        return
    amount = _amount(counted, value)
    if amount is not None:
        yield Stated(
            measure.id, value=amount.value, high=amount.high, qualifier=amount.qualifier, unit=amount.unit, **around
        )


def _around(declaration: Declaration, measure: MeasureOf, values: Mapping[str, Any]) -> dict[str, Any]:
    """Where and when, and by which codes the figure is narrowed."""
    subject, scope = _subject(declaration, measure, values)
    narrowed = text_in(plain_of(values.get(measure.scope))) if measure.scope else ""
    breakdown = {name: text_in(plain_of(values[name])) for name in measure.by if values.get(name) is not None}
    return {
        "subject": subject,
        "period": _time(values.get(measure.period)),
        "as_of": _time(values.get(measure.as_of)),
        "breakdown": MappingProxyType({name: code for name, code in breakdown.items() if code and " " not in code}),
        "scope": ";".join(part for part in (scope, narrowed) if part),
    }


def _subject(declaration: Declaration, measure: MeasureOf, values: Mapping[str, Any]) -> tuple[str, str]:
    """One country is the subject; several are one figure about them together, which no splitting may invent."""
    role = declaration.with_role(Role.COUNTRY)
    name = measure.subject or (role.id if role else "")
    value = values.get(name)
    codes = [value] if isinstance(value, str) else list(value or ())
    if len(codes) < 2:
        return (codes[0] if codes else ""), ""
    return "", f"together:{'+'.join(sorted(codes))}"


def _time(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("actual") or "")  # what was only planned did not happen in any period yet
    return str(value or "")


def _amount(counted: Field, value: Any) -> _Amount | None:
    unit = str(counted.options.get("unit", ""))
    if counted.type is FieldType.MONEY:
        return _Amount(Decimal(value["amount"]), None, value.get("qualifier", _EXACT), value["currency"])
    if counted.type is FieldType.SHARE:
        if value.get("value") is None:
            return None  # "one third" in words is no number until somebody says how it is counted
        return _Amount(Decimal(value["value"]), None, value.get("qualifier", _EXACT), "percent")
    if not isinstance(value, dict) or value.get("value") is None:
        return None
    high = Decimal(value["high"]) if value.get("high") is not None else None
    qualifier = value.get("qualifier", _EXACT)
    return _Amount(Decimal(value["value"]), high, qualifier, unit)


def _people(measure: MeasureOf, value: Mapping[str, Any], around: dict[str, Any], before: int) -> Iterator[Stated]:
    """The total, then its parts by sex and by the other breakdowns. A split without a total is told as it stands:
    adding it up is for who reads it."""
    qualifier = value.get("qualifier", _EXACT)
    total = value.get("total")
    place: int | None = None
    if total is not None or qualifier == "none_known":
        place = before
        yield Stated(measure.id, value=Decimal(total or 0), qualifier=qualifier, **around)
    own = dict(around["breakdown"])
    for part, count in _parts(value):
        breakdown = MappingProxyType({**own, **part})
        rest = {**around, "breakdown": breakdown}
        stated = _EXACT if place is not None else qualifier
        yield Stated(measure.id, value=Decimal(count), qualifier=stated, part_of=place, **rest)


def _parts(value: Mapping[str, Any]) -> Iterator[tuple[dict[str, str], int]]:
    for part, code in _SEX.items():
        if value.get(part) is not None:
            yield {"sex": code}, value[part]
    for key, count in (value.get("parts") or {}).items():
        yield dict(piece.split("=", 1) for piece in key.split(";")), count
