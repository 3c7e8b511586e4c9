"""Counts, numbers, amounts and shares as values: digits as text, and never without their qualifier."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from palermo_engines.kit.quantities import Qualifier
from palermo_engines.registers.days import interval
from palermo_engines.registers.model import Field
from palermo_engines.registers.shapes import MOST, mapping, said_in, wrong

QUALIFIERS = frozenset(Qualifier)
NONE_KNOWN = "none_known"
SEXES = ("women", "men", "not_disaggregated")
_DIGITS = "Write digits, with a point for decimals and nothing between thousands."
_NUMBER = re.compile(r"-?[0-9]{1,16}(?:\.[0-9]{1,6})?")
_PART = re.compile(r"[^=;\s]{1,60}=[^=;\s]{1,120}(?:;[^=;\s]{1,60}=[^=;\s]{1,120}){0,3}")


def people(field: Field, raw: Any) -> dict[str, Any] | None:
    """People, with the parts that are known. None known is not zero, and nothing said is neither."""
    known = ("total", *SEXES, "qualifier", "parts")
    parts = mapping(field, raw, known)
    counts = {name: _count(field, parts[name]) for name in ("total", *SEXES) if parts.get(name) not in (None, "")}
    split = _split(field, parts.get("parts"))
    qualifier = _qualifier(field, parts, none_known=True)
    if not counts and not split and qualifier != NONE_KNOWN:
        return None
    if qualifier == NONE_KNOWN and any((*counts.values(), *split.values())):
        raise wrong(field, "None known, but people are counted.")
    found: dict[str, Any] = {**counts, "qualifier": qualifier}
    return {**found, "parts": split} if split else found


def _split(field: Field, raw: Any) -> dict[str, int]:
    if raw in (None, {}, ""):
        return {}
    if not isinstance(raw, dict) or len(raw) > MOST:
        raise wrong(field, "parts are counts by code, as in age=child.")
    if not all(isinstance(key, str) and _PART.fullmatch(key) and key.isprintable() for key in raw):
        raise wrong(field, "A part is named by its code, as in age=child.")
    lists = field.options.get("breakdown_choices") or {}
    if lists and not all(_is_listed(lists, piece) for key in raw for piece in key.split(";")):
        raise wrong(field, "There is a part that does not belong here.", f"Breakdowns are {', '.join(lists)}.")
    return {key: _count(field, raw[key]) for key in sorted(raw)}


def _is_listed(lists: Mapping[str, Any], piece: str) -> bool:
    """Whether ``age=child`` is a code of the breakdown; parts by sex have names of their own."""
    name, _equals, code = piece.partition("=")
    return name == "sex" or any(choice.code == code for choice in lists.get(name, ()))


def _count(field: Field, raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw < 10**12:
        raise wrong(field, "A count of people is a whole number, written in digits only.")
    return raw


def _qualifier(field: Field, parts: Mapping[str, Any], *, none_known: bool = False) -> str:
    said = parts.get("qualifier") or Qualifier.EXACT.value
    if said not in QUALIFIERS and not (none_known and said == NONE_KNOWN):
        raise wrong(field, f"The qualifier is one of {', '.join(Qualifier)}.")
    return str(said)


def decimal(field: Field, raw: Any) -> str | None:
    """A number as text, without needless zeros; JSON numbers are taken too, except fractions that lost digits."""
    if raw in (None, ""):
        return None
    text = str(raw) if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool) else raw
    if not isinstance(text, str) or not _NUMBER.fullmatch(text.strip()):
        raise wrong(
            field, "This is no number.", "Write digits, with a point for decimals and nothing between thousands."
        )
    number = Decimal(text.strip()) + 0  # minus zero is zero
    return format(number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize(), "f")


def number(field: Field, raw: Any) -> dict[str, Any] | None:
    """A number or a range. A unit may be sent along, but it must be the one of the field."""
    parts = mapping(field, raw if isinstance(raw, dict) else {"value": raw}, ("value", "high", "qualifier", "unit"))
    unit = field.options.get("unit") or ""
    if (parts.get("unit") or unit) != unit:
        raise wrong(field, f"Numbers here are in {unit}." if unit else "Numbers here have no unit.")
    value, high = decimal(field, parts.get("value")), decimal(field, parts.get("high"))
    qualifier = _qualifier(field, parts, none_known=True)
    if value is None:
        if high is not None:
            raise wrong(field, "A range needs its lower value too.")
        return {"value": "0", "qualifier": NONE_KNOWN} if qualifier == NONE_KNOWN else None
    if qualifier == NONE_KNOWN and Decimal(value) != 0:
        raise wrong(field, "None known, but a number is given.")
    if high is not None and Decimal(high) < Decimal(value):
        raise wrong(field, "A range runs from the lower value to the higher one.")
    _within(field, value, high)
    found: dict[str, Any] = {"value": value, "qualifier": qualifier}
    return {**found, "high": high} if high is not None and high != value else found


def _within(field: Field, *numbers: str | None) -> None:
    for text in numbers:
        if text is None:
            continue
        number = Decimal(text)
        if field.options.get("whole") and number != number.to_integral_value():
            raise wrong(field, "This must be a whole number.")
        least, most = field.options.get("min"), field.options.get("max")
        if least is not None and number < Decimal(str(least)):
            raise wrong(field, f"This must be at least {least}.")
        if most is not None and number > Decimal(str(most)):
            raise wrong(field, f"This must be at most {most}.")


def money(field: Field, raw: Any) -> dict[str, Any] | None:
    """An amount in its currency."""
    parts = mapping(field, raw, ("amount", "currency", "qualifier", "on", "rate_source"))
    amount = decimal(field, parts.get("amount"))
    if amount is None:
        return None
    currency = parts.get("currency")
    allowed = field.options.get("currencies")
    if not isinstance(currency, str) or not re.fullmatch(r"[A-Z]{3}", currency):
        raise wrong(field, "An amount needs its currency, in the three letters of ISO 4217.")
    if allowed and currency not in allowed:
        raise wrong(field, f"Amounts here are in {', '.join(allowed)}.")
    found: dict[str, Any] = {"amount": amount, "currency": currency, "qualifier": _qualifier(field, parts)}
    on = parts.get("on")
    if on not in (None, ""):
        found["on"] = interval(field, on)
    source = said_in(field, parts, "rate_source", 300)
    return {**found, "rate_source": source} if source else found


def share(field: Field, raw: Any) -> dict[str, Any] | None:
    """A share in per cent, or in the words that a text uses."""
    parts = mapping(field, raw, ("value", "words", "qualifier"))
    value, words = decimal(field, parts.get("value")), said_in(field, parts, "words", 100)
    if value is not None and not 0 <= Decimal(value) <= 1000:
        raise wrong(field, "A share is given in per cent.")
    found: dict[str, Any] = {} if value is None else {"value": value}
    if words:
        found["words"] = words
    return {**found, "qualifier": _qualifier(field, parts)} if found else None
