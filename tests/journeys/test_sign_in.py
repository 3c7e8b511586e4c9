"""From a steward's link to one's own desk, with a passkey and without."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from palermo.ground.access.api import add_person, console
from palermo.ground.audit import api as audit
from palermo.ground.audit.models import Event

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Picture = Callable[[Page, str], None]


def _link(role: str) -> str:
    return add_person(console(), email="someone@example.org", name="Sam Example", role=role).link


def _verbs() -> list[str]:
    return list(Event.objects.filter(channel="web").values_list("verb", flat=True))


def test_a_link_becomes_a_passkey_and_a_passkey_opens_the_desk(
    page: Page, site: str, passkey_device: str, picture: Picture
) -> None:
    link = _link("steward")
    page.goto(link)
    expect(page).to_have_url(re.compile(r"/account/enrol/$"))  # what the link says is not in the address any more
    picture(page, "1-enrol")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page).to_have_url(f"{site}/desk/")
    expect(page.get_by_role("heading", name="My desk")).to_be_visible()
    picture(page, "2-desk")

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert page.goto(f"{site}/desk/").status == 404  # type: ignore[union-attr]

    page.goto(f"{site}/account/login/")
    picture(page, "3-sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(f"{site}/desk/")
    page.get_by_role("link", name="People").click()
    expect(page.get_by_role("link", name="Open an account")).to_be_visible()
    picture(page, "4-people")

    page.goto(link)
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    picture(page, "5-used-link")
    assert _verbs() == [
        "ground.credential.added", "ground.person.enrolled", "ground.person.signed_in", "ground.person.signed_out",
        "ground.person.signed_in",
    ]  # fmt: skip
    assert audit.verify().intact
    told = json.dumps(list(Event.objects.values_list("details", "object_uuid")))
    assert "example" not in told.lower(), "no names and no addresses in events"
    assert link.rsplit("/", 2)[1] not in told


def test_a_password_and_a_one_time_code_do_too(page: Page, site: str, picture: Picture) -> None:
    page.goto(_link("auditor"))
    page.get_by_text("With a password and an authenticator app").click()
    secret = page.locator("code").inner_text()
    picture(page, "1-enrol")
    _fill_password(page, "rather long and odd 47")
    page.get_by_label("Code shown by the app").fill(_code(secret, -1))
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert page.locator("li code").count() == 10
    picture(page, "2-recovery-codes")
    page.get_by_role("link", name="to my desk").click()
    page.get_by_role("button", name="Sign out").click()

    page.goto(f"{site}/account/login/")
    page.get_by_label("Email").fill("someone@example.org")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    picture(page, "3-refused")
    page.get_by_label("Password").fill("rather long and odd 47")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Code").fill(_code(secret))
    picture(page, "4-code")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{site}/desk/")
    page.get_by_role("link", name="Audit trail").click()
    page.get_by_role("link", name="Check the chain").click()
    expect(page.get_by_text("The chain is whole")).to_be_visible()
    expect(page.get_by_text("sign_in_failed")).to_be_visible()
    picture(page, "5-audit")


def _fill_password(page: Page, password: str) -> None:
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_label("The password again").fill(password)


def _code(secret: str, step: int = 0) -> str:
    """The code an app shows now, or showed 30 seconds ago: a code works once, so two steps need two codes."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))
