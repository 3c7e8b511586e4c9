"""What a passage's figures take from the rest of the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from palermo_engines.extraction.figures.layout import Layout
from palermo_engines.extraction.figures.lexicon import lexicon_for
from palermo_engines.extraction.figures.times import Time, times_of
from palermo_engines.extraction.passages import ReadPassage

_OPENING = 30


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``reporting_period`` is ISO 8601, as the document states it; ``sections`` maps a heading to the ISO 3166-1
    alpha-3 codes of the States it names, when a heading is nothing but a State's name."""

    reporting_period: str | None = None
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def section_of(self, headings: tuple[str, ...]) -> tuple[str, ...]:
        """The States of the innermost heading that names any."""
        return next((self.sections[words] for words in reversed(headings) if words in self.sections), ())


def surroundings_of(
    reads: Iterable[ReadPassage], sections: Mapping[str, tuple[str, ...]] | None = None
) -> Surroundings:
    """Read the reporting period from the document's opening passages: "this report covers ... from A to B"."""
    for position, read in enumerate(reads):
        if position >= _OPENING:
            break
        period = _reporting_period(read)
        if period is not None:
            return Surroundings(period, sections or {})
    return Surroundings(None, sections or {})


def _reporting_period(read: ReadPassage) -> str | None:
    lexicon = lexicon_for(read.passage.language)
    text = read.passage.text
    if not lexicon.pattern(r"(?:{})", "periods", "report").search(text):
        return None
    layout = Layout(text, read.passage.language)
    for time in times_of(read, layout, lexicon):
        first, last = layout.sentence(time.start)
        if lexicon.pattern(r"(?:{})", "periods", "report").search(text[first:last]) and _is_interval(time):
            return time.iso
    return None


def _is_interval(time: Time) -> bool:
    return "/" in time.iso and not time.as_of
