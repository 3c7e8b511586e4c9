"""Every number printed in a text, wherever it stands: digits, words, shares, ranges. What counts is decided later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from palermo_engines.extraction.figures.lexicon import Lexicon, alternatives
from palermo_engines.extraction.figures.numbers_alphabetic import scan_alphabetic
from palermo_engines.extraction.figures.numbers_chinese import scan_chinese
from palermo_engines.extraction.figures.printed import Number, plain

__all__ = ["Number", "scan_numbers"]
_MONEY_SIGNS = " US$€£¥"


def scan_numbers(text: str, lexicon: Lexicon, taken: bytes | bytearray = b"") -> list[Number]:
    """The numbers of a text in order, ranges joined. ``taken`` is 1 at characters that belong to something else."""
    taken = taken or bytes(len(text))
    if lexicon.chinese:
        found = sorted(scan_chinese(text, lexicon, taken), key=lambda number: number.start)
        return list(_join_ranges(text, iter(found), lexicon))
    free = (number for number in scan_alphabetic(text, lexicon) if 1 not in taken[number.start : number.end])
    return list(_join_ranges(text, free, lexicon))


def _range_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return lexicon.compiled(
        "range",
        lambda: (
            rf"\s*(?:{alternatives(lexicon.strings('ranges', 'units'))})?\s*"
            rf"(?:{alternatives(lexicon.strings('ranges', 'joiners'))})\s*"
        ),
    )


def _join_ranges(text: str, numbers: Iterator[Number], lexicon: Lexicon) -> Iterator[Number]:
    joiner = _range_pattern(lexicon)
    pending: Number | None = None
    for number in numbers:
        joined = _range(text, pending, number, joiner, lexicon) if pending else None
        if joined is None and pending is not None:
            yield pending
        pending = joined or number
    if pending is not None:
        yield pending


def _range(text: str, low: Number, high: Number, joiner: re.Pattern[str], lexicon: Lexicon) -> Number | None:
    between = text[low.end : high.start]
    if _sign_before(text, low):
        between = between.rstrip(_MONEY_SIGNS) + " "  # US$ 500 to US$ 1,000
    if len(between) > 14 or low.high is not None or high.high is not None or low.form != high.form:
        return None
    if not (joiner.fullmatch(between) or _is_between(text, low, between, lexicon)) or _changes(text, low, lexicon):
        return None
    first = low.value
    if high.factor > low.factor == 1:
        first = plain(low.value * high.factor)
    return replace(high, start=low.start, value=first, high=high.value) if first < high.value else None


def _sign_before(text: str, number: Number) -> bool:
    return text[: number.start].rstrip().endswith(("$", "€", "£", "¥"))


def _is_between(text: str, low: Number, between: str, lexicon: Lexicon) -> bool:
    before = text[max(0, low.start - 12) : low.start].lower().rstrip()
    before, between = before.rstrip(_MONEY_SIGNS), between.strip(_MONEY_SIGNS)
    return any(
        before.endswith(opening) and between.strip().lower() == closing
        for opening, closing in lexicon.values("ranges", "pairs").items()
    )


def _changes(text: str, low: Number, lexicon: Lexicon) -> bool:
    """ "Rose from 10 to 20" states two figures, not a range."""
    before = text[max(0, low.start - 40) : low.start].lower()
    return any(word in before for word in lexicon.strings("ranges", "changes"))
