"""The conflict board. Figures come from Measure, warnings about documents from Know; the site puts them together."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo.commons.pages import page_number
from palermo.commons.wording.places import alphabetical
from palermo.ground.access.api import ActorRequest, open_to_all
from palermo.ground.standards.api import countries, measures
from palermo.know import api as know
from palermo.measure import api as measure

THINGS_A_PAGE = 24


@require_safe
@open_to_all("shows contradictions among published things only, among drafts to those who may read them")
def board(request: ActorRequest) -> HttpResponse:
    """Contradicting values, parts that do not add up, and warnings that reviewers accepted."""
    actor = request.actor
    country, counted = _known(request.GET.get("country", ""), request.GET.get("measure", ""))
    keys = measure.contradicted_keys(actor, measure=counted, country=country)
    everywhere = measure.contradicted_keys(actor)
    page = Paginator(measure.keys_in_order(keys), THINGS_A_PAGE).get_page(page_number(request.GET))
    context = {
        "page": page,
        "contradictions": measure.contradictions(actor, page),
        "uneven": [item for item in measure.uneven_totals(actor, country=country) if _about(item, counted)],
        "warnings": [] if country or counted else know.accepted_warnings(actor),
        "country": country,
        "measure": counted,
        "countries": alphabetical({key.subject for key in everywhere if key.subject in countries()}),
        "measures": [code for code in measures() if any(key.measure == code for key in everywhere)],
    }
    return render(request, "site/conflicts/board.html", context)


def _known(country: str, counted: str) -> tuple[str, str]:
    """The filters asked for, as far as they exist."""
    return country if country in countries() else "", counted if counted in measures() else ""


def _about(item: measure.Uneven, counted: str) -> bool:
    return not counted or item.total.measure == counted
