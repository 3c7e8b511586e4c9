"""Registers in a real browser: all of the release in English and Chinese, one errand with the keyboard from a blank
form to what a visitor reads, and the axe checker on the pages of staff."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from palermo.ground.registers.api import declarations
from palermo_engines.registers.model import Declaration, in_language
from tests.ground.people import person_with, sign_in
from tests.ground.registers.conftest import Declare, declare
from tests.site.registers.samples import MEETINGS, TRAININGS, training

__all__ = ["declare"]

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Picture = Callable[[Page, str], None]
ONE = "/registers/TRAININGS/"
LANGUAGES = ("en", "zh-hans")


@pytest.fixture
def trainings(declare: Declare) -> Declaration:
    declare(MEETINGS)
    return declare(TRAININGS)


def _sign_in(context: BrowserContext, site: str, *roles: str) -> None:
    client = Client()
    sign_in(client, person_with(*roles))
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def _speak(context: BrowserContext, site: str, language: str) -> None:
    context.add_cookies([{"name": "django_language", "value": language, "url": site}])


def _wrong_with(page: Page, declared: Declaration, language: str) -> Iterator[str]:
    """What is wrong with the list, the form and the export of a register, in a language."""
    title, own = in_language(declared.title, language), f"/registers/{declared.id}/"
    for address in (f"{own}new/", own):
        response = page.goto(address)
        status = response.status if response else 0
        heading = page.locator("h1").inner_text() if status == 200 else ""
        if status != 200 or title not in heading or (address == own and heading != title):
            yield f"{address} in {language}: {status}, headed {heading!r}, not {title!r}"
    link = page.locator(f'a[href^="{own}export.csv"]')
    answer = page.request.get(link.get_attribute("href", timeout=5000) or "")
    if answer.status != 200 or not answer.body().startswith(b"\xef\xbb\xbf"):
        yield f"{own}export.csv in {language}: {answer.status}"


@pytest.mark.timeout(400)
def test_all_105_registers_in_english_and_chinese(visitor: BrowserContext, site: str) -> None:
    _sign_in(visitor, site, "coordinator")
    page, wrong = visitor.new_page(), []
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("console", lambda line: wrong.append(f"{page.url}: {line.text}") if line.type == "error" else None)
    listed = declarations()
    assert len(listed) == 105
    for language in LANGUAGES:
        _speak(visitor, site, language)
        for declared in listed:
            wrong += list(_wrong_with(page, declared, language))
    assert wrong == []


def _tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus, as somebody without a mouse does."""
    for _step in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def _press(page: Page, selector: str) -> None:
    _tab_to(page, page.locator(selector))
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("language", "title", "refused", "published"),
    [("en", "Trainings held", "Something needs your attention", "Published"),
     ("zh-hans", "已举办的培训", "有些地方需要您注意", "已发布")],
)  # fmt: skip
def test_an_errand_with_the_keyboard(
    visitor: BrowserContext, browser: Browser, site: str, trainings: Declaration, picture: Picture,
    language: str, title: str, refused: str, published: str,
) -> None:  # fmt: skip
    _sign_in(visitor, site, "coordinator")
    _speak(visitor, site, language)
    page = visitor.new_page()
    page.goto(ONE)
    expect(page.locator("h1")).to_have_text(title)
    _press(page, f'a[href="{ONE}new/"]')
    page.wait_for_url(f"**{ONE}new/")
    _tab_to(page, page.locator("[id='participants.total']"))
    page.keyboard.type("12 or so")
    _press(page, 'button[value="save"]')
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_visible()
    expect(summary.locator("h2")).to_have_text(_attention(language, refused))
    expect(summary).to_be_focused()  # so that it is read out first
    picture(page, f"{language}-fault")
    _mend(page)
    _press(page, 'button[value="save"]')
    page.wait_for_url(lambda address: "/new/" not in address)
    _press(page, 'button[value="publish"]')
    expect(page.locator(".badge").first).to_have_text(published)
    picture(page, f"{language}-published")
    _a_visitor_reads_it(browser, site, page.url, language)


