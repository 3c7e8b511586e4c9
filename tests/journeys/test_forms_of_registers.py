"""A form of a register in a real browser, as long as somebody sits before it: every answer asks on, the keyboard stays
where it is and in sight, and a session that ends is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from palermo_engines.registers.model import Declaration
from tests.ground.registers.conftest import declare
from tests.journeys.test_registers import ONE, _sign_in, trainings

__all__ = ["declare", "trainings"]

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
_BEHIND = """() => {
  const foot = document.querySelector(".form-foot"), one = document.activeElement;
  return !foot.contains(one) && one.getBoundingClientRect().bottom > foot.getBoundingClientRect().top;
}"""


def _opened(visitor: BrowserContext, site: str) -> Page:
    _sign_in(visitor, site, "coordinator")
    page = visitor.new_page()
    page.goto(f"{ONE}new/")
    return page


def test_every_answer_asks_on_and_closed_questions_keep_what_was_typed(
    visitor: BrowserContext, site: str, trainings: Declaration
) -> None:
    page = _opened(visitor, site)
    page.check("input[name=level][value=regional]")
    page.fill("#why", "Half a page of reasons")
    page.check("input[name=level][value=national]")
    expect(page.locator("#why")).to_be_hidden()
    page.check("input[name=level][value=regional]")
    expect(page.locator("#why")).to_be_visible()
    expect(page.locator("#why")).to_have_value("Half a page of reasons")


def test_the_keyboard_stays_where_it_is(visitor: BrowserContext, site: str, trainings: Declaration) -> None:
    page = _opened(visitor, site)
    page.focus("input[name=level][value=regional]")
    page.keyboard.press("Space")
    expect(page.locator("#why")).to_be_visible()
    expect(page.locator("input[name=level][value=regional]")).to_be_focused()


def test_what_the_keyboard_reaches_is_never_behind_the_buttons(
    visitor: BrowserContext, site: str, trainings: Declaration
) -> None:
    page = _opened(visitor, site)
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 600})
    page.focus("#event")
    reached = []
    while not page.evaluate("document.querySelector('.form-foot').contains(document.activeElement)"):
        page.evaluate("new Promise(requestAnimationFrame)")
        page.evaluate("new Promise(requestAnimationFrame)")
        assert not page.evaluate(_BEHIND), reached
        reached.append(page.evaluate("document.activeElement.name"))
        page.keyboard.press("Tab")
    assert len(reached) > 12


def test_an_ended_session_is_told_while_one_writes(visitor: BrowserContext, site: str, trainings: Declaration) -> None:
    page = _opened(visitor, site)
    visitor.clear_cookies(name="sessionid")
    page.fill("#event", "Written in vain?")
    expect(page.locator("#kept")).to_contain_text("Not kept")
    page.locator('button[value="save"]').click()
    expect(page.locator("main")).to_contain_text("What you typed is not lost")
    _sign_in(visitor, site, "registrar")
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator("h1")).to_have_text("Written in vain?")
