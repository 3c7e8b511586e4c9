"""The word that qualifies a number, before it (more than 40) or behind it (40多名, 40 or more)."""

from __future__ import annotations

import re

from palermo_engines.extraction.figures.lexicon import Lexicon, alternatives
from palermo_engines.extraction.figures.printed import Number
from palermo_engines.kit.quantities import Qualifier

TIME_UNITS = frozenset({"years", "months", "weeks", "days", "hours", "minutes"})
_REACH = 40


def read_qualifier(text: str, number: Number, unit: str | None, ends: tuple[int, ...], lexicon: Lexicon) -> Qualifier:
    """``ends`` are where a word may stand behind: after the number, its classifier and its noun."""
    if number.qualifier is not None:
        return number.qualifier
    before = _before(text, number, unit, lexicon)
    behind = next((found for end in ends if (found := _after(text, end, unit, lexicon, end == ends[0]))), None)
    if number.high is not None:
        behind = None  # "five to ten years or less" does not occur; 五年以上十年以下 is the range itself
    if before is None or (before is Qualifier.ABOUT and behind is not None):
        return behind or Qualifier.EXACT
    return before


def _before(text: str, number: Number, unit: str | None, lexicon: Lexicon) -> Qualifier | None:
    match = qualifier_before(text, number.start, lexicon)
    if match is None:
        return None
    word = re.sub(r"\s+", " ", match["word"]).lower()
    if _is_blocked(text, number, match, word, unit, lexicon):
        return None
    return lexicon.qualifiers_before[word]


def qualifier_before(text: str, at: int, lexicon: Lexicon) -> re.Match[str] | None:
    """The qualifying words that end at a position; offsets count from at most ``_REACH`` characters before it."""
    return _before_pattern(lexicon).search(text[max(0, at - _REACH) : at])


def _before_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    def source() -> str:
        words = alternatives(lexicon.qualifiers_before)
        gap = alternatives(lexicon.strings("qualifiers", "gap"))
        if lexicon.chinese:
            return rf"(?P<word>{words})\s*(?:{gap})?\s*$"
        return rf"(?<!\w)(?P<word>{words})(?:[\s']+(?:{gap}))*[\s'(]*(?:US\$|\$|€|£|[A-Z]{{3}}(?=\s))?\s*$"

    return lexicon.compiled("qualifier before", source)


def _is_blocked(text: str, number: Number, match: re.Match[str], word: str, unit: str | None, lexicon: Lexicon) -> bool:
    """公约10, 最近3, information about 3, trained over 3 days: the word belongs to what stands before it."""
    start = max(0, number.start - _REACH) + match.start("word")
    blockers = lexicon.values("qualifiers", "not_after").get(word)
    if not blockers:
        return False
    if lexicon.chinese:
        return start > 0 and text[start - 1] in blockers
    previous = re.search(r"([^\W\d]+)\s*$", text[max(0, start - 24) : start])
    listed = previous is not None and previous[1].lower() in blockers
    return listed or ("*time" in blockers and unit in TIME_UNITS and not listed and _is_span(text, start))


def _is_span(text: str, start: int) -> bool:
    """ "Over three days" is a span of time unless something before "over" makes it a comparison (for over ...)."""
    previous = re.search(r"([^\W\d]+)\W*$", text[max(0, start - 24) : start])
    return previous is None or previous[1].lower() not in ("for", "of", "is", "was", "lasting", "just", "well", "by")


def _after(text: str, end: int, unit: str | None, lexicon: Lexicon, at_number: bool) -> Qualifier | None:
    boundary = "" if lexicon.chinese else r"(?!\w)"
    pattern = lexicon.compiled(
        "qualifier after", lambda: rf"\s*(?:的)?(?P<word>{alternatives(lexicon.qualifiers_after)}){boundary}"
    )
    match = pattern.match(text, end)
    if match is None:
        return None
    word = re.sub(r"\s+", " ", match["word"]).lower()
    if word in ("多", "余") and not at_number:
        return None
    if word == "以上" and unit in TIME_UNITS:  # in law 以上 includes the number itself
        return Qualifier.AT_LEAST
    return lexicon.qualifiers_after[word]
