"""Error pages: what happened, what to do next, and nothing of what is inside.

The page for a failure of our own (500) asks nothing of the database, the session or the templates' context: whatever
broke, it still shows.
"""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import get_language

from palermo.commons.wording.languages import direction, html_language
from palermo.site.sent_again import sent_by, typed_in

_FOR_PROGRAMS = {
    400: ("bad_request", "The request cannot be understood."),
    403: ("not_allowed", "Not allowed."),
    404: ("not_found", "There is nothing here."),
    413: ("too_large", "The request is larger than this instance takes."),
    500: ("failure", "Something failed here. It is not your request's fault."),
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when the request was larger than this instance takes."""
    return _page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's signature
    """403."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """404: the same whether a thing does not exist or is not for this visitor."""
    return _page(request, 404)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403 for a form without a valid token: mostly a page that stood open too long."""
    return _page(request, 403, "site/errors/expired.html")


def failure(request: HttpRequest) -> HttpResponse:
    """500."""
    if _for_program(request):
        return _to_program(500)
    language = get_language() or "en"
    page = get_template("site/errors/500.html").render(
        {"tag": html_language(language), "direction": direction(language)}
    )
    return HttpResponse(page, status=500)


def _page(request: HttpRequest, status: int, template: str = "") -> HttpResponse:
    if _for_program(request):
        return _to_program(status)
    sent = sent_by(request)
    context = {"sent": sent, "typed": typed_in(sent), "again": request.get_full_path()}
    return render(request, template or f"site/errors/{status}.html", context, status=status)


def _for_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _to_program(status: int) -> HttpResponse:
    code, message = _FOR_PROGRAMS[status]
    return JsonResponse({"code": code, "message": message, "where": ""}, status=status)
