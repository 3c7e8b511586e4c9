"""The lines of one paragraph made one text again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from palermo_engines.documents.lines import Line
from palermo_engines.kit.languages import Language

_WORDS = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST_PART = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010]$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
# What no word is but only the end of one: English and French divide few words, and are known by it.
_ENDING = re.compile(r"[^\W\d_]{0,3}(?:tion|sion|ment|ance|ence|able|ible|ational|mental|ously|ively|ically)s?")
# English and French documents break lines mostly at hyphens that belong to the word; the others divide words.
_DIVIDING: frozenset[Language] = frozenset({"es", "ru"})


class Joiner:
    """Joins lines: Chinese without a space, the others with one, words divided at a line's end made whole.

    Whether a hyphen at a line's end belongs to the word is asked of the rest of the document first.
    """

    def __init__(self, language: Language, lines: Iterable[Line]) -> None:
        self._language = language
        self._lines = lines
        self._known: frozenset[str] | None = None

    def join(self, texts: Sequence[str]) -> str:
        """One text from the lines of a paragraph."""
        if len(texts) == 1:
            return texts[0]
        parts = [texts[0]]
        for before, text in pairwise(texts):
            separator, keep = self._seam(before, text)
            if not keep:
                parts[-1] = parts[-1][:-1]
            parts.append(separator + text)
        return "".join(parts)

    def _seam(self, before: str, after: str) -> tuple[str, bool]:
        """What stands between two lines, and whether the first keeps its last character."""
        if not before or not after:
            return "", True
        if self._language == "zh" and not (before[-1].isascii() and after[0].isascii()):
            return "", True
        if before[-1] == "/" and after[0].isalnum():
            return "", True
        if before[-1] in "-\u2010" and before[-2:-1].isalnum() and after[0].isalnum():
            return "", self._keeps_hyphen(before, after)
        if self._language == "zh" and not (before[-1].isalnum() and after[0].isalnum()):
            return "", True
        return " ", True

    def _keeps_hyphen(self, before: str, after: str) -> bool:
        first, rest = _LAST_PART.search(before), _FIRST_PART.match(after)
        if first is None or rest is None or not rest[0][0].islower():
            return True
        known = self._words()
        if f"{first[1]}-{rest[0]}".casefold() in known:
            return True
        whole = f"{first[1]}{rest[0]}".casefold()
        if whole in known or self._language in _DIVIDING:
            return False
        return rest[0] in known or _ENDING.fullmatch(rest[0]) is None

    def _words(self) -> frozenset[str]:
        if self._known is None:
            self._known = frozenset(_whole_words(self._lines))
        return self._known


def _whole_words(lines: Iterable[Line]) -> Iterator[str]:
    """The words of a document that no line's end may have divided."""
    divided = False
    for line in lines:
        words = _WORDS.findall(line.text)
        ends_divided = line.text[-1:] in ("-", "\u2010")
        for word in words[divided : len(words) - ends_divided]:
            yield word.casefold()
        divided = ends_divided
