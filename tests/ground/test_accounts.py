"""Accounts, seats and enrolment links: who may, what follows, and what is never kept or said."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.utils import timezone

from palermo.ground.access.api import (
    Actor,
    Refused,
    actor_on_behalf_of,
    add_person,
    close_account,
    console,
    create_organisation,
    create_seat,
    end_holding,
    give_seat,
    may,
    open_account,
    renew_link,
)
from palermo.ground.audit import api as audit
from palermo.ground.audit.models import Event
from palermo.ground.people.api import Enrolment, Person, usable_enrolment
from palermo_engines.kit.errors import InputError
from tests.ground.people import person_with, sign_in, web_actor

pytestmark = pytest.mark.django_db
PASSWORD = "rather long and odd 47"


def _path(link: str) -> str:
    return urlsplit(link).path


def _visit(client: Client, link: str) -> int:
    return client.get(_path(link), follow=True).status_code


def _enrol_with_password(client: Client, link: str) -> str:
    """Follow the link and set a password and an app; returns the app's secret."""
    client.get(_path(link), follow=True)
    secret = client.session["mfa.totp.secret"]
    answer = client.post("/account/enrol/", {"password": PASSWORD, "again": PASSWORD, "code": _code(secret, 0)})
    assert answer.status_code == 302, answer.content.decode()
    return str(secret)


