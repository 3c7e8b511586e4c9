"""What changed between two versions of a record, and both changes of two people put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from palermo_engines.registers.model import Declaration


@dataclass(frozen=True, slots=True)
class Difference:
    """A field whose value is another one; None for no value."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """Both changes in one. ``clashes`` are the fields that both changed, each to something else: ``values`` hold mine
    there, and the other version is still in the hand of who asked."""

    values: dict[str, Any]
    clashes: tuple[str, ...]


def differences(
    declaration: Declaration, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[Difference, ...]:
    """The fields that differ, in the order of the declaration; those it no longer knows follow by name."""
    known = [field.id for field in declaration.fields]
    return tuple(
        Difference(name, before.get(name), after.get(name))
        for name in (*known, *sorted(_names(before, after) - set(known)))
        if not _same(before.get(name), after.get(name))
    )


def merge(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """Both changes of ``base``, field by field: what one alone changed is taken as it stands, and a value is a value
    as a whole, so that never half of one count stands beside half of another."""
    values: dict[str, Any] = {}
    clashes = []
    for name in _in_order(theirs, mine):
        value = _chosen(base.get(name), mine.get(name), theirs.get(name))
        if value is _CLASH:
            clashes.append(name)
            value = mine.get(name)
        if value is not None:
            values[name] = value
    return Merged(values, tuple(clashes))


_CLASH = object()


def _chosen(base: Any, mine: Any, theirs: Any) -> Any:
    if _same(mine, theirs) or _same(theirs, base):
        return mine
    return theirs if _same(mine, base) else _CLASH


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON: true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)


def _names(*versions: Mapping[str, Any]) -> set[str]:
    return {name for version in versions for name in version}


def _in_order(*versions: Mapping[str, Any]) -> Iterable[str]:
    return dict.fromkeys(name for version in versions for name in version)
