"""A documentalist imports a dataset through the browser; a visitor reads countries and measures, by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from palermo.ground.access.api import add_person, console
from palermo.ground.jobs.api import Job, run_now
from palermo.measure.importing import import_dataset
from tests.measure.conftest import citizens, deed, register, row, workbook

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Picture = Callable[[Page, str], None]


def _statistics() -> bytes:
    years = [row(Year=2010 + index, txtVALUE=str(10 * index)) for index in range(1, 9)]
    return workbook(*years, row(Year=2010, txtVALUE="<5"), row(Year=2018, txtVALUE="81"), citizens("Niger"))


def _sign_in_as_documentalist(page: Page, site: str) -> None:
    page.goto(add_person(console(), email="doc@example.org", name="Doc Example", role="documentalist").link)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page).to_have_url(f"{site}/desk/")


@pytest.mark.usefixtures("passkey_device")
def test_a_documentalist_imports_a_workbook(page: Page, site: str, picture: Picture) -> None:
    _sign_in_as_documentalist(page, site)
    page.goto(f"{site}/datasets/")
    page.get_by_role("link", name="Import a dataset").click()
    workbook_file = {"name": "statistics.xlsx", "mimeType": "application/octet-stream", "buffer": _statistics()}
    page.get_by_label("File").set_input_files(workbook_file)  # type: ignore[arg-type]
    picture(page, "1-form")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    run_now(Job.objects.latest("created_at"))
    expect(page.get_by_text("The dataset was imported.")).to_be_visible()  # HTMX asked again by itself
    picture(page, "2-report")
    page.get_by_role("link", name="Open the dataset").click()
    expect(page.get_by_text("trafficking-statistics-2023-05-30").first).to_be_visible()
    picture(page, "3-dataset")


@pytest.mark.usefixtures("passkey_device")
def test_a_broken_file_says_which_cell_and_keeps_nothing(page: Page, site: str, picture: Picture) -> None:
    _sign_in_as_documentalist(page, site)
    page.goto(f"{site}/datasets/import/")
    broken = workbook(row(), row(txtVALUE="a dozen"))
    page.get_by_label("File").set_input_files(
        {"name": "broken.xlsx", "mimeType": "application/octet-stream", "buffer": broken}  # type: ignore[arg-type]
    )
    page.get_by_role("button", name="Import", exact=True).click()
    run_now(Job.objects.latest("created_at"))
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("alert")).to_contain_text("row 5, column txtVALUE")
    picture(page, "1-refused")


@pytest.fixture
def evidence() -> None:
    import_dataset(console(), _statistics(), "statistics.xlsx")
    import_dataset(console(), register(deed(signature_date="2000-12-13")), "status.csv")


@pytest.mark.usefixtures("evidence")
def test_a_visitor_goes_from_a_country_to_the_row_of_a_figure(page: Page, site: str, picture: Picture) -> None:
    page.goto(f"{site}/countries/")
    page.get_by_role("searchbox").press_sequentially("tcha")  # the French name; the list narrows while typing
    expect(page.locator("#entries li")).to_have_count(1)
    page.get_by_role("link", name="Chad").click()
    expect(page.locator("figure.chart svg").first).to_be_visible()
    picture(page, "1-country")
    page.locator(".content").get_by_role("link", name="80 people").first.click()
    expect(page.get_by_role("heading", name="Stated differently elsewhere")).to_be_visible()
    page.locator(".citation").first.click()
    expect(page).to_have_url(re.compile(r"/datasets/[0-9a-f-]{36}/\?row=11#row-11$"))
    expect(page.locator("#row-11")).to_be_in_viewport()
    picture(page, "2-row")


@pytest.mark.usefixtures("evidence")
def test_a_download_opens(page: Page, site: str, tmp_path: Path) -> None:
    page.goto(f"{site}/measures/victims_identified/?country=TCD")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download these figures as XLSX").click()
    path = tmp_path / "figures.xlsx"
    waiting.value.save_as(path)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert sheet.max_row == 12  # the head, and every row of the workbook but none twice


@pytest.mark.usefixtures("evidence")
def test_everything_is_within_reach_of_the_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/treaties/XVIII-12-a/")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "on":
            break
    else:
        raise AssertionError("the day cannot be reached by keyboard")
    page.locator("#on").fill("2009-01-01")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text(re.compile(r"^\s*0\s+parties"))
