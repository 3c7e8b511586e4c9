"""What is counted: ids, labels, units, and how counts add, from ``standards/measures.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from palermo.ground.standards.lists import read_mapping
from palermo.ground.standards.places import reading_language
from palermo_engines.kit.standards import standards_directory


@dataclass(frozen=True, slots=True)
class Measure:
    """``adds`` says for ``time``, ``places`` and ``contributors`` how values combine (a code of the list);
    ``counted_twice`` whether one person may be counted more than once."""

    id: str
    labels: Mapping[str, str]
    unit: str
    adds: Mapping[str, str]
    counted_twice: bool

    def name(self, language: str) -> str:
        return self.labels.get(reading_language(language)) or self.labels["en"]


def measures() -> Mapping[str, Measure]:
    """Every measure by id, in the order of the list. InputError naming the file when it is malformed."""
    return _read(standards_directory() / "measures.yaml")


def measure_name(identifier: str, language: str) -> str:
    """The label in ``language``; the id itself when the list does not have it."""
    measure = measures().get(identifier)
    return measure.name(language) if measure else identifier


@cache
def _read(path: Path) -> Mapping[str, Measure]:
    entries: dict[str, dict[str, Any]] = read_mapping(path)["measures"]
    return MappingProxyType({identifier: _measure(identifier, entry) for identifier, entry in entries.items()})


def _measure(identifier: str, entry: dict[str, Any]) -> Measure:
    return Measure(
        id=identifier,
        labels=entry["labels"],
        unit=str(entry.get("unit", "")),
        adds=entry.get("adds", {}),
        counted_twice=bool(entry.get("counted_twice", False)),
    )
