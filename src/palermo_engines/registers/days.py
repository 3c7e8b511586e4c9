"""Dates and periods as values: ISO 8601, as precise as they are known."""

from __future__ import annotations

import re
from typing import Any

from palermo_engines.kit.periods import days_of
from palermo_engines.registers.model import Field
from palermo_engines.registers.shapes import mapping, wrong

_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def day(field: Field, raw: Any) -> str:
    """A date, at least as precise as the field asks."""
    text = raw.strip() if isinstance(raw, str) else ""
    if not _DAY.fullmatch(text) or not _is_day(text):
        raise wrong(field, "This is no date.", "Write 2014, 2014-11 or 2014-11-07.")
    wanted = {"day": 10, "month": 7}.get(str(field.options.get("precision", "year")), 4)
    if len(text) < wanted:
        raise wrong(field, f"The date must say the {field.options['precision']}.")
    return text


def _is_day(text: str) -> bool:
    try:
        days_of(text)
    except ValueError:
        return False
    return not text.startswith("0000")


def interval(field: Field, raw: Any) -> str:
    """A date or an interval; ``..`` for an open end; an interval of one date is that date."""
    text = raw.strip() if isinstance(raw, str) else ""
    first, slash, last = text.partition("/")
    ends = [end for end in ((first, last) if slash else (first,)) if end not in ("", "..")]
    if not ends or text.count("/") > 1 or not all(_DAY.fullmatch(end) and _is_day(end) for end in ends):
        raise wrong(field, "This is no date or period.", "Write 2014, 2014-11-07 or 2013-12-18/2016-04-01.")
    if not slash or (first == last):
        return first
    days = days_of(text)
    if days.first and days.last and days.last < days.first:
        raise wrong(field, "The period ends before it begins.")
    return f"{first or '..'}/{last or '..'}"


def planned_actual(field: Field, raw: Any) -> dict[str, str] | None:
    """What was planned and what happened: the one is never the other."""
    parts = mapping(field, raw, ("planned", "actual"))
    return {name: interval(field, parts[name]) for name in ("planned", "actual") if parts.get(name)} or None
