"""The numbers of headings as United Nations reports print them: I and A, 一 and A, أولا and ألف."""

from __future__ import annotations

from palermo_engines.kit.languages import Language

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_HAN = "一二三四五六七八九"
_ARABIC_CHAPTERS = ("أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا")
_ARABIC_SECTIONS = ("ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء", "كاف", "لام")


def heading_number(level: int, number: int, language: Language) -> str:
    """The number of the ``number``-th heading of a level, without point; digits beyond what the language spells."""
    if language == "ar":
        names = _ARABIC_CHAPTERS if level == 1 else _ARABIC_SECTIONS
        return names[number - 1] if number <= len(names) else str(number)
    if level > 1:
        return chr(ord("A") + number - 1) if number <= 26 else str(number)
    return _han(number) if language == "zh" else _roman(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _HAN[tens - 1] + "十")
    return head + (_HAN[ones - 1] if ones else "")
