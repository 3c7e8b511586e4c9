"""Countries and areas as this instance knows them: the United Nations' list and the instance's own region, if any.

Their names in the reader's language and their order are in ``palermo.commons.wording.places``.
"""

from __future__ import annotations

from collections.abc import Mapping

from palermo.commons.wording.places import known_countries
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.kit.places import Country


def countries() -> Mapping[str, Country]:
    """Every area by ISO 3166-1 alpha-3 code, those of the setting PALERMO_REGION included."""
    return known_countries()


def reading_language(code: str) -> Language:
    """The official language a locale code such as ``zh-hans`` stands for; English for any other."""
    language = code[:2]
    return language if language in LANGUAGES else "en"
