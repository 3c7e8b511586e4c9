"""A number as it is printed in a text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from palermo_engines.kit.quantities import Qualifier

Form = Literal["digits", "words", "share"]
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed at ``start``..``end``. A share is in percent. ``other`` is a second reading (digits.py)."""

    start: int
    end: int
    value: Decimal
    form: Form
    high: Decimal | None = None
    other: Decimal | None = None
    qualifier: Qualifier | None = None
    factor: Decimal = Decimal(1)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """A share in percent, to two places."""
    return (part * 100 / whole).quantize(_HUNDREDTH).normalize() + 0


def plain(value: Decimal) -> Decimal:
    """Without trailing zeros after the point, and never in exponent form."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()
