"""The doors of the site. A door whose room is not installed does not show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

ROOMS: tuple[tuple[str, str | Promise], ...] = (
    ("/countries/", gettext_lazy("Countries")),
    ("/measures/", gettext_lazy("Measures")),
    ("/treaties/", gettext_lazy("Treaties")),
    ("/registers/", gettext_lazy("Registers")),
    ("/library/", gettext_lazy("Library")),
    ("/resolutions/", gettext_lazy("Resolutions")),
    ("/conflicts/", gettext_lazy("Where sources differ")),
    ("/search/", gettext_lazy("Search")),
)


@dataclass(frozen=True, slots=True)
class Door:
    """``current`` is the value of aria-current: ``page`` on the page itself, ``true`` inside it, else empty."""

    address: str
    title: str | Promise
    current: str


@cache
def exists(address: str) -> bool:
    """Whether any room answers at ``address``."""
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


def doors(path: str) -> list[Door]:
    """The navigation as seen from the page at ``path``."""
    return [Door(address, title, _current(address, path)) for address, title in ROOMS if exists(address)]


def _current(address: str, path: str) -> str:
    if path == address:
        return "page"
    return "true" if path.startswith(address) else ""
