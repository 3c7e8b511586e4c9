"""Records in time: a month as weeks of days, years as a line, and a calendar file (RFC 5545)."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from babel.dates import format_skeleton
from icalendar import Calendar, Event

from palermo.commons.wording.languages import active_language, locale_of


@dataclass(frozen=True, slots=True)
class Happening:
    """Something with days, both included. ``kind`` is ``record``, ``due`` or ``reminder``."""

    uid: str
    title: str
    first: date
    last: date
    address: str = ""
    kind: str = "record"
    about: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A square of the month. ``inside``: whether it belongs to the month shown."""

    on: date
    inside: bool
    today: bool
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """``weekdays`` and ``title`` are in the reader's language; ``before`` and ``after`` are ``YYYY-MM``."""

    title: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Day, ...], ...]
    before: str
    after: str


def month_of(year: int, month: int, happenings: Sequence[Happening], today: date) -> Month:
    """The month's weeks, from the weekday on which the reader's weeks begin (CLDR)."""
    locale = locale_of(active_language())
    begins = locale.first_week_day
    weeks = calendar.Calendar(begins).monthdatescalendar(year, month)
    names = locale.days["format"]["abbreviated"]
    return Month(
        title=format_skeleton("yMMMM", date(year, month, 1), locale=locale),
        weekdays=tuple(names[(begins + offset) % 7] for offset in range(7)),
        weeks=tuple(tuple(_day(on, month, happenings, today) for on in week) for week in weeks),
        before=_month(date(year, month, 1) - timedelta(days=1)),
        after=_month(date(year, month, 28) + timedelta(days=4)),
    )


def _day(on: date, month: int, happenings: Sequence[Happening], today: date) -> Day:
    that_day = tuple(one for one in happenings if one.first <= on <= one.last)
    return Day(on, on.month == month, on == today, that_day)


def _month(on: date) -> str:
    return f"{on.year:04d}-{on.month:02d}"


def month_asked(text: str, today: date) -> tuple[int, int]:
    """``2031-04`` as year and month; the present month for anything else."""
    year, _dash, month = text.partition("-")
    if year.isascii() and year.isdigit() and month.isascii() and month.isdigit() and len(text) == 7:
        found = int(year), int(month)
        if 1 < found[0] < 9999 and 1 <= found[1] <= 12:
            return found
    return today.year, today.month


def calendar_file(name: str, happenings: Iterable[Happening], now: datetime) -> bytes:
    """An iCalendar file of whole-day events. ``now`` stamps them, so that readers see what is newer."""
    file = Calendar()
    file.add("prodid", "-//Palermo//registers//EN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", name)
    for one in happenings:
        file.add_component(_event(one, now))
    return bytes(file.to_ical())


def _event(one: Happening, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}-{one.kind}@palermo")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", one.title)
    event.add("dtstart", one.first)
    event.add("dtend", one.last + timedelta(days=1))  # the end of a whole-day event is not included
    if one.about:
        event.add("description", one.about)
    if one.address:
        event.add("url", one.address)
    return event
