"""What the front page shows: three doors, counts that open to their lists, the latest documents."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from palermo.site.navigation import exists

_DOORS: tuple[tuple[str, Promise, Promise], ...] = (
    (
        "/countries/",
        gettext_lazy("Countries"),
        gettext_lazy("What each State has accepted, reported and counted, with the sources."),
    ),
    (
        "/measures/",
        gettext_lazy("Measures"),
        gettext_lazy("How numbers change over time, with charts, maps and tables to take away."),
    ),
    (
        "/library/",
        gettext_lazy("Library"),
        gettext_lazy("The documents themselves, paragraph by paragraph, in their own language."),
    ),
)


@dataclass(frozen=True, slots=True)
class FrontDoor:
    address: str
    title: Promise
    words: Promise


def front_doors() -> list[FrontDoor]:
    """The rooms a visitor most often wants, as far as they are installed."""
    return [FrontDoor(*door) for door in _DOORS if exists(door[0])]
