"""Where clauses and sentences begin and end in a passage."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from palermo_engines.kit.languages import Language

_CLAUSE = {
    True: re.compile(r"[，；。：！？（）()\n]|,(?!\d{3})|——|;"),
    False: re.compile(r"[;:()\n—!?،؛؟]|,(?!\d)|(?<!\bдолл)(?<!\bмлн)(?<!\bмлрд)(?<!\bтыс)\.(?=\s|$)|(?<=\s)–(?=\s)"),
}
_SENTENCE = {
    True: re.compile(r"[。！？\n]"),
    False: re.compile(
        r"[!?؟\n]|(?<!\bNo)(?<!\bvol)(?<!\bpara)(?<!\bArt)(?<!\bдолл)(?<!\bмлн)(?<!\bмлрд)(?<!\bтыс)(?<!\bСм)(?<!\bpárr)(?<!\bnúm)\.(?=\s+[\W\d]*[A-ZÀ-ÝА-Яء-ي«“\"(]|\s*$)"
    ),
}
Span = tuple[int, int]


class Layout:
    """Clauses are cut at commas and stronger marks, sentences at full stops."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self._chinese = language == "zh"
        self._sentences: dict[int, Span] = {}

    @cached_property
    def _clause_cuts(self) -> list[int]:
        return [0, *(match.end() for match in _CLAUSE[self._chinese].finditer(self.text)), len(self.text) + 1]

    @cached_property
    def _sentence_cuts(self) -> list[int]:
        return [0, *(match.end() for match in _SENTENCE[self._chinese].finditer(self.text)), len(self.text) + 1]

    def clause(self, position: int) -> Span:
        """The clause a position stands in, its closing mark included."""
        return _between(self._clause_cuts, position, len(self.text))

    def clause_past_brackets(self, position: int) -> Span:
        """The clause with what follows the brackets it runs into: "trained 36 judges (5 women) in mock trials"."""
        start, end = self.clause(position)
        while end and end < len(self.text) and self.text[end - 1] in "（(":
            closing = re.compile(r"[）)]").search(self.text, end)
            if closing is None:
                break
            end = self.clause(closing.end())[1]
        return start, end

    def sentence(self, position: int) -> Span:
        """The sentence a position stands in."""
        span = self._sentences.get(position)
        if span is None:
            span = self._sentences[position] = _between(self._sentence_cuts, position, len(self.text))
        return span

    def words_of(self, span: Span) -> Span:
        """The span without white space and punctuation at its ends."""
        start, end = span
        while start < end and not _is_word(self.text[start]) and self.text[start] not in "《“‘«#":
            start += 1
        while end > start and not _is_word(self.text[end - 1]):
            end -= 1
        return start, end

    def enclosing_brackets(self, position: int) -> Span | None:
        """The round brackets around a position, within its sentence; the span is of the brackets themselves."""
        first, last = self.sentence(position)
        opening = max(self.text.rfind("（", first, position), self.text.rfind("(", first, position))
        closing = max(self.text.rfind("）", first, position), self.text.rfind(")", first, position))
        if opening < 0 or closing > opening:
            return None
        ends = [end for end in (self.text.find("）", position, last), self.text.find(")", position, last)) if end >= 0]
        return (opening, min(ends)) if ends else None


def _between(cuts: list[int], position: int, length: int) -> Span:
    index = bisect_right(cuts, position)
    return cuts[index - 1], min(cuts[index], length)


def _is_word(char: str) -> bool:
    return char.isalnum() or char in '%％$€£¥》”」"'
