"""Numbers in the reader's language. Digits are European in all six, Arabic included: they then read the same in a
page, in its downloads and in the document that is cited."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_currency, format_decimal, format_percent, is_currency

from palermo.commons.wording.languages import active_language, direction, locale_of
from palermo_engines.kit.languages import Language

Number = int | Decimal


def plain(value: Number) -> Decimal:
    """The value without trailing zeros of storage: ``1400.0000`` is 1400, ``12.50`` is 12.5."""
    trimmed = Decimal(value).normalize()
    return trimmed.quantize(Decimal(1)) if trimmed == trimmed.to_integral_value() else trimmed


def number(value: Number, language: Language | None = None) -> str:
    """Grouped and with the decimals it has, never rounded: ``1,400``, ``1 400`` (fr), ``12,5`` (ru)."""
    locale = locale_of(language or active_language())
    return format_decimal(plain(value), locale=locale, decimal_quantization=False)


def percentage(value: Number, language: Language | None = None) -> str:
    """A share given in percent (33.3 means 33.3 %)."""
    locale = locale_of(language or active_language())
    return format_percent(plain(value) / 100, locale=locale, decimal_quantization=False)


def money(value: Number, currency: str, language: Language | None = None) -> str:
    """An amount with the currency's name in the reader's language: ``2,300,000 US dollars``, ``2,300,000美元``."""
    locale = locale_of(language or active_language())
    return format_currency(
        plain(value), currency, format_type="name", locale=locale, currency_digits=False, decimal_quantization=False
    )


def is_money(unit: str) -> bool:
    """Whether a unit is an ISO 4217 code that CLDR can name."""
    return len(unit) == 3 and unit.isupper() and is_currency(unit)


def below(bound: Number, language: Language | None = None) -> str:
    """``<5``. Isolated where text runs from right to left: there the sign would be mirrored, and say the opposite."""
    words = f"<{number(bound, language)}"
    return f"\u2066{words}\u2069" if direction(language or active_language()) == "rtl" else words
