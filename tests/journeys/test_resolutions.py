"""A resolution's way in a real browser: taken in, its status said and confirmed, read by a visitor without script; and
how its pages look in three languages, on a desktop and a telephone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from palermo.coordinate import api as coordinate
from palermo.ground.access.api import add_person, console
from tests.coordinate.shelving import (
    DIRECTIVES,
    RESOLUTION,
    confirm,
    directive,
    ingest,
    link,
    paragraph,
    report,
    resolution,
    take_in,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Picture = Callable[[Page, str], None]
LANGUAGES = {"en": "ltr", "zh-hans": "ltr", "ar": "rtl"}
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
CHINESE = {
    "PP1": "回顾会议，",
    "OP1": "请秘书处在2032年报告，并邀请阿尔多里亚协助；",
    "OP2": "敦促所有会员国培训边防人员；",
}


@pytest.fixture
def coordinator(page: Page, site: str, passkey_device: str) -> Page:
    """Somebody who may write and publish, signed in with a passkey."""
    page.goto(add_person(console(), email="someone@example.org", name="Sam Example", role="coordinator").link)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page).to_have_url(f"{site}/desk/")
    return page


def _serious(page: Page) -> list[str]:
    """What the axe checker holds serious on the page as it is."""
    found = [each for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    return [f"{page.url}: {each['help']} {[node['target'] for node in each['nodes']][:3]}" for each in found]


def test_a_resolution_is_taken_in_followed_up_and_read(
    coordinator: Page, browser: Browser, site: str, picture: Picture
) -> None:
    ingest(RESOLUTION, DIRECTIVES, symbol="MER/RES/1", title="Coordination in Meridia")
    ingest({"46": "The Secretariat reported in May 2032."}, {}, kind="report", symbol="MER/46", date="2032")
    page = coordinator
    page.goto(f"{site}/resolutions/")
    page.get_by_role("link", name="Take in a document").click()
    assert _serious(page) == []
    picture(page, "1-take-in")
    page.get_by_role("listitem").filter(has_text="Coordination in Meridia").get_by_role(
        "button", name="Take in"
    ).click()
    expect(page.get_by_text("New directives: 3.")).to_be_visible()
    page.get_by_role("link", name="Requests", exact=True).click()
    page.get_by_role("link", name="The other paragraph is not here yet").click()
    page.get_by_label("Document", exact=True).select_option(label="MER/46")
    page.get_by_label("Paragraph numbers").fill("46")
    page.get_by_role("region", name="Single paragraphs").get_by_role("button", name="Take in").click()
    page.get_by_label("Status").select_option("done")
    page.get_by_label("As of").fill("2026-05-31")
    assert _serious(page) == []
    picture(page, "2-status")
    page.get_by_role("button", name="Propose").click()
    expect(page.get_by_text("It counts once somebody")).to_be_visible()
    page.goto(f"{site}/resolutions/proposals/")
    assert _serious(page) == []
    picture(page, "3-waiting")
    page.get_by_role("button", name="Confirm").click()
    for symbol in ("MER/RES/1", "MER/46"):
        page.goto(f"{site}/resolutions/")
        page.get_by_role("listitem").filter(has_text=symbol).get_by_role("link").first.click()
        page.get_by_role("button", name="Publish").click()

    for address in ("/resolutions/new/", "/obligations/new/"):
        page.goto(f"{site}{address}")
        assert _serious(page) == []

    context = browser.new_context(base_url=site, locale="en-GB", java_script_enabled=False)
    stranger = context.new_page()
    stranger.goto("/resolutions/?status=done")
    stranger.get_by_role("link", name="Coordination in Meridia").click()
    expect(stranger.get_by_text("done", exact=True)).to_be_visible()
    stranger.get_by_role("link", name="MER/46, para. 46").click()
    expect(stranger.locator("#p-46")).to_be_visible()
    context.close()


def _plant() -> list[str]:
    """Everything the pages can show, public. Returns their addresses."""
    work = resolution(symbol="MER/RES/1", title="Coordination in Meridia")
    take_in(ingest(CHINESE, {}, symbol="MER/RES/1", language="zh", title="协调"), *CHINESE)
    before = coordinate.create_work(
        console(), fields=coordinate.WorkFields("Coordination", "resolution", "MER/RES/0", "en", "GA", dated="2029")
    )
    confirm(coordinate.propose_renewal(console(), predecessor=before, successor=work, evidence=paragraph(work, "PP1")))
    shown = report()
    link(paragraph(work, "OP1"), shown)
    said = coordinate.Statement("secretariat", "done", date(2026, 1, 1), paragraph=shown)
    confirm(coordinate.propose_status(console(), directive=directive(work), said=said))
    for each in (work, before):
        coordinate.publish_work(console(), work=each)
    said_of = (
        ("Report on carrying out the resolution", {"planned": "2020", "mandate": directive(work)}),
        ("Second report", {"planned": "2019-12-31", "issued": "2020-01-10", "evidence": shown}),
        ("Third report", {"planned": "2039"}),
    )
    fields = [coordinate.ObligationFields(title, "SG", "GA", "Tenth session", **more) for title, more in said_of]  # type: ignore[arg-type]
    owed = [coordinate.create_obligation(console(), fields=each) for each in fields]
    for each in owed:
        coordinate.publish_obligation(console(), obligation=each)
    return [
        "/resolutions/", "/resolutions/?verb=requests", "/resolutions/?verb=none", "/obligations/",
        reverse("resolution", args=[work.uuid]), reverse("chain", args=[shown.uuid]),
        reverse("directive", args=[directive(work).uuid]), reverse("obligation", args=[owed[1].uuid]),
    ]  # fmt: skip


@pytest.mark.timeout(300)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_in_every_direction_and_size(
    browser: Browser, site: str, picture: Picture, language: str, size: str
) -> None:
    addresses = _plant()
    context = browser.new_context(base_url=site, viewport=SIZES[size], reduced_motion="reduce")  # type: ignore[arg-type]
    context.add_cookies([{"name": "django_language", "value": language, "url": site}])
    page, found = context.new_page(), []
    for number, address in enumerate(addresses):
        assert page.goto(address).status == 200  # type: ignore[union-attr]
        for opened in page.locator("details.unfolds > summary").all():
            opened.click()
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > SIZES[size]["width"]:
            found.append(f"{address}: {wide - SIZES[size]['width']} pixels stick out sideways")
        if page.locator("html").get_attribute("dir") != LANGUAGES[language]:
            found.append(f"{address}: wrong direction")
        found += _serious(page)
        picture(page, f"{number}")
    context.close()
    assert found == []
