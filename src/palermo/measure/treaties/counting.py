"""How many parties an instrument had on a day: plain arithmetic on dates that may be uncertain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from palermo_engines.kit.periods import Period


@dataclass(frozen=True, slots=True)
class Consent:
    """A participant, and the days on which it can have become a party."""

    country: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class PartyCount:
    """``certain`` participants were parties whatever their exact day was; ``possible`` ones may have been.

    ``low`` and ``high`` bound the number of parties; they differ only where a day is not known exactly.
    """

    day: Period
    certain: frozenset[str]
    possible: frozenset[str]

    @property
    def low(self) -> int:
        return len(self.certain)

    @property
    def high(self) -> int:
        return len(self.certain) + len(self.possible)

    @property
    def exact(self) -> bool:
        return not self.possible

    def agrees_with(self, stated: int) -> bool:
        """Whether a count printed elsewhere for these days can be true."""
        return self.low <= stated <= self.high


def count_parties(consents: Iterable[Consent], day: date | Period) -> PartyCount:
    """The parties on ``day``; for a period (a month, a year), on some day of it.

    A State is a party from the day of its deposit on. The instruments' own rule that they enter into force for it
    thirty days later (article 17 of the Trafficking Protocol) is not applied: reports count deposits.
    """
    period = day if isinstance(day, Period) else Period(day, day)
    certain: set[str] = set()
    possible: set[str] = set()
    for consent in consents:
        if period.first is not None and consent.last <= period.first:
            certain.add(consent.country)
        elif period.last is None or consent.first <= period.last:
            possible.add(consent.country)
    return PartyCount(period, frozenset(certain), frozenset(possible - certain))


@dataclass(frozen=True, slots=True)
class Step:
    """From ``day`` on there were between ``low`` and ``high`` parties."""

    day: date
    low: int
    high: int


def steps(consents: Iterable[Consent]) -> list[Step]:
    """The count over time, a step at every day on which a bound changes, in order of time."""
    rises: dict[date, list[int]] = {}
    for consent in consents:
        rises.setdefault(consent.last, [0, 0])[0] += 1
        rises.setdefault(consent.first, [0, 0])[1] += 1
    low = high = 0
    found = []
    for day in sorted(rises):
        low, high = low + rises[day][0], high + rises[day][1]
        found.append(Step(day, low, high))
    return found
