"""Texts in several languages, as columns such as ``label::English (en)``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from palermo_engines.kit.languages import LANGUAGES, Language

NAMES: Mapping[Language, str] = {
    "en": "English (en)",
    "fr": "Français (fr)",
    "es": "Español (es)",
    "ru": "Русский (ru)",
    "ar": "العربية (ar)",
    "zh": "中文 (zh)",
}
_KNOWN: Mapping[str, Language] = {
    "english": "en", "anglais": "en",
    "french": "fr", "francais": "fr", "français": "fr",
    "spanish": "es", "espanol": "es", "español": "es",
    "russian": "ru", "русский": "ru",
    "arabic": "ar", "العربية": "ar", "عربي": "ar",
    "chinese": "zh", "中文": "zh", "汉语": "zh",
}  # fmt: skip
_CODE = re.compile(r"\(([A-Za-z]{2,3})(?:[-_][A-Za-z]+)*\)")


def language_of(name: str) -> Language | None:
    """The language a form calls ``English (en)``, ``English``, ``en`` or ``en-GB``; None for any other."""
    found = _CODE.search(name)
    short = found.group(1) if found else re.split(r"[-_ (]", name.strip())[0]
    code = _KNOWN.get(short.casefold(), short.casefold())
    return next((language for language in LANGUAGES if language == code), None)


def column(kind: str, language: Language) -> str:
    """The heading of a column of texts."""
    return f"{kind}::{NAMES[language]}"


def texts_of(cells: Mapping[str, str], kind: str, default: Language = "en") -> dict[Language, str]:
    """The texts that a row has in columns of the kind, by language, in the order of the house."""
    found: dict[Language, str] = {}
    for heading, text in cells.items():
        language = _language_of_column(heading, kind, default)
        if language is not None and text:
            found.setdefault(language, text)
    return {language: found[language] for language in LANGUAGES if language in found}


def _language_of_column(heading: str, kind: str, default: Language) -> Language | None:
    if heading == kind:
        return default
    return language_of(heading.removeprefix(f"{kind}::")) if heading.startswith(f"{kind}::") else None


def other_languages(headings: Iterable[str]) -> tuple[str, ...]:
    """The languages of columns of texts that are none of the six, as the form names them."""
    named = {heading.partition("::")[2] for heading in headings if "::" in heading}
    return tuple(sorted(name for name in named if language_of(name) is None))
