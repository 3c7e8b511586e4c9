"""Gates for views: every URL is behind a named permission or open for a stated reason (rule 1 of the house).

A guard test walks the URL table and refuses a view that went through neither decorator.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from palermo.ground.access.verdicts import may
from palermo.ground.audit.actor import Actor

View = Callable[..., HttpResponse]


class ActorRequest(HttpRequest):
    """A request after ``ActorMiddleware``: it knows who acts."""

    actor: Actor


class _Marked(Protocol):
    palermo_gate: str


def gated(permission: str) -> Callable[[View], View]:
    """Only actors who may ``permission`` get through. A stranger gets "not found": what is behind does not exist
    for them. Somebody whose seat allows it but who signed in without a second factor is sent to open one."""

    def decorate(view: View) -> View:
        @wraps(view)
        def through_gate(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            verdict = may(request.actor, permission)
            if verdict.code == "second_factor":
                return redirect("second-factor")
            if not verdict:
                raise Http404
            return view(request, *args, **kwargs)

        cast("_Marked", through_gate).palermo_gate = f"permission:{permission}"
        return through_gate

    return decorate


def open_to_all(reason: str) -> Callable[[View], View]:
    """Anyone may come. ``reason`` says why that is right; the view must show published things only."""

    def decorate(view: View) -> View:
        @wraps(view)
        def open_view(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs)

        cast("_Marked", open_view).palermo_gate = f"open:{reason}"
        return open_view

    return decorate
