"""Every number printed in a text, wherever it stands: digits, words, shares, ranges. What counts is decided later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from palermo_engines.extraction.figures.digits import DIGIT_RUN, read_digits
from palermo_engines.extraction.figures.lexicon import Lexicon, alternatives
from palermo_engines.extraction.figures.numerals import (
    CHINESE_NUMERALS,
    compose,
    follows,
    read_chinese_numeral,
    read_neighbours,
)
from palermo_engines.extraction.figures.words import number_words
from palermo_engines.kit.quantities import Qualifier

Form = Literal["digits", "words", "share"]
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed at ``start``..``end``. A share is in percent. ``other`` is a second reading (digits.py)."""

    start: int
    end: int
    value: Decimal
    form: Form
    high: Decimal | None = None
    other: Decimal | None = None
    qualifier: Qualifier | None = None
    factor: Decimal = Decimal(1)


def scan_numbers(text: str, lexicon: Lexicon, taken: bytes | bytearray = b"") -> list[Number]:
    """The numbers of a text in order, ranges joined. ``taken`` is 1 at characters that belong to something else."""
    taken = taken or bytes(len(text))
    if lexicon.chinese:
        return list(_join_ranges(text, _scan_chinese(text, lexicon, taken), lexicon))
    found = (number for number in _scan_alphabetic(text, lexicon) if 1 not in taken[number.start : number.end])
    return list(_join_ranges(text, found, lexicon))


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """A share in percent, to two places."""
    return (part * 100 / whole).quantize(_HUNDREDTH).normalize() + 0


@lru_cache(maxsize=1)
def _chinese_pattern() -> re.Pattern[str]:
    numeral = f"[{CHINESE_NUMERALS}]+"
    any_number = rf"(?:{DIGIT_RUN}|{numeral})"
    return re.compile(  # the lookahead lets most characters fail at once
        rf"(?=[\d{CHINESE_NUMERALS}过半])(?:(?P<denominator>百|{any_number})分之(?P<numerator>{any_number}(?:点{numeral})?)"
        rf"|(?P<half>过?半数|一半)"
        rf"|(?P<digits>{DIGIT_RUN})(?P<more>\s?[多余])?(?:\s?(?P<scale>万亿|[千百十]万|[百千万亿]))?"
        rf"|(?P<numeral>{numeral}))"
    )


def _scan_chinese(text: str, lexicon: Lexicon, taken: bytes | bytearray) -> Iterator[Number]:
    scales = lexicon.values("scales")
    counters = _counters(lexicon)
    for match in _chinese_pattern().finditer(text):
        if taken[match.start()]:
            continue
        if match.lastgroup == "numeral":
            if text[match.end() : match.end() + 1] in counters:
                yield from _chinese_words(match)
        elif match["digits"]:
            yield from _chinese_digits(match, scales)
        elif match["half"]:
            over = Qualifier.MORE_THAN if match["half"].startswith("过") else None
            yield Number(match.start(), match.end(), Decimal(50), "share", qualifier=over)
        else:
            yield from _chinese_share(match)


@lru_cache(maxsize=1)
def _counters(lexicon: Lexicon) -> frozenset[str]:
    """The characters that may stand behind a numeral that counts: the first ones of measure words and units."""
    words = [*lexicon.inverted("classifiers"), *lexicon.inverted("direct_units"), *lexicon.inverted("currencies"),
             *lexicon.strings("ranges", "joiners")]
    return frozenset([word[0] for word in words] + ["多", "余", "来", " ", "\u00a0"])


def _chinese_digits(match: re.Match[str], scales: dict[str, int]) -> Iterator[Number]:
    read = read_digits(match["digits"], "zh")
    if read is None:
        return
    scale = match["scale"]
    more = Qualifier.MORE_THAN if match["more"] and scale else None
    end = match.end() if scale else match.end("digits")
    factor = Decimal(scales[scale] if scale else 1)
    other = read.other * factor if read.other is not None and not scale else None
    yield Number(match.start(), end, _plain(read.value * factor), "digits", other=other, qualifier=more,
                 factor=factor)


def _chinese_words(match: re.Match[str]) -> Iterator[Number]:
    pair = read_neighbours(match["numeral"])
    if pair:
        yield Number(match.start(), match.end(), Decimal(pair[0]), "words", high=Decimal(pair[1]))
        return
    value = read_chinese_numeral(match["numeral"])
    if value:
        yield Number(match.start(), match.end(), Decimal(value), "words")


