"""The numbers printed in a Chinese text: digits with 万 and 亿, numerals, 三分之一, 一半."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from palermo_engines.extraction.figures.digits import DIGIT_RUN, read_digits
from palermo_engines.extraction.figures.lexicon import Lexicon
from palermo_engines.extraction.figures.numerals import CHINESE_NUMERALS, read_chinese_numeral, read_neighbours
from palermo_engines.extraction.figures.printed import Number, percent, plain
from palermo_engines.kit.quantities import Qualifier


@lru_cache(maxsize=1)
def _chinese_pattern() -> re.Pattern[str]:
    numeral = f"[{CHINESE_NUMERALS}]+"
    any_number = rf"(?:{DIGIT_RUN}|{numeral})"
    return re.compile(  # the lookahead lets most characters fail at once
        rf"(?=[\d{CHINESE_NUMERALS}过半])(?:(?P<denominator>百|{any_number})分之(?P<numerator>{any_number}(?:点{numeral})?)"
        rf"|(?P<tenths>[一二两三四五六七八九])成(?=左右|以[上下]|多|的|[，。；、）]|$)"
        rf"|(?P<half>过?半数|一半)"
        rf"|(?P<digits>{DIGIT_RUN})(?P<more>\s?[多余])?(?:\s?(?P<scale>万亿|[千百十]万|[百千万亿]))?"
        rf"|(?P<numeral>{numeral}))"
    )


_EVERY = re.compile(
    rf"每(?P<whole>[{CHINESE_NUMERALS}]|\d+)\s?(?:名|个|位|人)[^，。；、]{{0,16}}?中?就?约?有"
    rf"(?P<part>[{CHINESE_NUMERALS}]|\d+)\s?(?:名|个|位|人)"
)


def _shares_of_every(text: str) -> Iterator[Number]:
    """ "每三名受害者中就有一名": one in three."""
    for match in _EVERY.finditer(text):
        whole, part = _either(match["whole"]), _either(match["part"])
        if whole and part and part < whole:
            yield Number(match.start(), match.end(), percent(part, whole), "share")


def scan_chinese(text: str, lexicon: Lexicon, taken: bytes | bytearray) -> Iterator[Number]:
    """Numbers in digits, numerals and shares; shares of \"every three\" come first, others in order."""
    scales = lexicon.values("scales")
    counters = _counters(lexicon)
    if "每" in text:
        taken = bytearray(taken)
        for share in _shares_of_every(text):
            taken[share.start : share.end] = b"\1" * (share.end - share.start)
            yield share
    for match in _chinese_pattern().finditer(text):
        if taken[match.start()]:
            continue
        if match.lastgroup == "numeral":
            if text[match.end() : match.end() + 1] in counters:
                yield from _chinese_words(match)
        elif match["digits"]:
            yield from _chinese_digits(match, scales)
        elif match["tenths"]:
            tenths = read_chinese_numeral(match["tenths"]) or 0
            yield Number(match.start(), match.end(), Decimal(tenths * 10), "share")
        elif match["half"]:
            over = Qualifier.MORE_THAN if match["half"].startswith("过") else None
            yield Number(match.start(), match.end(), Decimal(50), "share", qualifier=over)
        else:
            yield from _chinese_share(match)


@lru_cache(maxsize=1)
def _counters(lexicon: Lexicon) -> frozenset[str]:
    """The characters that may stand behind a numeral that counts: the first ones of measure words and units."""
    words = [
        *lexicon.inverted("classifiers"),
        *lexicon.inverted("direct_units"),
        *lexicon.inverted("currencies"),
        *lexicon.strings("ranges", "joiners"),
    ]
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
    yield Number(match.start(), end, plain(read.value * factor), "digits", other=other, qualifier=more, factor=factor)


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
