"""Per-request facts: the reader's language and who acts."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware

from palermo.ground.access.api import VISITOR


class LanguageMiddleware(LocaleMiddleware):
    """The language chosen by the reader, else the browser's."""


class ActorMiddleware:
    """Puts ``request.actor`` in place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = VISITOR  # type: ignore[attr-defined]
        return self.get_response(request)
