"""Footnote marks: found in the text, taken out of it, and tied to their footnotes.

Where the format does not show a mark as such, a mark is a number glued to a word, a quotation mark or a full stop.
It counts when it is the number of a footnote that is next in order and that stands further down, on the same page;
a mark used again counts after a closing quotation mark or bracket, or glued to a lower-case letter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from palermo_engines.documents.formats.text import raised
from palermo_engines.documents.lines import MARK, MARK_CLOSE, MARK_OPEN, Note
from palermo_engines.documents.model import Mark

_HAN_SIGNS = "\u3001-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff5e\u2018\u2019\u201c\u201d\u2014\u2026"
_SPACE_BESIDE_HAN = re.compile(rf"[ \u00a0\u3000\t]+(?:(?=[{_HAN_SIGNS}])|(?<=[{_HAN_SIGNS}][ \u00a0\u3000\t]))")
_SPACES = re.compile(r"[ \u00a0\t]{2,}|[\u00a0\t]")
_SOLID = re.compile(r"\S+")
_GLUED = re.compile(r"(?<=[^\s\d])(?:\d{1,3}(?!\d)|\*{1,4}(?!\*))")
_BRACKETED = re.compile(r"(?<=\S)\s?[(\[](\d{1,3})[)\]]")
_CLOSING = frozenset("》”’」』）】)]»\"'〉")
_STOPS = frozenset("。，；：、！？.,;:!?،؛؟")
_NUMBERS_ON = frozenset(".,/-–—:．")
_COUNTERS = frozenset(
    "年月日个名项条款段国起人次份种多％%万亿千百至和到岁天小届号章节类位件例所家区级倍元美余分时周期第卷页部"
)
_CONNECTING = frozenset("和至到")
_ABBREVIATION = re.compile(
    r"(?<![A-Za-zÀ-ÿА-яё])(?:[A-Z]+|[A-Za-zÀ-ÿА-яё]|Corr|Add|Rev|Amend|Nos?|[Aa]rts?|[Pp]aras?|[Vv]ol|[Cc]h|[Pp]p?|[Ff]ig|[Nn]úm)$"
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_THOUSANDS = re.compile(r"\d{3}")
_LATIN_BEFORE = re.compile(r"[a-zà-öø-ÿа-яё\u0621-\u064a]")


@dataclass(slots=True)
class Text:
    """A paragraph's text on its way: ``raw`` as joined, then ``text`` and ``marks`` when its marks are settled."""

    raw: str
    first: int
    last: int
    text: str = ""
    marks: tuple[Mark, ...] = ()
    found: list[tuple[int, int, str]] = field(default_factory=list)


def settle_marks(texts: Sequence[Text], notes: Sequence[Note], chinese: bool) -> list[int | None]:
    """Tie notes to texts: for every note the position of its text among ``texts``, or None.

    Fills each text's ``text`` and ``marks``.
    """
    keys = {note.key for note in notes}
    shown = _find_shown(texts, keys)
    ties = _find_glued(texts, notes, shown) if notes else []
    for each in texts:
        _finish(each, keys, chinese)
    return ties


def _find_shown(texts: Sequence[Text], keys: set[str]) -> dict[str, list[int]]:
    """Marks that the format shows as such: the positions of the texts they stand in, by key."""
    shown: dict[str, list[int]] = {}
    for position, each in enumerate(texts):
        if MARK_OPEN not in each.raw:
            continue
        for found in MARK.finditer(each.raw):
            if found[1] in keys:
                each.found.append((found.start(), found.end(), found[1]))
                shown.setdefault(found[1], []).append(position)
    return shown


@dataclass(frozen=True, slots=True)
class _Glued:
    """A number glued to the text before it: a possible mark. ``sure`` when nothing but a mark stands so."""

    position: int
    start: int
    end: int
    key: str
    sure: bool


def _find_glued(texts: Sequence[Text], notes: Sequence[Note], shown: dict[str, list[int]]) -> list[int | None]:
    bracketed = any(note.bracketed for note in notes)
    by_key = _glued_by_key(texts, {_plain(note.key) for note in notes} - set(shown), bracketed)
    ends = [each.last for each in texts]
    ties: list[int | None] = []
    place = (0, 0)
    for note in notes:
        limit = bisect_left(ends, note.line)
        if note.key in shown:
            ties.append(_nearest(shown[note.key], limit))
            continue
        chosen = _next_mark(by_key.get(_plain(note.key), []), place, limit)
        if chosen is None:
            ties.append(None)
            continue
        place = (chosen.position, chosen.end)
        texts[chosen.position].found.append((chosen.start, chosen.end, note.key))
        ties.append(chosen.position)
    _find_repeated(texts, by_key, {note.key: tie for note, tie in zip(notes, ties, strict=True) if tie is not None})
    return ties


def _nearest(positions: Sequence[int], limit: int) -> int:
    """The last text with the mark at or before the note, else the first after it."""
    before = bisect_left(positions, limit + 1)
    return positions[before - 1] if before else positions[0]


def _plain(key: str) -> str:
    """A key with its digits made Western, so that ١ and 1 are one mark."""
    return str(int(key)) if key.isdecimal() else key


