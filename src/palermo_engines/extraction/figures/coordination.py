"""What coordinated numbers share: "3 regional and 12 national workshops", "A and B gave $5 and $7 respectively"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from palermo_engines.extraction.figures.drafts import Draft
from palermo_engines.extraction.figures.layout import Layout
from palermo_engines.extraction.figures.lexicon import Lexicon
from palermo_engines.extraction.figures.printed import Number
from palermo_engines.extraction.figures.qualifiers import TIME_UNITS
from palermo_engines.extraction.figures.units import UnitReading

Reading = tuple[Number, UnitReading | None]
_LINK = re.compile(
    r"(?:\s[\w-]+){0,2}\s(?:and|or|et|ou|y|o|и|или)\s(?:(?:about|nearly|over)\s)?|\s(?:to|à|a|до|إلى)\s|\sof\s(?:the\s|a\stotal\sof\s)?"
)


def share_units(text: str, readings: Sequence[Reading]) -> list[tuple[Number, UnitReading]]:
    """A number whose noun is said once, after the number it is joined to, takes that noun; others without go."""
    shared: list[tuple[Number, UnitReading]] = []
    following: tuple[Number, UnitReading] | None = None
    for number, reading in reversed(readings):
        if reading is None and following is not None and _joined(text, number, following):
            reading = replace(following[1], ends=(number.end,), noun=following[1].noun)
        if reading is not None:
            following = (number, reading)
            shared.append(following)
    return shared[::-1]


def _joined(text: str, number: Number, following: tuple[Number, UnitReading]) -> bool:
    unit = following[1]
    named = unit.noun is not None or unit.unit in TIME_UNITS
    countable = named and unit.unit not in (None, "percent") and not unit.currency
    return countable and _LINK.fullmatch(text[number.end : following[0].start]) is not None


def distribute_countries(drafts: Sequence[Draft], layout: Layout, lexicon: Lexicon) -> None:
    """ "Respectively" hands each of the States to one of as many figures, in order."""
    respectively = lexicon.pattern(r"(?:{})", "scope", "respectively")
    for index, draft in enumerate(drafts):
        size = len(draft.countries)
        group = drafts[index : index + size]
        if size < 2 or len(group) < size or any(other.countries != draft.countries for other in group):
            continue
        first, last = layout.sentence(draft.number.start)
        inside = sum(first <= other.number.start < last and other.countries == draft.countries for other in drafts)
        if inside == size and respectively.search(layout.text, first, last):
            for code, other in zip(draft.countries, group, strict=True):
                other.countries = (code,)
