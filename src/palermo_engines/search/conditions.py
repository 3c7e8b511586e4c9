"""Conditions on the index columns, neutral to any engine. Back ends spell them; ``holds`` evaluates them naively."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Column = Literal["exact", "words"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """``tokens`` one after the other in ``column``; with ``open_end`` the last one is only a beginning."""

    column: Column
    tokens: tuple[str, ...]
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """``wanted`` holds and ``unwanted`` does not."""

    wanted: Condition
    unwanted: Condition


Condition = Phrase | AllOf | AnyOf | Without


def any_of(parts: list[Condition]) -> Condition:
    """One of the parts; a single part stands for itself, repeated parts count once."""
    unique = tuple(dict.fromkeys(parts))
    return unique[0] if len(unique) == 1 else AnyOf(unique)


def all_of(parts: list[Condition]) -> Condition:
    """All of the parts; a single part stands for itself, repeated parts count once."""
    unique = tuple(dict.fromkeys(parts))
    return unique[0] if len(unique) == 1 else AllOf(unique)


def wanted_phrases(condition: Condition) -> list[Phrase]:
    """The phrases that may stand in a hit, for highlighting; what must not stand there is left out."""
    if isinstance(condition, Phrase):
        return [condition]
    if isinstance(condition, Without):
        return wanted_phrases(condition.wanted)
    return [phrase for part in condition.parts for phrase in wanted_phrases(part)]
