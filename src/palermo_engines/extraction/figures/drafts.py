"""A figure while it is being read: what stands where, before scope, measure and total are settled."""

from __future__ import annotations

from dataclasses import dataclass, field

from palermo_engines.extraction.figures.layout import Span
from palermo_engines.extraction.figures.printed import Number
from palermo_engines.extraction.figures.times import When
from palermo_engines.extraction.figures.units import PEOPLE_UNITS, UnitReading
from palermo_engines.kit.quantities import Qualifier

# What is counted where the sentences before took place, unlike the States and papers of a meeting held there.
HAPPENS_THERE = PEOPLE_UNITS | {"cases", "offences", "arrests", "workshops", "courses", "days", "units", "districts"}

# Counts that say something of a treaty, not of the States named beside them.
OF_TREATIES = frozenset({"protocol_parties", "convention_parties", "treaty_parties", "treaty_signatories"})


@dataclass(slots=True)
class Draft:
    """``stretch`` is the part of ``clause`` that is this number's own: from the number before to the number after."""

    number: Number
    reading: UnitReading
    clause: Span
    stretch: Span
    qualifier: Qualifier = Qualifier.EXACT
    unit: str | None = None
    measure: str | None = None
    breakdown: dict[str, str] = field(default_factory=dict)
    when: When = field(default_factory=When)
    countries: tuple[str, ...] = ()
    total: int | None = None
    bracketed: bool = False

    @property
    def counts_people(self) -> bool:
        return self.unit in PEOPLE_UNITS

    @property
    def end(self) -> int:
        """Where the words of its unit end."""
        return max(self.reading.ends)
