"""Organisations and regions by name and code, from ``standards/organisations.yaml`` and ``standards/regions.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.kit.places import read_entries
from palermo_engines.kit.standards import standards_directory

Names = Mapping[str, tuple[str, ...]]


def organisation_named(text: str) -> str | None:
    """The code of the organisation that has exactly this name in any language; None when there is none."""
    return _by_name(standards_directory()).get(text.casefold())


def body_name(code: str, language: str) -> str | None:
    """The label of an organisation or region in ``language``, in English when it has none; None for other codes."""
    names = _names(standards_directory()).get(code)
    if names is None:
        return None
    return (names.get(_spoken(language)) or names["en"])[0]


def body_names(language: str) -> tuple[str, ...]:
    """The labels of all organisations and regions in ``language``, in their order in the lists."""
    spoken = _spoken(language)
    return tuple((names.get(spoken) or names["en"])[0] for names in _names(standards_directory()).values())


@cache
def _names(folder: Path) -> Mapping[str, Names]:
    found: dict[str, Names] = {}
    for file in ("organisations.yaml", "regions.yaml"):
        for entry in read_entries(folder / file, "bodies"):
            found[str(entry["code"])] = {language: tuple(names) for language, names in entry["names"].items()}
    return MappingProxyType(found)


@cache
def _by_name(folder: Path) -> Mapping[str, str]:
    return {
        name.casefold(): code
        for code, languages in _names(folder).items()
        for names in languages.values()
        for name in names
    }


def _spoken(code: str) -> Language:
    language = code[:2]
    return language if language in LANGUAGES else "en"
