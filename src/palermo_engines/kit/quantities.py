"""Quantities as reports state them: a value is never stripped of the word that qualifies it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Qualifier(StrEnum):
    """How a text qualifies a value (the codes of the extraction format).

    Rule 6 of the house: "about", "more than", "nearly" and "at least" stay with the value for ever.
    """

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    NEARLY = "nearly"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value or a range (``low`` to ``high``) in a unit, with its qualifier.

    ``high`` is None for a single value. Raises ValueError when the range is upside down.
    """

    low: Decimal
    high: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    unit: str = ""

    def __post_init__(self) -> None:
        if self.high is not None and self.high < self.low:
            raise ValueError(f"a range runs from low to high, not from {self.low} to {self.high}")
