"""Whom a figure singles out: sex, age, form of exploitation, citizenship, region; and per what time it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from palermo_engines.extraction.facts import Mention
from palermo_engines.extraction.figures.lexicon import Lexicon
from palermo_engines.extraction.figures.printed import Number


def read_breakdown(
    text: str,
    number: Number,
    phrase: tuple[int, int],
    clause: tuple[int, int],
    lexicon: Lexicon,
    *,
    people: bool,
    share: bool,
) -> dict[str, str]:
    """``phrase`` runs from the number to the end of its noun phrase, ``clause`` is what surrounds it;
    of a share the group may stand before it: "women accounted for 46 per cent"."""
    found: dict[str, str] = {}
    if people:
        for kind in ("sex", "age"):
            value = _single(text[number.end : phrase[1]], lexicon, kind)
            if value is None and lexicon.chinese and not share:
                value = _right_before(text[clause[0] : number.start], lexicon, kind)  # 女性812人
            if value is None and share:
                value = _single(text[clause[0] : number.start], lexicon, kind)
            if value:
                found[kind] = value
        exploitation = _single(text[clause[0] : clause[1]], lexicon, "exploitation")
        if exploitation:
            found["exploitation"] = exploitation
        if "sex" not in found and _is_undisaggregated(text[number.end : clause[1]], lexicon):
            found["sex"] = "not_disaggregated"
    rate = read_rate(text, number, phrase[1], clause, lexicon)
    return found | ({"per": rate} if rate else {})


def _single(window: str, lexicon: Lexicon, kind: str) -> str | None:
    """The one value the words of a window name; two values name a mixed group, which is no breakdown."""
    values = {code for _, _, code in lexicon.finder("breakdowns", kind).find(window.lower())}
    return values.pop() or None if len(values) == 1 else None


def _right_before(window: str, lexicon: Lexicon, kind: str) -> str | None:
    hits = [(end, code) for _, end, code in lexicon.finder("breakdowns", kind).find(window) if code]
    return hits[-1][1] if hits and hits[-1][0] == len(window) else None


def _is_undisaggregated(window: str, lexicon: Lexicon) -> bool:
    lowered = window.lower()
    return any(word in lowered for word in lexicon.strings("breakdowns", "sex", "not_disaggregated"))


def read_rate(text: str, number: Number, phrase_end: int, clause: tuple[int, int], lexicon: Lexicon) -> str | None:
    """ "每年 560 万", "3,000 a year": year, month, week or day."""
    said = (
        text[max(clause[0], number.start - 20) : number.start]
        if lexicon.chinese
        else (text[number.end : min(clause[1], phrase_end + 16)])
    )
    found = lexicon.finder("rates").find(said.lower())
    if not found:
        return None
    _, end, unit = found[-1] if lexicon.chinese else found[0]
    return None if lexicon.chinese and re.search(r"[，。；、\d]", said[end:]) else unit


def read_citizenship(text: str, mentions: Sequence[Mention], phrase: tuple[int, int], lexicon: Lexicon) -> str | None:
    """The State whose nationals the counted people are: the last one named in their phrase, right before the noun."""
    inside = [
        mention
        for mention in mentions
        if mention.kind == "country" and phrase[0] <= mention.place.start and mention.place.end <= phrase[1]
    ]
    if not inside:
        return None
    end = inside[-1].place.end
    named = lexicon.pattern(r"\s*(?:{})", "citizen_nouns").match(text[end : end + 24].lower())
    return inside[-1].code if named else None


def region_of(text: str, mentions: Sequence[Mention], stretch: tuple[int, int], lexicon: Lexicon) -> str | None:
    """The one region that the number's own words place it in: 197名嫌犯在西非被逮捕. Of several regions, none."""
    lead = lexicon.pattern(r"(?:{})\s*(?:the\s)?$", "scope", "place_before")
    codes = {
        mention.code
        for mention in mentions
        if mention.kind == "region"
        and stretch[0] <= mention.place.start
        and mention.place.end <= stretch[1]
        and lead.search(text[max(0, mention.place.start - 12) : mention.place.start])
        and not _is_listed(text, mention, mentions, lexicon)
    }
    return codes.pop() if len(codes) == 1 else None


def _is_listed(text: str, region: Mention, mentions: Sequence[Mention], lexicon: Lexicon) -> bool:
    """Whether another place is strung to the region: 南美洲和加勒比地区."""
    joiner = lexicon.pattern(r"\s?(?:{})\s?(?:the\s)?", "scope", "list_joiners")
    end = region.place.end
    chinese_list = lexicon.chinese and joiner.match(text, end) is not None
    return chinese_list or any(
        other.place.start > end and joiner.fullmatch(text, end, other.place.start) for other in mentions
    )
