"""Adding what records state, only along the directions in which the measure adds (standards/measures.yaml).

First over time, for each place and contributor; then over contributors, for each place; then over places. What does
not add stays apart, and is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from palermo.ground.standards.api import Measure

_UP = {"more_than", "at_least"}
_DOWN = {"less_than", "at_most"}
NONE_KNOWN = "none_known"


@dataclass(frozen=True, slots=True)
class Part:
    """One stated value, or several added. ``subject``: a place, empty when several were added or none was said;
    ``contributor``: who counted, or the record itself. ``records`` are the codes of the records in it."""

    subject: str
    contributor: str
    period: str
    first: date | None
    last: date | None
    unit: str
    breakdown: str
    scope: str
    value: Decimal
    high: Decimal | None
    qualifier: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotAdded:
    """Why parts were left apart, or out. ``direction``: ``time``, ``places``, ``contributors`` (the measure does not
    add that way: they stand side by side), ``overlap`` (one contributor's periods overlap: the longer counts) or
    ``stock`` (only the latest counts). ``records`` are the codes of the records left out or apart."""

    direction: str
    records: tuple[str, ...]


def add_up(parts: Sequence[Part], measure: Measure) -> tuple[tuple[Part, ...], tuple[NotAdded, ...]]:
    """The sums, by unit, breakdown, scope, place and period, and what was not added."""
    adding = _Adding(measure)
    lines: list[Part] = []
    for same in _grouped(parts, lambda part: (part.unit, part.breakdown, part.scope)):
        lines += adding.sum_of(same)
    return tuple(lines), adding.not_added()


def combined_qualifier(qualifiers: Iterable[str]) -> str:
    """What a sum is: exact parts change nothing; parts that may be larger make it larger, those that may be smaller
    smaller; opposite ones, and anything about, make it about. None known is not zero: the sum is at least the rest."""
    found = {"at_least" if each == NONE_KNOWN else each for each in qualifiers} - {"exact", ""}
    if not found:
        return "exact"
    if len(found) == 1:
        return found.pop()
    if found <= _UP:
        return "more_than"
    return "less_than" if found <= _DOWN else "about"


class _Adding:
    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._left: dict[str, list[str]] = defaultdict(list)

    def not_added(self) -> tuple[NotAdded, ...]:
        return tuple(NotAdded(way, tuple(dict.fromkeys(codes))) for way, codes in self._left.items())

    def sum_of(self, parts: Sequence[Part]) -> list[Part]:
        by_time = [
            line
            for same in _grouped(parts, lambda part: (part.subject, part.contributor))
            for line in self._over_time(same)
        ]
        measure = self._measure
        by_contributor = self._along(by_time, "contributors", measure.over_contributors, lambda part: part.subject)
        return self._along(by_contributor, "places", measure.over_places, lambda _: "")

    def _over_time(self, parts: Sequence[Part]) -> list[Part]:
        if len(parts) == 1:
            return list(parts)
        if self._measure.over_time == "sum":
            return [_sum(self._apart_in_time(parts))]
        if self._measure.over_time == "last":
            latest = max(parts, key=lambda part: (part.last or date.min, part.first or date.min))
            self._leave("stock", [part for part in parts if part is not latest])
            return [latest]
        self._leave("time", parts)
        return list(parts)

    def _apart_in_time(self, parts: Sequence[Part]) -> list[Part]:
        """Parts whose periods share no day; of two that do, the longer."""
        kept: list[Part] = []
        for part in sorted(parts, key=_longest_first):
            if any(_overlap(part, other) for other in kept):
                self._leave("overlap", [part])
            else:
                kept.append(part)
        return kept

    def _along(self, parts: Sequence[Part], way: str, adds: str, key: Callable[[Part], str]) -> list[Part]:
        """Add over contributors or places. Values that do not add over time are added only within one period."""
        by_period = self._measure.over_time == "none"
        lines: list[Part] = []
        for same in _grouped(parts, lambda part: (key(part), part.period if by_period else "")):
            if len(same) > 1 and adds != "sum":
                self._leave(way, same)
                lines += same
            else:
                lines.append(_sum(same))
        return lines

    def _leave(self, way: str, parts: Iterable[Part]) -> None:
        self._left[way] += [code for part in parts for code in part.records]


def _grouped(parts: Iterable[Part], key: Callable[[Part], Any]) -> list[list[Part]]:
    found: dict[Any, list[Part]] = defaultdict(list)
    for part in parts:
        found[key(part)].append(part)
    return list(found.values())


def _sum(parts: Sequence[Part]) -> Part:
    if len(parts) == 1:
        return parts[0]
    first, last = _hull(parts)
    subjects, contributors = {part.subject for part in parts}, {part.contributor for part in parts}
    ranged = any(part.high is not None for part in parts)
    return replace(
        parts[0],
        subject=subjects.pop() if len(subjects) == 1 else "",
        contributor=contributors.pop() if len(contributors) == 1 else "",
        period=_spelled(parts, first, last),
        first=first,
        last=last,
        value=sum((part.value for part in parts), Decimal(0)),
        high=sum((part.value if part.high is None else part.high for part in parts), Decimal(0)) if ranged else None,
        qualifier=combined_qualifier(part.qualifier for part in parts),
        records=tuple(dict.fromkeys(code for part in parts for code in part.records)),
    )


def _hull(parts: Sequence[Part]) -> tuple[date | None, date | None]:
    """From the first day of any to the last day of any; None where one is open or unknown."""
    firsts, lasts = [part.first for part in parts], [part.last for part in parts]
    first = None if None in firsts else min(day for day in firsts if day)
    last = None if None in lasts else max(day for day in lasts if day)
    return first, last


def _spelled(parts: Sequence[Part], first: date | None, last: date | None) -> str:
    periods = {part.period for part in parts}
    if len(periods) == 1:
        return periods.pop()
    if first is None and last is None:
        return ""
    return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"


def _longest_first(part: Part) -> tuple[int, date]:
    days = (part.last - part.first).days if part.first and part.last else 10**6
    return -days, part.first or date.min


def _overlap(one: Part, other: Part) -> bool:
    starts = one.first is None or other.last is None or one.first <= other.last
    return starts and (other.first is None or one.last is None or other.first <= one.last)
