"""The site's own pages: home, about, accessibility, health, robots."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo.ground.access.api import open_to_all
from palermo.site.front import front_doors, further_rooms, latest_documents, published_counts
from palermo.site.navigation import exists


@require_safe
@open_to_all("the front page shows published things only")
def home(request: HttpRequest) -> HttpResponse:
    """What this place is for, a search box and three doors."""
    context = {
        "doors": front_doors(),
        "further": further_rooms(),
        "search": "/search/" if exists("/search/") else "",
        "library": "/library/" if exists("/library/") else "",
        "counts": published_counts(),
        "latest": latest_documents(),
    }
    return render(request, "site/home.html", context)


@require_safe
@open_to_all("says what the site is")
def about(request: HttpRequest) -> HttpResponse:
    """What Palermo is, where numbers come from, how to read them."""
    return render(request, "site/about.html")


@require_safe
@open_to_all("says how the site can be used by everyone")
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "site/accessibility.html")


@require_safe
@open_to_all("says only whether the service answers")
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  a view takes a request
    """200 when the database answers, else 503; for a supervisor, not for people."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # whatever the driver raises, the answer is the same and tells nothing
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})


@require_safe
@open_to_all("tells crawlers where not to go")
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Public pages may be indexed; work places and searches may not."""
    lines = (
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/account/", "/desk/", "/review/", "/search/", "/api/")),
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
