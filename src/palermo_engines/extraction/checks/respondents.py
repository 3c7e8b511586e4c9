"""States cited as having reported something though the document does not list them among those that replied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from palermo_engines.extraction.checks.words import words
from palermo_engines.extraction.facts import Place, Statement, Warning
from palermo_engines.extraction.normalising import normalised
from palermo_engines.extraction.passages import ReadPassage
from palermo_engines.extraction.sentences import sentences
from palermo_engines.extraction.state_lists import lists_of_states
from palermo_engines.extraction.statements import states_of_footnote, subjects_that_report
from palermo_engines.kit.places import countries

CITED, UNCITED = "not_a_respondent", "respondent_not_cited"
_LEAST = 5
_MOST = 0.8


@dataclass(frozen=True, slots=True)
class _Respondents:
    codes: frozenset[str]
    place: Place


def cited_but_not_respondents(reads: Sequence[ReadPassage], statements: Sequence[Statement]) -> Iterator[Warning]:
    """One warning for each State cited but not listed; and, when most of those listed are cited, one for each that
    is listed but never cited."""
    listed = _respondents(reads)
    if listed is None:
        return
    cited = _citations(reads, statements, listed.place)
    for code, places in cited.items():
        if code not in listed.codes:
            times = "once" if len(places) == 1 else f"{len(places)} times"
            message = (
                f"{_name(code)} is cited {times}, first in {_spoken(places[0])}, but is not among the States listed "
                f"as having replied ({_spoken(listed.place)})."
            )
            yield Warning(places[0], CITED, message, {"iso3": code})
    known = listed.codes & cited.keys()
    if len(known) >= _MOST * len(listed.codes):
        for code in sorted(listed.codes - cited.keys()):
            message = f"{_name(code)} is listed as having replied ({_spoken(listed.place)}) but is never cited."
            yield Warning(listed.place, UNCITED, message, {"iso3": code})


def _respondents(reads: Sequence[ReadPassage]) -> _Respondents | None:
    """The first list of States that a sentence on replies received holds, in its words or in its footnote."""
    footnotes = {read.passage.footnote: read for read in reads if read.passage.footnote is not None}
    for read in reads:
        text, language = normalised(read.passage.text), read.passage.language
        if read.passage.footnote is not None or words(language, "respondents").search(text) is None:
            continue
        lists = lists_of_states(text, read.mentions, language, least=_LEAST)
        for start, end in sentences(text, language):
            if words(language, "respondents").search(text, start, end) is None:
                continue
            for found in lists:
                if start <= found.start < end:
                    return _Respondents(frozenset(found.countries), read.passage.place(found.start, found.end))
            for mark in read.passage.marks:
                states = states_of_footnote(footnotes[mark.footnote]) if mark.footnote in footnotes else ()
                if start < mark.offset <= end and len(states) >= _LEAST:
                    return _Respondents(frozenset(states), read.passage.place(start, end))
    return None


def _citations(reads: Sequence[ReadPassage], statements: Sequence[Statement], listing: Place) -> dict[str, list[Place]]:
    """Where each State stands as the author of a statement, in document order."""
    cited: dict[str, list[Place]] = {}
    for statement in statements:
        for code in statement.countries:
            cited.setdefault(code, []).append(statement.place)
    for read in reads:
        for mention in subjects_that_report(read):
            places = cited.setdefault(mention.code, [])
            if all(_apart(place, mention.place) for place in places):
                places.append(mention.place)
    return {code: [place for place in places if place != listing] for code, places in cited.items()}


def _apart(first: Place, second: Place) -> bool:
    same = (first.paragraph, first.footnote) == (second.paragraph, second.footnote)
    return not same or first.end <= second.start or second.end <= first.start


def _name(code: str) -> str:
    area = countries().get(code)
    return area.name("en") if area else code


def _spoken(place: Place) -> str:
    return f"footnote {place.footnote}" if place.footnote else f"paragraph {place.paragraph}"
