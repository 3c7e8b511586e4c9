"""A report's way: read in, reviewed by keyboard, published, and seen by a visitor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from palermo.ground.access.api import add_person, console
from palermo.ground.jobs.api import Job, run_now
from palermo.know.library.models import Document
from palermo.know.review.models import Finding

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Picture = Callable[[Page, str], None]
SAMPLES = Path(__file__).parents[2] / "samples"
SAMPLE = SAMPLES / "documents" / "report-2031.en.pdf"


@pytest.fixture(autouse=True)
def _region(settings: Any) -> None:
    settings.PALERMO_REGION = str(SAMPLES / "region.yaml")


@pytest.fixture
def publisher(page: Page, site: str, passkey_device: str) -> Page:
    """Somebody who may ingest, review and publish, signed in with a passkey."""
    page.goto(add_person(console(), email="someone@example.org", name="Sam Example", role="publisher").link)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page).to_have_url(f"{site}/desk/")
    return page


@pytest.fixture
def stranger(browser: Browser, site: str) -> Iterator[Page]:
    """A visitor without script."""
    context = browser.new_context(base_url=site, locale="en-GB", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_report_is_read_reviewed_by_keyboard_and_published(
    publisher: Page, stranger: Page, site: str, picture: Picture
) -> None:
    page = publisher
    page.goto(f"{site}/library/")
    page.get_by_role("link", name="Add documents").click()
    page.get_by_label("Drop files here").set_input_files(SAMPLE)
    picture(page, "1-upload")
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    run_now(Job.objects.get())
    expect(page.get_by_text("All files are read.")).to_be_visible(timeout=10_000)
    picture(page, "2-read")
    page.get_by_role("link", name=re.compile("^Activities to promote")).click()
    picture(page, "3-draft")
    document = Document.objects.get()
    assert stranger.goto(f"{site}/library/{document.uuid}/").status == 404  # type: ignore[union-attr]

    page.get_by_role("link", name=re.compile("^Review: 0 of")).click()
    _review_by_keyboard(page, document)
    picture(page, "4-queue")

    page.get_by_role("link", name="Read the document").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published, with")).to_be_visible()
    picture(page, "5-published")

    stranger.goto(f"{site}/search/?q=victims")
    stranger.get_by_role("link", name=re.compile("^Activities to promote")).first.click()
    expect(stranger.locator(".passage mark.fact-words").first).to_be_visible()
    expect(stranger.get_by_text("to review")).to_have_count(0)


def _review_by_keyboard(page: Page, document: Document) -> None:
    first, second, third = Finding.objects.filter(document=document).exclude(kind="mention").order_by("position")[:3]
    current = page.locator("[data-finding].is-current")
    expect(current).to_have_id(f"finding-{first.uuid}")
    page.keyboard.press("j")
    expect(current).to_have_id(f"finding-{second.uuid}")
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(page.locator(f"#finding-{first.uuid}")).to_contain_text("accepted")
    expect(page.locator("#review-progress")).to_contain_text("1 of")
    expect(current).to_have_id(f"finding-{second.uuid}")

    page.keyboard.press("r")  # a reason is wanted: the field takes the keys until it is given
    page.keyboard.type("a just cause")
    page.keyboard.press("Enter")
    expect(page.locator(f"#finding-{second.uuid}")).to_contain_text("rejected")
    expect(current).to_have_id(f"finding-{third.uuid}")
    page.keyboard.press("k")
    page.keyboard.press("u")
    expect(page.locator(f"#finding-{second.uuid}")).to_contain_text("to review")

    page.keyboard.press("k")
    expect(current).to_have_id(f"finding-{first.uuid}")
    page.keyboard.press("e")
    page.get_by_label("Why (for colleagues)").fill("checked")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.locator(f"#finding-{first.uuid}")).to_contain_text("corrected")
    page.keyboard.press("?")
    expect(page.get_by_text("this help")).to_be_visible()
    assert Finding.objects.get(pk=first.pk).state == "corrected"
    assert Finding.objects.get(pk=third.pk).state == "found"


def test_every_decision_has_a_button_that_works_without_script(publisher: Page, site: str) -> None:
    from palermo.know.api import ingest

    document = ingest(console(), name=SAMPLE.name, content=SAMPLE.read_bytes()).document
    plain = publisher.context.browser.new_context(  # type: ignore[union-attr]
        base_url=site, locale="en-GB", java_script_enabled=False, storage_state=publisher.context.storage_state()
    )
    page = plain.new_page()
    page.goto(f"{site}/review/{document.uuid}/")
    page.get_by_role("button", name="Accept", exact=False).nth(1).click()
    assert document.findings.filter(state="accepted").exists()
    page.goto(f"{site}/review/{document.uuid}/?show=all")
    page.get_by_role("button", name="Undo").first.click()
    assert not document.findings.filter(state="accepted").exists()
    page.goto(f"{site}/review/{document.uuid}/")
    page.get_by_role("link", name="Correct").first.click()
    page.get_by_label("Value").fill("not a number")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_text("Enter a number").first).to_be_visible()
    expect(page.get_by_label("Value")).to_have_value("not a number")
    plain.close()
