"""Things a document dates: titles with the day they were issued, and events with the days they were held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from palermo_engines.extraction.checks.words import words
from palermo_engines.extraction.facts import FoundDate, Place
from palermo_engines.extraction.normalising import normalised
from palermo_engines.extraction.passages import ReadPassage
from palermo_engines.extraction.sentences import sentences

_TITLE = re.compile(r"《([^《》]{6,120})》|“([^“”]{6,120})”|«([^«»]{6,120})»|\"([^\"]{6,120})\"")
_BRACKETED = re.compile(r"\s*\(([^()]{4,24})\)")
_CLAUSE = re.compile(r"[，,；;。]")
_BEFORE, _AROUND = 14, 45
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class DatedTitle:
    """``name`` without punctuation, ``edition`` as printed or empty, ``date`` ISO 8601."""

    name: str
    edition: str
    date: str
    planned: bool
    place: Place


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """``words`` is the text around the date, without it."""

    words: str
    date: str
    planned: bool
    place: Place


def dated_titles(read: ReadPassage) -> Iterator[DatedTitle]:
    """The titles in quotation marks that the passage dates: in brackets right behind, or with a word for publishing in
    the same clause or the next."""
    original, text = read.passage.text, normalised(read.passage.text)
    titles = list(_TITLE.finditer(original))
    for match in titles:
        found = _bracketed(text, match, read.dates) or _published(text, match, titles, read)
        if found is not None:
            date, planned = found
            edition = _edition(text, match.start(), read)
            name = _NOT_WORDS.sub("", match[match.lastindex or 0]).lower()
            yield DatedTitle(name, edition, date.date, planned, read.passage.place(match.start(), date.place.end))


def _bracketed(text: str, title: re.Match[str], dates: Sequence[FoundDate]) -> tuple[FoundDate, bool] | None:
    brackets = _BRACKETED.match(text, title.end())
    for date in dates if brackets else ():
        if brackets and brackets.start(1) <= date.place.start and date.place.end <= brackets.end(1):
            return date, False
    return None


def _published(
    text: str, title: re.Match[str], titles: Sequence[re.Match[str]], read: ReadPassage
) -> tuple[FoundDate, bool] | None:
    """The date in the clause of the word for publishing that speaks of this title and of no other."""
    start, end = _window(text, title, read)
    for verb in words(read.passage.language, "published").finditer(text, start, end):
        if _object_of(text, verb, titles) is not title:
            continue
        low, high = _clause(text, verb, start, end)
        dates = [date for date in read.dates if low <= date.place.start and date.place.end <= high]
        dates = [date for date in dates if not any(_inside(date, other) for other in titles)]
        if dates:
            nearest = min(dates, key=lambda date: abs(date.place.start - verb.start()))
            return nearest, _planned(text, nearest, read)
    return None


def _object_of(text: str, verb: re.Match[str], titles: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """The title right behind the verb, else the last one before it; none when the verb stands in a title."""
    if any(title.start() < verb.start() < title.end() for title in titles):
        return None
    behind = [title for title in titles if 0 <= title.start() - verb.end() <= _BEFORE]
    if behind and not _CLAUSE.search(text, verb.end(), behind[0].start()):
        return behind[0]
    before = [title for title in titles if title.end() <= verb.start()]
    return before[-1] if before else None


def _clause(text: str, verb: re.Match[str], start: int, end: int) -> tuple[int, int]:
    stops = [match.start() for match in _CLAUSE.finditer(text, start, end)]
    low = max((stop for stop in stops if stop < verb.start()), default=start)
    return low, min((stop for stop in stops if stop >= verb.end()), default=end)


def _inside(date: FoundDate, title: re.Match[str]) -> bool:
    return title.start() <= date.place.start < title.end()


def _window(text: str, title: re.Match[str], read: ReadPassage) -> tuple[int, int]:
    sentence = next(
        ((low, high) for low, high in sentences(text, read.passage.language) if low <= title.start() < high),
        (0, len(text)),
    )
    stops = [match.start() for match in _CLAUSE.finditer(text, sentence[0], sentence[1])]
    before = [stop for stop in stops if stop < title.start()]
    behind = [stop for stop in stops if stop >= title.end()]
    return (before[-1] + 1 if before else sentence[0]), (behind[1] if len(behind) > 1 else sentence[1])


def _planned(text: str, date: FoundDate, read: ReadPassage) -> bool:
    before = max(0, date.place.start - _BEFORE)
    return words(read.passage.language, "planned").search(text, before, date.place.start) is not None


def _edition(text: str, start: int, read: ReadPassage) -> str:
    found = list(words(read.passage.language, "edition").finditer(text, max(0, start - _BEFORE), start))
    return str(found[-1][1]) if found else ""


def dated_events(read: ReadPassage) -> Iterator[DatedEvent]:
    """The days and intervals of days that stand near a word for a meeting in the same sentence."""
    text, language = normalised(read.passage.text), read.passage.language
    for low, high in sentences(text, language):
        for date in read.dates:
            if not (low <= date.place.start < high and _to_the_day(date.date)):
                continue
            start, end = max(low, date.place.start - _AROUND), min(high, date.place.end + _AROUND)
            around = text[start : date.place.start] + " " + text[date.place.end : end]
            if words(language, "event").search(around):
                yield DatedEvent(around, date.date, _planned(text, date, read), read.passage.place(start, end))


def _to_the_day(date: str) -> bool:
    return date[:1].isdigit() and len(date.partition("/")[0]) == len("2013-05-13")
