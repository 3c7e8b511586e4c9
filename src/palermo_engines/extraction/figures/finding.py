"""From one passage to its figures, in the order of the text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from palermo_engines.extraction.facts import Figure
from palermo_engines.extraction.figures.breakdowns import read_breakdown, read_citizenship, region_of
from palermo_engines.extraction.figures.coordination import distribute_countries, share_units
from palermo_engines.extraction.figures.counting import counts
from palermo_engines.extraction.figures.drafts import HAPPENS_THERE, OF_TREATIES, Draft
from palermo_engines.extraction.figures.exclusions import figures_only, taken_by_others
from palermo_engines.extraction.figures.layout import Layout, Span
from palermo_engines.extraction.figures.lexicon import Lexicon, lexicon_for
from palermo_engines.extraction.figures.measures import read_measure
from palermo_engines.extraction.figures.numbers import scan_numbers
from palermo_engines.extraction.figures.places import countries_of, lists_of_states
from palermo_engines.extraction.figures.printed import Number
from palermo_engines.extraction.figures.qualifiers import read_qualifier
from palermo_engines.extraction.figures.surroundings import Surroundings
from palermo_engines.extraction.figures.times import standing, times_of, when_of, year_before
from palermo_engines.extraction.figures.totals import find_totals, inherit, with_units
from palermo_engines.extraction.figures.units import UnitReading, read_unit, settle_reading
from palermo_engines.extraction.figures.zeros import find_zeros
from palermo_engines.extraction.passages import ReadPassage

_NOTHING = Surroundings()


def find_figures(read: ReadPassage, surroundings: Surroundings = _NOTHING) -> list[Figure]:
    """The figures of a passage. ``read`` must hold its mentions and dates; run ``link_parts`` over a whole document
    afterwards, to make ids unique in it."""
    lexicon = lexicon_for(read.passage.language)
    layout = Layout(read.passage.text, read.passage.language)
    drafts = _drafts(read, layout, lexicon)
    if not drafts:
        return []
    find_totals(drafts, layout, lexicon)
    drafts = with_units(drafts, layout, lexicon)
    for draft in drafts:
        _read_words(draft, read, layout, lexicon)
    _read_scope(drafts, read, layout, lexicon, surroundings)
    inherit(drafts)
    distribute_countries(drafts, layout, lexicon)
    return list(_figures(drafts, read, layout))


def _drafts(read: ReadPassage, layout: Layout, lexicon: Lexicon) -> list[Draft]:
    numbers = figures_only(scan_numbers(layout.text, lexicon, taken_by_others(read)), read, lexicon)
    starts = [number.start for number in numbers]
    limits = [
        min(layout.clause(number.end)[1], _next(starts, index, len(layout.text)))
        for index, number in enumerate(numbers)
    ]
    readings = [
        (settle_reading(number, reading), reading)
        for number, reading in share_units(
            layout.text,
            [
                (number, read_unit(layout, number, limit, lexicon))
                for number, limit in zip(numbers, limits, strict=True)
            ],
        )
        if counts(layout.text, number, reading, numbers, lexicon)
    ]
    readings += find_zeros(layout, lexicon)
    readings.sort(key=lambda pair: pair[0].start)
    return [_draft(readings, index, layout, lexicon) for index in range(len(readings))]


def _next(starts: Sequence[int], index: int, length: int) -> int:
    return starts[index + 1] if index + 1 < len(starts) else length


def _draft(readings: Sequence[tuple[Number, UnitReading]], index: int, layout: Layout, lexicon: Lexicon) -> Draft:
    number, reading = readings[index]
    clause = layout.clause(number.start)
    before = max(readings[index - 1][1].ends) if index else 0
    after = readings[index + 1][0].start if index + 1 < len(readings) else len(layout.text) + 1
    stretch = (
        _after_coordinator(layout.text, max(clause[0], before), number.start, before, lexicon),
        _before_coordinator(layout.text, max(reading.ends), min(clause[1], after), after, lexicon),
    )
    return Draft(number, reading, clause, stretch, unit=reading.unit)


def _before_coordinator(text: str, start: int, end: int, following: int, lexicon: Lexicon) -> int:
    """Where a number's words end when another number follows: at the last "and" between them."""
    if end != following:
        return end
    found = list(lexicon.pattern(_word(lexicon), "coordinators").finditer(text, start, end))
    near = 8 if lexicon.chinese else 16
    return found[-1].start() if found and end - found[-1].end() <= near else end


def _after_coordinator(text: str, start: int, end: int, previous: int, lexicon: Lexicon) -> int:
    if start != previous:
        return start
    found = list(lexicon.pattern(_word(lexicon), "coordinators").finditer(text, start, end))
    near = 8 if lexicon.chinese else 16
    return found[-1].end() if found and end - found[-1].end() <= near else start


