"""Checks across documents: two values, or two dates, for one thing; a date planned against the date it happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from palermo_engines.documents.model import Document
from palermo_engines.extraction.checks.dated_things import (
    DatedEvent,
    DatedTitle,
    dated_events,
    dated_titles,
)
from palermo_engines.extraction.checks.likeness import longest_shared, share_of_letters, shared_words
from palermo_engines.extraction.checks.words import words
from palermo_engines.extraction.facts import Fact, Figure, FoundDate, Mention, Place, Warning
from palermo_engines.extraction.order import facts_by_place
from palermo_engines.extraction.passages import ReadPassage, passages_of
from palermo_engines.kit.languages import Language
from palermo_engines.kit.periods import days_of
from palermo_engines.kit.quantities import Qualifier
from palermo_engines.kit.standards import standards_directory
from palermo_engines.kit.yaml_files import read_yaml

TWO_VALUES, PLANNED_AND_ACTUAL = "two_values", "planned_and_actual"
_SAME_TITLE = 0.8
_SAME_EVENT_LETTERS, _SAME_EVENT_WORDS = 6, 3


@dataclass(frozen=True, slots=True)
class SourcedWarning:
    """A warning that needs two documents: it belongs to ``source`` (the later one given) and speaks of ``other``."""

    source: str
    other: str
    warning: Warning


@dataclass(frozen=True, slots=True)
class _Read:
    document: Document
    passages: tuple[ReadPassage, ...]
    figures: tuple[Figure, ...]


def check_collection(documents: Iterable[tuple[Document, Sequence[Fact]]]) -> list[SourcedWarning]:
    """The warnings that show only when documents lie side by side, each pair of sources once.

    Translations of one document (the same symbol) are not held against each other; text is compared only between
    documents in one language, figures between all.
    """
    read = [_read(document, facts) for document, facts in documents]
    found: list[SourcedWarning] = []
    for first, second in combinations(read, 2):
        if _same_document(first.document, second.document):
            continue
        found.extend(_figures(first, second))
        if first.document.metadata.language == second.document.metadata.language:
            found.extend(_titles(first, second))
            found.extend(_events(first, second))
    return found


def _same_document(first: Document, second: Document) -> bool:
    symbols = first.metadata.symbol, second.metadata.symbol
    return first.digest == second.digest or (symbols[0] is not None and symbols[0] == symbols[1])


def _read(document: Document, facts: Sequence[Fact]) -> _Read:
    by_place = facts_by_place(facts)
    passages = []
    for passage in passages_of(document):
        here = by_place.get((None, passage.footnote) if passage.footnote else (passage.paragraph, None), [])
        mentions = tuple(fact for fact in here if isinstance(fact, Mention))
        passages.append(ReadPassage(passage, mentions, tuple(fact for fact in here if isinstance(fact, FoundDate))))
    return _Read(document, tuple(passages), tuple(fact for fact in facts if isinstance(fact, Figure)))


# Figures --------------------------------------------------------------------------------------------------------


def _figures(first: _Read, second: _Read) -> Iterator[SourcedWarning]:
    """Figures of one measure, place, period and breakdown with another value, both stated without a qualifier."""
    known: dict[tuple[object, ...], list[Figure]] = {}
    for figure in _comparable(first.figures):
        known.setdefault(_subject(figure), []).append(figure)
    for figure in _comparable(second.figures):
        others = known.get(_subject(figure), [])
        if others and all(other.value != figure.value for other in others):
            values = f"{others[0].value:f}", f"{figure.value:f}"
            yield _warning(TWO_VALUES, str(figure.measure), values, (first, others[0].place), (second, figure.place))


def _comparable(figures: Sequence[Figure]) -> Iterator[Figure]:
    single = _single_valued(standards_directory())
    for figure in figures:
        placed = bool(figure.countries) or figure.as_of is not None
        timed = figure.period is not None or figure.as_of is not None
        plain = figure.qualifier is Qualifier.EXACT and figure.high is None
        if figure.measure in single and placed and timed and plain:
            yield figure


@lru_cache(maxsize=4)
def _single_valued(folder: Path) -> frozenset[str]:
    return frozenset(read_yaml(folder / "single_valued_measures.yaml"))


def _subject(figure: Figure) -> tuple[object, ...]:
    breakdown = tuple(sorted(figure.breakdown.items()))
    return (figure.measure, figure.countries, figure.period, figure.as_of, figure.unit, breakdown)


# Titles and events ----------------------------------------------------------------------------------------------


def _titles(first: _Read, second: _Read) -> Iterator[SourcedWarning]:
    mine, theirs = _steady_titles(first), _steady_titles(second)
    for one in mine:
        for other in theirs:
            if _same_title(one, other, first.document.metadata.language) and not _agree(one.date, other.date):
                code = PLANNED_AND_ACTUAL if one.planned != other.planned else TWO_VALUES
                dates = one.date, other.date
                yield _warning(code, f"“{one.name}”", dates, (first, one.place), (second, other.place))


def _same_title(one: DatedTitle, other: DatedTitle, language: Language) -> bool:
    """One edition under nearly one name; without an edition the very same name, and not that of a periodical."""
    if one.edition != other.edition:
        return False
    if one.edition:
        return share_of_letters(one.name, other.name) >= _SAME_TITLE
    return one.name == other.name and words(language, "periodical").search(one.name) is None


def _steady_titles(read: _Read) -> list[DatedTitle]:
    """The titles that a document dates only one way: a series comes out again and again under one title."""
    found: dict[tuple[str, str], list[DatedTitle]] = {}
    for passage in read.passages:
        for title in dated_titles(passage):
            found.setdefault((title.name, title.edition), []).append(title)
    return [titles[0] for titles in found.values() if len({title.date for title in titles}) == 1]


def _events(first: _Read, second: _Read) -> Iterator[SourcedWarning]:
    """Events that begin on the same day, end on another, and are spoken of in the same words."""
    by_first_day: dict[str, list[DatedEvent]] = {}
    for passage in first.passages:
        for event in dated_events(passage):
            by_first_day.setdefault(event.date.partition("/")[0], []).append(event)
    for passage in second.passages:
        for event in dated_events(passage):
            for other in by_first_day.get(event.date.partition("/")[0], ()):
                if other.date != event.date and "/" in other.date + event.date and _same_event(other, event):
                    code = PLANNED_AND_ACTUAL if other.planned != event.planned else TWO_VALUES
                    dates = other.date, event.date
                    yield _warning(code, "an event", dates, (first, other.place), (second, event.place))


def _same_event(one: DatedEvent, other: DatedEvent) -> bool:
    if any(character >= "\u2e80" for character in one.words):
        return len(longest_shared(one.words, other.words)) >= _SAME_EVENT_LETTERS
    return shared_words(one.words, other.words) >= _SAME_EVENT_WORDS


def _agree(one: str, other: str) -> bool:
    """Whether two dates may be the same day or period, as far as they are printed."""
    if one.startswith("--") or other.startswith("--"):
        return True
    return days_of(one).overlaps(days_of(other))


def _warning(
    code: str, thing: str, values: tuple[str, str], first: tuple[_Read, Place], second: tuple[_Read, Place]
) -> SourcedWarning:
    (one, here), (other, there) = first, second
    sources = one.document.source, other.document.source
    message = (
        f"Two values for {thing}: {values[0]} in {sources[0]}, {_spoken(here)}; "
        f"{values[1]} in {sources[1]}, {_spoken(there)}."
    )
    if code == PLANNED_AND_ACTUAL:
        message += " One of them is a plan."
    detail = {
        "first_source": sources[0], "first_paragraph": here.paragraph or "", "first_value": values[0],
        "second_source": sources[1], "second_paragraph": there.paragraph or "", "second_value": values[1],
    }  # fmt: skip
    return SourcedWarning(sources[1], sources[0], Warning(there, code, message, detail))


def _spoken(place: Place) -> str:
    return f"footnote {place.footnote}" if place.footnote else f"paragraph {place.paragraph}"
