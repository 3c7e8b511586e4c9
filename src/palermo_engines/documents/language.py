"""Which of the six languages a text is written in: by its script, and by stop words where scripts agree."""

from __future__ import annotations

import re
from collections import Counter

from palermo_engines.documents.words import all_stop_words
from palermo_engines.kit.languages import Language

_SAMPLE = 40_000
_HAN = re.compile("[\u4e00-\u9fff]")
_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[a-z\u00df-\u00ff]+")


def language_of(text: str) -> Language:
    """The language of a text; English when nothing tells (a text without letters has no language to find).

    One Han character counts as three letters, for a Chinese report quotes English names and addresses at length.
    """
    sample = text[:_SAMPLE]
    letters: dict[str, int] = {
        "zh": 3 * len(_HAN.findall(sample)),
        "ar": len(_ARABIC.findall(sample)),
        "ru": len(_CYRILLIC.findall(sample)),
        "en": len(_LATIN.findall(sample)),
    }
    strongest = max(letters, key=lambda script: letters[script])
    if strongest == "zh":
        return "zh"
    if strongest == "ar":
        return "ar"
    return "ru" if strongest == "ru" else _latin_language(sample.lower())


def _latin_language(sample: str) -> Language:
    owners = all_stop_words()
    votes: Counter[Language] = Counter()
    for word in _WORD.findall(sample):
        for language in owners.get(word, ()):
            votes[language] += 1
    return max(("en", "fr", "es"), key=lambda language: votes[language])
