"""Countries and areas: codes, membership, regions and names in the six languages.

The facts stand in ``standards/countries.yaml`` (built from UNTERM, M49 and CLDR) and ``country_aliases.yaml``
(kept by hand). A project may add areas of its own, such as a fictional region for samples, in the same shape: a
file given as ``extra`` or named in ``PALERMO_EXTRA_PLACES``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import yaml

from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.kit.standards import standards_directory
from palermo_engines.kit.yaml_files import read_yaml

STATUSES = ("member", "observer", "non_member", "territory", "fictional")


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name: ``kind`` is variant, former, abbreviation, adjective or misprint; ``until`` is the ISO date
    on which a former name was given up, where known."""

    text: str
    kind: str = "variant"
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Country:
    """A State, territory or other area.

    ``status`` is one of ``STATUSES``; ``region`` and ``subregion`` are M49 codes; ``group`` is the United Nations
    regional group of a Member State. ``short`` and ``formal`` hold names by language, without article.
    """

    iso3: str
    iso2: str | None
    m49: str | None
    status: str
    region: str | None
    subregion: str | None
    group: str | None
    short: Mapping[Language, str]
    formal: Mapping[Language, str]
    aliases: Mapping[Language, tuple[Alias, ...]]

    def name(self, language: Language) -> str:
        """The short name the United Nations uses, without article; English when the language has none."""
        return self.short.get(language) or self.short["en"]

    def all_names(self, language: Language) -> Iterator[Alias]:
        """Every name in the language: short, formal, then the others."""
        if language in self.short:
            yield Alias(self.short[language], "short")
        if language in self.formal:
            yield Alias(self.formal[language], "formal")
        yield from self.aliases.get(language, ())


def countries(extra: Path | None = None) -> Mapping[str, Country]:
    """Every area by ISO 3166-1 alpha-3 code, those of ``extra`` and of ``PALERMO_EXTRA_PLACES`` included.

    Raises InputError naming the file when one is malformed.
    """
    return _countries(standards_directory(), extra_files(extra))


def extra_files(extra: Path | None = None) -> tuple[Path, ...]:
    """The files of added places: the one given, then those of the environment, separated as ``PATH`` is."""
    return _files(extra, os.environ.get("PALERMO_EXTRA_PLACES", ""))


@lru_cache(maxsize=8)
def _files(extra: Path | None, named: str) -> tuple[Path, ...]:
    return (*((extra,) if extra else ()), *(Path(part) for part in named.split(os.pathsep) if part))


def read_entries(path: Path, section: str) -> list[dict[str, Any]]:
    """The entries of a YAML file that is a list, or a mapping with the list under ``section`` (empty when absent)."""
    try:
        content = read_yaml(path)
    except OSError as error:
        raise InputError("places.unreadable", "The file cannot be read.", where=str(path)) from error
    except yaml.YAMLError as error:
        raise InputError("places.malformed", "The file is not YAML.", where=str(path)) from error
    entries = content.get(section, []) if isinstance(content, dict) else content
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InputError("places.malformed", f"'{section}' must be a list of mappings.", where=str(path))
    return entries


@lru_cache(maxsize=8)
def _countries(folder: Path, extras: tuple[Path, ...]) -> Mapping[str, Country]:
    by_hand = _aliases_by_hand(folder / "country_aliases.yaml")
    found = {}
    for path in (folder / "countries.yaml", *extras):
        for entry in read_entries(path, "countries"):
            country = _country(entry, by_hand, path)
            found[country.iso3] = country
    return MappingProxyType(found)


def _aliases_by_hand(path: Path) -> Mapping[tuple[str, Language], tuple[Alias, ...]]:
    content = read_yaml(path)
    found: dict[tuple[str, Language], list[Alias]] = {}
    for language, kinds in content.items():
        for kind, areas in kinds.items():
            for iso3, texts in areas.items():
                found.setdefault((iso3, language), []).extend(Alias(text, kind) for text in texts)
    return {key: tuple(aliases) for key, aliases in found.items()}


def _country(entry: dict[str, Any], by_hand: Mapping[tuple[str, Language], tuple[Alias, ...]], path: Path) -> Country:
    try:
        iso3 = str(entry["iso3"])
        names = cast("Mapping[Language, Mapping[str, str]]", entry["names"])
        short = {language: names[language]["short"] for language in LANGUAGES if language in names}
        formal = {language: name["formal"] for language, name in names.items() if name.get("formal")}
        listed = cast("Mapping[Language, list[dict[str, str]]]", entry.get("aliases") or {})
        aliases = {lang: _aliases(listed.get(lang, ()), by_hand.get((iso3, lang), ())) for lang in LANGUAGES}
        status = str(entry.get("status", "territory"))
    except (KeyError, TypeError, AttributeError) as error:
        advice = "Each entry needs iso3 and names with a short name per language."
        raise InputError("places.malformed", "An area is incomplete.", advice=advice, where=str(path)) from error
    if "en" not in short or status not in STATUSES:
        raise InputError("places.malformed", f"{iso3}: no English name, or unknown status.", where=str(path))
    optional = ("iso2", "m49", "region", "subregion", "group")
    codes = {key: str(entry[key]) if entry.get(key) else None for key in optional}
    return Country(iso3=iso3, status=status, short=short, formal=formal, aliases=aliases, **codes)


def _aliases(listed: list[dict[str, str]] | tuple[()], by_hand: tuple[Alias, ...]) -> tuple[Alias, ...]:
    read = tuple(Alias(item["text"], item.get("kind", "variant"), item.get("until")) for item in listed)
    known = {alias.text for alias in read}
    return (*read, *(alias for alias in by_hand if alias.text not in known))
