"""Dates of birth as agencies know them: a day, a month, a year, or an age in some year."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from palermo_engines.kit.errors import InputError

_OLDEST, _EARLIEST, _LATEST = 120, 1890, 2100
_AGE = re.compile(r"\d{1,3}$")
_FROM_YEAR = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ][\d:.]+)?$")
_TO_YEAR = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
_UNKNOWN = {"", "-", "?", "unknown", "n/a", "na", "none"}


class Birth(NamedTuple):
    """``year``, ``month``, ``day`` as far as they are written; ``low`` to ``high``: the years it can have been."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    low: int | None = None
    high: int | None = None


@lru_cache(maxsize=200_000)
def read_birth(text: str, seen_in: str = "", *, month_first: bool = False) -> Birth:
    """Read 1999-05-31, 31/05/1999 (05/31/1999 with ``month_first``), 1999-05, 1999, or an age in the year ``seen_in``.

    Unknown stays unknown. Raises InputError ``linkage.birth`` for anything else; an impossible day or month keeps the
    year, because it was miswritten, not unknown.
    """
    text = text.strip()
    if text.lower() in _UNKNOWN:
        return Birth()
    if _AGE.match(text):
        return _from_age(int(text), seen_in)
    if found := _FROM_YEAR.match(text):
        year, month, day = (int(part) if part else None for part in found.groups())
    elif found := _TO_YEAR.match(text):
        first, second, year = (int(part) for part in found.groups())
        day, month = (second, first) if month_first else (first, second)
    else:
        raise _wrong("a date of birth is written in no known way.")
    if year is None or not _EARLIEST <= year <= _LATEST:
        raise _wrong(f"the year of birth must lie between {_EARLIEST} and {_LATEST}.")
    return _possible(year, month, day)


def _from_age(age: int, seen_in: str) -> Birth:
    """An age alone needs the year in which it was written; without it nothing is known."""
    if age > _OLDEST:
        raise _wrong(f"an age above {_OLDEST}.")
    if not re.match(r"\d{4}", seen_in.strip()):
        return Birth()
    year = int(seen_in.strip()[:4])
    return Birth(low=year - age - 1, high=year - age)


def _possible(year: int, month: int | None, day: int | None) -> Birth:
    if month is not None and day is not None:
        try:
            date(year, month, day)
        except ValueError:
            month = day = None
    elif month is not None and not 1 <= month <= 12:
        month = None
    return Birth(year, month, day if month else None, year, year)


def _wrong(message: str) -> InputError:
    advice = "Use 1999-05-31, 31/05/1999, 1999-05, 1999, an age, or leave it empty."
    return InputError("linkage.birth", message, advice=advice)