def _code(secret: str, which: int = 1) -> str:
    """A code that holds now; ``which`` 0, 1, 2 for the step before, this and the next, as each works only once."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[which]))


def test_only_those_who_may_open_accounts() -> None:
    with pytest.raises(Refused):
        open_account(web_actor(person_with("publisher")), email="a@example.org", name="A")
    with pytest.raises(Refused):
        open_account(web_actor(person_with("steward"), second_factor=False), email="a@example.org", name="A")
    assert open_account(web_actor(Person.objects.get(holdings__seat__role="steward")), email="a@example.org", name="A")


@pytest.mark.parametrize("email", ["", "nobody", "a@", "Steward@Example.org"])
def test_an_address_must_be_one_and_new(email: str) -> None:
    person_with("steward")
    with pytest.raises(InputError) as refusal:
        open_account(console(), email=email, name="A")
    assert refusal.value.where == "email"


def test_events_hold_no_name_and_no_address_and_no_link() -> None:
    opened = add_person(console(), email="zora.quill@example.org", name="Zora Quill", role="reviewer")
    renew_link(console(), person=opened.person)
    told = json.dumps(list(Event.objects.values())).lower()
    assert "zora" not in told
    assert "quill" not in told
    assert _path(opened.link).split("/")[-2].split(":")[0] not in told.replace("-", "")
    assert audit.verify().intact


def test_a_link_opens_the_page_and_is_replaced_by_a_newer_one(client: Client) -> None:
    opened = add_person(console(), email="a@example.org", name="A", role="reader")
    assert _visit(client, opened.link) == 200
    newer = renew_link(console(), person=opened.person)
    assert _visit(client, opened.link) == 410
    assert _visit(client, newer) == 200


def test_a_link_expires_after_three_days_and_with_its_account(client: Client) -> None:
    person_with("steward")
    opened = add_person(console(), email="a@example.org", name="A", role="reader")
    enrolment = Enrolment.objects.get(person=opened.person)
    assert timedelta(hours=71) < enrolment.expires_at - timezone.now() <= timedelta(hours=72)
    with audit.act(console(), "ground.test.changed", object_kind="enrolment"):
        Enrolment.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert _visit(client, opened.link) == 410
    newer = renew_link(console(), person=opened.person)
    close_account(console(), person=opened.person)
    assert _visit(client, newer) == 410


def _other_signature(signed: str) -> str:
    return signed[:40] + ("A" if signed[40] != "A" else "B") + signed[41:]


def _other_identifier(signed: str) -> str:
    return "0" * 32 + signed[32:]


@pytest.mark.parametrize("forge", [_other_signature, _other_identifier])
def test_a_forged_link_opens_nothing_and_is_in_no_log(
    client: Client, forge: Callable[[str], str], caplog: pytest.LogCaptureFixture
) -> None:
    signed = _path(add_person(console(), email="a@example.org", name="A", role="reader").link).split("/")[-2]
    forged = forge(signed)
    assert client.get(f"/account/enrol/{forged}/", follow=True).status_code == 410
    assert forged not in caplog.text


def test_a_password_and_app_open_the_desk_once_and_use_the_link_up(client: Client) -> None:
    opened = add_person(console(), email="a@example.org", name="A", role="auditor")
    _enrol_with_password(client, opened.link)
    assert client.get("/desk/audit/").status_code == 200, "the session has its second factor"
    assert _visit(Client(), opened.link) == 410
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert client.session.get("mfa.totp.secret") is None
    assert usable_enrolment(Enrolment.objects.get().uuid) is None
    assert "secret" in stored


def test_the_secret_of_the_codes_is_not_stored_in_the_clear(client: Client) -> None:
    secret = _enrol_with_password(client, add_person(console(), email="a@example.org", name="A", role="auditor").link)
    assert secret not in json.dumps(list(Authenticator.objects.values_list("data", flat=True)))


def test_signing_in_asks_for_the_code_and_counts_failures_without_the_address(client: Client) -> None:
    secret = _enrol_with_password(client, add_person(console(), email="a@example.org", name="A", role="auditor").link)
    client.post("/account/logout/")
    for email, password in (("a@example.org", "wrong"), ("nobody@example.org", PASSWORD)):
        assert client.post("/account/login/", {"login": email, "password": password}).status_code == 200
    answer = client.post("/account/login/", {"login": "A@example.org", "password": PASSWORD})
    assert answer.headers["Location"] == "/account/mfa/authenticate/"
    assert client.get("/desk/audit/").status_code == 404, "half signed in is not signed in"
    assert client.post("/account/mfa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.post("/account/mfa/authenticate/", {"code": _code(secret)}).headers["Location"] == "/desk/"
    assert client.get("/desk/audit/").status_code == 200
    failed = Event.objects.filter(verb="ground.person.sign_in_failed")
    assert [(event.actor, event.object_uuid) for event in failed] == [("visitor", "")] * 3
    assert "example" not in "".join(failed.values_list("details", flat=True))
    assert Event.objects.latest("seq").verb == "ground.person.signed_in"
    assert audit.verify().intact


def test_a_used_code_does_not_work_again(client: Client) -> None:
    secret = _enrol_with_password(client, add_person(console(), email="a@example.org", name="A", role="auditor").link)
    code = _code(secret)
    for expected in (302, 200):
        client.post("/account/logout/")
        client.post("/account/login/", {"login": "a@example.org", "password": PASSWORD})
        assert client.post("/account/mfa/authenticate/", {"code": code}).status_code == expected


def test_guessing_is_slowed_down_for_all_processes_without_a_cache_server(client: Client) -> None:
    add_person(console(), email="a@example.org", name="A", role="auditor")
    texts = [
        client.post("/account/login/", {"login": "a@example.org", "password": f"guess {n}"}).content.decode()
        for n in range(7)
    ]
    assert "Too many failed" in texts[-1]
    assert "Too many failed" not in texts[0]
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM django_cache")
        assert cursor.fetchone()[0] > 0, "counted in the database, where every process sees it"


def test_a_recovery_code_opens_the_account_but_not_the_right_to_write(client: Client) -> None:
    opened = add_person(console(), email="a@example.org", name="A", role="steward")
    _enrol_with_password(client, opened.link)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    client.post("/account/logout/")
    client.post("/account/login/", {"login": "a@example.org", "password": PASSWORD})
    assert client.post("/account/mfa/authenticate/", {"code": codes[0]}).headers["Location"] == "/desk/"
    assert client.get("/desk/people/").headers["Location"] == "/account/second-factor/"
    assert Event.objects.filter(verb="ground.credential.recovery_code_used").count() == 1


def test_looking_at_recovery_codes_and_changing_the_password_are_recorded(client: Client) -> None:
    _enrol_with_password(client, add_person(console(), email="a@example.org", name="A", role="auditor").link)
    assert client.get("/account/mfa/recovery-codes/").status_code == 200
    answer = client.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "quite another one 82", "password2": "quite another one 82"},
    )
    assert answer.status_code == 302
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"ground.credential.shown", "ground.credential.password_changed"} <= verbs


def test_strangers_cannot_open_accounts_or_reset_passwords(client: Client) -> None:
    for path in ("signup", "email", "confirm-email", "login/code", "confirm-email/x"):
        for answer in (client.get(f"/account/{path}/"), client.post(f"/account/{path}/", {"email": "a@example.org"})):
            assert answer.status_code == 404, path
    assert client.get("/account/password/reset/").headers["Location"] == "/account/help/"
    assert not Person.objects.exists()


def test_a_seat_is_held_within_its_days_only() -> None:
    today = timezone.now().date()
    person = person_with()
    body = create_organisation(console(), code="moj", name="Ministry of Justice", country="XAA")

    def roles_with(first: int, last: int | None, seat_last: int | None = None) -> frozenset[str]:
        with audit.act(console(), "ground.test.changed", object_kind="seat"):
            seat.valid_to = None if seat_last is None else today + timedelta(days=seat_last)
            seat.valid_from = today - timedelta(days=9)
            seat.save()
            holding.valid_from = today + timedelta(days=first)
            holding.valid_to = None if last is None else today + timedelta(days=last)
            holding.save()
        return web_actor(person).roles

    seat = create_seat(console(), organisation=body, role="reviewer")
    holding = give_seat(console(), seat=seat, person=person, alternate=True)
    assert roles_with(0, None) == {"reviewer"}
    assert roles_with(-3, 0) == {"reviewer"}, "the last day counts"
    assert roles_with(-3, -1) == frozenset()
    assert roles_with(1, None) == frozenset()
    assert roles_with(0, None, seat_last=0) == {"reviewer"}
    assert roles_with(0, None, seat_last=-1) == frozenset()


def test_ending_a_holding_works_at_once_and_the_last_steward_stays() -> None:
    steward, second = person_with("steward"), person_with("steward", email="second@example.org")
    end_holding(web_actor(steward), holding=second.holdings.get())
    assert web_actor(second).permissions == frozenset()
    for deed in (
        lambda: end_holding(console(), holding=steward.holdings.get()),
        lambda: close_account(console(), person=steward),
    ):
        with pytest.raises(InputError, match="last steward"):
            deed()
    assert web_actor(steward).roles == {"steward"}


def test_closing_an_account_ends_its_session_seats_and_jobs(client: Client) -> None:
    person = person_with("auditor")
    sign_in(client, person)
    assert client.get("/desk/").status_code == 200
    close_account(console(), person=person)
    assert client.get("/desk/").status_code == 404
    assert actor_on_behalf_of(person.code).permissions == frozenset()
    assert not Person.objects.get(pk=person.pk).has_usable_password()


def test_a_link_for_a_lost_device_forgets_the_earlier_means(client: Client) -> None:
    opened = add_person(console(), email="a@example.org", name="A", role="auditor")
    _enrol_with_password(client, opened.link)
    before = set(Authenticator.objects.values_list("pk", flat=True))
    _enrol_with_password(Client(), renew_link(console(), person=opened.person))
    assert not before & set(Authenticator.objects.values_list("pk", flat=True))
    assert Event.objects.filter(verb="ground.credential.removed").count() == len(before)


def test_a_visitor_costs_no_query(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        client.get("/about/")


def test_a_typo_in_a_permission_is_a_defect() -> None:
    with pytest.raises(KeyError):
        may(console(), "ground.person.mange")
    assert not may(Actor("p-x", "web"), "ground.person.manage")
