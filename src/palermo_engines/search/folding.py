"""Folding: the form in which texts and queries are compared, with the way back to the characters as printed.

NFKC, lower case, digits of every script as ASCII; Arabic vowel marks and tatweel fall away (they are hardly ever
printed and never change which word it is); the typographic apostrophe becomes the typewriter's.
NFKC changes lengths (``㎏`` is two letters), so each folded character remembers where it came from.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass

_ARABIC_MARKS = (0x0640, 0x0670, *range(0x064B, 0x0660), *range(0x06D6, 0x06ED))
_DIGITS = {code: str(unicodedata.decimal(chr(code))) for code in range(0x80, sys.maxunicode) if chr(code).isdecimal()}
_APOSTROPHES = {0x2018: "'", 0x2019: "'", 0x02BC: "'"}
_SIGMA = {0x03A3: "σ", 0x03C2: "σ"}  # the only letter whose lower case depends on its neighbours
_FOLDED: dict[int, str | None] = {**dict.fromkeys(_ARABIC_MARKS), **_DIGITS, **_APOSTROPHES, **_SIGMA}
_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_HAS_LATIN_ACCENT = re.compile("[\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f]")

# Characters that normalisation treats one by one, whatever stands beside them: no combining mark, no Hangul letter.
_ALONE = re.compile(
    "[\0-\u02ff\u0370-\u0482\u048a-\u052f\u0620-\u064a\u0660-\u066f\u2000-\u20cf\u2100-\u2bff\u3000-\u3029"
    "\u3030-\u3098\u3400-\u9fff\uff01-\uff9d]*"
)


class _Characters(dict[int, str]):
    """Each character's folded form, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _plain(unicodedata.normalize("NFKC", chr(code)))
        return folded


_characters = _Characters()


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` is folded; character ``i`` of it came from ``starts[i]:ends[i]`` of the original.

    ``starts`` and ``ends`` are None when every character stands for itself, which is the usual case.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where characters ``start`` to ``end`` (at least one) of the folded text stand in the original."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold ``text`` and keep the way back."""
    if text.isascii():
        return Folded(text.lower())
    if not _ALONE.fullmatch(text):
        return _placed(text, _clusters(text))
    folded = text.translate(_characters)
    if len(folded) == len(text) and all(len(_characters[ord(character)]) == 1 for character in set(text)):
        return Folded(folded)
    return _placed(text, [(index, index + 1) for index in range(len(text))])


def fold_text(text: str) -> str:
    """Only the folded text."""
    return fold(text).text


def unaccented(word: str) -> str:
    """A folded word without its Latin accents, and ``ё`` as ``е``. The breve of Russian ``й`` is part of the letter."""
    if _HAS_LATIN_ACCENT.search(word):
        word = _LATIN_MARKS.sub("", unicodedata.normalize("NFD", word))
    return word.replace("ё", "е")


def _plain(text: str) -> str:
    return text.translate(_FOLDED).lower()


def _placed(text: str, clusters: list[tuple[int, int]]) -> Folded:
    """Fold cluster by cluster; every folded character leads back to its whole cluster."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in clusters:
        folded = _characters[ord(text[start])] if end == start + 1 else _together(text[start:end])
        letters.append(folded)
        starts.extend([start] * len(folded))
        ends.extend([end] * len(folded))
    return Folded("".join(letters), tuple(starts), tuple(ends))


def _together(cluster: str) -> str:
    return _plain(unicodedata.normalize("NFKC", cluster))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Cut where normalisation cannot reach across: what composes with its neighbour stays together."""
    cuts = [0]
    for index in range(1, len(text)):
        if not _composes(text[cuts[-1] : index], text[index]):
            cuts.append(index)
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


def _composes(before: str, character: str) -> bool:
    """Whether NFKC treats the two together. Characters below U+0300 never join what stands before them."""
    if character < "\u0300" or "\u4e00" <= character <= "\u9fff":
        return False
    if unicodedata.combining(character):
        return True
    together = unicodedata.normalize("NFKC", before + character)
    return together != unicodedata.normalize("NFKC", before) + unicodedata.normalize("NFKC", character)
