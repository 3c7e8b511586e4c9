"""What a number counts: the noun, classifier, currency or sign that stands with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from palermo_engines.extraction.figures.layout import Layout
from palermo_engines.extraction.figures.lexicon import NO_UNIT, Lexicon, alternatives
from palermo_engines.extraction.figures.printed import Number

PEOPLE_UNITS = frozenset({"people", "victims", "survivors", "suspects", "offenders"})
UNCOUNTABLE = frozenset(
    {
        "percent",
        "percentage_points",
        "kilometres",
        "kilograms",
        "tons",
        "hectares",
        "years",
        "square_kilometres",
        "square_metres",
        "hours",
        "months",
    }
)
_NEAR = 5


@dataclass(frozen=True, slots=True)
class UnitReading:
    """``ends`` are the ends of the number, its classifier and its noun, for words that qualify from behind.

    ``currency`` tells money from other units; ``classifier`` is the Chinese measure word; ``generic`` that the unit
    comes from the classifier or from nothing, not from a noun, so that a part may take its total's unit instead.
    """

    unit: str | None
    ends: tuple[int, ...]
    currency: bool = False
    classifier: str | None = None
    generic: bool = False
    noun: tuple[int, int] | None = None


def read_unit(layout: Layout, number: Number, limit: int, lexicon: Lexicon) -> UnitReading | None:
    """The unit of a number whose words end at ``limit`` (the next number or the clause's end); None when it has
    none and so states nothing."""
    if number.form == "share":
        return UnitReading("percent", (number.end,))
    text = layout.text
    reading = _sign(text, number, lexicon) or _money_before(text, number) or _direct(text, number, lexicon)
    if reading is not None:
        return reading
    if lexicon.chinese:
        from palermo_engines.extraction.figures.units_chinese import read_classified

        return read_classified(layout, number, limit, lexicon)
    from palermo_engines.extraction.figures.units_alphabetic import read_noun

    return read_noun(layout, number, limit, lexicon)


def is_countable(unit: str | None, currency: bool) -> bool:
    """Whether a figure in this unit is a whole number."""
    return not currency and unit is not None and unit not in UNCOUNTABLE


def settle_reading(number: Number, reading: UnitReading) -> Number:
    """ "2.692 people" is 2692: of two readings of a print, take the whole number where only that makes sense."""
    if number.other is not None and is_countable(reading.unit, reading.currency):
        return replace(number, value=number.other, other=None)
    return number


def _sign(text: str, number: Number, lexicon: Lexicon) -> UnitReading | None:
    match = lexicon.pattern(r"[\s-]*(?:{})", "percentage_points").match(text, number.end)
    if match:
        return UnitReading("percentage_points", (number.end, match.end()))
    match = lexicon.pattern(r"[\s-]*(?:{})", "percent").match(text, number.end)
    return UnitReading("percent", (number.end, match.end())) if match else None


_SIGNS = {
    "US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "CNY", "₹": "INR", "₽": "RUB", "₦": "NGN",
    "₱": "PHP", "₩": "KRW", "฿": "THB", "₫": "VND", "₴": "UAH", "₺": "TRY", "₪": "ILS", "Can$": "CAD", "$A": "AUD",
    "R$": "BRL", "N$": "NAD", "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "J$": "JMD",
    "TT$": "TTD", "SKr": "SEK", "NKr": "NOK", "DKr": "DKK", "SwF": "CHF", "SFr": "CHF", "R": "ZAR",
}  # fmt: skip
_BEFORE = re.compile(
    r"(US\$|Can\$|\b(?:NZ|HK|TT|[RNACSJ])\$|\$A|[$€£¥￥₹₽₦₱₩฿₫₴₺₪]|\b(?:R|SKr|NKr|DKr|SwF|SFr|USD|EUR|GBP|CHF|JPY|CNY|CAD|AUD|NZD|SEK|NOK|DKK|INR|RUB|KRW|ZAR|BRL|MXN)\b)"
    r"\s*$"
)


def _money_before(text: str, number: Number) -> UnitReading | None:
    match = _BEFORE.search(text[max(0, number.start - 6) : number.start])
    if match is None:
        return None
    return UnitReading(_SIGNS.get(match[1], match[1]), (number.end,), currency=True)


def _direct(text: str, number: Number, lexicon: Lexicon) -> UnitReading | None:
    """Currencies and the units of time and measure that stand right behind the number."""
    match = _direct_pattern(lexicon).match(text, number.end)
    if match is None:
        return None
    word = re.sub(r"[\s-]+", " ", match["word"]).lower()
    currencies = lexicon.inverted("currencies")
    ends = (number.end, match.end())
    if word in currencies:
        return UnitReading(None if currencies[word] == "?" else currencies[word], ends, currency=True)
    return UnitReading(lexicon.inverted("direct_units")[word], ends)


def _direct_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    def source() -> str:
        words = alternatives([*lexicon.inverted("currencies"), *lexicon.inverted("direct_units")])
        between = r"\s?[多余]?\s?" if lexicon.chinese else r"(?:[\s-]+(?:d'|d’|de\s|of\s)?\s*)"
        boundary = "" if lexicon.chinese else r"(?!\w)"
        return rf"{between}(?P<word>{words}){boundary}"

    return lexicon.compiled("direct unit", source)


__all__ = ["NO_UNIT", "PEOPLE_UNITS", "UnitReading", "is_countable", "read_unit", "settle_reading"]
