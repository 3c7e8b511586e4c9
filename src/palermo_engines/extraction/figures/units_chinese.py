"""The unit of a Chinese number: its measure word and the noun that the measure word leads to."""

from __future__ import annotations

import re

from palermo_engines.extraction.figures.layout import Layout
from palermo_engines.extraction.figures.lexicon import NO_UNIT, Lexicon, alternatives
from palermo_engines.extraction.figures.printed import Number
from palermo_engines.extraction.figures.units import PEOPLE_UNITS, UnitReading

_NEAR = 6
_REACH = 36
_PEOPLE_CLASSES = ("people", "person_times")
_CASE_UNITS = frozenset(
    {
        "cases",
        "offences",
        "incidents",
        "convictions",
        "prosecutions",
        "investigations",
        "complaints",
        "judgments",
        "arrests",
    }
)
# Words that are verbs as well, or mere relators, and so do not close a compound: 七个国家|报告, 目标|方面.
_VERBAL = frozenset(
    {
        NO_UNIT,
        "investigations",
        "prosecutions",
        "arrests",
        "convictions",
        "downloads",
        "queries",
        "reports",
        "contributions",
        "missions",
        "judgments",
        "studies",
        "courses",
        "statements",
        "requests",
        "decisions",
        "recommendations",
        "operations",
        "replies",
        "areas",
        "visits",
        "services",
        "observations",
        "complaints",
        "offences",
        "goals",
        "people",
    }
)
_ELLIPTIC = re.compile(r"其中(?:有|约|大约|近|超过|至少)?$")
Hit = tuple[int, int, str]


def read_classified(layout: Layout, number: Number, limit: int, lexicon: Lexicon) -> UnitReading | None:
    """Number, then 多/余, a measure word and a noun; or a noun right behind or right before the number."""
    text = layout.text
    match = _classifier_pattern(lexicon).match(text, number.end)
    if match is None:
        return _without_classifier(text, number, limit, lexicon)
    word = match["word"]
    kind = lexicon.inverted("classifiers")[word]
    nouns = lexicon.unit_nouns.find(text[match.end() : min(limit, match.end() + _REACH)])
    noun = _head(nouns, text[match.end() : limit], kind)
    ends = (number.end, match.end())
    if word == "国" and number.value <= 2:
        return None
    if noun is not None:
        start, end, unit = noun[0] + match.end(), noun[1] + match.end(), noun[2]
        return UnitReading(unit, (*ends, end), classifier=word, noun=(start, end))
    if word in lexicon.strings("strict_classifiers"):
        return UnitReading("countries", ends, classifier=word) if word == "国" else None
    return _by_classifier(text, number, kind, word, ends, lexicon)


def _classifier_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return lexicon.compiled(
        "classifier",
        lambda: (
            rf"\s?[多余来]?\s?(?P<word>{alternatives(lexicon.inverted('classifiers'))})(?!民币|才|权|格|性|体|民|口贩|工|次序|位置)"
        ),
    )


def _by_classifier(
    text: str, number: Number, kind: str, word: str, ends: tuple[int, ...], lexicon: Lexicon
) -> UnitReading:
    before = _noun_before(text, number, lexicon)
    if before is not None and (kind in ("cases", "other", "person_times") or before in PEOPLE_UNITS):
        return UnitReading(before, ends, classifier=word)
    if kind in _PEOPLE_CLASSES:
        return UnitReading("people", ends, classifier=word, generic=True)
    if kind == "cases":
        return UnitReading("cases", ends, classifier=word, generic=True)
    return UnitReading(None, ends, classifier=word, generic=True)


def _noun_before(text: str, number: Number, lexicon: Lexicon) -> str | None:
    pattern = lexicon.compiled(
        "noun before",
        lambda: (
            rf"(?P<word>{alternatives(lexicon.inverted('nouns_before'))})"
            r"(?:略|低于|高于|降至|升至|降到|升到|为|有|达|达到|是|共|共有|共计|超过|约|不超过|不到|至少|近|将近|多达|增加到|增至)*\s*$"
        ),
    )
    match = pattern.search(text[max(0, number.start - 16) : number.start])
    return lexicon.inverted("nouns_before")[match["word"]] if match else None


def _without_classifier(text: str, number: Number, limit: int, lexicon: Lexicon) -> UnitReading | None:
    """ "七国", "14 会员国" and "定罪：23": only digits, or a number of nouns right behind it."""
    gap = re.match(r"\s?[多余]?\s?", text[number.end :])
    start = number.end + (gap.end() if gap else 0)
    hits = lexicon.unit_nouns.find(text[start : min(limit, start + 10)])
    if hits and hits[0][0] == 0 and hits[0][2] != NO_UNIT and number.form == "digits":
        noun = (start, start + hits[0][1])
        return UnitReading(hits[0][2], (number.end, noun[1]), noun=noun)
    if (
        number.form == "digits"
        and _ELLIPTIC.search(text[max(0, number.start - 6) : number.start])
        and re.match(r"\s?[多余]?(?:为|是|系|来自)", text[number.end :])
    ):
        return UnitReading(None, (number.end,), generic=True)
    before = _noun_before(text, number, lexicon) if number.form == "digits" else None
    ends_clause = not text[number.end : limit].strip(" ，。；、）)")
    return UnitReading(before, (number.end,)) if before and ends_clause else None


def _head(hits: list[Hit], window: str, kind: str) -> Hit | None:
    """The noun the measure word belongs to. Chinese puts it last in its phrase, but marks no end of the phrase."""
    people = kind in _PEOPLE_CLASSES
    cut = _phrase_end(window)
    allowed = PEOPLE_UNITS if people else _CASE_UNITS if kind == "cases" else None
    candidates = _chains([hit for hit in hits if hit[0] < cut and (allowed is None or hit[2] in allowed)])
    if not people:
        candidates = [hit for hit in candidates if hit[2] != "people" or kind == "other"]
    real = [hit for hit in candidates if hit[2] != NO_UNIT]
    for index, hit in enumerate(real):
        modifies = window[hit[1] : hit[1] + 1] == "的" or (people and _is_agent(window, real, index))
        if not modifies or (hit[1] <= _NEAR and not people):
            return hit
    return real[0] if real and not people else None


def _is_agent(window: str, hits: list[Hit], index: int) -> bool:
    """ "3名据称被印度国民贩运的尼泊尔妇女": the nationals did it, the women are counted."""
    following = hits[index + 1 : index + 2]
    return "被" in window[: hits[index][0]] and bool(following) and "的" in window[hits[index][1] : following[0][0]]


def _phrase_end(window: str) -> int:
    match = re.search(r"[，。；：、（）“”《》\n]", window)
    return match.start() if match else len(window)


def _chains(hits: list[Hit]) -> list[Hit]:
    """Nouns that touch are one compound, and the last names the thing: 非政府组织|项目 are projects."""
    chained: list[Hit] = []
    for hit in hits:
        if chained and chained[-1][1] == hit[0] and hit[2] not in _VERBAL:
            chained[-1] = (chained[-1][0], hit[1], hit[2])
        else:
            chained.append(hit)
    return chained
