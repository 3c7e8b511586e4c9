"""Finding countries by any name they have, in any of the six languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from palermo.commons.wording.languages import active_language
from palermo.commons.wording.places import alphabetical
from palermo.ground.standards.api import countries
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.kit.places import Country


@dataclass(frozen=True, slots=True)
class Entry:
    """A country in the list; ``found_as`` is the other name that the words searched for are part of."""

    code: str
    name: str
    found_as: str = ""


def countries_named(words: str) -> list[Entry]:
    """All countries, or those of which some name contains ``words``, alphabetical in the reader's language."""
    language = active_language()
    wanted = _fold(words.strip()[:80])
    known = countries()
    order = _alphabetical(language, frozenset(known))
    if not wanted:
        return [Entry(code, known[code].name(language)) for code in order]
    return [entry for code in order if (entry := _match(known[code], language, wanted))]


@lru_cache(maxsize=16)
def _alphabetical(language: Language, codes: frozenset[str]) -> tuple[str, ...]:
    return tuple(alphabetical(codes, language))


def _match(country: Country, language: Language, wanted: str) -> Entry | None:
    name = country.name(language)
    if wanted in _fold(name) or wanted == country.iso3.casefold():
        return Entry(country.iso3, name)
    other = next((text for folded, text in _names(country.iso3).items() if wanted in folded), None)
    return Entry(country.iso3, name, other) if other else None


@lru_cache(maxsize=512)
def _names(code: str) -> Mapping[str, str]:
    country = countries()[code]
    return {_fold(name.text): name.text for language in LANGUAGES for name in country.all_names(language)}


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
