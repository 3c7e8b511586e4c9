"""When a figure holds: its period, or the date it stands at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from palermo_engines.extraction.facts import FoundDate
from palermo_engines.extraction.figures.layout import Layout, Span
from palermo_engines.extraction.figures.lexicon import Lexicon
from palermo_engines.extraction.passages import ReadPassage

_NOW = r"(?<![A-Za-z])(?:{})(?![A-Za-z])"
_TITLE = re.compile(r"《[^》]*》|“[^”]*”|〈[^〉]*〉|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Time:
    """One time of a passage: what it says, where, whether it is an ``as_of`` or a period, and its brackets."""

    start: int
    end: int
    iso: str
    as_of: bool
    brackets: Span | None = None


def times_of(read: ReadPassage, layout: Layout, lexicon: Lexicon) -> list[Time]:
    """The dates that can date a figure: not those of titles, resolutions, deadlines or treaty actions."""
    text = read.passage.text
    titles = [match.span() for match in _TITLE.finditer(text)]
    dates = [
        date
        for date in read.dates
        if not date.date.startswith("--")  # a day of every year
        and not any(start <= date.place.start < end for start, end in titles)
        and not _names_a_document(text, date, lexicon)
        and not _is_compared_with(text, date, lexicon)
    ]
    return [_time(text, group, layout, lexicon) for group in _joined(text, dates, lexicon)]


def _names_a_document(text: str, date: FoundDate, lexicon: Lexicon) -> bool:
    return bool(lexicon.pattern(r"\s*(?:{})", "periods", "not_period_after").match(text, date.place.end))


def _is_compared_with(text: str, date: FoundDate, lexicon: Lexicon) -> bool:
    """ "A fall of 12 per cent over 2019": the year a change is reckoned from dates no figure."""
    before = text[max(0, date.place.start - 40) : date.place.start]
    return bool(lexicon.pattern(r"(?:{})\s*$", "periods", "compared_with").search(before))


def _joined(text: str, dates: Sequence[FoundDate], lexicon: Lexicon) -> list[list[FoundDate]]:
    """Dates that make one interval: 2003年至2006年, from 1999 to June 2004."""
    joiners = lexicon.pattern(r"\s*年?\s*(?:{})\s*", "periods", "range_joiners")
    groups: list[list[FoundDate]] = []
    for date in dates:
        between = text[groups[-1][-1].place.end : date.place.start] if groups else None
        if (
            between
            and len(groups[-1]) == 1
            and "/" not in groups[-1][0].date + date.date
            and joiners.fullmatch(between)
        ):
            groups[-1].append(date)
        else:
            groups.append([date])
    return groups


def _time(text: str, group: list[FoundDate], layout: Layout, lexicon: Lexicon) -> Time:
    first, last = group[0], group[-1]
    start, end = first.place.start, last.place.end
    before = text[max(0, start - 48) : start]
    brackets = layout.enclosing_brackets(start)
    if len(group) == 1 and _stands_at(before, lexicon):
        return Time(start, end, first.date, True, brackets)
    iso = f"{first.date}/{last.date}" if len(group) > 1 else first.date
    if len(group) == 1 and "/" not in iso and _is_since(before, text[end : end + 40], lexicon):
        iso += "/.."
    return Time(start, end, iso, False, brackets)


def _stands_at(before: str, lexicon: Lexicon) -> bool:
    return bool(lexicon.pattern(r"(?:{})\s*(?:the\s)?(?:end\sof\s)?$", "periods", "as_of").search(before))


def _is_since(before: str, behind: str, lexicon: Lexicon) -> bool:
    far = r"(?:{})\s*$" if lexicon.chinese else r"(?<!\w)(?:{})(?:\s+[\w’'-]+){0,4}\s*$"
    opens = lexicon.pattern(far, "periods", "since").search(before)
    closers = lexicon.strings("periods", "since_after")
    return bool(opens) and (
        not closers or bool(lexicon.pattern(r"[^，。；、]{0,24}?(?:{})", "periods", "since_after").match(behind))
    )


@dataclass(frozen=True, slots=True)
class When:
    period: str | None = None
    as_of: str | None = None


def when_of(
    number_start: int,
    stretch: Span,
    clause: Span,
    layout: Layout,
    times: Sequence[Time],
    lexicon: Lexicon,
    reporting_period: str | None,
) -> When:
    """The number's own time, else its clause's, else the last one said before in the sentence, else that of the
    sentence before when this one clearly goes on from it, else the stated reporting period."""
    text = layout.text
    sentence = layout.sentence(number_start)
    times = [time for time in times if _in_reach(time, number_start, layout)]
    own = _nearest(times, stretch, number_start) or _nearest(times, clause, number_start)
    said = (
        own
        or _nearest(times, layout.clause_past_brackets(number_start), number_start)
        or _last_before([time for time in times if _reaches(time, layout)], sentence[0], number_start)
    )
    if own is None and lexicon.pattern(_NOW, "periods", "now").search(text, clause[0], clause[1]):
        return When(None, said.iso) if said is not None and said.as_of else When()
    if said is None and _is_reporting(text[sentence[0] : clause[1]], lexicon):
        return When(reporting_period, None)
    if said is None:
        said = _from_before(times, sentence, layout, lexicon)
        if (
            said is not None
            and "/" not in said.iso
            and lexicon.pattern(r"\s*(?:{})", "periods", "since_then").match(text, sentence[0])
        ):
            return When(f"{said.iso}/..", None)
    if said is None:
        return When()
    if (
        own is None
        and not said.as_of
        and "/" not in said.iso
        and lexicon.pattern(r"[^，,]{0,6}?(?:{})", "periods", "after_that").match(text, clause[0])
    ):
        return When(f"{said.iso}/..", None)
    return _spell(said, text, times, sentence, lexicon)


def standing(when: When) -> When:
    """A count of what stands, such as parties to a treaty, holds as of the day that is said with it."""
    is_day = when.period is not None and re.fullmatch(r"\d{4}-\d\d-\d\d", when.period)
    return When(None, when.period) if is_day else when


def year_before(when: When, text: str, start: int, stretch: Span, lexicon: Lexicon) -> When:
    """ "In 2021, 327 cases, as against 289 in the previous year": the second count is of the year before."""
    pattern = lexicon.pattern(r"(?:{})", "periods", "previous_year")
    said = pattern.search(text, start, stretch[1]) or pattern.search(text, max(stretch[0], start - 30), start)
    if said is None or when.period is None or not re.fullmatch(r"\d{4}", when.period):
        return when
    return When(str(int(when.period) - 1), when.as_of)


def _in_reach(time: Time, at: int, layout: Layout) -> bool:
    """A time in brackets holds for what stands in them, and for the words that they directly follow."""
    brackets = time.brackets
    if brackets is None or brackets[0] < at < brackets[1]:
        return True
    return at < brackets[0] and layout.clause(at)[1] > brackets[0]


def _reaches(time: Time, layout: Layout) -> bool:
    """A date of "as of" holds beyond its clause only when the clause ends with it: "As of 30 May, 186 ..."."""
    return not time.as_of or layout.clause(time.start)[1] - time.end <= 2


def _from_before(times: Sequence[Time], sentence: Span, layout: Layout, lexicon: Lexicon) -> Time | None:
    """The last time said in the sentences before, as far back as each goes on from the one before it."""
    while sentence[0] and goes_on(layout.text, sentence, lexicon):
        sentence_before = layout.sentence(sentence[0] - 1)
        said = _last_before([time for time in times if _reaches(time, layout)], sentence_before[0], sentence[0])
        if said is not None:
            return said
        sentence = sentence_before
    return None


def goes_on(text: str, sentence: Span, lexicon: Lexicon) -> bool:
    """Whether a sentence goes on from the one before: it opens with a word that does, or points back to an event."""
    opens = lexicon.pattern(r"\s*(?:{})", "periods", "continues").match(text, sentence[0])
    points = lexicon.pattern(r"(?:{})", "periods", "demonstratives").search(text, sentence[0], sentence[1])
    return bool(opens or points)


def _nearest(times: Sequence[Time], clause: Span, at: int) -> Time | None:
    inside = [time for time in times if clause[0] <= time.start and time.end <= clause[1]]
    return min(inside, key=lambda time: abs(time.start - at), default=None)


def _last_before(times: Sequence[Time], first: int, at: int) -> Time | None:
    said = [time for time in times if first <= time.start < at]
    return said[-1] if said else None


def _is_reporting(words: str, lexicon: Lexicon) -> bool:
    return bool(lexicon.pattern(r"(?:{})", "periods", "reporting").search(words))


def _spell(time: Time, text: str, times: Sequence[Time], sentence: Span, lexicon: Lexicon) -> When:
    """ "In 2002 ..., from then until January 2007" is the interval of both; "as of" is no period."""
    before = text[max(0, time.start - 12) : time.start]
    if lexicon.pattern(r"(?:{})\s*$", "periods", "until_from_before").search(before):
        opening = _last_before(times, sentence[0], time.start)
        if opening is not None and "/" not in opening.iso:
            return When(f"{opening.iso}/{time.iso}", None)
    return When(None, time.iso) if time.as_of else When(time.iso, None)
