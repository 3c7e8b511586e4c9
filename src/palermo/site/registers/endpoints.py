"""Registers in the API: reading them, for everybody as far as it is public. ``endpoints_for_writing`` adds the writes
to the same router: an address answers all its methods."""

from __future__ import annotations

import math
from typing import Annotated

from django.http import Http404, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from palermo.ground.access.api import Actor, ActorRequest, gated, open_to_all
from palermo.ground.registers.api import (
    STATE,
    RegisterRecord,
    Wanted,
    declarations,
    due,
    facet_fields,
    find_records,
    history_of,
    may_see_register,
    number_visible_to,
    numbers_visible_to,
    record_visible_to,
    register_totals,
)
from palermo.site.registers.filtering import wanted_of
from palermo.site.registers.requests import register_or_404
from palermo.site.registers.schemas import (
    DeclarationOut,
    DueOut,
    FiltersIn,
    RecordOut,
    RecordsOut,
    RegisterOut,
    RevisionOut,
    TotalsOut,
)
from palermo.site.registers.spelling import (
    declaration_out,
    due_out,
    moves_open,
    record_out,
    register_out,
    revision_out,
    shown_out,
    totals_out,
)
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration

router = Router(tags=["registers"])
RECORDS_A_PAGE = 50
MAX_PAGE = 1_000_000
_PUBLISHED = "visitors see records in a public state of public registers only, in the query itself"
_SHAPE = "the shape of a register is public when the register is; it holds no record"
_READ = "ground.register.read_unpublished"
_FIELD = "f."

PageNumber = Annotated[int, Query(ge=1, le=MAX_PAGE)]


@router.get("/registers", response=list[RegisterOut])
@open_to_all(_PUBLISHED)
def list_registers(request: ActorRequest) -> list[RegisterOut]:
    """Every register that the asker may see, by wing and id."""
    seen = [each for each in declarations() if may_see_register(request.actor, each)]
    records = numbers_visible_to(request.actor, seen)
    return [register_out(each, records[each.id]) for each in seen]


@router.get("/registers/-/due", response=list[DueOut])
@gated(_READ)
def list_due_moves(request: ActorRequest) -> list[DueOut]:
    """Moves with a clock that are due, late or to be reminded of today, by the day on which they are due."""
    return [due_out(one) for one in due(request.actor, timezone.localdate())]


@router.get("/registers/{register_id}", response=DeclarationOut)
@open_to_all(_SHAPE)
def get_register(request: ActorRequest, register_id: str) -> DeclarationOut:
    """A register with its fields, states and moves, and the JSON Schema of a record's values."""
    declaration = register_or_404(request.actor, register_id)
    return declaration_out(declaration, number_visible_to(request.actor, declaration))


@router.get(
    "/registers/{register_id}/declaration",
    openapi_extra={"responses": {200: {"content": {"application/yaml": {"schema": {"type": "string"}}}}}},
)
@open_to_all(_SHAPE)
def get_register_declaration(request: ActorRequest, register_id: str) -> HttpResponse:
    """The declaration as it was written, in YAML."""
    text = register_or_404(request.actor, register_id).source
    return HttpResponse(text, content_type="application/yaml; charset=utf-8")


@router.get("/registers/{register_id}/records", response=RecordsOut)
@open_to_all(_PUBLISHED)
def list_records(
    request: ActorRequest, register_id: str, filters: Query[FiltersIn], facets: bool = False, page: PageNumber = 1
) -> RecordsOut:
    """Records, fifty a page. Besides the filters described, ``f.FIELD=CODE`` narrows by any field that is counted by;
    several codes of one field widen it."""
    actor, declaration = request.actor, register_or_404(request.actor, register_id)
    names = _facets(actor, declaration) if facets else ()
    found = find_records(
        actor, declaration, _wanted(request, declaration, filters), offset=(page - 1) * RECORDS_A_PAGE,
        limit=RECORDS_A_PAGE, facets=names,
    )  # fmt: skip
    items = [shown_out(declaration, each, moves_open(actor, declaration, each)) for each in found.records]
    pages = max(1, math.ceil(found.total / RECORDS_A_PAGE))
    counts = {name: dict(found.facets[name]) for name in names}
    return RecordsOut(count=found.total, page=page, pages=pages, items=items, facets=counts)


def _facets(actor: Actor, declaration: Declaration) -> tuple[str, ...]:
    return (*(field.id for field in facet_fields(actor, declaration)), STATE)


def _wanted(request: ActorRequest, declaration: Declaration, filters: FiltersIn) -> Wanted:
    """The filters of the address. InputError for a field that is not counted by, or not for this actor: a program that
    misspelt a filter must not take all records for the answer."""
    fields = facet_fields(request.actor, declaration)
    known = {f"{_FIELD}{field.id}" for field in fields}
    for name in request.GET:
        if name.startswith(_FIELD) and name not in known:
            raise InputError("registers.filter", "The register has no such filter.", where=name[:80])
    codes = wanted_of(request.GET, fields).codes
    return Wanted(
        states=tuple(filters.state), countries=tuple(filters.country), codes=codes, first=filters.first,
        last=filters.last, text=filters.text, order=filters.order,
    )  # fmt: skip


@router.get("/registers/{register_id}/records/{record}", response=RecordOut)
@open_to_all(_PUBLISHED)
def get_record(request: ActorRequest, register_id: str, record: str) -> RecordOut:
    """One record, by its identifier or its code."""
    declaration, found = record_named(request.actor, register_id, record)
    return record_out(request.actor, declaration, found)


@router.get("/registers/{register_id}/records/{record}/history", response=list[RevisionOut])
@open_to_all(_PUBLISHED)
def list_revisions(request: ActorRequest, register_id: str, record: str) -> list[RevisionOut]:
    """What the record was, the newest first, as far as the asker may see."""
    declaration, found = record_named(request.actor, register_id, record)
    return [revision_out(change) for change in history_of(request.actor, declaration, found)]


def record_named(actor: Actor, register_id: str, record: str) -> tuple[Declaration, RegisterRecord]:
    """The register and its record with this identifier or code. Http404 when the actor sees none."""
    declaration = register_or_404(actor, register_id)
    found = record_visible_to(actor, declaration, record[:60])
    if found is None:
        raise Http404
    return declaration, found


@router.get("/registers/{register_id}/totals/{measure}", response=TotalsOut)
@open_to_all("only what the asker may read is added, field by field")
def get_totals(request: ActorRequest, register_id: str, measure: str, filters: Query[FiltersIn]) -> TotalsOut:
    """A measure added over the records that the filters leave, only along the directions in which it adds."""
    declaration = register_or_404(request.actor, register_id)
    if measure not in {each.id for each in declaration.measures}:
        raise Http404
    wanted = _wanted(request, declaration, filters)
    return totals_out(measure, register_totals(request.actor, declaration, measure, wanted))
