"""The numbers printed in a text of an alphabetic language: digits with "million", number words, "two thirds"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, cast

from palermo_engines.extraction.figures.digits import DIGIT_RUN, read_digits
from palermo_engines.extraction.figures.lexicon import Lexicon, alternatives
from palermo_engines.extraction.figures.numerals import compose, follows
from palermo_engines.extraction.figures.printed import Number, percent, plain
from palermo_engines.extraction.figures.words import number_words

_Kind = Literal["digits", "word", "scale", "share"]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    value: Decimal
    kind: _Kind
    other: Decimal | None = None


_DIGITS = re.compile(DIGIT_RUN)


_RATIO = re.compile(
    r"(?<![\w.,/-])(?P<part>\d{1,2})\s(?:in|out of|sur|de cada|из|من كل)\s(?:every\s)?"
    r"(?P<whole>[2-9]|10|12|20|100)(?![\w.,/-]\w)"
)


def _ratios(text: str) -> Iterator[_Token]:
    """ "1 in 5", "9 out of 10" as shares."""
    for match in _RATIO.finditer(text):
        part, whole = Decimal(match["part"]), Decimal(match["whole"])
        if part < whole:
            yield _Token(match.start(), match.end(), percent(part, whole), "share")


def _ratios_in_words(lowered: str, lexicon: Lexicon) -> Iterator[_Token]:
    """ "One victim in five", "une victime sur trois" as shares; ``every`` joins the part to the whole."""
    joiners = lexicon.strings("ratio_joiners")
    if not joiners:
        return
    numbers = lexicon.values("numbers")

    def source() -> str:
        words = alternatives(numbers)
        return (
            rf"(?<!\w)(?P<part>{words})\s[^\W\d_]+\s(?:{alternatives(joiners)})\s"
            rf"(?:every\s)?(?P<whole>{words})(?![\w-])"
        )

    for match in lexicon.compiled("ratio in words", source).finditer(lowered):
        part, whole = Decimal(numbers[match["part"]]), Decimal(numbers[match["whole"]])
        if 0 < part < whole <= 20:
            yield _Token(match.start(), match.end(), percent(part, whole), "share")


def _tokens(text: str, lexicon: Lexicon) -> list[_Token]:
    lowered = text.lower() if len(text.lower()) == len(text) else text
    ratios = [*_ratios(text), *_ratios_in_words(lowered, lexicon)]
    found = [
        _Token(match.start(), match.end(), read.value, "digits", read.other)
        for match in _DIGITS.finditer(text)
        if (read := read_digits(match[0], lexicon.language)) is not None
        and not any(ratio.start <= match.start() < ratio.end for ratio in ratios)
    ]
    found += ratios
    for start, end, code in number_words(lexicon).find(lowered):
        if any(ratio.start <= start < ratio.end for ratio in ratios):
            continue
        kind, value = code.split(":")
        found.append(_Token(start, end, Decimal(value), cast("_Kind", kind)))
    return sorted(found, key=lambda token: token.start)


def scan_alphabetic(text: str, lexicon: Lexicon) -> Iterator[Number]:
    """Numbers in digits and words, and shares, in order."""
    tokens = _tokens(text, lexicon)
    index = 0
    while index < len(tokens):
        group = _group(text, tokens, index, lexicon)
        index += len(group)
        number = _number_of(group)
        if number is not None:
            yield _and_a_half(text, number, lexicon)


def _and_a_half(text: str, number: Number, lexicon: Lexicon) -> Number:
    """ "One and a half days", "two and a half million"."""
    halves = lexicon.strings("and_a_half")
    if not halves or number.form == "share":
        return number
    scales = lexicon.values("scales")
    pattern = lexicon.compiled(
        "and a half", lambda: rf"\s(?:{alternatives(halves)})(?!\w)(?:\s(?P<scale>{alternatives(scales)})(?!\w))?"
    )
    found = pattern.match(text, number.end)
    if found is None:
        return number
    factor = Decimal(scales[found["scale"].lower()]) if found["scale"] else Decimal(1)
    return replace(number, end=found.end(), value=plain((number.value + Decimal("0.5")) * factor), other=None)


def _group(text: str, tokens: list[_Token], index: int, lexicon: Lexicon) -> list[_Token]:
    """The tokens from ``index`` on that make one number."""
    group = [tokens[index]]
    if group[0].kind == "share":
        return group
    for token in tokens[index + 1 :]:
        last = group[-1]
        gap = text[last.end : token.start].lower()
        if token.kind in ("digits", "share") or len(gap) > 6:
            break
        joined = gap.strip(" \u00a0\u202f-\u2011")
        if joined and not (joined in lexicon.strings("number_joiners") and last.kind != "digits"):
            break
        if joined and lexicon.language == "en" and last.value % 100:
            break
        if token.value == 10 and text[token.start] == "و":  # خمس وعشر is five and ten
            break
        if token.kind == "word" and (last.kind == "digits" or not follows(int(last.value), int(token.value))):
            break
        group.append(token)
    return group


def _number_of(group: list[_Token]) -> Number | None:
    first, last = group[0], group[-1]
    if first.kind == "share":
        return Number(first.start, first.end, first.value, "share")
    if first.kind == "digits":
        factor = compose([int(token.value) for token in group[1:]]) if len(group) > 1 else Decimal(1)
        other = None if len(group) > 1 else first.other
        return Number(first.start, last.end, plain(first.value * factor), "digits", other=other, factor=factor)
    if first.kind == "scale":
        return (
            None
            if len(group) == 1
            else Number(first.start, last.end, compose([int(token.value) for token in group]), "words")
        )
    return Number(
        first.start,
        last.end,
        compose([int(token.value) for token in group]),
        "words",
        factor=last.value if last.kind == "scale" else Decimal(1),
    )
