"""Resolution numbers that cannot be right.

Since its thirty-first session (1976) the General Assembly numbers resolutions session/number, and session s opens in
year 1945 + s; the Economic and Social Council numbers them year/number. A number whose session could not be, or whose
date lies outside its session, is a slip of the pen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from palermo_engines.extraction.checks.words import words
from palermo_engines.extraction.facts import Place, Warning
from palermo_engines.extraction.normalising import normalised
from palermo_engines.extraction.passages import ReadPassage

CODE = "malformed_resolution_number"
_FIRST_SESSION, _FOUNDED = 31, 1945
_LAST_SESSION = 130
_MOST_OF_A_CONFERENCE = 60
_REACH = 80
_NUMBERING = ("GA", "ECOSOC", "HRC", "CCPCJ", "COP_UNTOC", "SC", "WG_TIP")


@dataclass(frozen=True, slots=True)
class _Number:
    """``body`` is the organ named last before it in the passage, ``year`` that of a date right before or behind it."""

    session: int
    number: int
    body: str | None
    year: int | None
    place: Place

    @property
    def printed(self) -> str:
        return f"{self.session}/{self.number}"


def malformed_resolution_numbers(reads: Sequence[ReadPassage]) -> Iterator[Warning]:
    """A warning for each number that cannot be, with the number the document prints elsewhere where one is close."""
    numbers = [number for read in reads for number in _numbers(read)]
    reported: set[str] = set()
    for number in numbers:
        reason = _reason(number)
        if reason is None or number.printed in reported:
            continue
        reported.add(number.printed)
        likely = _likely(number, numbers)
        meant = f" The document also cites {likely}, which may be meant." if likely else ""
        yield Warning(number.place, CODE, f"Resolution {number.printed}: {reason}{meant}", {"number": number.printed})


def _numbers(read: ReadPassage) -> Iterator[_Number]:
    text, language = normalised(read.passage.text), read.passage.language
    if "/" not in text or words(language, "resolution_word").search(text) is None:
        return
    for match in words(language, "resolution").finditer(text):
        if match.lastindex != 2 or not _near_word(text, match, read):
            continue
        place, body = read.passage.place(*match.span()), _body(text, match, read)
        yield _Number(int(match[1]), int(match[2]), body, _year(text, match, read), place)


def _body(text: str, match: re.Match[str], read: ReadPassage) -> str | None:
    """The organ named last before the number; none when another body is spoken of in between ("Conference")."""
    organs = [m for m in read.mentions if m.code in _NUMBERING and m.place.start < match.start()]
    if not organs:
        return None
    other = words(read.passage.language, "other_body").search(text, organs[-1].place.end, match.start())
    return None if other else organs[-1].code


def _near_word(text: str, match: re.Match[str], read: ReadPassage) -> bool:
    word = words(read.passage.language, "resolution_word")
    if read.passage.language == "zh":
        return word.search(text, match.end(), match.end() + _REACH) is not None
    return word.search(text, max(0, match.start() - _REACH), match.start()) is not None


def _year(text: str, match: re.Match[str], read: ReadPassage) -> int | None:
    """The year of a day printed right before the number (Chinese) or right behind it ("70/179 of 17 December 2015")."""
    for date in read.dates:
        between = text[date.place.end : match.start()] if date.place.end <= match.start() else None
        after = text[match.end() : date.place.start] if date.place.start >= match.end() else None
        adjoins = between is not None and not between.strip() if read.passage.language == "zh" else False
        follows = after is not None and len(after) <= 8 and "/" not in after and "," not in after
        if (adjoins or (follows and read.passage.language != "zh")) and len(date.date) == len("2015-12-17"):
            return int(date.date[:4]) if date.date[:4].isdigit() else None
    return None


def _reason(number: _Number) -> str | None:
    session = number.session
    if session > _FOUNDED:
        return None if session < 2200 else "there is no such year."
    if session > _LAST_SESSION:
        return "there is no such session."
    if session < _FIRST_SESSION:
        if number.body == "GA":
            return f"the General Assembly has numbered resolutions by session only since session {_FIRST_SESSION}."
        if number.body != "HRC" and number.number > _MOST_OF_A_CONFERENCE:
            return "no body numbers so many resolutions at so early a session."
        return None
    opened = _FOUNDED + session
    if number.body in ("GA", None) and number.year is not None and not opened <= number.year <= opened + 1:
        return f"session {session} opened in {opened}, but the date printed with it is in {number.year}."
    return None


def _likely(number: _Number, others: Sequence[_Number]) -> str | None:
    """A number cited elsewhere that differs only in the session, by a lost, added or changed digit."""
    for other in others:
        if other.number == number.number and other.session != number.session and _reason(other) is None:
            ours, theirs = str(number.session), str(other.session)
            if ours in theirs or theirs in ours or len(ours) == len(theirs):
                return other.printed
    return None
