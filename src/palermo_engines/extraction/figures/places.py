"""Where a figure holds: the States it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from palermo_engines.extraction.facts import Mention
from palermo_engines.extraction.figures.layout import Layout, Span
from palermo_engines.extraction.figures.lexicon import Lexicon
from palermo_engines.extraction.figures.times import goes_on
from palermo_engines.extraction.passages import ReadPassage

Runs = Sequence[list[Mention]]

# What may stand before the State that opens a sentence: a date, an opening word, "the liaison officers of".
_LEAD = (
    r"(?:[^.;,]{0,30},\s|\D{0,6}\d{4}\s(?:год\w*\s)?)?(?:(?:{})?[\s,]*(?:the\s)?"
    r"|(?:the|a|an|its)?(?:\s?[\w-]+){1,5}\s(?:of|in)\s(?:the\s)?)"
)
_BRACKET = re.compile(r"^\s*[（(][^（()）]*[）)]")


def lists_of_states(read: ReadPassage, lexicon: Lexicon) -> Runs:
    """The States of a passage as the text strings them: A, B and C are one list; a State alone is a list of one."""
    joiner = lexicon.pattern(r"\s*(?:{})?\s*(?:the\s)?", "scope", "list_joiners")
    runs: list[list[Mention]] = []
    for state in read.mentions:
        if state.kind != "country":
            continue
        if runs and joiner.fullmatch(read.passage.text, runs[-1][-1].place.end, state.place.start):
            runs[-1].append(state)
        else:
            runs.append([state])
    return runs


def countries_of(
    number_start: int,
    phrase: Span,
    stretch: Span,
    clause: Span,
    layout: Layout,
    runs: Runs,
    lexicon: Lexicon,
    section: tuple[str, ...],
    *,
    placed: bool,
) -> tuple[str, ...]:
    """The States a figure is about: those in its own noun phrase or leading up to it ("from Mali and Niger"), else
    where the sentence places it, else the sentence's subject, else the paragraph's, else the section's. ``placed``:
    whether where the sentences before took place is where this figure's people or cases are, too."""
    text = layout.text
    if not runs:
        return section
    sentence = layout.sentence(number_start)
    return (
        _codes(_inside(runs, phrase))
        or _before_bracket(layout, runs, number_start)
        or _opening_state(text, runs, stretch, number_start)
        or _led_by(text, runs, (clause[0], number_start), lexicon, "of_before")
        or _placed(text, runs, stretch, number_start, lexicon)
        or _placed(text, runs, clause, number_start, lexicon)
        or _subject(text, runs, clause, number_start, lexicon)
        or _placed(text, runs, (sentence[0], number_start), number_start, lexicon)
        or _subject(text, runs, sentence, number_start, lexicon)
        or _paragraph_subject(layout, runs, sentence, lexicon, placed=placed)
        or section
    )


def _codes(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.code for mention in mentions))


def _opening_state(text: str, runs: Runs, stretch: Span, at: int) -> tuple[str, ...]:
    """ "Norway contributed $500,000 and Sweden $1.2 million": the State that stands right before the number."""
    run = next((run for run in reversed(runs) if run[-1].place.end <= at), None)
    if run is None or len(run) > 1 or run[0].place.start < stretch[0]:
        return ()
    state = run[0]
    opens = not text[stretch[0] : state.place.start].strip(" ，,、")
    return (state.code,) if opens and at - state.place.end <= 2 else ()


def _before_bracket(layout: Layout, runs: Runs, at: int) -> tuple[str, ...]:
    """ "Sweden (SKr 12 million)": the State that the brackets around the number directly follow."""
    brackets = layout.enclosing_brackets(at)
    if brackets is None:
        return ()
    return next(
        (
            (run[-1].code,)
            for run in runs
            if run[-1].place.end <= brackets[0] and not layout.text[run[-1].place.end : brackets[0]].strip(" （(")
        ),
        (),
    )


