"""Strings that Django and allauth translate themselves. Only our versions of allauth's own pages may rely on them:
elsewhere the same English word may mean another thing (a note on a document is no warning)."""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_PAGES = tuple(f"palermo/site/templates/{room}/" for room in ("account", "mfa", "allauth"))
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


def is_borrowed(singular: str, places: Iterable[str], locale: str) -> bool:
    """Whether a string is used by nothing but pages of allauth's, and translated there."""
    return all(place.startswith(_PAGES) for place in places) and singular in borrowed_messages(locale)
