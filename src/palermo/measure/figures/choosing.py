"""What a reader chose on a measure's page: place, year and breakdown from the address, never beyond what there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.measure.figures.queries import Choices
from palermo.measure.wording import breakdown_words, places_in_order


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choice, and what else could be chosen: (value, words) pairs, places alphabetical in the reader's language."""

    country: str
    year: int | None
    breakdown: str | None
    places: list[tuple[str, str]]
    years: tuple[int, ...]
    breakdowns: list[tuple[str, str]]

    @property
    def total_or_breakdown(self) -> str:
        return self.breakdown or ""

    @property
    def file_suffix(self) -> str:
        """What distinguishes the download of this choice, fit for a file name."""
        parts = (self.country, str(self.year or ""), self.breakdown or "")
        joined = "-".join(part for part in parts if part)
        return "".join(char if char.isalnum() or char == "_" else "-" for char in f"-{joined}") if joined else ""


def read_choice(query: Mapping[str, str], choices: Choices, *, for_download: bool = False) -> Chosen:
    """Values that do not exist fall back: to no country, the best covered year, the totals.

    A download without ``year`` or ``breakdown`` in its address has all of them.
    """
    country = query.get("country", "")
    year = query.get("year", "")
    asked = query.get("breakdown")
    known = asked if asked in choices.breakdowns else None
    usual_year = None if for_download else choices.best_year
    return Chosen(
        country=country if country in choices.places else "",
        year=int(year) if year.isascii() and year.isdigit() and int(year) in choices.years else usual_year,
        breakdown=known if known is not None or for_download else "",
        places=places_in_order(set(choices.places)),
        years=choices.years,
        breakdowns=[(text, breakdown_words(text)) for text in choices.breakdowns],
    )
