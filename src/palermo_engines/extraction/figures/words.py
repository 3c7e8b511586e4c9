"""The number words of an alphabetic language as one finder."""

from __future__ import annotations

from palermo_engines.extraction.figures.lexicon import Lexicon, WordFinder
from palermo_engines.kit.languages import Language

_FINDERS: dict[Language, WordFinder] = {}


def number_words(lexicon: Lexicon) -> WordFinder:
    """Codes are ``word:5``, ``scale:1000``, ``share:33.33``. Found by whole words, longest first."""
    if lexicon.language not in _FINDERS:
        _FINDERS[lexicon.language] = _build(lexicon)
    return _FINDERS[lexicon.language]


def _build(lexicon: Lexicon) -> WordFinder:
    codes = {str(word): f"word:{value}" for word, value in lexicon.values("numbers").items()}
    codes |= {str(word): f"scale:{value}" for word, value in lexicon.values("scales").items()}
    codes |= {str(word): f"share:{value}" for word, value in lexicon.values("shares").items()}
    for prefix in lexicon.strings("prefixes"):  # Arabic writes "and", "with" and "for" together with the word
        codes = {f"{prefix}{word}": code for word, code in codes.items() if not word.startswith("ال")} | codes
    return WordFinder(codes, whole=True)
