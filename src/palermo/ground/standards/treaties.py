"""Instruments and the kinds of action a State takes on them, from ``standards/treaties.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from palermo.ground.standards.lists import read_mapping
from palermo.ground.standards.places import reading_language
from palermo_engines.kit.standards import standards_directory

CONSENTS = frozenset({"ratification", "accession", "acceptance", "approval", "succession", "became_party"})
"""Kinds by which a State becomes a party (Vienna Convention on the Law of Treaties, articles 11 and 14 to 16;
succession as in the Vienna Convention on Succession of States in respect of Treaties)."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """``code`` is the depositary's chapter and number; ``short`` the usual English name; ``parent`` the code of the
    convention a protocol adds to; ``names`` the label by language."""

    code: str
    short: str
    kind: str
    parent: str
    names: Mapping[str, str]

    def name(self, language: str) -> str:
        return self.names.get(reading_language(language)) or self.names["en"]


def instruments() -> Mapping[str, Instrument]:
    """Every instrument by code, in the order of the list. InputError naming the file when it is malformed."""
    return _read(standards_directory() / "treaties.yaml")[0]


def action_kinds() -> Mapping[str, Mapping[str, str]]:
    """Labels by language of every kind of action, by code."""
    return _read(standards_directory() / "treaties.yaml")[1]


@cache
def _read(path: Path) -> tuple[Mapping[str, Instrument], Mapping[str, Mapping[str, str]]]:
    content = read_mapping(path)
    found = {
        str(entry["code"]): Instrument(
            code=str(entry["code"]),
            short=str(entry["short"]),
            kind=str(entry["kind"]),
            parent=str(entry.get("parent", "")),
            names={language: names[0] for language, names in entry["names"].items()},
        )
        for entry in content["instruments"]
    }
    return MappingProxyType(found), {str(entry["code"]): entry["labels"] for entry in content["kinds"]}
