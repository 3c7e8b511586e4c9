"""Surveys in a real browser: the published report in three languages, the pages of staff, the live check with HTMX and
the same without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from palermo.ground.access.api import console
from palermo.measure.surveys.models import SurveyRound
from palermo.measure.surveys.publishing import publish_round
from palermo.measure.surveys.replying import move_reply
from tests.ground.people import person_with, sign_in
from tests.measure.survey_rounds import reply_of, round_of_2008

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Picture = Callable[[Page, str], None]


def _serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['help']}" for each in found if each["impact"] in ("serious", "critical")]


def _published() -> SurveyRound:
    survey = round_of_2008(console())
    publish_round(console(), survey=survey, with_open_questions=True)
    move_reply(console(), reply=reply_of(survey, "EST"), move="withdraw")
    return survey


def _as(context: BrowserContext, site: str, role: str) -> None:
    client = Client()
    sign_in(client, person_with(role))
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


@pytest.mark.parametrize(("code", "words"), [("en", "Some States"), ("zh-hans", "一些国家"), ("ar", "بعض الدول")])
def test_the_published_report(visitor: BrowserContext, site: str, picture: Picture, code: str, words: str) -> None:
    survey = _published()
    visitor.add_cookies([{"name": "django_language", "value": code, "url": site}])
    page = visitor.new_page()
    page.goto("/surveys/")
    page.get_by_role("link", name="E/CN.15/2008/6").or_(page.locator("h2 a")).first.click()
    expect(page).to_have_url(f"{site}{reverse('survey', args=[survey.uuid])}")
    expect(page.locator("main")).to_contain_text(words)
    assert page.locator("ol.footnotes > li").count() == 11
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert _serious(page) == []
    picture(page, code)


@pytest.mark.parametrize("code", ["en", "zh-hans"])
def test_the_pages_of_staff(visitor: BrowserContext, site: str, picture: Picture, code: str) -> None:
    survey = _published()
    statement = survey.statements.get(code="child_protocol")
    visitor.add_cookies([{"name": "django_language", "value": code, "url": site}])
    _as(visitor, site, "coordinator")
    page = visitor.new_page()
    reply = reply_of(survey, "JPN")
    for name, uuid in (
        ("survey", survey.uuid), ("survey-board", survey.uuid), ("survey-coding", survey.uuid),
        ("survey-synthesis", survey.uuid), ("survey-statement", statement.uuid), ("survey-reply", reply.uuid),
        ("survey-reply-coding", reply.uuid), ("survey-edit", survey.uuid),
    ):  # fmt: skip
        response = page.goto(reverse(name, args=[uuid]))
        assert response is not None
        assert response.status == 200, name
        assert _serious(page) == [], name
        picture(page, f"{code}-{name}")


def test_the_check_answers_while_one_chooses(visitor: BrowserContext, site: str) -> None:
    survey = _published()
    _as(visitor, site, "rapporteur")
    page = visitor.new_page()
    page.goto(reverse("survey-statement", args=[survey.statements.get(code="child_protocol").uuid]))
    page.select_option("#try", "more_than_half")
    expect(page.locator("#verdict")).to_contain_text("not supported")
    page.select_option("#try", "many")
    expect(page.locator("#verdict")).not_to_contain_text("not supported")


def test_a_statement_is_written_without_javascript(browser: Browser, site: str) -> None:
    survey = round_of_2008(console())
    context = browser.new_context(base_url=site, locale="en-GB", java_script_enabled=False)
    _as(context, site, "rapporteur")
    page = context.new_page()
    page.goto(reverse("survey-statement", args=[survey.statements.get(code="child_protocol").uuid]))
    page.select_option("#id_quantifier", "most")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("9 of 23")
    page.select_option("#id_override", "most")
    page.fill("#id_reason", "Agreed with the sponsors.")
    page.get_by_role("button", name="Set by hand").click()
    page.goto(reverse("survey-synthesis", args=[survey.uuid]))
    expect(page.locator("main")).to_contain_text("Agreed with the sponsors.")
    expect(page.locator("main")).to_contain_text("Most responding States")
    context.close()
