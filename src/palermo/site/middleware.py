"""Per-request facts: the reader's language and who acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils.functional import SimpleLazyObject

from palermo.ground.access.api import VISITOR, Actor, ActorRequest, actor_of
from palermo.ground.audit import api as audit

Answer = Callable[[HttpRequest], HttpResponse]
_API = "/api/"
_ACCOUNT = "/account/"
_RECOVERY_CODES = "/account/mfa/recovery-codes/"  # notes when they were first looked at


class LanguageMiddleware(LocaleMiddleware):
    """The language chosen by the reader, else the browser's."""


class PlainQueryMiddleware:
    """Refuses addresses whose query holds a zero byte, encoded or not: nobody types one, PostgreSQL keeps no text with
    one, and every filter of every room would have to look for it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or "\x00" in query:
            raise BadRequest
        return self.get_response(request)


class NothingKeptMiddleware:
    """Whatever is answered to somebody who signed in, or to a program with a token, is kept by no cache: not by one on
    the way, and not by the browser of a shared computer, where *Back* would show a record after signing out. A cookie
    or token is enough, valid or not, so that nothing needs to be looked up."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = settings.SESSION_COOKIE_NAME
        if session in request.COOKIES or session in response.cookies or "Authorization" in request.headers:
            response.headers["Cache-Control"] = "no-store, private"
        return response


class ActorMiddleware:
    """Puts ``request.actor`` in place. Who it is gets looked up when somebody asks, so that pages which nobody
    signed in to cost no query. Programs never act through a browser's session: their token names them later."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = cast("ActorRequest", request)
        by_program = request.path.startswith(_API)
        asked.actor = VISITOR if by_program else cast("Actor", SimpleLazyObject(lambda: actor_of(request)))
        return self.get_response(request)


class AccountWritesMiddleware:
    """Forms under /account/ are answered by the accounts library, which writes where no act of ours is open: here
    one transaction holds the whole answer, its writes and the events that our receivers record."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._may_write(request):
            return self.get_response(request)
        with audit.acts_follow():
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    @staticmethod
    def _may_write(request: HttpRequest) -> bool:
        posted = request.method == "POST" and request.path.startswith(_ACCOUNT)
        return posted or request.path.startswith(_RECOVERY_CODES)
