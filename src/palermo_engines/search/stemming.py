"""Stems: Snowball for English, French, Spanish and Russian; a light stemmer for Arabic.

The Arabic one follows light10 (Larkey, Ballesteros, Connell: "Light stemming for Arabic information retrieval", 2007):
a definite article with its conjunction or preposition, a lone و, and common endings are taken off when enough is left.
Snowball's Arabic stemmer misses و before ال and cuts too much, so that nouns are not found in running text.
Which stemmer a word goes to is decided by its script; for Latin words the language of the text decides.
"""

from __future__ import annotations

import re
from functools import lru_cache

import Stemmer

from palermo_engines.search.folding import unaccented

_SNOWBALL = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian"}
_STEMMERS = {language: Stemmer.Stemmer(name) for language, name in _SNOWBALL.items()}
LATIN_STEMMERS = ("en", "fr", "es")

_ARABIC = re.compile("[\u0620-\u06ff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UNIFY = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "يت", "ه", "ي")


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded ``word`` as it stands in a text written in ``language``."""
    if _ARABIC.match(word):
        return arabic_stem(word)
    if _CYRILLIC.match(word):
        return str(_STEMMERS["ru"].stemWord(unaccented(word)))
    return str(_STEMMERS[language if language in LATIN_STEMMERS else "en"].stemWord(unaccented(word)))


def possible_stems(word: str) -> tuple[str, ...]:
    """Every stem the folded word may have been indexed under, whatever language the text was written in."""
    return tuple(dict.fromkeys(stem(word, language) for language in LATIN_STEMMERS))


def arabic_stem(word: str) -> str:
    """Light stem: letters unified, article and conjunction off, then endings off, never below two letters."""
    word = word.translate(_UNIFY)
    word = word.replace("ء", "") or word
    if word.startswith("و") and len(word) > 3 and not word.startswith("وال"):
        word = word[1:]
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            word = word[len(article) :]
            break
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            word = word[: -len(ending)]
    return word
