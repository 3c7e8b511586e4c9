"""Rule 1: deny by default. Every address is behind a gate, and the gates open to exactly the right people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import PathView

from palermo.ground.access import gates
from palermo.ground.access.api import Actor, Verdict, may, roles
from palermo.ground.people.api import Person
from tests.ground.people import person_with, sign_in

# Views of libraries: who may come is decided inside them. Each with its reason.
NOT_OURS = {
    "allauth.account.views": "signing in and out, one's own password; sign-up is closed before it is reached",
    "allauth.mfa": "one's own passkeys and codes; every page asks who is there and to confirm it",
    "ninja.openapi.views.openapi_json": "the description of the API tells shapes, no content",
    "ninja.openapi.views.default_home": "the root of the API answers nothing",
}
FORMS = re.compile(r"^(permission|open|people):(.+)$")


@dataclass(frozen=True)
class Address:
    route: str
    view: Any
    name: str


def _addresses(patterns: list[Any], prefix: str = "") -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, route)
        else:
            assert isinstance(pattern, URLPattern)
            yield Address(route, pattern.callback, pattern.name or "")


ADDRESSES = list(_addresses(get_resolver().url_patterns))


def _views_of(address: Address) -> list[Any]:
    """The view, or for an address of the API the function of each of its operations."""
    view = address.view
    owner = getattr(view, "__self__", None) or _closed_over(view)
    if isinstance(owner, PathView):
        return [operation.view_func for operation in owner.operations]
    return [view]


def _closed_over(view: Any) -> Any:
    for cell in getattr(view, "__closure__", None) or ():
        if isinstance(cell.cell_contents, PathView):
            return cell.cell_contents
    return None


def _where_from(view: Any) -> str:
    function = getattr(view, "func", view)  # functools.partial
    view_class = getattr(function, "view_class", None)
    known = view_class or function
    return f"{known.__module__}.{known.__qualname__}"


def _ungated(addresses: list[Address]) -> list[str]:
    missing = []
    for address in addresses:
        for view in _views_of(address):
            gate = getattr(view, "palermo_gate", "")
            if not FORMS.match(gate) and not _where_from(view).startswith(tuple(NOT_OURS)):
                missing.append(f"/{address.route} ({_where_from(view)})")
    return missing


def test_every_address_is_behind_a_gate() -> None:
    assert len(ADDRESSES) > 40, "the walk over the addresses lost its way"
    assert not _ungated(ADDRESSES)


def test_the_walk_finds_a_view_without_a_gate_in_pages_and_in_the_api() -> None:
    """The guard itself: it must see an ungated view, however it is mounted."""
    from ninja import NinjaAPI

    def naked(request: Any) -> None: ...

    api = NinjaAPI(urls_namespace="guard-of-gates", openapi_url=None)
    api.get("/naked")(naked)
    patterns, _, _ = api.urls
    found = [*_addresses(patterns), Address("page/", naked, "page")]
    assert [line.split(" ")[0] for line in _ungated(found)] == ["/naked", "/page/"]


def test_every_permission_at_a_gate_exists_and_every_reason_says_something() -> None:
    for address in ADDRESSES:
        for view in _views_of(address):
            match = FORMS.match(getattr(view, "palermo_gate", ""))
            if match is None:
                continue
            kind, words = match.groups()
            if kind == "permission":
                assert words in roles().permissions, f"/{address.route}"
            else:
                assert len(words.split()) > 2, f"/{address.route} gives no reason: {words}"


def test_the_list_of_exceptions_holds_no_entry_that_is_not_needed() -> None:
    used = {_where_from(view) for address in ADDRESSES for view in _views_of(address)}
    for entry in NOT_OURS:
        assert any(name.startswith(entry) for name in used), f"{entry} is excepted, but no address uses it"


_EXAMPLES = {
    "uuid": str(UUID(int=1)), "str": "x", "int": "1", "slug": "x", "path": "x",
}  # fmt: skip


def _example(route: str) -> str:
    """An address of this shape that leads to nothing that exists."""

    def fill(match: re.Match[str]) -> str:
        return _EXAMPLES.get(match.group(1) or "str", "x")

    return "/" + re.sub(r"<(?:(\w+):)?\w+>", fill, route)


def _gated() -> list[tuple[str, str]]:
    found = []
    for address in ADDRESSES:
        if "api/" in address.route:
            continue
        gate = getattr(address.view, "palermo_gate", "")
        if gate.startswith("permission:"):
            found.append((_example(address.route), gate.removeprefix("permission:")))
    return found


GATED = _gated()
ALL_ROLES = sorted(roles().granted)


@dataclass(frozen=True)
class Answer:
    """What came back, and what the gate itself decided: behind it nothing exists at these made-up addresses, so a
    404 alone proves nothing."""

    status: int
    location: str
    decided: list[str]


@pytest.fixture
def knock(client: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Answer]:
    """Ask for an address: a GET, or a POST where only that is taken, as gates stand behind the check of the method."""
    decided: list[str] = []

    def watched(actor: Actor, permission: str) -> Verdict:
        verdict = may(actor, permission)
        decided.append(verdict.code)
        return verdict

    monkeypatch.setattr(gates, "may", watched)

    def ask(address: str) -> Answer:
        decided.clear()
        answer = client.get(address)
        if answer.status_code == 405:
            decided.clear()
            answer = client.post(address)
        return Answer(answer.status_code, answer.headers.get("Location", ""), list(decided))

    return ask


Knock = Callable[[str], Answer]
CLOSED = Answer(404, "", ["no_seat"])


@pytest.mark.django_db
def test_a_stranger_finds_nothing_behind_any_gate(knock: Knock) -> None:
    assert len(GATED) > 15
    for address, _ in GATED:
        assert knock(address) == CLOSED, address


@pytest.mark.django_db
@pytest.mark.parametrize("role", ALL_ROLES)
def test_each_role_passes_its_own_gates_only(client: Client, knock: Knock, role: str) -> None:
    sign_in(client, person_with(role))
    for address, permission in GATED:
        answer = knock(address)
        if permission in roles().granted[role]:
            assert answer.decided == ["granted"], f"{role} at {address}: {answer}"
            assert answer.status < 500, f"{role} at {address}: {answer}"
        else:
            assert answer == CLOSED, f"{role} at {address}"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ALL_ROLES)
def test_without_a_second_factor_roles_that_write_are_sent_to_get_one(client: Client, knock: Knock, role: str) -> None:
    sign_in(client, person_with(role), second_factor=False)
    writes = roles().any_writes(roles().granted[role])
    for address, permission in GATED:
        answer = knock(address)
        if permission not in roles().granted[role]:
            assert answer == CLOSED, f"{role} at {address}"
        elif writes:
            assert answer == Answer(302, "/account/second-factor/", ["second_factor"]), f"{role} at {address}"
        else:
            assert answer.decided == ["granted"], f"{role} at {address}: {answer}"


@pytest.mark.django_db
def test_a_closed_account_and_an_ended_seat_open_nothing(client: Client) -> None:
    from datetime import date, timedelta

    from palermo.ground.access.api import console
    from palermo.ground.audit import api as audit

    person = person_with("auditor")
    sign_in(client, person)
    assert client.get("/desk/audit/").status_code == 200
    with audit.act(console(), "ground.test.changed", object_kind="person"):
        person.holdings.update(valid_to=date.today() - timedelta(days=2))
    assert client.get("/desk/audit/").status_code == 404
    with audit.act(console(), "ground.test.changed", object_kind="person"):
        person.holdings.update(valid_to=None)
        Person.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/desk/audit/").status_code == 404
