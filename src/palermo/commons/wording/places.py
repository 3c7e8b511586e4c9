"""Names of countries and areas in the reader's language, and their order: alphabetical, never by a value (rule 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings
from django.db.models import Case, IntegerField, Value, When

from palermo.commons.wording.languages import active_language
from palermo_engines.kit.alphabet import alphabetical_key as alphabetical_key
from palermo_engines.kit.languages import Language
from palermo_engines.kit.places import Country, countries


def region_file() -> Path | None:
    """The file of places this instance adds to the United Nations' list, when it has one."""
    return Path(settings.PALERMO_REGION) if settings.PALERMO_REGION else None


def known_countries() -> Mapping[str, Country]:
    """Every country and area of the instance by ISO 3166-1 alpha-3 code, the demo's fictional region included."""
    return countries(region_file())


def country_name(code: str, language: Language | None = None) -> str:
    """The short name the United Nations uses. A code nobody knows is shown as it is."""
    country = known_countries().get(code)
    return country.name(language or active_language()) if country else code


def alphabetical(codes: Iterable[str], language: Language | None = None) -> list[str]:
    """Country codes in the alphabetical order of their names in the reader's language."""
    spoken = language or active_language()
    return sorted(codes, key=lambda code: alphabetical_key(country_name(code, spoken), spoken))


def in_alphabet(field: str, language: Language | None = None) -> Case:
    """For ``order_by``: rows in the alphabetical order of the country that ``field`` holds the code of, in the reader's
    language. Codes that are no country follow, together."""
    ordered = alphabetical(known_countries(), language)
    places = (When(**{field: code}, then=Value(place)) for place, code in enumerate(ordered))
    return Case(*places, default=Value(len(ordered)), output_field=IntegerField())
