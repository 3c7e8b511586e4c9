"""Numbers written in digits, as the six languages group and point them.

Sources: CLDR number formats; United Nations Editorial Manual (spaces group thousands in French and Russian,
points or spaces in Spanish, commas in English and Chinese; Arabic-Indic digits group with U+066C).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from palermo_engines.kit.languages import Language

SPACES = " \u00a0\u2009\u202f"
DIGIT_RUN = rf"\d(?:\d|[.,\u066b\u066c\uff0c'’](?=\d)|[{SPACES}](?=\d\d\d(?!\d)))*"
_GROUPED_BY_SPACE = re.compile(rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?![{SPACES}]?\d)")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,.]\d{3})+")
_POINT_THOUSANDS: frozenset[Language] = frozenset({"es", "fr", "ru"})
_COMMA_DECIMALS: frozenset[Language] = frozenset({"es", "fr", "ru", "ar"})


class Digits(NamedTuple):
    """``other`` is the second reading of an ambiguous print: "2.692" is 2.692 or, of things one counts, 2692."""

    value: Decimal
    other: Decimal | None = None


def read_digits(printed: str, language: Language) -> Digits | None:
    """The value of a run of digits and separators, or None when it is no number (1.2.3, 2005,2006)."""
    if printed.isascii() and printed.isdecimal():
        return Digits(Decimal(printed))
    plain = "".join(str(int(char)) if char.isdecimal() else char for char in printed)
    plain = plain.replace("\u066c", ",").replace("\u066b", ".").replace("\uff0c", ",")
    plain = plain.replace("'", ",").replace("’", ",")
    if "\u066b" in printed or "\u066c" in printed:
        return Digits(Decimal(plain.replace(",", ""))) if plain.count(".") < 2 else None
    if any(space in plain for space in SPACES):
        head = re.split(r"[.,]", plain, maxsplit=1)[0]
        if not _GROUPED_BY_SPACE.fullmatch(head):
            return None
        plain = "".join(char for char in plain if char not in SPACES)
    return _without_spaces(plain, language)


def _without_spaces(plain: str, language: Language) -> Digits | None:
    commas, points = plain.count(","), plain.count(".")
    if not commas and not points:
        return Digits(Decimal(plain))
    if commas and points:
        return _both(plain)
    if commas + points > 1:
        return Digits(Decimal(re.sub("[,.]", "", plain))) if _THOUSANDS.fullmatch(plain) else None
    return _one_separator(plain, "," if commas else ".", language)


def _both(plain: str) -> Digits | None:
    """The last of the two separators is the decimal one: 1,234.5 and 1.234,5."""
    last = max(plain.rfind(","), plain.rfind("."))
    whole, fraction = plain[:last], plain[last + 1 :]
    if not _THOUSANDS.fullmatch(whole) or plain[last] in whole:
        return None
    return Digits(Decimal(re.sub("[,.]", "", whole) + "." + fraction))


def _one_separator(plain: str, separator: str, language: Language) -> Digits | None:
    decimal = Decimal(plain.replace(",", "."))
    if not _THOUSANDS.fullmatch(plain) or plain.startswith("0"):
        readable = separator == "." or language in _COMMA_DECIMALS
        return Digits(decimal) if readable else None
    whole = Decimal(plain.replace(separator, ""))
    groups = language in ("en", "zh", "ar") if separator == "," else language in _POINT_THOUSANDS
    return Digits(whole) if groups else Digits(decimal, whole)
