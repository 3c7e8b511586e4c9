"""This wing's records in the shapes of its API."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from palermo.commons.citing import Citable, citation_of
from palermo.coordinate.obligations.queries import Listed
from palermo.coordinate.resolutions.boards import Cell, Row
from palermo.coordinate.resolutions.chaining import Chain
from palermo.coordinate.resolutions.queries import Work
from palermo.coordinate.resolutions.reading import WorkPage
from palermo.coordinate.schemas import (
    ChainPlaceOut,
    CitationOut,
    DirectiveOut,
    ObligationOut,
    StatusOut,
    WorkOut,
    WorkParagraphOut,
)


def work_out(work: Work) -> WorkOut:
    """A work."""
    return WorkOut(
        uuid=work.uuid, symbol=work.symbol, title=work.title, language=work.language, kind=work.kind, body=work.body,
        session=work.session, planned=work.planned, dated=work.dated, published=work.published,
        revision=work.revision, address=reverse("resolution", args=[work.uuid]),
    )  # fmt: skip


def citation_out(cited: Citable) -> CitationOut:
    """Where it stands."""
    return CitationOut(source=cited.source.uuid, locator=cited.locator, address=citation_of(cited).address)


def _status_out(cell: Cell) -> StatusOut:
    shown = cell.current
    evidence = (shown.paragraph or shown.figure) if shown else None
    return StatusOut(
        addressee=cell.addressee, implicit=cell.implicit, status=cell.status,
        as_of=shown.entry.as_of if shown else None,
        evidence=citation_out(evidence) if evidence else None,  # type: ignore[arg-type]
    )  # fmt: skip


def directive_out(row: Row) -> DirectiveOut:
    """A directive with its statuses."""
    said = row.directive
    return DirectiveOut(
        uuid=said.uuid, verb=said.verb, printed=said.printed, words=said.words, action=said.action, theme=said.theme,
        statuses=[_status_out(cell) for cell in row.cells], revision=said.revision,
    )  # fmt: skip


def paragraphs_out(page: WorkPage) -> Iterator[WorkParagraphOut]:
    """The paragraphs of all texts, part by part, those of one number together."""
    for part in page.parts:
        for line in part.lines:
            for column in line.columns:
                each = column.paragraph
                if each is not None:
                    rows = [row for row in line.rows if row.directive.paragraph_id == each.pk]
                    yield WorkParagraphOut(
                        uuid=each.uuid, stage=column.text.stage, language=column.text.language, kind=each.kind,
                        key=each.key, words=each.words,
                        citation=citation_out(each),  # type: ignore[arg-type]
                        directives=[directive_out(row) for row in rows],
                    )  # fmt: skip


def chain_out(chain: Chain) -> list[ChainPlaceOut]:
    """The places of a chain, step by step."""
    paragraphs = {place.number: place.paragraph.uuid for place in chain.places}
    return [
        ChainPlaceOut(
            paragraph=place.paragraph.uuid, work=place.paragraph.text.work.uuid,
            symbol=place.paragraph.text.work.symbol, title=place.paragraph.text.work.title, key=place.paragraph.key,
            step=step, takes_up=[paragraphs[link.there] for link in place.takes_up],
            citation=citation_out(place.paragraph),  # type: ignore[arg-type]
        )
        for step, places in enumerate(chain.steps)
        for place in places
    ]  # fmt: skip


def obligation_out(row: Listed) -> ObligationOut:
    """An obligation as it stands."""
    said = row.obligation
    return ObligationOut(
        uuid=said.uuid, title=said.title, author=said.author, body=said.body, session=said.session,
        planned=said.planned, issued=said.issued, issued_symbol=said.issued_symbol, standing=row.standing.value,
        days_late=row.late,
        mandate=citation_out(row.mandate.paragraph) if row.mandate else None,  # type: ignore[arg-type]
        mandate_words=said.mandate_words, revision=said.revision, address=reverse("obligation", args=[said.uuid]),
    )  # fmt: skip
