"""The API as programs meet it: one shape of errors, described truthfully, never a server error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from palermo.config.openapi import KEPT, description
from palermo.config.wsgi import application
from palermo.ground.access.api import create_token
from tests.ground.people import person_with, web_actor

pytestmark = pytest.mark.django_db
_SCOPES = ["know.document.ingest", "know.document.publish", "know.finding.read", "know.finding.review"]
# What the description promises. Other checks of schemathesis are opinions about styles of API.
_PROMISES = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
_SMALL = settings(
    max_examples=8, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip

schema = schemathesis.openapi.from_dict(json.loads(description()))
schema.app = application  # asked in this process, inside the test's transaction


def test_the_kept_description_is_current() -> None:
    assert KEPT.read_text(encoding="utf-8") == description(), "run: python docs/build.py"


def test_every_operation_describes_its_errors_in_the_one_shape() -> None:
    described = json.loads(description())
    assert described["components"]["schemas"]["Problem"]["required"] == ["code", "message"]
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    shape = response["content"]["application/json"]["schema"]
                    assert shape == {"$ref": "#/components/schemas/Problem"}, f"{method} {path} {status}"


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/", "/api/v2/documents"])
def test_an_address_without_anything_answers_in_that_shape(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, set(answer.json())) == (404, {"code", "message", "where"})


def test_a_bad_token_is_refused_even_where_none_is_needed(client: Client) -> None:
    answer = client.get("/api/v1/documents", headers={"Authorization": "Bearer palermo_nonsense"})
    assert answer.status_code == 401
    assert answer.json() == {
        "code": "token_invalid", "message": "This token is unknown, expired or revoked.", "where": "Authorization"
    }  # fmt: skip
    assert "nonsense" not in answer.content.decode()


def test_a_parameter_of_the_wrong_kind_is_named_but_not_repeated(client: Client) -> None:
    answer = client.get("/api/v1/documents", {"page": "<b>seven</b>"})
    assert answer.status_code == 422
    assert answer.json()["where"] == "query.page"
    assert "seven" not in answer.content.decode()


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Asked as a server would be, Django closes the connection after each answer: here it holds the test's data."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token() -> dict[str, str]:
    secret = create_token(web_actor(person_with("publisher")), label="schemathesis", scopes=_SCOPES).secret
    return {"Authorization": f"Bearer {secret}"}


@schema.parametrize()
@_SMALL
def test_a_visitor_gets_what_the_description_says(case: Any) -> None:
    case.call_and_validate(checks=_PROMISES)


@schema.parametrize()
@_SMALL
def test_a_program_with_a_token_does_too(case: Any, token: dict[str, str]) -> None:
    case.call_and_validate(checks=_PROMISES, headers=token)