def _word(lexicon: Lexicon) -> str:
    return r"(?:{})" if lexicon.chinese else r"(?<!\w)(?:{})(?!\w)"


def _read_words(draft: Draft, read: ReadPassage, layout: Layout, lexicon: Lexicon) -> None:
    """Qualifier and breakdown: what the number's own words say."""
    number, reading = draft.number, draft.reading
    draft.qualifier = read_qualifier(layout.text, number, draft.unit, reading.ends, lexicon)
    phrase = _phrase(draft, layout.text, lexicon)
    people = draft.counts_people or draft.unit == "percent"
    draft.breakdown = read_breakdown(
        layout.text, number, phrase, draft.stretch, lexicon, people=people, share=draft.unit == "percent"
    )
    if draft.counts_people:
        citizenship = read_citizenship(layout.text, read.mentions, phrase, lexicon)
        if citizenship:
            draft.breakdown["citizenship"] = citizenship
    region = region_of(layout.text, read.mentions, draft.stretch, lexicon)
    if region:
        draft.breakdown["region"] = region


def _phrase(draft: Draft, text: str, lexicon: Lexicon) -> Span:
    """The number with its noun phrase: a classifier without a noun of its own takes the words up to the next mark."""
    if draft.unit == "percent" or draft.reading.noun is None:
        return draft.number.start, draft.stretch[1]
    end = max(draft.end, draft.reading.noun[1])
    joined = lexicon.pattern(r"\s?(?:{})", "coordinators").match(text, end)  # "32 women and children"
    return draft.number.start, min(end + 14, draft.stretch[1]) if joined else end


def _read_scope(
    drafts: list[Draft], read: ReadPassage, layout: Layout, lexicon: Lexicon, surroundings: Surroundings
) -> None:
    """Measure, time and States: what the clause, the sentence and the document say."""
    times = times_of(read, layout, lexicon)
    runs = lists_of_states(read, lexicon)
    section = surroundings.section_of(read.passage.headings)
    for draft in drafts:
        number = (draft.number.start, draft.end)
        sentence = layout.sentence(draft.number.start)
        clause = layout.clause_past_brackets(draft.number.start)
        draft.measure = read_measure(
            layout.text,
            "USD" if draft.reading.currency else draft.unit,  # the rules hold for every currency
            number,
            draft.stretch,
            clause,
            sentence,
            read.passage.headings,
            lexicon,
            by_unit=draft.total is None,
        )
        if draft.unit == "percent" and draft.measure != "share_of_victims":
            draft.breakdown = {key: value for key, value in draft.breakdown.items() if key == "per"}
        draft.when = when_of(
            draft.number.start, draft.stretch, draft.clause, layout, times, lexicon, surroundings.reporting_period
        )
        if draft.unit not in ("percent", "percentage_points"):
            draft.when = year_before(draft.when, layout.text, draft.number.start, draft.stretch, lexicon)
        if draft.measure in OF_TREATIES:
            draft.when = standing(draft.when)
            continue
        phrase = (0, 0) if "citizenship" in draft.breakdown else _phrase(draft, layout.text, lexicon)
        if draft.total is None or phrase[1]:
            draft.countries = countries_of(
                draft.number.start,
                phrase,
                draft.stretch,
                draft.clause,
                layout,
                runs,
                lexicon,
                section,
                placed=draft.unit in HAPPENS_THERE,
            )


def _figures(drafts: Sequence[Draft], read: ReadPassage, layout: Layout) -> Iterator[Figure]:
    ids = _ids(drafts, layout)
    for draft, identity in zip(drafts, ids, strict=True):
        start, end = _snippet(draft, layout)
        yield Figure(
            place=read.passage.place(start, end),
            id=identity,
            value=draft.number.value,
            snippet=layout.text[start:end],
            high=draft.number.high,
            qualifier=draft.qualifier,
            unit=draft.unit,
            measure=draft.measure,
            countries=draft.countries,
            period=draft.when.period,
            as_of=draft.when.as_of,
            breakdown=draft.breakdown,
            part_of=ids[draft.total] if draft.total is not None else None,
        )


def _snippet(draft: Draft, layout: Layout) -> Span:
    """The clause that states the number, without the marks at its ends."""
    start, end = layout.words_of(draft.clause)
    return min(start, draft.number.start), max(end, draft.end)


def _ids(drafts: Sequence[Draft], layout: Layout) -> list[str]:
    """A hash of the clause's words and of which number in them this is: unchanged words keep their id."""
    ids = []
    for draft in drafts:
        start, end = _snippet(draft, layout)
        words = " ".join(layout.text[start:end].split())
        within = layout.text[start : draft.number.start].count(layout.text[draft.number.start : draft.number.end])
        printed = f"{words}|{layout.text[draft.number.start : draft.number.end]}|{within}"
        ids.append("f" + hashlib.sha256(printed.encode()).hexdigest()[:12])
    return ids
