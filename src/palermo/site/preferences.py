"""Language and appearance: chosen by a form, kept in a cookie of the reader's, known to nobody else.

Both work for a visitor without a session, so that public pages set no cookie until somebody chooses something. They
carry no CSRF token for the same reason; what another site could forge is refused by ``Sec-Fetch-Site``, and would
change nothing but the look of a page.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from palermo.ground.access.api import open_to_all

THEME_COOKIE = "palermo_theme"
THEMES = ("light", "dark")
_YEAR = 365 * 24 * 3600


def theme_of(request: HttpRequest) -> str:
    """``light``, ``dark``, or empty: as the device has it."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return theme if theme in THEMES else ""


@csrf_exempt
@require_POST
@open_to_all("choosing the language of the pages needs no account")
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie and go back to the page."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES) or not check_for_language(code):
        raise BadRequest("no such language")
    return _remember(request, settings.LANGUAGE_COOKIE_NAME, code)


@csrf_exempt
@require_POST
@open_to_all("choosing light or dark needs no account")
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme in a cookie, or forget it, and go back to the page."""
    theme = request.POST.get("theme", "")
    if theme and theme not in THEMES:
        raise BadRequest("no such theme")
    return _remember(request, THEME_COOKIE, theme)


def _remember(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise PermissionDenied
    response = HttpResponseRedirect(_way_back(request))
    if value:
        response.set_cookie(
            cookie, value, max_age=_YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(cookie, samesite="Lax")
    return response


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else "/"
