"""The smallest dates a text prints: a year, a month, a day, alone or together, before they are joined to intervals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from palermo_engines.extraction.lexicons import lexicon
from palermo_engines.extraction.normalising import normalised
from palermo_engines.kit.languages import Language

_CHINESE_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0}
_CHINESE_NUMBER = re.compile(r"[0-9〇零一二三四五六七八九十]+")
_FIRST_YEAR, _LAST_YEAR = 1800, 2199


@dataclass(frozen=True, slots=True)
class Atom:
    """What is printed of a date; ``months`` is the first and last month of a named part of the year (a quarter).

    ``alone`` is False when the atom only means a date joined to another ("13日", a year without its cue).
    """

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    months: tuple[int, int] | None = None
    alone: bool = True

    def filled(self, other: Atom) -> Atom:
        """The atom with the larger units it leaves out taken from another."""
        year = other.year if self.year is None else self.year
        month = other.month if self.month is None and self.day is not None else self.month
        return replace(self, year=year, month=month)


def find_atoms(text: str, language: Language) -> list[Atom]:
    """The atoms of a normalised text in order."""
    return list(_chinese_atoms(text) if language == "zh" else _alphabetic_atoms(text, language))


# Chinese: the largest unit first --------------------------------------------------------------------------------

_YEAR_ZH = r"(?<![\d/.,])(?P<y>\d{4}|[〇零一二三四五六七八九]{4})\s*年(?:\s*年)?(?![代龄均轻长])"
_MONTH_ZH = r"(?P<m{0}>\d{{1,2}}|十[一二]?|[一二三四五六七八九])\s*月(?!份的|刊)"
_DAY_ZH = r"(?P<d{0}>\d{{1,2}}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s*[日号](?![本报常夜内])"


@cache
def _chinese_pattern() -> re.Pattern[str]:
    parts = "|".join(lexicon("zh", "dates")["parts"])
    month, day = _MONTH_ZH.format, _DAY_ZH.format
    return re.compile(
        rf"{_YEAR_ZH}(?:\s*(?P<part>{parts})|\s*{month(1)}(?:\s*{day(1)})?)?"
        rf"|(?<![\d/.,])(?P<y2>(?:19|20)\d{{2}})(?=\s*(?:至|到|-|~|和|、|/)\s*(?:\d{{4}}|\d{{2}})\s*年)"
        rf"|(?<=/)(?P<yy>\d{{2}})\s*年"
        rf"|(?<![\d第]){month(2)}(?:\s*{day(2)})?"
        rf"|(?<![\d第]){day(3)}"
    )


@cache
def _chinese_parts() -> tuple[tuple[re.Pattern[str], tuple[int, int]], ...]:
    return tuple((re.compile(word), (first, last)) for word, (first, last) in lexicon("zh", "dates")["parts"].items())


def _chinese_atoms(text: str) -> Iterator[Atom]:
    previous: Atom | None = None
    pattern, read_to = _chinese_pattern(), 0
    for number in _CHINESE_NUMBER.finditer(text):
        match = pattern.match(text, number.start()) if number.start() >= read_to else None
        atom = _chinese_atom(match, previous) if match else None
        if match is not None and atom is not None:
            read_to = match.end()
            yield atom
            previous = atom


def _chinese_atom(match: re.Match[str], previous: Atom | None) -> Atom | None:
    found = match.groupdict()
    year = _chinese_number(found["y"] or found["y2"])
    if found["yy"]:  # 2016/17年
        if previous is None or previous.year is None:
            return None
        year = previous.year // 100 * 100 + int(found["yy"])
    month = _chinese_number(found["m1"] or found["m2"])
    day = _chinese_number(found["d1"] or found["d2"] or found["d3"])
    months = next((span for word, span in _chinese_parts() if found["part"] and word.fullmatch(found["part"])), None)
    alone = (year is not None and not found["y2"]) or (month is not None and day is not None)
    return _checked(Atom(year, month, day, match.start(), match.end(), months, alone))


def _chinese_number(text: str | None) -> int | None:
    if text is None:
        return None
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, units = text.partition("十")
        return (_CHINESE_DIGITS[tens] if tens else 1) * 10 + (_CHINESE_DIGITS[units] if units else 0)
    return int("".join(str(_CHINESE_DIGITS[character]) for character in text))


# Alphabetic languages: the smallest unit first ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rules:
    pattern: re.Pattern[str]
    months: Mapping[str, int]
    parts: tuple[tuple[re.Pattern[str], tuple[int, int]], ...]
    cues: re.Pattern[str]
    sure: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    needs_suffix: bool


@cache
def _rules(language: Language) -> _Rules:
    words = lexicon(language, "dates")
    months = {normalised(form).lower(): number for number, forms in words["months"].items() for form in forms}
    optional = {key: words.get(key) for key in ("year_cues_sure", "year_not_before")}
    return _Rules(
        pattern=re.compile(_alphabetic_pattern(words, language), re.IGNORECASE if language != "en" else 0),
        months=months,
        parts=tuple((re.compile(normalised(word)), (low, high)) for word, (low, high) in words["parts"].items()),
        cues=re.compile(normalised(words["year_cues"])),
        sure=re.compile(normalised(optional["year_cues_sure"])) if optional["year_cues_sure"] else None,
        not_before=re.compile(normalised(optional["year_not_before"])) if optional["year_not_before"] else None,
        needs_suffix=bool(words.get("year_needs_suffix")),
    )


def _alphabetic_pattern(words: dict[str, Any], language: Language) -> str:
    names = sorted((normalised(form) for forms in words["months"].values() for form in forms), key=len, reverse=True)
    name = "(?:" + "|".join(re.escape(form) for form in names) + ")"
    single = rf"{name}(?: ?/ ?{name})?" if words.get("double_months") else name
    month, day = rf"(?:{single})(?!\w)", words["day"]
    suffix = normalised(words.get("year_suffix", ""))
    year = rf"(?P<y{{0}}>(?:1[89]|20|21)\d{{{{2}}}})(?![\d/\w])(?P<s{{0}}>{suffix})" + ("?" if suffix else "")
    between, after = normalised(words["day_month"]), normalised(words["month_year"])
    join = normalised(f"(?:{words['range']}|{words['and']})")
    parts = "|".join(normalised(part) for part in words["parts"])
    edge = r"(?:(?<![\w/.,])|(?<=و))" if language == "ar" else r"(?<![\w/.,])"
    first = rf"|\b(?P<mf>{month}) (?P<df>\d{{1,2}}),? {year.format(4)}" if words.get("month_first") else ""
    return (
        rf"(?<![\w/.])(?P<part>{parts}){year.format(5)}"
        rf"|{edge}(?P<d>{day}){between}(?P<m>{month})(?:{after}{year.format(1)})?"
        + first
        + rf"|(?<!\w)(?P<m2>{month}){after}{year.format(2)}"
        rf"|{edge}(?P<d3>\d{{1,2}})(?={join}{day}(?:{join}{day})*{between}{month})"
        rf"|(?<!\w)(?P<m3>{month})(?={join}(?:{month}|{day}{between}{month}))"
        rf"|{edge}(?P<open>\()?{year.format(3)}"
    )


def _alphabetic_atoms(text: str, language: Language) -> Iterator[Atom]:
    rules = _rules(language)
    for match in rules.pattern.finditer(text):
        atom = _alphabetic_atom(text, match, rules)
        if atom is not None:
            yield atom


def _alphabetic_atom(text: str, match: re.Match[str], rules: _Rules) -> Atom | None:
    found = match.groupdict()
    year_text = next((found[key] for key in ("y1", "y2", "y3", "y4", "y5") if found.get(key)), None)
    year = int(year_text) if year_text else None
    month = _month(found["m"] or found["m2"] or found["m3"] or found.get("mf"), rules)
    day_text = found["d"] or found["d3"] or found.get("df")
    day = int(re.sub(r"\D", "", day_text)) if day_text else None
    if found["y3"]:
        return _year_alone(text, match, rules)
    months = next((span for word, span in rules.parts if found["part"] and word.fullmatch(found["part"])), None)
    alone = year is not None or (month is not None and day is not None)
    return _checked(Atom(year, month, day, match.start(), match.end(), months, alone))


def _month(text: str | None, rules: _Rules) -> int | None:
    return None if text is None else rules.months[text.lower().split("/")[0].strip()]


def _year_alone(text: str, match: re.Match[str], rules: _Rules) -> Atom | None:
    """A year on its own: with a cue before it or its suffix behind it; without either it only joins another year."""
    start, end = match.start("y3"), match.end()
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    counted = rules.not_before is not None and rules.not_before.match(after) is not None
    sure = rules.sure is not None and rules.sure.search(before) is not None
    cued = sure or (not counted and rules.cues.search(before) is not None)
    suffixed = bool(match["s3"])
    in_brackets = bool(match["open"]) and after.startswith(")") and not re.search(r"\d ?\($", text[:start])
    alone = suffixed or in_brackets or (cued and not rules.needs_suffix)
    return Atom(int(match["y3"]), None, None, start, end, None, alone)


def _checked(atom: Atom) -> Atom | None:
    """The atom if there is such a month, day and year."""
    if atom.month is not None and not 1 <= atom.month <= 12:
        return None
    if atom.day is not None and not 1 <= atom.day <= 31:
        return None
    if atom.year is not None and not _FIRST_YEAR <= atom.year <= _LAST_YEAR:
        return None
    return atom
