"""Which treaty a text speaks of: by name, or by a short form once it has been named ("the Protocol")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import ahocorasick_rs

from palermo_engines.extraction.lexicons import lexicon
from palermo_engines.extraction.normalising import normalised
from palermo_engines.extraction.russian import case_forms
from palermo_engines.kit.languages import Language
from palermo_engines.kit.standards import standards_directory
from palermo_engines.kit.yaml_files import read_yaml

_ASCII_ACRONYM = re.compile(r"[A-Z-]{3,}")


@dataclass(frozen=True, slots=True)
class Instrument:
    """``code`` of standards/treaties.yaml; ``kind`` is convention or protocol."""

    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where a text names an instrument; ``instrument`` is None for a short form before it is resolved."""

    start: int
    end: int
    kind: str
    code: str | None


@dataclass(frozen=True, slots=True)
class InstrumentNames:
    """The names of all instruments in a language, and the short forms by kind."""

    automaton: ahocorasick_rs.AhoCorasick
    owners: tuple[Instrument, ...]
    short: tuple[tuple[str, re.Pattern[str]], ...]

    def namings(self, text: str) -> list[Naming]:
        """Where a normalised text names an instrument, in order, the longest name where several overlap."""
        found = [Naming(start, end, self.owners[index].kind, self.owners[index].code)
                 for index, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True)
                 if _is_word(text, start, end)]  # fmt: skip
        for kind, pattern in self.short:
            found += [Naming(match.start(), match.end(), kind, None) for match in pattern.finditer(text)]
        return list(_without_overlaps(found))


def _is_word(text: str, start: int, end: int) -> bool:
    """Latin names stand between other characters than Latin letters."""
    if not text[end - 1].isascii():
        return True
    return not (start and text[start - 1].isascii() and text[start - 1].isalnum()) and not (
        end < len(text) and text[end].isascii() and text[end].isalpha()
    )


def _without_overlaps(found: list[Naming]) -> Iterator[Naming]:
    last = 0
    for naming in sorted(found, key=lambda naming: (naming.start, -naming.end)):
        if naming.start >= last:
            yield naming
            last = naming.end


def instrument_names(language: Language) -> InstrumentNames:
    """The names of instruments in a language, read once."""
    return _instrument_names(language, standards_directory())


@lru_cache(maxsize=12)
def _instrument_names(language: Language, folder: Path) -> InstrumentNames:
    spelled: dict[str, Instrument] = {}
    for entry in read_yaml(folder / "treaties.yaml")["instruments"]:
        owner = Instrument(entry["code"], entry["kind"])
        english = [text for text in entry["names"]["en"] if _ASCII_ACRONYM.fullmatch(text)]
        for text in (*entry["names"].get(language, ()), *english):
            for spelling in case_forms(text) if language == "ru" else (text,):
                spelled.setdefault(normalised(spelling), owner)
    shorts = lexicon(language, "actions").get("short", {})
    return InstrumentNames(
        automaton=ahocorasick_rs.AhoCorasick(list(spelled)),
        owners=tuple(spelled.values()),
        short=tuple((kind, re.compile(normalised(pattern))) for kind, pattern in shorts.items()),
    )


@dataclass(slots=True)
class Resolver:
    """Turns short forms into the instrument last named; keep one for a document and feed it the texts in order.

    Before any instrument of a kind has been named, ``first_named`` (kind -> code, from the whole text) is used.
    """

    first_named: dict[str, str] = field(default_factory=dict)
    last_named: dict[str, str] = field(default_factory=dict)

    def look_ahead(self, texts: Iterable[Sequence[Naming]]) -> None:
        """Note the first instrument of each kind that the texts name in full."""
        for namings in texts:
            for naming in namings:
                if naming.code is not None:
                    self.first_named.setdefault(naming.kind, naming.code)

    def resolved(self, namings: Sequence[Naming]) -> list[Naming]:
        """The namings of the next text with every short form resolved; those that cannot be are left out."""
        found = []
        for naming in namings:
            if naming.code is not None:
                self.last_named[naming.kind] = naming.code
            code = naming.code or self.last_named.get(naming.kind) or self.first_named.get(naming.kind)
            if code is not None:
                found.append(Naming(naming.start, naming.end, naming.kind, code))
        return found
