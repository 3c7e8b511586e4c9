"""Gates for views: every URL is behind a named permission or open for a stated reason (rule 1 of the house).

The same gates stand before pages and before operations of the API. A guard test walks the URL table and refuses a
view that went through neither.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, cast, get_type_hints

from django.http import Http404, HttpRequest
from django.shortcuts import redirect

from palermo.ground.access.verdicts import may
from palermo.ground.audit.actor import Actor

View = Callable[..., Any]


class ActorRequest(HttpRequest):
    """A request after ``ActorMiddleware``: it knows who acts."""

    actor: Actor


class _Marked(Protocol):
    palermo_gate: str
    __signature__: inspect.Signature


def _shape_of(view: View) -> inspect.Signature:
    """The view's signature with its annotations resolved in the view's own module: the API reads it to know what
    an operation takes, and would resolve the names in this module instead."""
    signature = inspect.signature(view)
    try:
        hints = get_type_hints(view, include_extras=True)
    except NameError:  # a name imported for type checking only: no operation of the API
        return signature
    parameters = [
        parameter.replace(annotation=hints.get(name, parameter.annotation))
        for name, parameter in signature.parameters.items()
    ]
    return signature.replace(parameters=parameters)


def _mark(gate: View, view: View, text: str) -> View:
    marked = cast("_Marked", gate)
    marked.palermo_gate = text
    marked.__signature__ = _shape_of(view)
    return gate


def gated(permission: str) -> Callable[[View], View]:
    """Only actors who may ``permission`` get through. A stranger gets "not found": what is behind does not exist
    for them. Somebody whose seat allows it but who signed in without a second factor is sent to open one."""

    def decorate(view: View) -> View:
        @wraps(view)
        def through_gate(request: ActorRequest, *args: Any, **kwargs: Any) -> Any:
            verdict = may(request.actor, permission)
            if verdict.code == "second_factor":
                return redirect("second-factor")
            if not verdict:
                raise Http404
            return view(request, *args, **kwargs)

        return _mark(through_gate, view, f"permission:{permission}")

    return decorate


def for_people(reason: str) -> Callable[[View], View]:
    """Anyone who is signed in, whatever their seats; a stranger gets "not found". The view shows them their own."""

    def decorate(view: View) -> View:
        @wraps(view)
        def through_gate(request: ActorRequest, *args: Any, **kwargs: Any) -> Any:
            if request.actor.person_id is None:
                raise Http404
            return view(request, *args, **kwargs)

        return _mark(through_gate, view, f"people:{reason}")

    return decorate


def open_to_all(reason: str) -> Callable[[View], View]:
    """Anyone may come. ``reason`` says why that is right; the view must show published things only."""

    def decorate(view: View) -> View:
        @wraps(view)
        def open_view(request: ActorRequest, *args: Any, **kwargs: Any) -> Any:
            return view(request, *args, **kwargs)

        return _mark(open_view, view, f"open:{reason}")

    return decorate
