"""Numbers that are no figures: dates, ordinals, symbols, articles, paragraphs, telephone numbers, titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from palermo_engines.extraction.figures.lexicon import Lexicon
from palermo_engines.extraction.figures.printed import Number
from palermo_engines.extraction.passages import ReadPassage

_PROTECTED = re.compile(
    r"(?=[A-Za-z\d#+《〈])(?:https?://\S+|www\.\S+|\b[\w.+-]+@[\w.-]+\w"
    r"|\b[A-Z]{1,12}(?:[/.][\w()\[\].-]+)+(?:\s?/\s?\d+\b)?"  # A/CONF.234/11, E.16.IV.6
    r"|\b[A-Za-z]+-\d+(?:/\d+)?"  # COVID-19, I-24/7
    r"|\d+/\d+(?:/\w+)*"  # 68/192, 2016/17
    r"|#\w+|\bISBN[\s\d-]+|\+\d[\d ()-]{6,}|\d{1,2}[:：]\d{2}\b"
    r"|《[^》]{0,120}》|〈[^〉]{0,80}〉)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_RANGE = re.compile(r"\s*[-–—－/~至到]\s*(?:(?:19|20)?\d\d)(?!\d)|\s*(?:to|à|a|по|إلى)\s+(?:19|20)\d\d")
_CHAIN = re.compile(
    r"[\s、,，/和及与至&–-]*(?:第|and|or|to|through|et|à|y|a|и|или|по|و|إلى)?[\s、,，和及与至–-]*"
    r"(?:\([a-z]\))?\s*",
    re.IGNORECASE,
)


def figures_only(numbers: Sequence[Number], read: ReadPassage, lexicon: Lexicon) -> list[Number]:
    """The numbers that may be figures: no labels, years, vague or anaphoric ones, nothing glued to letters."""
    text = read.passage.text
    kept: list[Number] = []
    excluded_end: int | None = None
    for number in numbers:
        chained = excluded_end is not None and _chains(text, excluded_end, number)
        if chained or _is_label(text, number, lexicon):
            excluded_end = number.end
        elif (
            not _is_rate_base(text, number)
            and not _is_attached(text, number)
            and not _is_year(text, number)
            and not _is_vague(text, number, lexicon)
        ):
            kept.append(number)
    return kept


def taken_by_others(read: ReadPassage) -> bytearray:
    """A 1 at every character that belongs to a date, a name, an address, a symbol or a title."""
    text = read.passage.text
    taken = bytearray(len(text))
    for match in _PROTECTED.finditer(text):
        taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    for place in (*(date.place for date in read.dates), *(mention.place for mention in read.mentions)):
        taken[place.start : place.end] = b"\1" * (place.end - place.start)
    return taken


def _chains(text: str, excluded_end: int, number: Number) -> bool:
    """ "Articles 5, 6 and 7": a number goes with the excluded one that it is strung to."""
    between = text[excluded_end : number.start]
    return len(between) < 14 and bool(between.strip()) and _CHAIN.fullmatch(between) is not None


def _is_label(text: str, number: Number, lexicon: Lexicon) -> bool:
    """The number names something: Article 5, 第二届, paragraph 12, resolution 64/293, 21st."""
    before = text[max(0, number.start - 24) : number.start]
    after = text[number.end : number.end + 10]
    return bool(
        lexicon.pattern(_label_before(lexicon), "not_figures", "before").search(before)
        or lexicon.pattern(r"[\s-]*(?:{})", "not_figures", "after").match(after)
        or any(re.match(pattern, after) for pattern in lexicon.strings("not_figures", "after_patterns"))
    )


def _label_before(lexicon: Lexicon) -> str:
    return r"(?:{})\s*$" if lexicon.chinese else r"(?:^|[^\w])(?:{})\.?[\s(№]*$"


def _is_rate_base(text: str, number: Number) -> bool:
    """ "每10万人": what a rate is counted per."""
    return number.value >= 1000 and text[max(0, number.start - 2) : number.start].strip().endswith("每")


def _is_attached(text: str, number: Number) -> bool:
    """Glued to letters, or to a hyphen or slash that leads to letters: no free-standing number."""
    if number.form == "share":
        return False
    before = text[number.start - 1] if number.start else " "
    after = text[number.end : number.end + 4]
    if number.form == "digits":
        if before.isascii() and (before.isalpha() or before in "/#_.№") and not _currency_before(text, number):
            return True
        return bool(re.match(r"[A-Za-z](?!\w*(?:m|k|n)\b)|[/_]\s?\d|-[A-Z]|\)", after)) and not _is_bracketed(
            text, number
        )
    return bool(before == "-" or re.match(r"-(?:stop|sided|way|off|third|half|to-one)", text[number.end :][:9]))


def _is_bracketed(text: str, number: Number) -> bool:
    """ "(23)" after words is a count; "23)" and "(1)" at the start of an item are list marks."""
    opened = text[: number.start].rstrip().endswith("(")
    closes = text[number.end :].startswith(")")
    if closes and opened and number.value >= 100 and not _YEAR.fullmatch(text[number.start : number.end]):
        return True
    return not closes or (not opened and "(" in text[max(0, number.start - 60) : number.start])


def _currency_before(text: str, number: Number) -> bool:
    return bool(re.search(r"(?:US|EUR|USD|GBP|CHF|CAD|AUD|Rs|Fr)\.?$", text[max(0, number.start - 4) : number.start]))


def _is_year(text: str, number: Number) -> bool:
    """A bare four-figure number from 1900 to 2099 is a year unless a unit noun follows; see ``units.read_unit``."""
    printed = text[number.start : number.end]
    if number.form != "digits":
        return False
    if number.high is not None:
        return bool(re.fullmatch(r"(?:19|20)\d\d\D+(?:19|20)?\d\d", printed))
    if not _YEAR.fullmatch(printed):
        return False
    after = text[number.end : number.end + 10]
    return bool(
        re.match(r"\s*年", after)
        or _YEAR_RANGE.match(after)
        or re.search(r"(?:19|20)\d\d\s*年?\s*[-–—至到和及、]\s*$", text[max(0, number.start - 10) : number.start])
    )


def _is_vague(text: str, number: Number, lexicon: Lexicon) -> bool:
    """数百名, 几千, 上万: hundreds and thousands that state no number. 这两个, the two: said before."""
    if number.form == "share":
        return bool(
            lexicon.pattern(r"(?:^|\b|(?<=[^\x00-\x7f]))(?:{})[\s-]*$", "not_figures", "half_before").search(
                text[max(0, number.start - 14) : number.start]
            )
        ) or bool(lexicon.pattern(r"[\s-]*(?:{})", "not_figures", "half_after").match(text[number.end :][:14]))
    before = text[max(0, number.start - 12) : number.start].rstrip().lower()
    if lexicon.chinese:
        if text[number.start : number.end] == "二":  # one counts 两; 二次 is "a second time"
            return True
        multiplier = text[number.start] in "十百千万亿" and number.form == "words"
        if multiplier and (
            before.endswith(lexicon.strings("not_figures", "vague")) or text[number.start] in "百千万亿"
        ):
            return True
        return number.form == "words" and before.endswith(lexicon.strings("not_figures", "anaphora"))
    return number.form == "words" and bool(
        lexicon.pattern(r"(?:^|\W)(?:{})\s*$", "not_figures", "anaphora").search(before)
    )
