"""One concept, many names: ``standards/search_synonyms.yaml`` and the words too common to count."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.kit.standards import standards_directory
from palermo_engines.search.analysis import CHINESE
from palermo_engines.search.folding import fold_text
from palermo_engines.search.stemming import stem

_CHINESE = re.compile(f"[{CHINESE}]")


@dataclass(frozen=True, slots=True)
class Synonyms:
    """``by_stems`` finds a group's names by the stems of one of them; ``chinese`` by the name as it is written."""

    by_stems: Mapping[str, tuple[str, ...]]
    chinese: Mapping[str, tuple[str, ...]]
    stop_words: frozenset[str]
    longest: int
    pattern: re.Pattern[str] | None

    def names(self, text: str) -> tuple[str, ...]:
        """All names of the thing that the folded ``text`` names, in every language; empty when it names none."""
        if text in self.chinese:
            return self.chinese[text]
        for language in LANGUAGES:
            found = self.by_stems.get(f"{language}:{_stems(text, language)}")
            if found:
                return found
        return ()

    def rewritten(self, text: str) -> list[str]:
        """``text``, then the same with the Chinese names inside it replaced by their other Chinese names."""
        pieces = self.pattern.split(text) if self.pattern else [text]
        choices = [self._choices(piece) for piece in pieces]
        return ["".join(choice) for choice in itertools.islice(itertools.product(*choices), 64)]

    def _choices(self, piece: str) -> list[str]:
        others = [name for name in self.chinese.get(piece, ()) if name != piece and _CHINESE.search(name)]
        return [piece, *others]


@lru_cache(maxsize=4)
def load_synonyms(folder: Path | None = None) -> Synonyms:
    """Read the lists of ``folder`` (default: the standards of this release). InputError when one is malformed."""
    folder = folder or standards_directory()
    by_stems: dict[str, tuple[str, ...]] = {}
    chinese: dict[str, tuple[str, ...]] = {}
    for names in _groups(folder / "search_synonyms.yaml"):
        everything = tuple(name for listed in names.values() for name in listed)
        for language, name in ((language, name) for language, listed in names.items() for name in listed):
            by_stems[f"{language}:{_stems(name, language)}"] = everything
            if language == "zh":
                chinese[name] = everything
    longest = max((key.count(" ") + 1 for key in by_stems), default=1)
    alternatives = "|".join(re.escape(name) for name in sorted(chinese, key=lambda name: (-len(name), name)))
    pattern = re.compile(f"({alternatives})") if alternatives else None
    return Synonyms(by_stems, chinese, _stop_words(folder / "search_stop_words.yaml"), longest, pattern)


def _stems(text: str, language: str) -> str:
    return " ".join(stem(word, language) for word in re.findall(r"\w+", text))


def _groups(path: Path) -> list[dict[Language, tuple[str, ...]]]:
    groups = []
    for number, entry in enumerate(_read(path, list), start=1):
        if not isinstance(entry, dict) or "id" not in entry or not set(entry) <= {"id", *LANGUAGES}:
            raise InputError("search.synonyms", "A group needs an id and lists by language.", where=f"{path}, {number}")
        groups.append({code: tuple(map(fold_text, entry[code])) for code in LANGUAGES if code in entry})
    return groups


def _stop_words(path: Path) -> frozenset[str]:
    return frozenset(fold_text(word) for listed in _read(path, dict).values() for word in listed)


def _read(path: Path, shape: type) -> Any:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, shape):
        raise InputError("search.list", "The file does not have the expected shape.", where=str(path))
    return content
