"""How the public pages look: three languages, light and dark, desktop and telephone; the axe checker finds nothing
serious, nothing sticks out sideways, and the words run in the right direction."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from palermo.site.navigation import exists
from tests.site.planting import REGION, plant_figures, plant_samples

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LANGUAGES = {"en": ("en", "ltr"), "zh-hans": ("zh-Hans", "ltr"), "ar": ("ar", "rtl")}
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
THEMES = ("light", "dark")
ROOMS = (
    "/", "/about/", "/accessibility/", "/no-such-page/", "/countries/", "/countries/AFG/", "/countries/XAA/",
    "/measures/", "/measures/victims_identified/", "/treaties/", "/treaties/XVIII-12-a/", "/library/",
    "/search/?q=victims", "/search/?q=nothinglikethis", "/conflicts/", "/datasets/", "/account/login/",
)  # fmt: skip


@pytest.fixture
def evidence(site: str, settings: Any) -> list[str]:
    """Something to look at. Returns the addresses of two documents."""
    settings.PALERMO_REGION = str(REGION)
    for year in (2017, 2018, 2019):
        plant_figures(year=year)
    return plant_samples("report-2031.zh.txt", "survey-2030.en.txt")


def _serious(page: Page) -> list[str]:
    results = Axe().run(page)
    return [
        f"{violation['id']}: {violation['help']} {[node['target'] for node in violation['nodes']][:3]}"
        for violation in results.response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]


def _problems(page: Page, address: str, language: str, width: int) -> Iterator[str]:
    response = page.goto(address)
    assert response is not None
    if response.status >= 500:
        yield f"{address}: failed with {response.status}"
        return
    tag, direction = LANGUAGES[language]
    shown = page.evaluate(
        "[document.documentElement.lang, document.documentElement.dir, document.documentElement.scrollWidth]"
    )
    if shown[:2] != [tag, direction]:
        yield f"{address}: lang and dir are {shown[:2]}"
    if shown[2] > width:
        yield f"{address}: {shown[2] - width} pixels stick out sideways"
    yield from (f"{address}: {violation}" for violation in _serious(page))


def _picture(page: Page, name: str) -> None:
    folder = os.environ.get("PALERMO_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def _context(browser: Browser, site: str, language: str, theme: str, size: str) -> BrowserContext:
    context = browser.new_context(base_url=site, viewport=SIZES[size], color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    context.add_cookies([{"name": "django_language", "value": language, "url": site}])
    context.set_default_timeout(20_000)
    return context


@pytest.mark.timeout(600)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_can_be_shown(
    browser: Browser, site: str, evidence: list[str], language: str, theme: str, size: str
) -> None:
    context = _context(browser, site, language, theme, size)
    strayed: list[str] = []
    context.on(
        "request", lambda request: None if request.url.startswith((site, "data:")) else strayed.append(request.url)
    )
    context.on("console", lambda line: strayed.append(line.text) if "Content Security Policy" in line.text else None)
    page, found = context.new_page(), []
    for address in (*ROOMS, *evidence):
        if address == "/no-such-page/" or exists(address.partition("?")[0]):
            found += list(_problems(page, address, language, SIZES[size]["width"]))
            _picture(
                page, f"{address.strip('/').replace('/', '-').replace('?', '-') or 'home'}.{language}.{theme}.{size}"
            )
    context.close()
    assert strayed == []
    assert found == []


def test_language_and_theme_are_chosen_without_script(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/about/")
    assert context.cookies() == [], "a visitor who chose nothing carries a cookie"
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="中文").click()
    assert page.url.endswith("/about/")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    page.get_by_role("button", name="深色").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert {cookie["name"] for cookie in context.cookies()} == {"django_language", "palermo_theme"}
    context.close()


def test_the_keyboard_reaches_the_content_and_closes_menus(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, locale="en-GB")
    page = context.new_page()
    page.goto("/about/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    menu = page.locator("details.menu")
    page.locator("details.menu > summary").focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    context.close()


def test_paper_shows_the_content_and_not_the_navigation(browser: Browser, site: str, evidence: list[str]) -> None:
    context = browser.new_context(base_url=site, locale="en-GB", color_scheme="dark")
    page = context.new_page()
    page.goto("/about/")
    page.emulate_media(media="print")
    assert page.locator(".site-nav").is_hidden()
    assert page.locator("h1").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(21, 34, 37)"
    context.close()
