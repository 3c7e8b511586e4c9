"""What is counted: ids, labels, units, and how counts add, from ``standards/measures.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from palermo.ground.standards.lists import read_entries
from palermo.ground.standards.places import reading_language
from palermo_engines.kit.standards import standards_directory


@dataclass(frozen=True, slots=True)
class Measure:
    """``unit`` is what is counted (``money``: the figure has an ISO 4217 code). ``over_time`` is ``sum``, ``last`` (a
    stock) or ``none``; ``over_places`` and ``over_contributors`` are ``sum`` or ``none``. ``counted_twice``: one
    person may be in the count more than once, so that a sum is of occurrences and not of people."""

    id: str
    labels: Mapping[str, str]
    unit: str
    over_time: str
    over_places: str
    over_contributors: str
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
    found = {str(entry["id"]): Measure(**entry) for entry in read_entries(path)}
    return MappingProxyType(found)