def _attention(language: str, words: str) -> Any:
    """The heading as translated; the catalogue may word the Chinese otherwise, but it must be Chinese."""
    import re

    return words if language == "en" else re.compile("[\u4e00-\u9fff]{4,}")


def _mend(page: Page) -> None:
    """Name the event, say how many and where; what was typed stands there still."""
    count = page.locator("[id='participants.total']")
    assert count.input_value() == "12 or so"
    _tab_to(page, page.locator("#event"))
    page.keyboard.type("Course for judges")
    _tab_to(page, page.locator("#country"))
    page.keyboard.type("Al")
    page.keyboard.press("ArrowDown")
    _tab_to(page, count)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("12")


def _a_visitor_reads_it(browser: Browser, site: str, address: str, language: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    _speak(context, site, language)
    stranger = context.new_page()
    stranger.goto(ONE)
    stranger.get_by_role("link", name="Course for judges").click()
    assert stranger.url == address
    expect(stranger.locator("main")).to_contain_text("12")
    context.close()


def test_what_is_typed_while_the_server_answers_is_not_lost(
    visitor: BrowserContext, site: str, trainings: Declaration
) -> None:
    _sign_in(visitor, site, "coordinator")
    page = visitor.new_page()
    page.goto(f"{ONE}new/")
    page.set_input_files("#agenda", {"name": "day.txt", "mimeType": "text/plain", "buffer": b"9:00 welcome"})
    held: list[Route] = []
    page.route("**/new/?part=questions", lambda route: held.append(route), times=1)
    with page.expect_request("**/new/?part=questions"):
        page.check("input[name=level][value=regional]")
    page.fill("#event", "Typed meanwhile")
    held[0].continue_()
    expect(page.locator("#why")).to_be_visible()
    expect(page.locator("#event")).to_have_value("Typed meanwhile")
    page.locator('button[value="save"]').click()
    page.wait_for_url(lambda address: "/new/" not in address)
    expect(page.locator("h1")).to_have_text("Typed meanwhile")
    expect(page.locator("main")).to_contain_text("day.txt")


def _serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url} {each['id']}: {[node['target'] for node in each['nodes']][:3]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


def _previewed(page: Page, content: str) -> None:
    """Send a table with a bad cell, and stay on the page that names it."""
    page.goto(f"{ONE}import/")
    page.set_input_files("#file", {"name": "t.csv", "mimeType": "text/csv", "buffer": content.encode()})
    page.locator("main form button").click()
    expect(page.locator("td.number").first).to_be_visible()


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("en", "dark"), ("zh-hans", "light"), ("ar", "dark")])
def test_axe_finds_nothing_serious(
    browser: Browser, site: str, trainings: Declaration, picture: Picture, language: str, theme: Any
) -> None:
    people = {"total": 5, "women": 3, "men": 2, "qualifier": "exact"}
    record = training(trainings, "published", participants=people, level="national", contact="desk 4")
    training(trainings, level="regional", why="It borders three States.")
    context = browser.new_context(base_url=site, color_scheme=theme, reduced_motion="reduce")
    _sign_in(context, site, "coordinator", "designer")
    _speak(context, site, language)
    page, found = context.new_page(), []
    own = f"{ONE}{record.uuid}/"
    views = [f"{ONE}?view={view}&month=2031-04" for view in ("list", "map", "timeline", "calendar", "chart")]
    for address in (
        "/registers/", *views, f"{ONE}new/", own, f"{own}edit/", f"{own}history/", f"{ONE}declare/", f"{ONE}import/",
        f"{ONE}totals/people_trained/", "/registers/-/due/", "/registers/-/from-form/", "/registers/-/declare/",
    ):  # fmt: skip
        response = page.goto(address)
        assert response is not None
        assert response.status == 200, address
        found += _serious(page)
        sideways = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        found += [f"{address}: {sideways} pixels stick out"] if sideways > 0 else []
    _previewed(page, "Event,Country\nA,Albania\nB,Atlantis\n")
    found += _serious(page)
    picture(page, f"{language}-{theme}-import")
    context.close()
    assert found == []
