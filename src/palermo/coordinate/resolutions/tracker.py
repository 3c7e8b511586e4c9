"""The tracker as a table to download: a row for each directive and addressee, with its status and its citation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from palermo.commons.citing import citation_of
from palermo.commons.downloads import Column
from palermo.commons.figure_columns import citation_columns
from palermo.coordinate.resolutions.boards import Cell, Shown, board
from palermo.coordinate.resolutions.models import Directive, Work
from palermo.ground.access.api import Actor
from palermo.ground.evidence.api import Source

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class TrackerRow:
    """Cites the directive's own words."""

    directive: Directive
    cell: Cell

    @property
    def work(self) -> Work:
        return self.directive.paragraph.text.work

    @property
    def source(self) -> Source:
        return self.directive.paragraph.source

    @property
    def locator(self) -> str:
        return self.directive.paragraph.key

    @property
    def snippet(self) -> str:
        return self.directive.words


def tracker_rows(actor: Actor, directives: Iterable[Directive], day: date) -> Iterator[TrackerRow]:
    """Rows as they stand on ``day``, in the order of the directives; some hundred at a time are held in memory."""
    waiting: list[Directive] = []
    for directive in directives:
        waiting.append(directive)
        if len(waiting) == _AT_ONCE:
            yield from _rows(actor, waiting, day)
            waiting = []
    yield from _rows(actor, waiting, day)


def _rows(actor: Actor, directives: list[Directive], day: date) -> Iterator[TrackerRow]:
    for row in board(actor, directives, day):
        for cell in row.cells:
            yield TrackerRow(row.directive, cell)


def tracker_columns(request: HttpRequest) -> list[Column]:
    """Links are absolute, so that the file can leave the site."""

    return [
        Column(_("Symbol"), lambda row: row.work.symbol),
        Column(_("Title"), lambda row: row.work.title),
        Column(_("Body"), lambda row: row.work.body_words),
        Column(_("Date"), lambda row: row.work.dated),
        Column(_("Paragraph"), lambda row: row.locator),
        Column(_("Verb"), lambda row: row.directive.verb_words),
        Column(_("As printed"), lambda row: row.directive.printed),
        Column(_("Addressed to"), lambda row: row.cell.name),
        Column(_("Implied only"), lambda row: "yes" if row.cell.implicit and row.cell.addressee else ""),
        Column(_("What is to be done"), lambda row: row.directive.action),
        Column(_("Theme"), lambda row: row.directive.theme_words),
        Column(_("Status"), lambda row: row.cell.status_words),
        Column(_("As of"), lambda row: row.cell.current.entry.as_of if row.cell.current else None),
        Column(_("Evidence"), lambda row: evidence_text(request, row.cell.current)),
        *citation_columns(request),
    ]


def evidence_text(request: HttpRequest, shown: Shown | None) -> str:
    """What a statement stands on, with its address; empty when the reader may not see it or there is none."""
    cited = (shown.paragraph or shown.figure) if shown else None
    if cited is None:
        return ""
    citation = citation_of(cited)  # type: ignore[arg-type]
    return f"{citation.words} {request.build_absolute_uri(citation.address)}"
