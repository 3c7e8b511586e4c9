"""What the front page shows: three doors, counts that open to their lists, the latest documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from palermo.ground.access.api import VISITOR
from palermo.ground.evidence.api import SourceKind, figures_visible_to, sources_visible_to, treaty_actions_visible_to
from palermo.know import api as know
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
        "/registers/",
        gettext_lazy("Registers"),
        gettext_lazy("What States and organizations do: trainings, plans, operations, bodies, funds, entry by entry."),
    ),
    (
        "/library/",
        gettext_lazy("Library"),
        gettext_lazy("The documents themselves, paragraph by paragraph, in their own language."),
    ),
)


# Rooms that have no place in the navigation of every page.
_FURTHER: tuple[tuple[str, Promise], ...] = (
    ("/surveys/", gettext_lazy("Surveys")),
    ("/questionnaires/", gettext_lazy("Questionnaires")),
    ("/obligations/", gettext_lazy("Reporting obligations")),
    ("/estimates/", gettext_lazy("Estimates")),
    ("/datasets/", gettext_lazy("Datasets")),
)


@dataclass(frozen=True, slots=True)
class FrontDoor:
    address: str
    title: Promise
    words: Promise


def front_doors() -> list[FrontDoor]:
    """The rooms a visitor most often wants, as far as they are installed."""
    return [FrontDoor(*door) for door in _DOORS if exists(door[0])]


def further_rooms() -> list[tuple[str, Promise]]:
    """The other public rooms, as far as they are installed."""
    return [(address, title) for address, title in _FURTHER if exists(address)]


@dataclass(frozen=True, slots=True)
class Count:
    """A number that opens to the list of what it counts."""

    address: str
    number: int
    words: str


def published_counts() -> list[Count]:
    """What a stranger finds here. What is not there at all is left out: an empty room says so itself."""
    datasets = sources_visible_to(VISITOR).filter(kind=SourceKind.DATASET.value)
    counted: tuple[tuple[str, int, Callable[[int], str]], ...] = (
        ("/library/", know.counts()["documents"], lambda n: ngettext("document", "documents", n)),
        ("/datasets/", datasets.count(), lambda n: ngettext("dataset", "datasets", n)),
        (
            "/measures/",
            figures_visible_to(VISITOR).count(),
            lambda n: ngettext("figure with its source", "figures with their sources", n),
        ),
        (
            "/treaties/",
            treaty_actions_visible_to(VISITOR).count(),
            lambda n: ngettext("treaty action", "treaty actions", n),
        ),
    )
    return [Count(address, number, words(number)) for address, number, words in counted if number and exists(address)]


@dataclass(frozen=True, slots=True)
class Headline:
    """A document as the front page names it, in its own language."""

    address: str
    title: str
    symbol: str
    language: str
    dated: str


def latest_documents(limit: int = 5) -> list[Headline]:
    """The documents published last."""
    return [
        Headline(
            address=reverse("source-document", kwargs={"uuid": document.source.uuid}),
            title=document.source.title,
            symbol=document.source.key,
            language=document.source.language,
            dated=document.source.dated,
        )
        for document in know.latest_published(limit)
    ]
