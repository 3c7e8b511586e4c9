"""Units in words, in the right grammatical number."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import ngettext

Plural = Callable[[int], str]

_UNITS: dict[str, Plural] = {
    "persons": lambda n: ngettext("person", "persons", n),
    "cases": lambda n: ngettext("case", "cases", n),
    "victims": lambda n: ngettext("victim", "victims", n),
    "years": lambda n: ngettext("year", "years", n),
    "months": lambda n: ngettext("month", "months", n),
    "days": lambda n: ngettext("day", "days", n),
    "hours": lambda n: ngettext("hour", "hours", n),
    "states": lambda n: ngettext("State", "States", n),
    "countries": lambda n: ngettext("country", "countries", n),
}


def unit_text(unit: str, amount: Decimal) -> str:
    """The word for ``amount`` of ``unit``. A unit without a translation is shown as it is coded, in plain letters."""
    count = abs(int(amount)) if amount == amount.to_integral_value() else 2  # a fraction takes the plural
    plural = _UNITS.get(unit)
    return plural(count) if plural else unit.replace("_", " ")
