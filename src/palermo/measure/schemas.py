"""The shapes of this wing's API."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Schema


class CitationOut(Schema):
    """Where a record stands: the source, the place in it, its exact words, and the page that opens there."""

    source: UUID
    kind: str
    key: str
    title: str
    locator: str
    snippet: str
    language: str
    address: str


class FigureOut(Schema):
    """A number with everything that makes it true. ``value`` of a suppressed figure is the bound it lies under.

    ``subject`` is an ISO 3166-1 alpha-3 code, a region or organisation code, ``area:...`` for a printed area without
    one, or empty. ``period`` and ``as_of`` are ISO 8601; ``breakdown`` maps keys such as sex and age to codes.
    """

    uuid: UUID
    measure: str
    subject: str
    place: str
    value: Decimal
    high: Decimal | None
    qualifier: str
    suppressed: bool
    unit: str
    period: str
    as_of: str
    breakdown: dict[str, str]
    scope: str
    origin: str
    status: str
    part_of: UUID | None
    address: str
    citation: CitationOut


class FiguresOut(Schema):
    """One page of figures, by measure, place and time; never by value."""

    count: int
    page: int
    pages: int
    items: list[FigureOut]


class MeasureOut(Schema):
    """What is counted and how values combine; ``figures`` is how many the asker can see."""

    id: str
    labels: dict[str, str]
    unit: str
    over_time: str
    over_places: str
    over_contributors: str
    counted_twice: bool
    figures: int


class TreatyOut(Schema):
    """An instrument of the register; ``known_until`` is the latest day its rows speak of."""

    code: str
    names: dict[str, str]
    known_until: str


class PartiesOut(Schema):
    """The parties on a day. ``low`` and ``high`` differ where a day is not known exactly; ``possible`` are those."""

    instrument: str
    on: datetime.date
    known_until: str
    low: int
    high: int
    certain: list[str]
    possible: list[str]


class TreatyActionOut(Schema):
    """What a State did. ``date`` as precise as known; ``first`` and ``last`` bound the day."""

    uuid: UUID
    instrument: str
    kind: str
    country: str
    participant: str
    date: str
    first: datetime.date | None
    last: datetime.date | None
    citation: CitationOut


class CountryOut(Schema):
    """An area of the list of countries, in the alphabetical order of the language asked for."""

    iso3: str
    iso2: str | None
    m49: str | None
    status: str
    name: str


class ConflictOut(Schema):
    """One thing stated with different values, side by side."""

    measure: str
    subject: str
    period: str
    as_of: str
    scope: str
    breakdown: dict[str, str]
    figures: list[FigureOut]


class ConflictsOut(Schema):
    """One page of conflicts, by place, measure and time."""

    count: int
    page: int
    pages: int
    items: list[ConflictOut]


class ImportedOut(Schema):
    """``changed`` is false when these very bytes had been imported before. ``report`` has the counts."""

    dataset: UUID
    changed: bool
    report: dict[str, Any]