def _glued_by_key(texts: Sequence[Text], keys: set[str], bracketed: bool) -> dict[str, list[_Glued]]:
    by_key: dict[str, list[_Glued]] = {}
    if not keys:
        return by_key
    pattern = _BRACKETED if bracketed else _GLUED
    for position, each in enumerate(texts):
        for found in pattern.finditer(each.raw):
            key = _plain(found[1] if bracketed else found[0])
            if key in keys:
                sure = bracketed or _certainty(each.raw, found.start(), found.end())
                if sure is not None:
                    by_key.setdefault(key, []).append(_Glued(position, found.start(), found.end(), key, sure))
    return by_key


def _certainty(raw: str, start: int, end: int) -> bool | None:
    """True where only a mark can stand, False where one may, None where none can."""
    before, after = raw[start - 1], raw[end : end + 1]
    if raw[start] == "*":
        return not after.isalnum() or after > "\u2e7f"
    if after == " " and raw[end + 1 : end + 2] > "\u2e7f":
        after = raw[end + 1]
    if after and (after in "%％°/" or (after in _NUMBERS_ON and raw[end + 1 : end + 2].isdigit())):
        return None
    if before in _CLOSING:
        return True if not after or after not in _COUNTERS or after in _CONNECTING else None
    if before in _STOPS:
        if before in _NUMBERS_ON and not _ends_before(raw, start):
            return None
        return not after or after not in _COUNTERS
    if before > "\u2e7f":
        return None if after and after in _COUNTERS else False
    return True if _LATIN_BEFORE.match(before) and not after.isalpha() else None


def _ends_before(raw: str, start: int) -> bool:
    """Whether the sign before a number ends a sentence or clause: not in ``Corr.1``, ``CN.15``, ``3.5`` or ``A/1``."""
    if raw[start - 1] not in ".:,．":
        return False
    word = raw[max(0, start - 40) : start - 1].rsplit(" ", 1)[-1]
    if _YEAR.fullmatch(word) and not _THOUSANDS.match(raw, start):
        return True
    if word and word[-1].isdigit():
        return raw[start - 1] == "." and len(word) > 3 and not raw[start + 1 : start + 2].isdigit()
    return "/" not in word and _ABBREVIATION.search(word) is None


def _next_mark(found: Sequence[_Glued], place: tuple[int, int], limit: int) -> _Glued | None:
    """The first sure mark after the last one and before its note, else the first possible one."""
    first = bisect_left(found, place, key=lambda each: (each.position, each.start))
    possible = None
    for each in found[first : first + 200]:
        if each.position > limit:
            break
        if each.sure:
            return each
        possible = possible or each
    return possible


def _find_repeated(texts: Sequence[Text], by_key: dict[str, list[_Glued]], tied: dict[str, int]) -> None:
    """Marks used again further down."""
    for key, first in tied.items():
        for each in by_key.get(key, []):
            before = texts[each.position].raw[each.start - 1]
            after = texts[each.position].raw[each.end : each.end + 1]
            stopped = before in ".,;" and (not after or after.isspace())
            again = each.sure and (before in _CLOSING or stopped or _LATIN_BEFORE.match(before) or key[0] == "*")
            taken = any(start == each.start for start, _, _ in texts[each.position].found)
            if again and each.position >= first and not taken:
                texts[each.position].found.append((each.start, each.end, key))


def _finish(each: Text, keys: set[str], chinese: bool) -> None:
    """Take the marks out, set raised numbers that are none back, and tidy the spaces."""
    raw = each.raw
    if not each.found and MARK_OPEN not in raw:
        each.text = tidy(raw, chinese)
        return
    pieces: list[str] = []
    marks: list[tuple[str, int]] = []
    length = done = 0
    for start, end, key in sorted([*each.found, *_unclaimed(raw, keys)]):
        pieces.append(raw[done:start])
        length += start - done
        if key:
            marks.append((key, length))
        else:
            pieces.append(raised(raw[start + 1 : end - 1]))
            length += end - start - 2
        done = end
    pieces.append(raw[done:])
    bare = "".join(pieces)
    each.text = tidy(bare, chinese)
    each.marks = tuple(Mark(key, _moved(offset, bare, each.text)) for key, offset in marks)


def _unclaimed(raw: str, keys: set[str]) -> list[tuple[int, int, str]]:
    return [(found.start(), found.end(), "") for found in MARK.finditer(raw) if found[1] not in keys]


def tidy(text: str, chinese: bool) -> str:
    """Spaces as a reader expects them: none beside a Chinese character, one elsewhere."""
    text = _SPACES.sub(" ", text) if not text.isascii() or "  " in text or "\t" in text else text
    return _SPACE_BESIDE_HAN.sub("", text).strip() if chinese else text.strip()


def _moved(offset: int, text: str, tidied: str) -> int:
    """Where the character at ``offset`` went when the text was tidied: tidying moves nothing but spaces."""
    solid = len("".join(text[:offset].split()))
    for run in _SOLID.finditer(tidied):
        size = run.end() - run.start()
        if solid <= size:
            return run.start() + solid
        solid -= size
    return len(tidied)


def without_marks(text: str) -> str:
    """A text (a heading, a cell, a footnote) with any mark that the format showed left out."""
    return MARK.sub("", text) if MARK_OPEN in text or MARK_CLOSE in text else text
