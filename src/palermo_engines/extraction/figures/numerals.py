"""Numbers written in words: Chinese numerals, and the number words of the alphabetic languages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
CHINESE_NUMERALS = "〇零一二两三四五六七八九十百千万亿"


def read_chinese_numeral(printed: str) -> int | None:
    """The value of a Chinese numeral (三百零五, 两万), or None when the characters make none (二〇一四, 三四)."""
    total = section = digit = 0
    seen_digit = False
    for char in printed:
        if char in _DIGITS:
            if seen_digit and digit:
                return None
            digit, seen_digit = _DIGITS[char], _DIGITS[char] != 0
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit, seen_digit = 0, False
        else:
            if not section + digit:
                return None
            total = (total + section + digit) * _MYRIADS[char] if char == "亿" else total + (section + digit) * 10**4
            section, digit, seen_digit = 0, 0, False
    if "〇" in printed and len(printed) > 2:
        return None
    return total + section + digit


def read_neighbours(printed: str) -> tuple[int, int] | None:
    """三四 (three or four) as a range, or None."""
    if len(printed) != 2 or any(char not in _DIGITS for char in printed):
        return None
    low, high = _DIGITS[printed[0]], _DIGITS[printed[1]]
    return (low, high) if 0 < low == high - 1 else None


def follows(previous: int, following: int) -> bool:
    """Whether a number word continues the one before it: twenty five, cent deux, خمسة وعشرون, but not two three."""
    if following >= 100:
        return previous < following
    if previous >= 100:
        return previous % 100 == 0
    if previous in (60, 80) and following < 20:
        return True
    if previous >= 20 and previous % 10 == 0:
        return following < 10
    return 0 < previous < 10 <= following and following % 10 == 0


def compose(values: Sequence[int]) -> Decimal:
    """Two, hundred, thousand, five -> 200005. Multipliers are 100, 1000, 10**6, 10**9 when something precedes them."""
    total = current = 0
    for value in values:
        if value >= 1000:
            total += max(current, 1) * value
            current = 0
        elif value == 100:
            current = max(current, 1) * 100
        else:
            current += value
    return Decimal(total + current)
