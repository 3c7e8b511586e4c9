"""The operations of this wing in the API. Reading what is published needs no token."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404
from ninja import File, Query, Router, UploadedFile

from palermo.commons.wording.places import alphabetical
from palermo.ground.access.api import ActorRequest, gated, open_to_all
from palermo.ground.standards.api import countries, instruments, measures
from palermo.measure.conflicts.queries import contradicted_keys, contradictions
from palermo.measure.estimates.endpoints import router as estimates
from palermo.measure.figures.queries import Choice, figure_visible_to, figures_chosen, measure_summaries
from palermo.measure.importing import LARGEST_FILE, import_dataset
from palermo.measure.questionnaires.endpoints import router as questionnaires
from palermo.measure.schemas import (
    ConflictsOut,
    CountryOut,
    FigureOut,
    FiguresOut,
    ImportedOut,
    MeasureOut,
    PartiesOut,
    TreatyActionOut,
    TreatyOut,
)
from palermo.measure.spelling import action_out, conflict_out, figures_out
from palermo.measure.surveys.endpoints import router as surveys
from palermo.measure.treaties.counting import count_parties
from palermo.measure.treaties.queries import register_actions
from palermo.measure.treaties.standing import kept_consents, known_days, known_until
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import Language

router = Router(tags=["measure"])
router.add_router("", questionnaires)
router.add_router("", surveys)
router.add_router("", estimates)
ITEMS_A_PAGE = 100
MAX_PAGE = 100_000
_PUBLISHED = "strangers see published evidence only, in the query itself"

PageNumber = Annotated[int, Query(ge=1, le=MAX_PAGE)]
Code = Annotated[str, Query(max_length=60)]
Year = Annotated[int | None, Query(ge=1900, le=2100)]


@router.get("/measures", response=list[MeasureOut])
@open_to_all(_PUBLISHED)
def list_measures(request: ActorRequest) -> list[MeasureOut]:
    """What is counted, in the order of the list of measures."""
    seen = {item.measure: item.from_datasets + item.from_documents for item in measure_summaries(request.actor)}
    return [
        MeasureOut(
            id=item.id, labels=dict(item.labels), unit=item.unit, over_time=item.over_time,
            over_places=item.over_places, over_contributors=item.over_contributors,
            counted_twice=item.counted_twice, figures=seen.get(item.id, 0),
        )
        for item in measures().values()
    ]  # fmt: skip


@router.get("/figures", response=FiguresOut)
@open_to_all(_PUBLISHED)
def list_figures(
    request: ActorRequest,
    measure: Code = "",
    country: Code = "",
    year: Year = None,
    breakdown: Annotated[str | None, Query(max_length=200)] = None,
    origin: Code = "",
    page: PageNumber = 1,
) -> FiguresOut:
    """Figures with their citations. ``breakdown`` is canonical (``age=child;sex=female``); empty for totals only."""
    choice = Choice(measure=measure, country=country, year=year, breakdown=breakdown, origin=origin)
    pages = Paginator(figures_chosen(request.actor, choice).select_related("source", "part_of"), ITEMS_A_PAGE)
    shown = pages.get_page(page)
    return FiguresOut(count=pages.count, page=shown.number, pages=pages.num_pages, items=figures_out(shown))


@router.get("/figures/{uuid}", response=FigureOut)
@open_to_all(_PUBLISHED)
def get_figure(request: ActorRequest, uuid: UUID) -> FigureOut:
    """One figure; a withdrawn one says so."""
    found = figure_visible_to(request.actor, uuid)
    if found is None:
        raise Http404
    return figures_out([found])[0]


@router.get("/treaties", response=list[TreatyOut])
@open_to_all("treaty participation is public")
def list_treaties(request: ActorRequest) -> list[TreatyOut]:  # noqa: ARG001
    """The instruments of which the register knows participants."""
    days = known_days()
    return [
        TreatyOut(code=code, names=dict(instrument.names), known_until=days[code])
        for code, instrument in instruments().items()
        if code in days
    ]


@router.get("/treaties/{code}/parties", response=PartiesOut)
@open_to_all("treaty participation is public")
def count_parties_on(request: ActorRequest, code: str, on: date) -> PartiesOut:
    """How many parties an instrument had on a day, and which."""
    until = _known_until(code)
    count = count_parties(kept_consents(request.actor, code), on)
    return PartiesOut(
        instrument=code, on=on, known_until=until, low=count.low, high=count.high,
        certain=sorted(count.certain), possible=sorted(count.possible),
    )  # fmt: skip


@router.get("/treaties/{code}/actions", response=list[TreatyActionOut])
@open_to_all("treaty participation is public")
def list_treaty_actions(request: ActorRequest, code: str) -> list[TreatyActionOut]:
    """What the register says each participant did, by country and day."""
    _known_until(code)
    found = register_actions(request.actor, code).select_related("source").order_by("country", "first", "pk")
    return [action_out(action) for action in found]


def _known_until(code: str) -> str:
    until = known_until(code) if code in instruments() else ""
    if not until:
        raise Http404
    return until


@router.get("/countries", response=list[CountryOut])
@open_to_all("the list of countries is public")
def list_countries(request: ActorRequest, language: Language = "en") -> list[CountryOut]:  # noqa: ARG001
    """Countries and areas in the alphabetical order of their names in ``language``."""
    known = countries()
    return [
        CountryOut(
            iso3=code, iso2=known[code].iso2, m49=known[code].m49, status=known[code].status,
            name=known[code].name(language),
        )
        for code in alphabetical(known, language)
    ]  # fmt: skip


@router.get("/conflicts", response=ConflictsOut)
@open_to_all(_PUBLISHED)
def list_conflicts(request: ActorRequest, measure: Code = "", country: Code = "", page: PageNumber = 1) -> ConflictsOut:
    """Things that visible figures state with different values."""
    pages = Paginator(contradicted_keys(request.actor, measure=measure, country=country), ITEMS_A_PAGE)
    shown = pages.get_page(page)
    items = [conflict_out(item) for item in contradictions(request.actor, shown)]
    return ConflictsOut(count=pages.count, page=shown.number, pages=pages.num_pages, items=items)


@router.post("/datasets", response=ImportedOut)
@gated("measure.dataset.import")
def post_dataset(request: ActorRequest, file: Annotated[UploadedFile, File()]) -> ImportedOut:
    """Import UNODC's published trafficking workbook (.xlsx) or a register of treaty participation (.csv): all of it
    or nothing. The same bytes again change nothing."""
    if (file.size or 0) > LARGEST_FILE:
        raise InputError("import.too_large", f"The file is larger than {LARGEST_FILE // 2**20} MB.", where="file")
    done = import_dataset(request.actor, file.read(), file.name or "dataset")
    return ImportedOut(dataset=done.release.source.uuid, changed=done.changed, report=done.report)
