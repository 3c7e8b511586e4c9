"""Records of this wing in the shapes of its API."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.urls import reverse

from palermo.commons.citing import Citable, citation_of
from palermo.ground.evidence.api import Figure, TreatyAction, read_breakdown
from palermo.measure.conflicts.queries import Contradiction
from palermo.measure.schemas import CitationOut, ConflictOut, FigureOut, TreatyActionOut
from palermo.measure.wording import figure_place


def figures_out(figures: Iterable[Figure]) -> list[FigureOut]:
    return [_figure_out(figure) for figure in figures]


def _figure_out(figure: Figure) -> FigureOut:
    return FigureOut(
        uuid=figure.uuid,
        measure=figure.measure,
        subject=figure.subject,
        place=figure_place(figure),
        value=figure.value,
        high=figure.high,
        qualifier=figure.qualifier,
        suppressed=figure.suppressed,
        unit=figure.unit,
        period=figure.period,
        as_of=figure.as_of,
        breakdown=read_breakdown(figure.breakdown),
        scope=figure.scope,
        origin=figure.origin,
        status=figure.status,
        part_of=figure.part_of.uuid if figure.part_of else None,
        address=reverse("figure", args=[figure.uuid]),
        citation=_citation_out(figure),
    )


def action_out(action: TreatyAction) -> TreatyActionOut:
    return TreatyActionOut(
        uuid=action.uuid,
        instrument=action.instrument,
        kind=action.kind,
        country=action.country,
        participant=action.participant,
        date=action.date,
        first=action.first,
        last=action.last,
        citation=_citation_out(action),
    )


def conflict_out(found: Contradiction) -> ConflictOut:
    key = found.key
    return ConflictOut(
        measure=key.measure,
        subject=key.subject,
        period=key.period,
        as_of=key.as_of,
        scope=key.scope,
        breakdown=read_breakdown(key.breakdown),
        figures=figures_out(found.figures),
    )


def _citation_out(cited: Figure | TreatyAction) -> CitationOut:
    source = cited.source
    return CitationOut(
        source=source.uuid,
        kind=source.kind,
        key=source.key,
        title=source.title,
        locator=cited.locator,
        snippet=cited.snippet,
        language=cited.language,
        address=citation_of(cast("Citable", cited)).address,
    )
