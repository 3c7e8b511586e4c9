"""Reported zero: a statement that none occurred is a figure of value 0 (rule 6: reported zero is not missing)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from palermo_engines.extraction.figures.layout import Layout
from palermo_engines.extraction.figures.lexicon import NO_UNIT, Lexicon, lexicon_for
from palermo_engines.extraction.figures.printed import Number
from palermo_engines.extraction.figures.units import UnitReading
from palermo_engines.extraction.figures.units_alphabetic import noun_hits
from palermo_engines.kit.languages import Language


def find_zeros(layout: Layout, lexicon: Lexicon) -> Iterator[tuple[Number, UnitReading]]:
    """The statements of none, with the unit of what did not occur. Conditions and wishes are no statements."""
    pattern = _pattern(lexicon.language)
    if pattern is None:
        return
    taken = -1
    for match in pattern.finditer(layout.text):
        if match.start() < taken or _is_hypothetical(layout, match, lexicon):
            continue
        noun = _noun(match, lexicon)
        if noun is not None:
            taken = match.end()
            number = Number(match.start(), noun[0], Decimal(0), "words")
            yield number, UnitReading(noun[2], (noun[1],), noun=(noun[0], noun[1]))


@cache
def _pattern(language: Language) -> re.Pattern[str] | None:
    patterns = lexicon_for(language).strings("zeros", "patterns")
    if not patterns:
        return None
    named = [pattern.replace("?P<noun>", f"?P<noun{index}>") for index, pattern in enumerate(patterns)]
    return re.compile("|".join(f"(?:{pattern})" for pattern in named), re.IGNORECASE)


def _is_hypothetical(layout: Layout, match: re.Match[str], lexicon: Lexicon) -> bool:
    start, end = layout.clause(match.start())
    words = layout.text[start:end].lower()
    return any(_has(words, blocked, lexicon) for blocked in lexicon.strings("zeros", "blocked"))


def _has(words: str, blocked: str, lexicon: Lexicon) -> bool:
    if lexicon.chinese:
        return blocked in words
    return re.search(rf"(?<!\w){re.escape(blocked)}(?!\w)", words) is not None


def _noun(match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, str] | None:
    """The first noun of what did not occur, if it is one whose absence is a count."""
    group = next(name for name, value in match.groupdict().items() if value is not None)
    start = match.start(group)
    words = match[group].lower()
    nouns = lexicon.strings("zeros", "nouns")
    for first, last, unit in noun_hits(words, lexicon):
        if unit != NO_UNIT and any(noun in words[first:last] for noun in nouns):
            return start + first, start + last, unit
    return None
