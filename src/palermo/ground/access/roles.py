"""Roles and permissions, read from ``roles.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("roles.yaml")


@dataclass(frozen=True, slots=True)
class Roles:
    """``permissions`` tells for each name whether it writes; ``granted`` what each role may, inclusions resolved;
    ``included`` which roles a role counts as: itself, and those it includes."""

    permissions: Mapping[str, bool]
    granted: Mapping[str, frozenset[str]]
    titles: Mapping[str, str]
    included: Mapping[str, frozenset[str]]

    def of(self, roles: Iterable[str]) -> frozenset[str]:
        """All permissions that any of ``roles`` gives. A role that no longer exists gives none."""
        return frozenset().union(*(self.granted.get(role, frozenset()) for role in roles))

    def counting(self, held: Iterable[str]) -> frozenset[str]:
        """Every role that the holder of ``held`` counts as. A role that no longer exists counts as none."""
        return frozenset().union(*(self.included.get(role, frozenset()) for role in held))

    def any_writes(self, names: Iterable[str]) -> bool:
        """Whether one of the permissions ``names`` lets its holder write."""
        return any(self.permissions.get(name, False) for name in names)


@cache
def roles() -> Roles:
    """The roles of this release. ValueError when a role names a permission or a role that does not exist."""
    content: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    permissions = {name: bool(entry["writes"]) for name, entry in content["permissions"].items()}
    granted = {role: _resolve(role, content["roles"], permissions) for role in content["roles"]}
    titles = {role: entry["title"] for role, entry in content["roles"].items()}
    included = {role: _included(role, content["roles"]) for role in content["roles"]}
    return Roles(permissions, granted, titles, included)


def _included(role: str, entries: Mapping[str, Any]) -> frozenset[str]:
    return frozenset({role}).union(*(_included(other, entries) for other in entries[role].get("includes", ())))


def _resolve(role: str, entries: Mapping[str, Any], permissions: Mapping[str, bool]) -> frozenset[str]:
    entry = entries[role]
    unknown = set(entry.get("permissions", ())) - set(permissions)
    if unknown:
        raise ValueError(f"role {role} names unknown permissions: {', '.join(sorted(unknown))}")
    included = (_resolve(other, entries, permissions) for other in entry.get("includes", ()))
    return frozenset(entry.get("permissions", ())).union(*included)
