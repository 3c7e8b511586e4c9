"""The status board: each directive and addressee with what is known on a day, its evidence and its history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from palermo.coordinate.resolutions.models import Directive, Paragraph, StatusEntry
from palermo.coordinate.resolutions.queries import paragraphs_visible_to
from palermo.coordinate.resolutions.rules import may_read_unpublished
from palermo.coordinate.resolutions.vocabulary import STATUS_BADGES, STATUSES, addressee_name
from palermo.coordinate.resolutions.words import ProposalState, Status
from palermo.ground.access.api import Actor
from palermo.ground.evidence.api import Figure, figures_visible_to


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement with its evidence, as far as the actor may see that."""

    entry: StatusEntry
    paragraph: Paragraph | None
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One addressee of a directive. ``status`` is that of the day; ``history`` has every statement shown to the actor,
    the newest as-of day first, also those proposed, refused or withdrawn when the actor is staff."""

    addressee: str
    implicit: bool
    status: str
    current: Shown | None
    history: tuple[Shown, ...]

    @property
    def name(self) -> str:
        return addressee_name(self.addressee)

    @property
    def status_words(self) -> str:
        return str(STATUSES[self.status])

    @property
    def badge(self) -> str:
        return STATUS_BADGES[self.status]


@dataclass(frozen=True, slots=True)
class Row:
    """A directive with its addressees; one cell with an empty addressee where none is named."""

    directive: Directive
    cells: tuple[Cell, ...]


def board(actor: Actor, directives: Iterable[Directive], day: date) -> list[Row]:
    """What is known on ``day`` about directives that the actor sees, in their order: confirmed statements; for staff
    also those proposed, refused and withdrawn."""
    listed = list(directives)
    entries = StatusEntry.objects.filter(directive__in=listed, as_of__lte=day).order_by("-as_of", "-pk")
    if not may_read_unpublished(actor):
        entries = entries.filter(state=ProposalState.CONFIRMED.value)
    shown: dict[tuple[int, str], list[Shown]] = defaultdict(list)
    for item in with_evidence(actor, entries):
        shown[item.entry.directive_id, item.entry.addressee].append(item)
    return [Row(directive, tuple(_cells(directive, shown))) for directive in listed]


def with_evidence(actor: Actor, entries: Iterable[StatusEntry]) -> list[Shown]:
    """Statements with the evidence that the actor may see, in the order given."""
    listed = list(entries)
    paragraphs = paragraphs_visible_to(actor).in_bulk([entry.paragraph_id for entry in listed if entry.paragraph_id])
    figures = figures_visible_to(actor, include_withdrawn=True).select_related("source")
    found = figures.in_bulk([entry.figure_id for entry in listed if entry.figure_id])
    return [Shown(entry, paragraphs.get(entry.paragraph_id or 0), found.get(entry.figure_id or 0)) for entry in listed]


def _cells(directive: Directive, shown: dict[tuple[int, str], list[Shown]]) -> Iterable[Cell]:
    named = {each.code: each.implicit for each in directive.addressees.all()} or {"": True}
    spoken = {code: False for number, code in shown if number == directive.pk and code not in named}
    for code, implicit in (named | spoken).items():
        history = tuple(shown.get((directive.pk, code), ()))
        current = next((item for item in history if item.entry.state == ProposalState.CONFIRMED), None)
        yield Cell(code, implicit, current.entry.status if current else Status.UNKNOWN.value, current, history)
