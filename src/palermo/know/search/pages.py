"""The search page: one box, facets with counts, and for each hit why it matched."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo.commons.pages import page_number
from palermo.commons.wording.places import alphabetical, known_countries
from palermo.ground.access.api import open_to_all
from palermo.know.requests import PageRequest
from palermo.know.search.queries import FACETS, Answer, Facet, Filters, search

_FILTERS = ("country", "year", "language", "kind", "part", "document")


@open_to_all("searches published documents; the query's own SQL shows visitors no others")
@require_safe
def search_page(request: PageRequest) -> HttpResponse:
    """Results for ``?q=``; without it, how to search."""
    query = request.GET.get("q", "").strip()
    filters = Filters(**{name: request.GET.get(name, "")[:60] for name in _FILTERS})
    newest = request.GET.get("sort") == "newest"
    answer = search(request.actor, query, filters, page=page_number(request.GET), newest_first=newest)
    asked = {"q": query, **{name: getattr(filters, name) for name in _FILTERS}, "sort": "newest" if newest else ""}
    context = {
        "query": query,
        "filters": filters,
        "answer": answer,
        "groups": _groups(answer, asked),
        "kept": [(name, asked[name]) for name in _FILTERS if asked[name]],
        "newest": newest,
        "earlier": _address(asked, page=answer.page - 1) if answer.page > 1 else "",
        "later": _address(asked, page=answer.page + 1) if answer.page < answer.pages else "",
        "literally": _address(asked, q=f'"{query}"') if answer.also and '"' not in query else "",
        "unfiltered": _address({"q": query}) if any(asked[name] for name in _FILTERS) else "",
    }
    return render(request, "know/search/_results.html" if request.htmx else "know/search/search.html", context)


def _groups(answer: Answer, asked: dict[str, str]) -> list[dict[str, Any]]:
    """Each facet with its choices: an address that sets it, or takes it away where it is set."""
    groups = []
    for name in FACETS:
        facets = answer.facets.get(name, ())
        choices = [
            {
                "value": facet.value,
                "label": facet.label,
                "count": facet.count,
                "chosen": asked[name] == facet.value,
                "address": _address(asked, **{name: "" if asked[name] == facet.value else facet.value}),
            }
            for facet in (_in_order(facets) if name == "country" else facets)
        ]
        if choices:
            groups.append({"name": name, "choices": choices})
    return groups


def _in_order(facets: tuple[Facet, ...]) -> list[Facet]:
    """Countries in the alphabetical order of the reader's language, whatever their counts."""
    known = known_countries()
    by_code = {facet.value: facet for facet in facets if facet.value in known}
    return [by_code[code] for code in alphabetical(by_code)]


def _address(asked: dict[str, str], **changes: Any) -> str:
    together = {name: str(content) for name, content in {**asked, **changes}.items() if content}
    return f"?{urlencode(together)}"
