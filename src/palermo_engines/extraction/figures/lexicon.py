"""The words of one language that figures are read with: ``lexicons/<language>/figures*.yaml``, compiled once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, cast

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

from palermo_engines.kit.languages import Language
from palermo_engines.kit.quantities import Qualifier

_FOLDER = Path(__file__).resolve().parents[1] / "lexicons"
NO_UNIT = ""
_HIDDEN = {"units": "no_units", "breakdowns": "no_breakdown"}


def alternatives(words: Iterable[str]) -> str:
    """The words as one regular expression, longest first; matches nothing when there are none."""
    ordered = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) or r"(?!)"


class WordFinder:
    """Longest matches of many words at once; in alphabetic scripts only whole words."""

    def __init__(self, words: Mapping[str, str], *, whole: bool) -> None:
        self._codes = dict(words)
        self._keys = list(self._codes)
        self._automaton = AhoCorasick(self._keys, matchkind=MatchKind.LeftmostLongest) if self._keys else None
        self._whole = whole

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, code) in order."""
        if self._automaton is None:
            return []
        found = (
            (start, end, self._codes[self._keys[key]])
            for key, start, end in self._automaton.find_matches_as_indexes(text)
        )
        return [hit for hit in found if not self._whole or stands_alone(text, hit[0], hit[1])]


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the characters are a whole word."""
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


@dataclass(frozen=True, eq=False)
class Lexicon:
    """``words`` is the file as read; everything compiled from it is cached on the instance."""

    language: Language
    words: Mapping[str, Any]
    rules: tuple[Mapping[str, Any], ...]

    @cached_property
    def chinese(self) -> bool:
        return self.language == "zh"

    def strings(self, *path: str) -> tuple[str, ...]:
        """The list at a path of keys; empty when the language has none."""
        if path not in self._lists:
            found = self._at(path)
            self._lists[path] = tuple(found) if isinstance(found, list) else ()
        return self._lists[path]

    def mapping(self, *path: str) -> dict[str, tuple[str, ...]]:
        """code -> words at a path of keys."""
        found = self._at(path)
        if not isinstance(found, dict):
            return {}
        return {code: tuple(words) for code, words in found.items() if isinstance(words, list)}

    def values(self, *path: str) -> dict[str, Any]:
        """word -> value at a path of keys."""
        found = self._at(path)
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {}

    def _at(self, path: tuple[str, ...]) -> Any:
        found: Any = self.words
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def inverted(self, *path: str) -> dict[str, str]:
        """word (in lower case) -> code, from code -> words."""
        if path not in self._inverted:
            self._inverted[path] = {word.lower(): code for code, words in self.mapping(*path).items() for word in words}
        return self._inverted[path]

    def finder(self, *path: str) -> WordFinder:
        """A finder of every word at a path, and of the compounds that hide one with the code ``NO_UNIT``; cached."""
        if path not in self._finders:
            hidden = dict.fromkeys(self.strings(_HIDDEN.get(path[0], "")), NO_UNIT)
            self._finders[path] = WordFinder(self.inverted(*path) | hidden, whole=not self.chinese)
        return self._finders[path]

    def pattern(self, template: str, *path: str) -> re.Pattern[str]:
        """``template`` with ``{}`` replaced by the alternatives at a path, compiled and cached."""
        key = (template, *path)
        known = self._patterns.get(key)
        if known is None:
            known = re.compile(template.replace("{}", alternatives(self.strings(*path))), re.IGNORECASE)
            self._patterns[key] = known
        return known

    def compiled(self, name: str, source: Callable[[], str]) -> re.Pattern[str]:
        """The regular expression that ``source`` spells, compiled once under ``name``."""
        known = self._patterns.get((name,))
        if known is None:
            known = self._patterns[(name,)] = re.compile(source(), re.IGNORECASE)
        return known

    @cached_property
    def _lists(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    @cached_property
    def _inverted(self) -> dict[tuple[str, ...], dict[str, str]]:
        return {}

    @cached_property
    def _finders(self) -> dict[tuple[str, ...], WordFinder]:
        return {}

    @cached_property
    def _patterns(self) -> dict[tuple[str, ...], re.Pattern[str]]:
        return {}

    @cached_property
    def unit_nouns(self) -> WordFinder:
        """Nouns that name a unit, with the compounds that hide one (code ``NO_UNIT``)."""
        return self.finder("units")

    @cached_property
    def phrase_stops(self) -> frozenset[str]:
        """Words that end a noun phrase."""
        return frozenset(self.strings("phrase_stops"))

    @cached_property
    def qualifiers_before(self) -> dict[str, Qualifier]:
        return {word: Qualifier(code) for word, code in self.inverted("qualifiers", "before").items()}

    @cached_property
    def qualifiers_after(self) -> dict[str, Qualifier]:
        return {word: Qualifier(code) for word, code in self.inverted("qualifiers", "after").items()}


def _read(path: Path) -> Any:
    """Every scalar as a string: to YAML a bare "no", "on" or "y" is a truth value, to a linguist it is a word."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506, BaseLoader makes strings only


@cache
def lexicon_for(language: Language) -> Lexicon:
    """The lexicon of a language."""
    folder = _FOLDER / language
    rules: list[Mapping[str, Any]] = []
    cues = folder / "figures_measures.yaml"
    if cues.exists():
        rules = _read(cues) or []
    words = _read(folder / "figures.yaml")
    return Lexicon(language, words, tuple(rules))
