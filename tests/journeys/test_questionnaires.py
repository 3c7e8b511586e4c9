"""Questionnaires in a real browser: answering without JavaScript, public answers, right to left, and how it looks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from palermo.ground.access.api import console
from palermo.ground.people.api import Person
from palermo.measure.questionnaires.answering import DataSource
from palermo.measure.questionnaires.clearing import publish_answers
from palermo.measure.questionnaires.models import Submission
from tests.ground.people import person_with, sign_in, web_actor
from tests.measure.questionnaire_rounds import (
    MINISTRY,
    cleared_report,
    of,
    opened,
    people,
    published,
    seated,
    write,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Picture = Callable[[Page, str], None]


def _serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['help']}" for each in found if each["impact"] in ("serious", "critical")]


def _as(context: BrowserContext, site: str, person: Person) -> None:
    client = Client()
    sign_in(client, person)
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def _two_rounds() -> tuple[Submission, Submission, Person]:
    """A cleared and public round of 2023, and one of 2024 that is being answered."""
    report, _review = published()
    head = seated("focal_point", MINISTRY)
    first = opened(report, "2023")
    publish_answers(console(), round_=first, public=True)
    cleared = cleared_report(web_actor(head), of(first), assistance="no", repatriated=people(0))
    mine = of(opened(report, "2024"))
    write(web_actor(head), mine, "victims", DataSource("Police board"), identified=people(40, women=30, men=9))
    return cleared, mine, head


def _visit(page: Page, addresses: dict[str, str], picture: Picture, code: str) -> None:
    for name, address in addresses.items():
        response = page.goto(address)
        assert response is not None
        assert response.status == 200, name
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
        picture(page, f"{code}-{name}")
        assert _serious(page) == [], name


@pytest.mark.parametrize("code", ["en", "zh-hans", "ar"])
def test_the_pages_of_those_who_answer(visitor: BrowserContext, site: str, picture: Picture, code: str) -> None:
    cleared, mine, head = _two_rounds()
    visitor.add_cookies([{"name": "django_language", "value": code, "url": site}])
    _as(visitor, site, head)
    addresses = {
        "mine": reverse("questionnaire-submissions"),
        "submission": reverse("questionnaire-submission", args=[mine.uuid]),
        "victims": reverse("questionnaire-section", args=[mine.uuid, "victims"]) + "?check=1",
        "legislation": reverse("questionnaire-section", args=[mine.uuid, "legislation"]),
        "workbook": reverse("questionnaire-take-workbook", args=[mine.uuid]),
        "gaps": reverse("questionnaire-gaps", args=[cleared.uuid]),
    }
    _visit(visitor.new_page(), addresses, picture, code)


@pytest.mark.parametrize("code", ["en", "zh-hans", "ar"])
def test_the_pages_of_those_who_ask_and_of_everybody(
    visitor: BrowserContext, site: str, picture: Picture, code: str
) -> None:
    cleared, mine, _head = _two_rounds()
    visitor.add_cookies([{"name": "django_language", "value": code, "url": site}])
    page = visitor.new_page()
    _visit(
        page,
        {
            "list": reverse("questionnaires"),
            "questionnaire": reverse("questionnaire", args=["SAMPLE-REPORT"]),
            "version": reverse("questionnaire-version", args=["SAMPLE-REPORT", 1]),
            "answers": reverse("questionnaire-answers", args=[cleared.uuid]),
        },
        picture,
        code,
    )
    _as(visitor, site, person_with("coordinator"))
    _visit(
        page,
        {
            "round": reverse("questionnaire-round", args=[mine.round.uuid]),
            "board": reverse("questionnaire-board", args=[mine.round.uuid]),
            "editor": reverse("questionnaire-version-new", args=["SAMPLE-REPORT"]),
            "gaps-staff": reverse("questionnaire-gaps", args=[cleared.uuid]),
        },
        picture,
        code,
    )


def test_a_section_is_answered_without_javascript(browser: Browser, site: str) -> None:
    _cleared, mine, head = _two_rounds()
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="en-GB")
    _as(context, site, head)
    page = context.new_page()
    page.goto(reverse("questionnaire-section", args=[mine.uuid, "legislation"]))
    page.get_by_role("button", name="Confirm").first.click()
    expect(page.locator("main")).to_contain_text("confirmed from last time")
    page.locator('select[name="_standing.assistance"]').select_option("not_applicable")
    page.get_by_role("button", name="Keep", exact=True).last.click()
    expect(page.locator('select[name="_standing.assistance"]')).to_have_value("not_applicable")
    kept = {each.question: (each.standing, each.way) for each in mine.answers.all()}
    assert kept["offence"] == ("value", "confirmed")
    assert kept["assistance"] == ("not_applicable", "typed")
    context.close()


def test_the_enter_key_keeps_and_takes_nothing_over(page: Page, site: str, visitor: BrowserContext) -> None:
    _cleared, mine, head = _two_rounds()
    _as(visitor, site, head)
    page.goto(reverse("questionnaire-section", args=[mine.uuid, "victims"]))
    page.locator('input[name="forced_labour.value"]').fill("7")
    page.locator('input[name="forced_labour.value"]').press("Enter")
    expect(page.locator('input[name="forced_labour.value"]')).to_have_value("7")
    assert {each.question: each.way for each in mine.answers.all()} == {"identified": "typed", "forced_labour": "typed"}
