"""Folding: the form in which texts and queries are compared, with the way back to the characters as printed.

NFKC, lower case, digits of every script as ASCII; Arabic vowel marks and tatweel fall away (they are hardly ever
printed and never change which word it is); the typographic apostrophe becomes the typewriter's.
NFKC changes lengths (``㎏`` is two letters), so each folded character remembers where it came from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_ARABIC_MARKS = frozenset(map(chr, [0x0640, 0x0670, *range(0x064B, 0x0660), *range(0x06D6, 0x06ED)]))
_APOSTROPHES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'"})
_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_HAS_LATIN_ACCENT = re.compile("[\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` is folded; character ``i`` of it came from ``origins[i]:origins[i + 1]`` of the original.

    ``origins`` is None when every character stands for itself, which is the usual case.
    """

    text: str
    origins: tuple[int, ...] | None

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where characters ``start`` to ``end`` of the folded text stand in the original."""
        if self.origins is None:
            return start, end
        return self.origins[start], self._end_of(end - 1)

    def _end_of(self, last: int) -> int:
        assert self.origins is not None
        first = self.origins[last]
        return next((origin for origin in self.origins[last + 1 :] if origin > first), self.origins[-1])


def fold(text: str) -> Folded:
    """Fold ``text`` and keep the way back."""
    if unicodedata.is_normalized("NFKC", text):
        plain = _plain(text)
        if len(plain) == len(text):
            return Folded(plain, None)
    letters: list[str] = []
    origins: list[int] = []
    for start, end in _clusters(text):
        folded = _plain(unicodedata.normalize("NFKC", text[start:end]))
        letters.append(folded)
        origins.extend([start] * len(folded))
    return Folded("".join(letters), (*origins, len(text)))


def fold_text(text: str) -> str:
    """Only the folded text."""
    return fold(text).text


def unaccented(word: str) -> str:
    """A folded word without its Latin accents, and ``ё`` as ``е``. The breve of Russian ``й`` is part of the letter."""
    if _HAS_LATIN_ACCENT.search(word):
        word = _LATIN_MARKS.sub("", unicodedata.normalize("NFD", word))
    return word.replace("ё", "е")


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    return "".join(map(_folded_character, text.translate(_APOSTROPHES)))


def _folded_character(character: str) -> str:
    if character in _ARABIC_MARKS:
        return ""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return character.lower()


def _clusters(text: str) -> list[tuple[int, int]]:
    """Cut where normalisation cannot reach across: what composes with its neighbour stays together."""
    cuts = [0]
    for index in range(1, len(text)):
        if not _composes(text[cuts[-1] : index], text[index]):
            cuts.append(index)
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True)) if text else []


def _composes(before: str, character: str) -> bool:
    """Whether NFKC treats the two together. Characters below U+0300 never join what stands before them."""
    if character < "\u0300" or "\u4e00" <= character <= "\u9fff":
        return False
    if unicodedata.combining(character):
        return True
    together = unicodedata.normalize("NFKC", before + character)
    return together != unicodedata.normalize("NFKC", before) + unicodedata.normalize("NFKC", character)
