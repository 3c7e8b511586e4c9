"""Pages of countries: the list, one country, its figures as a file."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from palermo.commons.pages import page_number
from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import ActorRequest, open_to_all
from palermo.ground.standards.api import countries
from palermo.know import api as know
from palermo.measure import api as measure
from palermo.site.countries.finding import countries_named
from palermo.site.countries.participation import participation_of

FIGURES_A_PAGE = 50
PARAGRAPHS = 20
CONFLICTS = 10


@require_safe
@open_to_all("the list of countries is public")
def country_list(request: ActorRequest) -> HttpResponse:
    """Every country, or those that some name finds; the list alone when HTMX asks."""
    words = request.GET.get("q", "")
    context = {"words": words, "entries": countries_named(words)}
    partial = bool(getattr(request, "htmx", False))
    return render(request, "site/countries/entries.html" if partial else "site/countries/countries.html", context)


@require_safe
@open_to_all("shows published things only, drafts to those who may read them")
def country(request: ActorRequest, code: str) -> HttpResponse:
    """One country: treaties, statistics, documents, and where they differ."""
    if code != code.upper():
        return redirect("country", code=code.upper())
    if code not in countries():
        raise Http404
    actor = request.actor
    keys = measure.contradicted_keys(actor, country=code)
    written = Paginator(measure.written_about(actor, code), FIGURES_A_PAGE)
    context = {
        "code": code,
        "country": countries()[code],
        "formal_name": countries()[code].formal.get(active_language(), ""),
        "participation": participation_of(actor, code),
        "statistics": measure.country_statistics(actor, code),
        "written": written.get_page(page_number(request.GET)),
        "passages": know.paragraphs_mentioning(actor, code, limit=PARAGRAPHS),
        "contradictions": measure.contradictions(actor, keys[:CONFLICTS]),
        "contradiction_count": len(keys),
        "uneven": measure.uneven_totals(actor, country=code),
    }
    return render(request, "site/countries/country.html", context)


@require_safe
@open_to_all("downloads published figures only, drafts for those who may read them")
def country_download(request: ActorRequest, code: str, form: str) -> HttpResponseBase:
    """Every figure about a country with its citation, as CSV or XLSX."""
    if code not in countries():
        raise Http404
    return measure.figure_file(request, measure.all_about(request.actor, code), form, f"figures-{code}")