def _chinese_share(match: re.Match[str]) -> Iterator[Number]:
    whole = _either(match["denominator"])
    head, _, tail = match["numerator"].partition("点")
    part = _either(head)
    if part is not None and tail:
        digits = "".join(str(read_chinese_numeral(char) or 0) for char in tail)
        part = Decimal(f"{part}.{digits}")
    if whole and part is not None and part <= whole:
        yield Number(match.start(), match.end(), percent(part, whole), "share")


def _either(printed: str) -> Decimal | None:
    if printed[0].isdecimal():
        read = read_digits(printed, "zh")
        return read.value if read else None
    value = read_chinese_numeral(printed)
    return Decimal(value) if value is not None else None


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    value: Decimal
    kind: Literal["digits", "word", "scale", "share"]
    other: Decimal | None = None


_DIGITS = re.compile(DIGIT_RUN)


_RATIO = re.compile(
    r"(?<![\w.,/-])(?P<part>\d{1,2})\s(?:in|out of|sur|de cada|из|من كل)\s(?:every\s)?(?P<whole>[2-9]|10|12|20|100)(?![\w.,/-]\w)")


def _ratios(text: str) -> Iterator[_Token]:
    """"1 in 5", "9 out of 10" as shares."""
    for match in _RATIO.finditer(text):
        part, whole = Decimal(match["part"]), Decimal(match["whole"])
        if part < whole:
            yield _Token(match.start(), match.end(), percent(part, whole), "share")


def _tokens(text: str, lexicon: Lexicon) -> list[_Token]:
    lowered = text.lower() if len(text.lower()) == len(text) else text
    ratios = list(_ratios(text))
    found = [
        _Token(match.start(), match.end(), read.value, "digits", read.other)
        for match in _DIGITS.finditer(text)
        if (read := read_digits(match[0], lexicon.language)) is not None
        and not any(ratio.start <= match.start() < ratio.end for ratio in ratios)
    ]
    found += ratios
    for start, end, code in number_words(lexicon).find(lowered):
        kind, value = code.split(":")
        found.append(_Token(start, end, Decimal(value), kind))  # type: ignore[arg-type]
    return sorted(found, key=lambda token: token.start)


def _scan_alphabetic(text: str, lexicon: Lexicon) -> Iterator[Number]:
    tokens = _tokens(text, lexicon)
    index = 0
    while index < len(tokens):
        group = _group(text, tokens, index, lexicon)
        index += len(group)
        number = _number_of(group)
        if number is not None:
            yield number


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
        return Number(first.start, last.end, _plain(first.value * factor), "digits", other=other, factor=factor)
    if first.kind == "scale":
        return None if len(group) == 1 else Number(
            first.start, last.end, compose([int(token.value) for token in group]), "words")
    return Number(first.start, last.end, compose([int(token.value) for token in group]), "words",
                  factor=last.value if last.kind == "scale" else Decimal(1))


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros after the point, and never in exponent form."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def _range_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return lexicon.compiled("range", lambda: (
        rf"\s*(?:{alternatives(lexicon.strings('ranges', 'units'))})?\s*"
        rf"(?:{alternatives(lexicon.strings('ranges', 'joiners'))})\s*"))


def _join_ranges(text: str, numbers: Iterator[Number], lexicon: Lexicon) -> Iterator[Number]:
    joiner = _range_pattern(lexicon)
    pending: Number | None = None
    for number in numbers:
        joined = _range(text, pending, number, joiner, lexicon) if pending else None
        if joined is None and pending is not None:
            yield pending
        pending = joined or number
    if pending is not None:
        yield pending


def _range(text: str, low: Number, high: Number, joiner: re.Pattern[str], lexicon: Lexicon) -> Number | None:
    between = text[low.end : high.start]
    if len(between) > 14 or low.high is not None or high.high is not None or low.form != high.form:
        return None
    if not (joiner.fullmatch(between) or _is_between(text, low, between, lexicon)) or _changes(text, low, lexicon):
        return None
    first = low.value
    if high.factor > low.factor == 1:
        first = _plain(low.value * high.factor)
    return replace(high, start=low.start, value=first, high=high.value) if first < high.value else None


def _is_between(text: str, low: Number, between: str, lexicon: Lexicon) -> bool:
    before = text[max(0, low.start - 12) : low.start].lower().rstrip()
    return any(
        before.endswith(opening) and between.strip().lower() == closing
        for opening, closing in lexicon.values("ranges", "pairs").items()
    )


def _changes(text: str, low: Number, lexicon: Lexicon) -> bool:
    """ "Rose from 10 to 20" states two figures, not a range."""
    before = text[max(0, low.start - 40) : low.start].lower()
    return any(word in before for word in lexicon.strings("ranges", "changes"))
