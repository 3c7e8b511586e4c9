"""Dates and periods as precise as they were printed.

A date is an ISO 8601 string cut off where the text stops being precise: ``2014``, ``2014-11``, ``2014-11-07``.
An interval is two such dates with a slash, ``..`` standing for an open end (ISO 8601-2): ``2013-12-18/2016-04-01``.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """A closed interval of days; None at an end means it is open. ``first`` and ``last`` are inclusive."""

    first: date | None
    last: date | None

    def overlaps(self, other: Period) -> bool:
        """Whether the two share at least one day."""
        starts_in_time = self.first is None or other.last is None or self.first <= other.last
        ends_in_time = other.first is None or self.last is None or other.first <= self.last
        return starts_in_time and ends_in_time


def iso_date(year: int, month: int | None = None, day: int | None = None) -> str:
    """Spell a date as precisely as it is known; ValueError when no such day exists."""
    if month is None:
        return f"{year:04d}"
    if day is None:
        if not 1 <= month <= 12:
            raise ValueError(f"there is no month {month}")
        return f"{year:04d}-{month:02d}"
    return date(year, month, day).isoformat()


def days_of(text: str) -> Period:
    """The days an ISO date of any precision, or an interval, stands for. ValueError when malformed."""
    if "/" in text:
        start, _, end = text.partition("/")
        return Period(
            None if start in ("", "..") else days_of(start).first,
            None if end in ("", "..") else days_of(end).last,
        )
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"not an ISO 8601 date or interval: {text!r}")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    return Period(date(year, month, day), date(year, month, day))
