"""Strings that Django and allauth translate themselves: where a page of ours uses one, nothing is missing."""

from __future__ import annotations

import gettext
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_HOMES = ("django.conf", "django.contrib.auth", "allauth")


@cache
def borrowed_messages(locale: str) -> frozenset[str]:
    """The msgids that an installed package has in ``locale``."""
    found: set[str] = set()
    for home in _HOMES:
        spec = find_spec(home)
        assert spec is not None
        assert spec.origin is not None
        path = Path(spec.origin).parent / "locale" / locale / "LC_MESSAGES" / "django.mo"
        if path.exists():
            with path.open("rb") as file:
                catalogue: dict[object, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
            found.update(key for key in catalogue if isinstance(key, str) and key)
    return frozenset(found)
