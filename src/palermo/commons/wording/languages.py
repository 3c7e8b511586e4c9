"""The reader's language, in the spellings that Django, Babel, HTML and the code lists use."""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.lists import format_list
from django.utils.translation import get_language

from palermo_engines.kit.languages import LANGUAGES, RIGHT_TO_LEFT, Language

_TAGS = {"zh": "zh-Hans"}
_LOCALES = {"en": "en_GB", "zh": "zh_Hans"}


def active_language() -> Language:
    """The language of the page as ISO 639-1, one of the six; English when none is active."""
    code = (get_language() or "en").partition("-")[0]
    return code if code in LANGUAGES else "en"


@cache
def locale_of(language: Language) -> Locale:
    """The CLDR locale: British spelling for English, simplified characters for Chinese."""
    return Locale.parse(_LOCALES.get(language, language))


def html_language(code: str) -> str:
    """BCP 47 tag for a ``lang`` attribute: ``zh`` and ``zh-hans`` become ``zh-Hans``."""
    primary = code.partition("-")[0]
    return _TAGS.get(primary, primary)


def direction(code: str) -> str:
    """``rtl`` or ``ltr``, for a ``dir`` attribute."""
    return "rtl" if code.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def language_name(code: str, language: Language | None = None) -> str:
    """The name of a language in the reader's: ``ru`` is "Russian". A code CLDR does not know stays as it is."""
    names = locale_of(language or active_language()).languages
    return str(names.get(code.partition("-")[0], code))


def join_names(names: list[str], language: Language | None = None) -> str:
    """A list as the language writes it: ``a, b and c``; ``a、b和c``."""
    return format_list(names, locale=locale_of(language or active_language())) if names else ""
