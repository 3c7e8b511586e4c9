"""Which languages are written like a query: their passages come first, other languages' names of it after."""

from __future__ import annotations

import re

from palermo_engines.kit.languages import LANGUAGES, Language

_SCRIPTS: tuple[tuple[re.Pattern[str], tuple[Language, ...]], ...] = (
    (re.compile(r"[㐀-䶿一-鿿]"), ("zh",)),
    (re.compile(r"[؀-ۿ]"), ("ar",)),
    (re.compile(r"[Ѐ-ӿ]"), ("ru",)),
    (re.compile(r"[A-Za-zÀ-ɏ]"), ("en", "es", "fr")),
)


def languages_written_like(text: str) -> tuple[Language, ...]:
    """The languages of the scripts that ``text`` uses; all six when it uses none (a number, a date).

    Latin letters beside another script are taken for a name or a symbol and do not count.
    """
    found = [language for pattern, languages in _SCRIPTS[:-1] if pattern.search(text) for language in languages]
    if found:
        return tuple(found)
    pattern, latin = _SCRIPTS[-1]
    return latin if pattern.search(text) else LANGUAGES
