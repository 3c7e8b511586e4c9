"""The API at /api/v1/: one address for all rooms, one shape of errors, tokens for programs.

Reading what is published needs no token. A token acts for its owner, within its scopes. A browser's session counts
for nothing here, so no page elsewhere can make a visitor's browser act.
"""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer
from pydantic import Field

from palermo import __version__
from palermo.commons.defects import frames_of
from palermo.coordinate.endpoints import router as coordinate
from palermo.ground.access.api import VISITOR, Actor, Refused, actor_with, open_to_all
from palermo.know.endpoints import router as know
from palermo.measure.endpoints import router as measure
from palermo.site.registers.endpoints_for_writing import router as registers
from palermo.site.registers.refusing import told_of
from palermo.site.registers.schemas import FaultOut
from palermo.site.taking_in.endpoints import router as taking_in
from palermo_engines.kit.errors import InputError

_log = logging.getLogger(__name__)
_CODES = {400: "bad_request", 401: "token_invalid", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}


class ClashOut(Schema):
    """Two versions of a record, as far as the asker reads it: ``revision`` is what it is now, ``theirs`` its content,
    ``mine`` what was sent, ``merged`` both together with mine in the ``fields`` where they clash. To save ``merged``,
    send it with that revision."""

    revision: int
    fields: list[str]
    mine: dict[str, Any]
    theirs: dict[str, Any]
    merged: dict[str, Any]


class Problem(Schema):
    """Every error of the API: a stable code, a sentence for people, and the place in the request. Registers add every
    fault by its place, or both versions of a record that somebody else changed first."""

    code: str
    message: str
    where: str = ""
    faults: list[FaultOut] = Field(default_factory=list)
    clash: ClashOut | None = None


class Token(HttpBearer):
    """``Authorization: Bearer palermo_...`` names the actor; without the header a visitor asks."""

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor, also put on the request for the gates. None (answered 401) for a token that is not valid."""
        actor = super().__call__(request) if "Authorization" in request.headers else VISITOR
        if actor is not None:
            request.actor = actor  # type: ignore[attr-defined]
        return actor

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:  # noqa: ARG002
        return actor_with(token)


class _Schema(OpenAPISchema):
    """Says of each operation whether it needs a token, and which shape its errors have."""

    def operation_details(self, operation: Any) -> dict[str, Any]:
        details: dict[str, Any] = super().operation_details(operation)
        gate = getattr(operation.view_func, "palermo_gate", "")
        if gate.startswith("open:"):
            details["security"] = [{}, *details.get("security", [])]
        for status, description in _problems_of(operation, gate):
            details["responses"].setdefault(status, _problem_response(description))
        return details

    def get_components(self) -> dict[str, Any]:
        components: dict[str, Any] = super().get_components()
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        components["schemas"] |= {**problem.pop("$defs"), "Problem": problem}
        return components


def _problems_of(operation: Any, gate: str) -> list[tuple[int, str]]:
    found = [(401, "The token is not valid.")]
    takes_path = any(model.__ninja_param_source__ == "path" for model in operation.models)
    if takes_path or gate.startswith("permission:"):
        found.append((404, "There is no such thing, or none for you."))
    if {"body", "form", "file"} & {model.__ninja_param_source__ for model in operation.models}:
        found.append((413, "The request is larger than this server accepts."))
    if operation.models:
        found += [(400, "The request cannot be read."), (422, "The request says something that is not possible.")]
    return found


def _problem_response(description: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": description, "content": content}


class PalermoAPI(NinjaAPI):
    """NinjaAPI with our description of errors in the schema."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """OpenAPI 3.1, as served at openapi.json and kept in docs/reference."""
        path_prefix = kwargs.get("path_prefix") or self.get_root_path(kwargs.get("path_params") or {})
        return _Schema(api=self, path_prefix=path_prefix)

    def get_openapi_operation_id(self, operation: Any) -> str:
        """The wing and the function: ``know_get_document``."""
        function = operation.view_func
        return f"{function.__module__.split('.')[1]}_{function.__name__}"


api = PalermoAPI(
    title="Palermo",
    version=__version__,
    description="Documents, figures with their sources, treaty actions. Public reads show what is published.",
    docs_url=None,
    auth=Token(),
    urls_namespace="api",
)
api.add_router("/", know)
api.add_router("/", measure)
api.add_router("/", coordinate)
api.add_router("/", taking_in)
api.add_router("/", registers)


@open_to_all("says that nothing is at an address, in the words of the API")
def nothing_here(request: HttpRequest, **_: Any) -> HttpResponse:
    """Programs that mistyped an address get the usual shape, not a page."""
    return _answer(request, 404, "not_found", "There is no such thing, or none for you.")


def _answer(
    request: HttpRequest, status: int, code: str, message: str, where: str = "", **more: Any
) -> HttpResponse:  # fmt: skip
    return api.create_response(request, {"code": code, "message": message, "where": where, **more}, status=status)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, _: Http404) -> HttpResponse:
    return _answer(request, 404, "not_found", "There is no such thing, or none for you.")


@api.exception_handler(Refused)
def _refused(request: HttpRequest, _: Refused) -> HttpResponse:
    """A stranger must not learn what exists, so a refusal looks like nothing there."""
    return _answer(request, 404, "not_found", "There is no such thing, or none for you.")


@api.exception_handler(AuthenticationError)
def _unknown_token(request: HttpRequest, _: AuthenticationError) -> HttpResponse:
    return _answer(request, 401, "token_invalid", "This token is unknown, expired or revoked.", "Authorization")


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _answer(request, error.status_code, _CODES.get(error.status_code, "error"), str(error))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The first fault, with its place; the content itself is not repeated."""
    first = error.errors[0]
    return _answer(request, 422, first["type"], first["msg"], ".".join(str(step) for step in first["loc"]))


@api.exception_handler(InputError)
def _unusable(request: HttpRequest, error: InputError) -> HttpResponse:
    message = f"{error.message} {error.advice}".strip()
    status, more = told_of(error)
    return _answer(request, status, error.code, message, error.where, **more)


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, _: RequestDataTooBig) -> HttpResponse:
    return _answer(request, 413, "too_large", "The request is larger than this server accepts.")


@api.exception_handler(SuspiciousOperation)
def _unreadable(request: HttpRequest, _: SuspiciousOperation) -> HttpResponse:
    """What Django refuses to read, such as thousands of parameters in an address."""
    return _answer(request, 400, "bad_request", "The request cannot be understood.")


@api.exception_handler(Exception)
def _defect(request: HttpRequest, defect: Exception) -> HttpResponse:
    """Programs get the usual shape; the log gets the place without the message, which may quote the request."""
    _log.error("an operation of the API failed with %s", frames_of(defect))
    return _answer(request, 500, "server_error", "The server failed. Its log says where.")
