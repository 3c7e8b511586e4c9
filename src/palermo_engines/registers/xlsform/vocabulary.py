"""Answers given as codes or as labels -> codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.kit.places import countries
from palermo_engines.registers.model import Choice

_BETWEEN = re.compile(r"\s*[;|,،、；，]\s*")


class Vocabulary:
    """The codes of a list with the labels they have in any language."""

    def __init__(self, named: Mapping[str, Iterable[str]]) -> None:
        """``named``: the names of each code. A name of two codes means neither."""
        self._codes: dict[str, str | None] = {}
        for code, names in named.items():
            for name in {folded(name) for name in names if name}:
                self._codes[name] = code if self._codes.get(name, code) == code else None
        self._codes |= {folded(code): code for code in named}
        self._longest_first = sorted(self._codes, key=len, reverse=True)

    def code(self, text: str) -> str:
        """The code; the text itself when it is none, so that checking can say so."""
        return self._codes.get(folded(text)) or text

    def codes(self, text: str) -> list[str]:
        """Several codes: separated by blanks, as forms keep them, or labels with anything between them."""
        words = text.split()
        if all(folded(word) in self._codes for word in words):
            return [self.code(word) for word in words]
        pieces = [piece for piece in _BETWEEN.split(text.strip()) if piece]
        if all(folded(piece) in self._codes for piece in pieces):
            return [self.code(piece) for piece in pieces]
        return list(self._labels_in_a_row(text)) or pieces

    def _labels_in_a_row(self, text: str) -> Iterator[str]:
        """Labels with only blanks between them, the longest that fits first; nothing when a word is left over."""
        rest, found = folded(text), []
        while rest:
            label = next((name for name in self._longest_first if _begins_with(rest, name)), None)
            if label is None or self._codes[label] is None:
                return
            found.append(str(self._codes[label]))
            rest = rest[len(label) :].lstrip(" ,;|")
        yield from found


def _begins_with(text: str, name: str) -> bool:
    return text.startswith(name) and text[len(name) : len(name) + 1] in ("", " ", ",", ";", "|")


def folded(text: str) -> str:
    """A text as it is compared: case and the number of blanks do not count."""
    return " ".join(text.casefold().split())


def of_choices(choices: Iterable[Choice]) -> Vocabulary:
    """The codes and labels of a list of choices."""
    return Vocabulary({choice.code: choice.label.values() for choice in choices})


@lru_cache(maxsize=1)
def of_countries() -> Vocabulary:
    """The codes and all names of countries and areas."""
    return Vocabulary(
        {
            code: [alias.text for language in LANGUAGES for alias in country.all_names(language)]
            for code, country in countries().items()
        }
    )
