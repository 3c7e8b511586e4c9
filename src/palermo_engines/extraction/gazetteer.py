"""Names of places and organisations, one automaton a language, and the rules that tell a name from a look-alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import ahocorasick_rs

from palermo_engines.extraction.lexicons import lexicon
from palermo_engines.extraction.normalising import normalised
from palermo_engines.extraction.russian import case_forms
from palermo_engines.kit.languages import Language
from palermo_engines.kit.places import Country, countries, extra_files, read_entries
from palermo_engines.kit.standards import standards_directory

_RANK = {"short": 0, "formal": 1}


@dataclass(frozen=True, slots=True)
class Name:
    """A spelling and what it names. ``kind`` is country, organisation, region or none (a look-alike)."""

    text: str
    code: str
    kind: str
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """``names`` stand at the index of their pattern in ``automaton``; patterns are normalised spellings, and
    ``known`` holds all of them.

    ``not_followed`` and ``not_preceded`` hold the expressions that rule a spelling out; key ``*`` holds for all
    countries.
    """

    language: Language
    names: tuple[Name, ...]
    automaton: ahocorasick_rs.AhoCorasick
    not_followed: Mapping[str, re.Pattern[str]]
    not_preceded: Mapping[str, re.Pattern[str]]
    country_spellings: Mapping[str, str]
    known: frozenset[str]

    def matches(self, text: str) -> Iterator[tuple[Name, int, int]]:
        """Every occurrence of every name in normalised text, overlaps included."""
        for index, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True):
            yield self.names[index], start, end


def gazetteer(language: Language, extra: Path | None = None) -> Gazetteer:
    """The gazetteer of a language; ``extra`` names a file of added places and organisations."""
    return _gazetteer(language, standards_directory(), extra_files(extra), extra)


@lru_cache(maxsize=24)
def _gazetteer(language: Language, folder: Path, extras: tuple[Path, ...], extra: Path | None) -> Gazetteer:
    spelled: dict[str, Name] = {}
    for name in (*_look_alikes(language), *_country_names(language, countries(extra))):
        spelled.setdefault(normalised(name.text), name)
    for path, kind in ((folder / "organisations.yaml", "organisation"), (folder / "regions.yaml", "region")):
        for name in _listed_names(path, kind, language):
            spelled.setdefault(normalised(name.text), name)
    for path in extras:
        for section, kind in (("organisations", "organisation"), ("regions", "region")):
            for name in _listed_names(path, kind, language, section):
                spelled.setdefault(normalised(name.text), name)
    rules = lexicon(language, "mentions")
    return Gazetteer(
        language=language,
        names=tuple(spelled.values()),
        automaton=ahocorasick_rs.AhoCorasick(list(spelled)),
        not_followed=_patterns(rules.get("not_followed_by", {})),
        not_preceded=_patterns(rules.get("not_preceded_by", {})),
        known=frozenset(spelled),
        country_spellings={text: name.code for text, name in spelled.items() if name.kind == "country"},
    )


def _patterns(rules: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(normalised(pattern)) for name, pattern in rules.items()}


def _look_alikes(language: Language) -> Iterator[Name]:
    for text in lexicon(language, "mentions").get("not_places", ()):
        yield Name(text, "", "none")


def _country_names(language: Language, areas: Mapping[str, Country]) -> Iterator[Name]:
    """Every spelling of every area; one that two areas share goes to the one whose own name it is, or to none."""
    owners: dict[str, dict[str, int]] = {}
    adjectives: set[str] = set()
    for country in areas.values():
        for alias in country.all_names(language):
            for text in _spellings(alias.text, language, adjective=alias.kind == "adjective"):
                ranks = owners.setdefault(text, {})
                ranks[country.iso3] = min(_RANK.get(alias.kind, 2), ranks.get(country.iso3, 9))
                if alias.kind == "adjective":
                    adjectives.add(text)
    for text, ranks in owners.items():
        best = min(ranks.values())
        holders = [iso3 for iso3, rank in ranks.items() if rank == best]
        if len(holders) == 1:
            yield Name(text, holders[0], "country", text in adjectives)


def _spellings(text: str, language: Language, *, adjective: bool = False) -> Iterable[str]:
    if language == "ru":
        return case_forms(text)
    if language == "ar" and text.startswith("ال"):
        return (text, "لل" + text[2:])
    if language == "en" and adjective and not text.endswith(("s", "ese", "sh", "ch")):
        return (text, text + "s")
    return (text,)


def _listed_names(path: Path, kind: str, language: Language, section: str = "") -> Iterator[Name]:
    for entry in read_entries(path, section):
        names = entry.get("names", {})
        own = names.get(language, ())
        own = [own["short"], *([own["formal"]] if own.get("formal") else [])] if isinstance(own, dict) else own
        foreign = () if language == "en" else [text for text in names.get("en", ()) if str(text).isupper()]
        for text in (*own, *foreign):
            for spelling in _spellings(text, language):
                yield Name(spelling, str(entry["code"]), kind)