def _inside(runs: Runs, span: Span) -> list[Mention]:
    return [state for run in runs for state in run if span[0] <= state.place.start and state.place.end <= span[1]]


def _ending_in(runs: Runs, window: Span) -> list[list[Mention]]:
    """The lists of States that end in a window, whole: a list with commas begins in an earlier clause."""
    return [run for run in runs if window[0] <= run[-1].place.start and run[-1].place.end <= window[1]]


def _led_by(text: str, runs: Runs, window: Span, lexicon: Lexicon, words: str) -> tuple[str, ...]:
    """The list right before the number that a preposition opens: 来自马里、摩洛哥和尼日尔的28名."""
    lead = lexicon.pattern(r"(?:{})\s*(?:the\s)?$", "scope", words)
    for run in reversed(_ending_in(runs, window)):
        between = text[run[-1].place.end : window[1]].strip()
        led = lead.search(text[max(0, run[0].place.start - 14) : run[0].place.start])
        if len(between) <= 14 and (led or (lexicon.chinese and between.endswith("的"))):
            return _codes(run)
    return ()


def _placed(text: str, runs: Runs, window: Span, at: int, lexicon: Lexicon) -> tuple[str, ...]:
    """The list in the window that a preposition of place opens, nearest to the number."""
    lead = lexicon.pattern(
        r"(?<![\w])(?:{})\s*(?:the\s)?$" if not lexicon.chinese else r"(?:{})\s*$", "scope", "place_before"
    )
    placed = [
        run
        for run in _ending_in(runs, window)
        if lead.search(text[max(0, run[0].place.start - 16) : run[0].place.start])
    ]
    return _codes(min(placed, key=lambda run: abs(run[0].place.start - at))) if placed else ()


def _subject(text: str, runs: Runs, sentence: Span, at: int, lexicon: Lexicon) -> tuple[str, ...]:
    """The States that open the sentence (after its date) and do or report something in it."""
    for run in _ending_in(runs, (sentence[0], at)):
        if run[0].place.start < sentence[0]:
            continue
        behind = _BRACKET.sub("", text[run[-1].place.end : run[-1].place.end + 48], count=1).lstrip()
        acts = lexicon.pattern(r"(?:{})", "scope", "subject_after").match(behind) or (
            re.match(r"\w+ed\b", behind) if lexicon.language == "en" else behind[:1].islower()
        )
        if acts and _opens(text, sentence[0], run[0].place.start, lexicon):
            return _codes(run)
    return ()


def _opens(text: str, first: int, start: int, lexicon: Lexicon) -> bool:
    """Only a date, an opening word or a comma stands between the sentence's start and the State."""
    lead = (
        re.sub(r"[\d年月日第一二三四季度底初\s，,、]|至", "", text[first:start])
        if lexicon.chinese
        else text[first:start]
    )
    if lexicon.chinese:
        return not lead or lead in lexicon.strings("scope", "subject_before")
    return len(lead.strip()) <= 4 or bool(lexicon.pattern(_LEAD, "scope", "subject_before").fullmatch(lead))


def _paragraph_subject(
    layout: Layout, runs: Runs, sentence: Span, lexicon: Lexicon, *, placed: bool
) -> tuple[str, ...]:
    """The subject or place of the nearest sentence before that has one; "many States" end what was said of one."""
    position = sentence[0] - 1
    others = lexicon.pattern(r"(?:{})" if lexicon.chinese else r"(?<!\w)(?:{})(?!\w)(?!\s\d)", "scope", "new_subject")
    if others.search(layout.text, sentence[0], min(sentence[0] + 30, sentence[1])):
        return ()
    linked = placed and goes_on(layout.text, sentence, lexicon)
    while position > 0:
        before = layout.sentence(position)
        found = _subject(layout.text, runs, before, before[1], lexicon)
        if not found and linked:
            found = _placed(layout.text, runs, before, before[0], lexicon)
        if found or others.search(layout.text, before[0], min(before[0] + 30, before[1])):
            return found
        position = before[0] - 1
    return ()
