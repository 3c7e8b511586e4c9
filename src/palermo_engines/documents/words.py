"""The words a document's structure hangs on, by language, from ``vocabulary/*.yaml``.

A linguist extends a language by adding words to its file. Lists of words are plain text, compared folded
(lower case, Arabic vowel signs and tatweel left out, typographic apostrophes made straight); entries under
``session``, ``agenda``, ``kinds``, ``front`` and ``page`` are regular expressions, searched in a folded line
(``session`` and ``agenda`` in the line as printed).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from palermo_engines.kit.languages import LANGUAGES, Language

_FOLDER = Path(__file__).parent / "vocabulary"
_VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670\u0640]")
_STRAIGHTEN = str.maketrans({"’": "'", "（": "(", "）": ")", "＊": "*", "\u00a0": " ", "ё": "е"})


def fold(text: str) -> str:
    """A line made comparable: case, vowel signs and typographic variants gone."""
    return _VOWEL_SIGNS.sub("", text.translate(_STRAIGHTEN).casefold()).strip()


@dataclass(frozen=True, slots=True)
class Words:
    """One language's vocabulary, compiled. ``opening`` matches the line in which an organ begins to speak;
    ``initials`` are the letters that the words for contents, summary, notes and annex begin with."""

    language: Language
    stop_words: frozenset[str]
    months: dict[str, int]
    contents: frozenset[str]
    summary: frozenset[str]
    notes: frozenset[str]
    initials: frozenset[str]
    annex: re.Pattern[str]
    opening: re.Pattern[str]
    preambular: re.Pattern[str]
    operative: re.Pattern[str]
    session: re.Pattern[str]
    agenda: tuple[re.Pattern[str], ...]
    kinds: dict[str, re.Pattern[str]]
    front: re.Pattern[str]
    page: re.Pattern[str] | None
    self_report: re.Pattern[str]
    heading_numerals: dict[str, int]
    heading_letters: dict[str, int]
    item_letters: str


@cache
def words_of(language: Language) -> Words:
    """The vocabulary of a language."""
    raw = _load(language)
    boundary = "" if language == "zh" else r"(?!\w)"
    return Words(
        language=language,
        stop_words=frozenset(raw["stop_words"]),
        months={fold(name): number for name, number in raw["months"].items()},
        contents=frozenset(map(fold, raw["contents"])),
        summary=frozenset(map(fold, raw["summary"])),
        notes=frozenset(map(fold, raw["notes"])),
        initials=_initials(raw["contents"] + raw["summary"] + raw["notes"] + raw["annex"]),
        annex=re.compile(rf"(?:{_any(raw['annex'])})\s*(?P<number>[\w一-龥]{{0,4}})\s*[.:：]?"),
        opening=re.compile(rf"(?:{_any(raw['organs'])})[^.。;]{{0,60}}?[,，،]\W*"),
        preambular=_verb_pattern(raw, "preambular_verbs", boundary),
        operative=_verb_pattern(raw, "operative_verbs", boundary),
        session=re.compile("|".join(raw["session"]), re.IGNORECASE),
        agenda=tuple(map(re.compile, raw["agenda"])),
        kinds={kind: re.compile("|".join(map(fold_pattern, patterns))) for kind, patterns in raw["kinds"].items()},
        front=re.compile("|".join(map(fold_pattern, raw["front"]))),
        page=re.compile("|".join(raw["page"]), re.IGNORECASE) if raw.get("page") else None,
        self_report=re.compile(_any(raw["self_reports"])),
        heading_numerals={fold(word): value for word, value in raw["heading_numerals"].items()},
        heading_letters={fold(word): value for word, value in raw["heading_letters"].items()},
        item_letters=raw["item_letters"],
    )


@cache
def month_names() -> dict[str, int]:
    """The months of every language: a front page often carries its date in English."""
    return {name: number for language in LANGUAGES for name, number in words_of(language).months.items()}


@cache
def all_stop_words() -> dict[str, frozenset[Language]]:
    """Every stop word with the languages it belongs to."""
    owners: dict[str, set[Language]] = {}
    for language in LANGUAGES:
        for word in words_of(language).stop_words:
            owners.setdefault(word, set()).add(language)
    return {word: frozenset(languages) for word, languages in owners.items()}


def fold_pattern(pattern: str) -> str:
    """Folding must not touch a pattern's classes (``\\S`` is not ``\\s``), so only letters that fold are folded."""
    return _VOWEL_SIGNS.sub("", pattern.replace("ё", "е"))


def _load(language: Language) -> dict[str, Any]:
    with (_FOLDER / f"{language}.yaml").open(encoding="utf-8") as stream:
        loaded: dict[str, Any] = yaml.safe_load(stream)
    return loaded


def _any(words: Iterable[str]) -> str:
    """An alternation in which a longer word wins over its own beginning."""
    return "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))


def _initials(words: Iterable[str]) -> frozenset[str]:
    """The letters such a word can begin with: most lines need no closer look."""
    return frozenset(sign for word in words for sign in (word[0].lower(), word[0].upper()))


def _verb_pattern(raw: dict[str, Any], verbs: str, boundary: str) -> re.Pattern[str]:
    adverbs = _any(raw["preambular_adverbs"])
    return re.compile(rf"[\W_]*(?:(?:{adverbs}){boundary}[\s,]*){{0,3}}(?:{_any(raw[verbs])}){boundary}")
