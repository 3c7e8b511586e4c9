"""What numbers a paragraph, a heading or an item, in each of the six languages.

This only reads the label that a line begins with. Whether the label counts (is it the next of its sequence, does
a heading follow?) is for ``sequence`` to decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from palermo_engines.documents.words import Words, fold


class Scheme(StrEnum):
    """The way a label counts. Headings use the first four, paragraphs ARABIC, items LETTER and ROMAN_ITEM."""

    HAN = "han"
    ROMAN = "roman"
    CAPITAL = "capital"
    ARABIC = "arabic"
    LETTER = "letter"
    ROMAN_ITEM = "roman item"
    HAN_ITEM = "han item"


@dataclass(frozen=True, slots=True)
class Label:
    """``value`` counts from 1; ``printed`` is without its point or brackets; the text starts at ``length``.

    ``other`` is a second reading or 0: Russian documents letter a, b, c in the Latin order with Cyrillic letters
    that look alike, or а, б, в in their own. ``tight`` says that digits follow the point at once, as where Chinese
    is set without spaces (``3.2043年``): only a label exactly in sequence is believed then.
    """

    scheme: Scheme
    value: int
    printed: str
    length: int
    other: int = 0
    tight: bool = False

    def follows(self, last: int) -> bool:
        """Whether this label is the next after ``last``."""
        return last + 1 in (self.value, self.other)


_HAN_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}
_HAN = re.compile(r"([一二三四五六七八九十]{1,3})\s*[.．、]\s*(?=\S|$)")
_ARABIC = re.compile(r"(\d{1,3})\s?[.．、](?![\d])\s*")
_ARABIC_TIGHT = re.compile(r"(\d{1,3})[.．、](?=\d{1,4}\s?[\u4e00-\u9fff])")
_ARABIC_DASH = re.compile(r"(\d{1,3})\s*[-–—]\s*(?=[^\W\d]|[\"«“(]|$)")
_ROMAN = re.compile(r"([IVXL]{1,6})\s*(?:[.．、]|\s[–—-])\s*(?=\S|$)")
_ROMAN_ALONE = re.compile(r"([IVX]{1,5})$")
_CAPITAL = re.compile(r"([A-ZА-Я])\s*(?:[.．、]|\s[–—-])\s*(?=\S|$)")
_CAPITAL_ALONE = re.compile(r"([A-H])$")
_ITEM = re.compile(r"(?:[(（]\s*([^\W\d_]{1,4})\s*[)）]|([a-zа-я]{1,4})\s?\))\s*(?=\S|$)")
_HAN_ITEM = re.compile(r"[(（]\s*([一二三四五六七八九十]{1,3})\s*[)）]\s*")
_ROMAN_FORM = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_ARABIC_WORD = re.compile(r"([\u0621-\u0652]+(?: عشر)?)\s*[-–—.:]\s*(?=\S|$)")
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_LOOK_ALIKE = str.maketrans("авсеикмнорсту", "abceukmhopcty")


def label_of(text: str, words: Words) -> Label | None:
    """The label a line begins with, or None."""
    first = text[0]
    if first in _HAN_DIGITS or first == "十":
        return _han(text, _HAN, Scheme.HAN)
    if first.isdigit():
        return _arabic(text, words)
    if first in "(（":
        return _han(text, _HAN_ITEM, Scheme.HAN_ITEM) or _item(text, words)
    if "\u4e00" <= first <= "\u9fff":
        return None
    if words.heading_numerals and "\u0621" <= first <= "\u064a":
        return _arabic_word(text, words)
    return _latin(text, words)


def roman_value(numeral: str) -> int:
    """The value of a well-formed Roman numeral below 40, in any case; 0 when it is none."""
    lowered = numeral.lower()
    if not lowered or _ROMAN_FORM.fullmatch(lowered) is None:
        return 0
    values = [_ROMAN_VALUES[sign] for sign in lowered]
    signed = [-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True)]
    return sum(signed)


def han_value(numeral: str) -> int:
    """The value of a Chinese numeral below 100; 0 when malformed."""
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _HAN_DIGITS.get(numeral, 0)
    if any(part and part not in _HAN_DIGITS for part in (tens, ones)):
        return 0
    return 10 * _HAN_DIGITS.get(tens, 1) + _HAN_DIGITS.get(ones, 0)


def _han(text: str, pattern: re.Pattern[str], scheme: Scheme) -> Label | None:
    found = pattern.match(text)
    value = han_value(found[1]) if found else 0
    return Label(scheme, value, found[1], found.end()) if found and value else None


def _arabic(text: str, words: Words) -> Label | None:
    found = _ARABIC.match(text)
    if found is None and words.language == "ar":
        found = _ARABIC_DASH.match(text)
    tight = None
    if found is None and words.language == "zh":
        found = tight = _ARABIC_TIGHT.match(text)
    if found is None:
        return None
    return Label(Scheme.ARABIC, int(found[1]), str(int(found[1])), found.end(), tight=tight is not None)


def _latin(text: str, words: Words) -> Label | None:
    """A Roman or capital heading label (``I`` to ``L`` may be either: a Roman numeral wins), or ``a)``."""
    found = _ROMAN.match(text) or _ROMAN_ALONE.match(text)
    if found and roman_value(found[1]):
        return Label(Scheme.ROMAN, roman_value(found[1]), found[1], found.end())
    found = _CAPITAL.match(text) or _CAPITAL_ALONE.match(text)
    if found:
        return _lettered(Scheme.CAPITAL, found[1], found.end(), _CYRILLIC)
    return _item(text, words)


def capital_reading(label: Label) -> Label | None:
    """A one-letter Roman label read as a capital (``I.`` after ``H.``, ``C.`` never was Roman), or None."""
    if label.scheme is not Scheme.ROMAN or len(label.printed) != 1:
        return None
    return _lettered(Scheme.CAPITAL, label.printed, label.length, "")


def _arabic_word(text: str, words: Words) -> Label | None:
    found = _ARABIC_WORD.match(text)
    if found is None:
        return _item(text, words)
    word = fold(found[1])
    for scheme, values in ((Scheme.ROMAN, words.heading_numerals), (Scheme.CAPITAL, words.heading_letters)):
        if word in values:
            return Label(scheme, values[word], found[1], found.end())
    return None


def _item(text: str, words: Words) -> Label | None:
    found = _ITEM.match(text)
    if found is None:
        return None
    printed = found[1] or found[2]
    if len(printed) == 1:
        return _lettered(Scheme.LETTER, printed, found.end(), words.item_letters)
    roman = roman_value(printed)
    return Label(Scheme.ROMAN_ITEM, roman, printed, found.end()) if roman and printed.islower() else None


def _lettered(scheme: Scheme, printed: str, length: int, letters: str) -> Label | None:
    """A label that counts by letters: Latin ones, or those of ``letters`` in their order."""
    lowered = fold(printed)
    alike = lowered.translate(_LOOK_ALIKE)
    latin = ord(alike) - 96 if "a" <= alike <= "z" else 0
    own = letters.find(lowered) + 1 if letters else 0
    return Label(scheme, latin or own, printed, length, own if latin else 0) if latin or own else None


def roman_item_reading(label: Label) -> Label | None:
    """An item ``(i)``, ``(v)`` or ``(x)`` read as a small Roman numeral, or None."""
    if label.scheme is not Scheme.LETTER or not roman_value(label.printed) or not label.printed.isascii():
        return None
    return Label(Scheme.ROMAN_ITEM, roman_value(label.printed), label.printed, label.length)
