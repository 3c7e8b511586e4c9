"""What extraction finds. Every fact keeps the exact words and where they stand.

The field names are those of the line format that ``palermo extract`` prints; ``lines.py`` spells them as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from palermo_engines.kit.quantities import Qualifier


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands: a paragraph or a footnote (the other is None) and the characters of its text."""

    paragraph: str | None
    footnote: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A State, territory, organisation or region named in the text.

    ``code`` is ISO 3166-1 alpha-3, or the code of ``standards/organisations.yaml`` or ``standards/regions.yaml``;
    ``kind`` is ``country``, ``organisation`` or ``region``; ``text`` is as printed, misprints included.
    """

    place: Place
    code: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date or interval printed in the text, ISO 8601 as precise as printed."""

    place: Place
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number the text states. ``value`` (and ``high`` for a range) is in ``unit``; shares are in percent.

    ``measure`` is an id of ``standards/measures.yaml`` or None. ``countries`` are ISO 3166-1 alpha-3 codes of what the
    figure is about. ``period`` and ``as_of`` are ISO 8601 dates or intervals. ``part_of`` is the ``id`` of the total.
    ``id`` is unique in the document and stable while the words around it are unchanged.
    """

    place: Place
    id: str
    value: Decimal
    snippet: str
    high: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    unit: str | None = None
    measure: str | None = None
    countries: tuple[str, ...] = ()
    period: str | None = None
    as_of: str | None = None
    breakdown: Mapping[str, str] = field(default_factory=dict)
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class TreatyAction:
    """A State's action on an instrument. ``instrument`` and ``kind`` are codes of ``standards/treaties.yaml``."""

    place: Place
    instrument: str
    kind: str
    country: str
    date: str | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What "several States reported". ``quantifier`` is as printed; ``countries`` are the States that support it,
    from the footnote on its mark or from the list in its own words."""

    place: Place
    theme: str | None
    quantifier: str | None
    countries: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Directive:
    """One verb of an operative paragraph: as printed, as a code of ``standards/directive_verbs.yaml``, to whom."""

    place: Place
    verb: str
    verb_code: str
    addressees: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a careful reader would stop at. ``code`` is stable; ``message`` is English."""

    place: Place
    code: str
    message: str
    detail: Mapping[str, str] = field(default_factory=dict)


Fact = Mention | FoundDate | Figure | TreatyAction | Statement | Directive | Warning
