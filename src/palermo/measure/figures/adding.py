"""Whether parts add up to their total, as far as their qualifiers allow to say. Nothing is ever corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from palermo_engines.kit.quantities import Qualifier


class Part(Protocol):
    """What adding needs of a figure."""

    value: Decimal
    high: Decimal | None
    qualifier: str
    suppressed: bool
    breakdown: str
    unit: str


@dataclass(frozen=True, slots=True)
class Span:
    """The values a statement allows; ``high`` None is open."""

    low: Decimal
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Addition:
    """Parts of one kind (by sex, by age ...) against their total. ``sum`` is of the stated values; ``difference`` is
    the total minus the sum. ``agrees`` is None when a qualifier leaves it open, or when parts fall short that may be
    some of the parts only ("of whom 12 in the capital and 6 at the border"); women and men leave nobody out but those
    not disaggregated, who are a part of their own."""

    kind: tuple[str, ...]
    count: int
    sum: Decimal
    difference: Decimal
    agrees: bool | None


def additions(total: Part, parts: Iterable[Part]) -> list[Addition]:
    """One addition for each way the total is split. A single part is only compared when it exceeds its total."""
    kinds: dict[tuple[str, ...], list[Part]] = defaultdict(list)
    for part in parts:
        if part.unit == total.unit:
            kinds[_kind(part, total)].append(part)
    found = [_add(kind, total, members) for kind, members in sorted(kinds.items())]
    return [addition for addition in found if addition.count > 1 or addition.difference < 0]


def _kind(part: Part, total: Part) -> tuple[str, ...]:
    own = {item.partition("=")[0] for item in part.breakdown.split(";") if item}
    return tuple(sorted(own - {item.partition("=")[0] for item in total.breakdown.split(";") if item}))


def _add(kind: tuple[str, ...], total: Part, parts: list[Part]) -> Addition:
    stated = sum((part.value for part in parts), Decimal(0))
    spans = [span_of(part) for part in (*parts, total)]
    agrees = None if None in spans else _agrees([span for span in spans if span], _both_sexes(kind, parts))
    return Addition(kind, len(parts), stated, total.value - stated, agrees)


def _both_sexes(kind: tuple[str, ...], parts: list[Part]) -> bool:
    return kind == ("sex",) and len(parts) == len({part.breakdown for part in parts}) > 1


def _agrees(spans: list[Span], whole: bool) -> bool | None:
    *parts, total = spans
    low = sum((span.low for span in parts), Decimal(0))
    high = (
        None
        if any(span.high is None for span in parts)
        else sum((span.high or Decimal(0) for span in parts), Decimal(0))
    )
    above = total.high is None or low <= total.high
    if not above:
        return False
    if high is None or high >= total.low:
        return True
    return False if whole else None


def span_of(part: Part) -> Span | None:
    """What a figure can mean; None for "about" and "nearly", which set no bound."""
    if part.suppressed or part.qualifier == Qualifier.LESS_THAN:
        return Span(Decimal(0), part.value)
    if part.qualifier in (Qualifier.MORE_THAN, Qualifier.AT_LEAST):
        return Span(part.value, None)
    if part.qualifier == Qualifier.AT_MOST:
        return Span(Decimal(0), part.value)
    if part.qualifier in (Qualifier.ABOUT, Qualifier.NEARLY):
        return None
    return Span(part.value, part.high if part.high is not None else part.value)
