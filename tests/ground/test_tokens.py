"""Tokens: shown once, never more than their owner may, dead when revoked, expired or orphaned."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from palermo.ground.access.api import Refused, actor_with, close_account, console, create_token, revoke_token
from palermo.ground.access.models import Token
from palermo.ground.audit import api as audit
from palermo.ground.audit.models import Event
from palermo_engines.kit.errors import InputError
from tests.ground.people import person_with, sign_in, web_actor

pytestmark = pytest.mark.django_db
SCOPE = "know.finding.read"


def test_a_token_acts_for_its_owner_within_its_scopes() -> None:
    owner = person_with("documentalist")
    made = create_token(web_actor(owner), label="import at night", scopes=[SCOPE, "know.document.ingest"])
    actor = actor_with(made.secret)
    assert actor is not None
    assert (actor.code, actor.channel) == (owner.code, "api")
    assert actor.permissions == {SCOPE, "know.document.ingest"}


def test_only_the_digest_is_kept_and_events_hold_neither() -> None:
    made = create_token(web_actor(person_with("reviewer")), label="x", scopes=[SCOPE])
    kept = str(list(Token.objects.values())) + str(list(Event.objects.values()))
    assert made.secret not in kept
    assert made.token.digest not in str(list(Event.objects.values()))


def test_it_loses_what_its_owner_loses() -> None:
    owner = person_with("reviewer")
    secret = create_token(web_actor(owner), label="x", scopes=[SCOPE, "know.finding.review"]).secret
    with audit.act(console(), "ground.test.changed", object_kind="seat"):
        owner.holdings.update(valid_to=timezone.now().date() - timedelta(days=1))
    actor = actor_with(secret)
    assert actor is not None
    assert actor.permissions == frozenset()
    person_with("steward")
    close_account(console(), person=owner)
    assert actor_with(secret) is None


def test_revoked_expired_and_unknown_tokens_are_nobody() -> None:
    owner = web_actor(person_with("reviewer"))
    first, second = (create_token(owner, label="x", scopes=[SCOPE]) for _ in range(2))
    revoke_token(owner, token=first.token)
    assert actor_with(first.secret) is None
    assert actor_with(second.secret) is not None
    with audit.act(console(), "ground.test.changed", object_kind="token"):
        Token.objects.filter(pk=second.token.pk).update(expires_at=timezone.now())
    for secret in (second.secret, "", "palermo_", second.token.digest):
        assert actor_with(secret) is None


@pytest.mark.parametrize(
    ("scopes", "days", "where"),
    [([], 90, "scopes"), (["ground.person.manage"], 90, "scopes"), ([SCOPE], 366, "days"), ([SCOPE], 0, "days")],
)
def test_a_token_cannot_do_more_than_its_owner_or_live_longer_than_a_year(
    scopes: list[str], days: int, where: str
) -> None:
    with pytest.raises(InputError) as refusal:
        create_token(web_actor(person_with("reviewer")), label="x", scopes=scopes, days=days)
    assert refusal.value.where == where
    assert not Token.objects.exists()


def test_making_and_revoking_are_for_those_who_may() -> None:
    with pytest.raises(Refused):
        create_token(web_actor(person_with("auditor")), label="x", scopes=["ground.audit.read"])
    made = create_token(web_actor(person_with("reviewer")), label="x", scopes=[SCOPE])
    with pytest.raises(Refused):
        revoke_token(web_actor(person_with("documentalist")), token=made.token)
    revoke_token(web_actor(person_with("steward")), token=made.token)


def test_the_page_shows_the_secret_once(client: Client) -> None:
    sign_in(client, person_with("reviewer"))
    answer = client.post("/desk/tokens/new/", {"label": "night run", "days": "30", "scopes": [SCOPE]})
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    secret = answer.content.decode().split("palermo_")[1].split("<")[0]
    assert actor_with("palermo_" + secret) is not None
    page = client.get("/desk/tokens/").content.decode()
    assert "night run" in page
    assert secret not in page
    assert client.post("/desk/tokens/new/", {"label": "", "days": "9999"}).status_code == 422


def test_the_api_knows_tokens_visitors_and_no_sessions(client: Client) -> None:
    from django.test import RequestFactory

    from palermo.config.api import Token as TokenAuthentication

    secret = create_token(web_actor(person_with("reviewer")), label="x", scopes=[SCOPE]).secret
    knock = TokenAuthentication()

    def asks(**headers: str) -> str | None:
        actor = knock(RequestFactory().get("/api/v1/", headers=headers))
        return None if actor is None else actor.code

    assert asks() == "visitor"
    assert asks(Authorization=f"Bearer {secret}").startswith("p-")  # type: ignore[union-attr]
    for bad in ("Bearer nonsense", secret, f"Basic {secret}", "Bearer", f"Bearer {secret}x"):
        assert asks(Authorization=bad) is None, bad
    sign_in(client, person_with("steward"))
    assert client.get("/api/v1/openapi.json").wsgi_request.actor.anonymous, "a session means nothing to the API"
