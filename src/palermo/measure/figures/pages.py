"""Pages of figures: one figure, the list of measures, one measure."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from palermo.commons.pages import page_number
from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import ActorRequest, gated, may, open_to_all
from palermo.ground.evidence.api import told_once
from palermo.ground.standards.api import measures
from palermo.measure.conflicts.actions import PERMISSION as MAY_JUDGE
from palermo.measure.conflicts.actions import hold_right
from palermo.measure.conflicts.queries import (
    contradicted_keys,
    contradicting,
    contradictions,
    keys_in_order,
    opinions_on,
)
from palermo.measure.figures.adding import additions
from palermo.measure.figures.choosing import Chosen, read_choice
from palermo.measure.figures.listing import figure_file, in_reading_order
from palermo.measure.figures.queries import (
    Choice,
    choices_of,
    figure_visible_to,
    figures_chosen,
    measure_summaries,
    parts_of,
)
from palermo.measure.figures.showing import measure_charts
from palermo_engines.kit.errors import InputError

PAGE_LENGTH = 50


@require_safe
@open_to_all("shows published figures only, drafts to those who may read them")
def figure(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """One figure with everything that makes it true, and what speaks against it."""
    return _figure_page(request, uuid)


def _figure_page(request: ActorRequest, uuid: UUID, *, problem: str = "", status: int = 200) -> HttpResponse:
    found = figure_visible_to(request.actor, uuid)
    if found is None:
        raise Http404
    parts = parts_of(request.actor, found)
    against = contradicting(request.actor, found)
    context = {
        "figure": found,
        "parts": parts,
        "additions": additions(found, parts),
        "against": against,
        "opinions": opinions_on([found, *against]),
        "may_judge": bool(against) and bool(may(request.actor, MAY_JUDGE)),
        "reason": request.POST.get("reason", ""),
        "problem": problem,
    }
    return render(request, "measure/figures/figure.html", context, status=status)


@require_POST
@gated(MAY_JUDGE)
def hold(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """A reviewer holds this figure right and says why."""
    found = figure_visible_to(request.actor, uuid)
    if found is None:
        raise Http404
    try:
        hold_right(request.actor, found, request.POST.get("reason", ""))
    except InputError as error:
        return _figure_page(request, uuid, problem=str(error), status=422)
    return redirect("figure", uuid=uuid)


@require_safe
@open_to_all("lists what published figures measure")
def measure_list(request: ActorRequest) -> HttpResponse:
    """Every measure that has a figure."""
    return render(request, "measure/figures/measures.html", {"summaries": measure_summaries(request.actor)})


@require_safe
@open_to_all("shows published figures only, drafts to those who may read them")
def measure(request: ActorRequest, identifier: str) -> HttpResponse:
    """One measure: what datasets and documents say, over time and over the world."""
    known = measures().get(identifier)
    if known is None:
        raise Http404
    chosen = read_choice(request.GET, choices_of(request.actor, identifier))
    documents = figures_chosen(request.actor, Choice(measure=identifier, country=chosen.country)).exclude(
        origin="dataset"
    )
    told = told_once(in_reading_order(documents), active_language())
    keys = contradicted_keys(request.actor, measure=identifier, country=chosen.country)
    context: dict[str, Any] = {
        "measure": known,
        "chosen": chosen,
        "charts": measure_charts(request.actor, identifier, chosen),
        "documents": Paginator(told, PAGE_LENGTH).get_page(page_number(request.GET)),
        "contradictions": contradictions(request.actor, keys_in_order(keys)[:5]),
        "contradiction_count": len(keys),
    }
    return render(request, "measure/figures/measure.html", context)


@require_safe
@open_to_all("downloads published figures only, drafts for those who may read them")
def measure_download(request: ActorRequest, identifier: str, form: str) -> HttpResponseBase:
    """The chosen figures of a measure with their citations, as CSV or XLSX."""
    if identifier not in measures():
        raise Http404
    chosen = read_choice(request.GET, choices_of(request.actor, identifier), for_download=True)
    found = figures_chosen(request.actor, _choice_for_download(identifier, chosen))
    return figure_file(request, found, form, f"{identifier}{chosen.file_suffix}")


def _choice_for_download(identifier: str, chosen: Chosen) -> Choice:
    return Choice(measure=identifier, country=chosen.country, year=chosen.year, breakdown=chosen.breakdown)
