"""The unit of a number in the alphabetic languages: the noun its phrase ends on (English) or begins with (others)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from palermo_engines.extraction.figures.layout import Layout
from palermo_engines.extraction.figures.lexicon import NO_UNIT, Lexicon
from palermo_engines.extraction.figures.printed import Number
from palermo_engines.extraction.figures.qualifiers import qualifier_before
from palermo_engines.extraction.figures.units import UnitReading

_WORD = re.compile(r"[^\W\d_]+(?:['’\u2019-][^\W\d_]+)*")
_MAX_WORDS = 9
_NAMED_BEFORE = (
    r"(?<!\w)(?P<word>{})\W*(?:(?:was|were|is|are|of|to|totalled|reached|stood at|numbered|:|has|had|have)\s*)?"
    r"(?:(?:rose|risen|increased|decreased|fell|dropped|grew|grown|declined)\s+(?:from|to)\s*)?$"
)
_CHANGED = re.compile(r"\bfrom\s+(?:[a-z]+\s+){0,3}\d[\d,.]*\b[^.;]{0,30}\bto\s*$")
_COMPARED = re.compile(r"(?:compared (?:with|to)|up from|down from|as against|as opposed to)\s*$")
_YEARLY = re.compile(
    r"(?:in|for|during)\s+(?:(?:19|20)\d\d|the (?:previous|preceding|prior|same) (?:year|period|month))"
)
_COMPARED_IN_BRACKETS = re.compile(
    r"\b(?:(?:compared|comparison) (?:with|to)|(?:previous|preceding|prior) (?:year|period))\b[^.;()]{0,40}\(\s*$"
)
Word = tuple[int, int, str]


def read_noun(layout: Layout, number: Number, limit: int, lexicon: Lexicon) -> UnitReading | None:
    """The noun behind the number, else (for digits) the noun just before it, else nothing."""
    phrase = list(_phrase(layout.text, number.end, limit, lexicon))
    hit = _head(layout.text, phrase, lexicon)
    if hit is not None:
        start, end, unit = hit
        return UnitReading(unit, (number.end, end), noun=(start, end))
    literal = _literal(phrase, number, lexicon)
    if literal is not None:
        return literal
    return _bare(layout.text, number, limit, lexicon)


def _phrase(text: str, start: int, limit: int, lexicon: Lexicon) -> Iterator[Word]:
    """The words of the noun phrase: up to a verb, a preposition, a mark, or the next number."""
    stops = lexicon.phrase_stops
    position = start
    for count, match in enumerate(_WORD.finditer(text, start, max(start, limit))):
        gap = text[position : match.start()]
        word = match[0].lower()
        if count >= _MAX_WORDS or gap.strip(" \u00a0\u202f-’'\"“”«»*") or (word in stops and not _passes(word, count)):
            return
        yield match.start(), match.end(), word
        position = match.end()


def _passes(word: str, count: int) -> bool:
    """ "Five of the cases", "un total de", "50 % des": one linking word right behind the number is passed over."""
    return count == 0 and word in ("of", "de", "des", "d")


def noun_hits(words: str, lexicon: Lexicon) -> list[Word]:
    """The unit nouns of some lower-case words, listed in full or by their first letters."""
    phrase = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(words)]
    return sorted(lexicon.unit_nouns.find(words) + _stem_hits(phrase, lexicon))


def _head(text: str, phrase: list[Word], lexicon: Lexicon) -> Word | None:
    if not phrase:
        return None
    start, end = phrase[0][0], phrase[-1][1]
    hits = [
        (start + first, start + last, code)  # a unit may reach past the phrase: "pieces of legislation"
        for first, last, code in lexicon.unit_nouns.find(text[start : end + 24].lower())
        if start + first < end
    ]
    hits += _stem_hits(phrase, lexicon)
    hits = sorted(hit for hit in hits if hit[2] != NO_UNIT)
    if not hits:
        return None
    if lexicon.values("noun_order").get("last"):
        return _last_of_first_group(text, hits)
    return hits[0]


def _last_of_first_group(text: str, hits: list[Word]) -> Word:
    """In "judges, prosecutors" and "police officers and lawyers" the phrase goes on; the first group's last noun
    names the unit: "task forces", "victim support centres"."""
    chosen = hits[0]
    for hit in hits[1:]:
        between = text[chosen[1] : hit[0]].lower()
        if re.search(r",|\b(?:and|or)\b", between) and chosen[2] != hit[2] and not _is_modifier(text, chosen):
            break
        chosen = hit
    return chosen


def _is_modifier(text: str, hit: Word) -> bool:
    """A singular noun before another one modifies it."""
    return not text[hit[0] : hit[1]].lower().endswith(("s", "people", "children", "women", "men", "persons"))


def _stem_hits(phrase: list[Word], lexicon: Lexicon) -> list[Word]:
    """Russian and Arabic inflect: a noun is known by the letters it begins with (Arabic after its article)."""
    stems = lexicon.inverted("unit_stems")
    if not stems:
        return []
    return [
        (start, end, code) for start, end, word in phrase if (code := _stem_code(_bare_word(word), stems)) is not None
    ]


def _bare_word(word: str) -> str:
    return re.sub(r"^(?:و?(?:ال|لل|بال))(?=\w{3})", "", word)


def _stem_code(word: str, stems: dict[str, str]) -> str | None:
    known = [stem for stem in stems if word.startswith(stem)]
    return stems[max(known, key=len)] if known else None


def _literal(phrase: list[Word], number: Number, lexicon: Lexicon) -> UnitReading | None:
    """An unlisted plural noun is its own unit in English ("12 tablets"), when its phrase is short and plain; in
    other languages it shows that the digits count something, though not what."""
    if not phrase or number.value == 1:
        return None
    if not lexicon.values("noun_order").get("literal"):
        start, end, word = phrase[0]
        counted = number.form == "digits" and len(word) > 3
        return UnitReading(None, (number.end, end), generic=True, noun=(start, end)) if counted else None
    start, end, word = phrase[-1]
    plain = word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s")) and len(phrase) <= 5
    if not plain or word in lexicon.strings("not_nouns") or len(word) < 4:
        return None
    return UnitReading(word, (number.end, end), generic=True, noun=(start, end))


def _number_of(text: str, number: Number, limit: int, lexicon: Lexicon) -> UnitReading | None:
    """ "The number of parties rose to 178", "portant à 178 le nombre de parties"."""
    patterns = lexicon.values("number_of")
    for side, words in (
        ("before", text[max(0, number.start - 90) : number.start]),
        ("behind", text[number.end : limit]),
    ):
        if side not in patterns:
            continue
        pattern = lexicon.compiled(f"number of {side}", lambda side=side: patterns[side])  # type: ignore[misc]
        found = pattern.search(words) if side == "before" else pattern.match(words)
        hits = [code for _, _, code in noun_hits(found["noun"].lower(), lexicon) if code] if found else []
        if hits:
            return UnitReading(hits[-1] if lexicon.values("noun_order").get("last") else hits[0], (number.end,))
    return None


def _bare(text: str, number: Number, limit: int, lexicon: Lexicon) -> UnitReading | None:
    """ "18 were prosecuted", "of whom 13 ...": a count whose noun is said elsewhere. "Victims: 65": said before."""
    qualified = qualifier_before(text, number.start, lexicon)
    end = number.start - (len(qualified[0]) if qualified else 0)
    before = text[max(0, end - 44) : end]
    number_of = _number_of(text, number, limit, lexicon)
    if number_of is not None:
        return number_of
    named = lexicon.pattern(_NAMED_BEFORE, "nouns_before_list").search(before)
    if named is not None:
        code = lexicon.inverted("units").get(named["word"].lower())
        return UnitReading(code, (number.end,)) if code else None
    if number.value <= 100 and lexicon.pattern(r"(?<!\w)(?:{})\s*$", "ages_before").search(before):
        return UnitReading("years", (number.end,))
    behind = text[number.end : limit].lstrip()
    if lexicon.pattern(r"(?:{})\b", "elliptic_after").match(behind):
        return UnitReading(None, (number.end,), generic=True)
    if lexicon.pattern(r"(?<!\w)(?:{})\s*$", "elliptic_verbs").search(before):
        return UnitReading(None, (number.end,), generic=True)
    if _CHANGED.search(before) or (_COMPARED.search(before) and _YEARLY.match(behind)):
        return UnitReading(None, (number.end,), generic=True)
    if behind[:1] == ")" and _COMPARED_IN_BRACKETS.search(text[max(0, end - 100) : end]):
        return UnitReading(None, (number.end,), generic=True)
    if behind[:1].isalpha() and lexicon.pattern(r"(?:{})\s*$", "elliptic_before").search(before):
        return UnitReading(None, (number.end,), generic=True)
    return None
