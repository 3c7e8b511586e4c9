"""Estimates in a real browser: five agency files of different shapes go in, a report comes out, without JavaScript; and
how the pages look in three languages, light and dark, desktop and telephone."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from palermo.ground.access.api import console
from palermo.ground.jobs.api import run_now
from palermo.measure.estimates.models import EstimateRun
from palermo.measure.estimates.publishing import publish_run
from palermo.measure.estimates.running import Asked, job_of
from tests.ground.people import person_with, sign_in
from tests.measure.estimates.lists import as_csv, done_run, table_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Picture = Callable[[Page, str], None]
SHARES = {"police": 0.35, "prosecutors": 0.2, "labour inspectors": 0.15, "shelters": 0.3, "hotline": 0.25}
LANGUAGES = {"en": "In plain words", "zh-hans": "", "ar": ""}


def _serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['help']}" for each in found if each["impact"] in ("serious", "critical")]


def _as(context: BrowserContext, site: str, role: str) -> None:
    client = Client()
    sign_in(client, person_with(role))
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def _agency_files(folder: Path) -> dict[str, Path]:
    """Five shapes: commas, semicolons, a workbook, UTF-16 with tabs, and a list without sex."""
    chance = random.Random(11)
    people = [(f"P{at:05}", "female" if chance.random() < 0.7 else "male") for at in range(900)]
    on = {agency: [one for one in people if chance.random() < share] for agency, share in SHARES.items()}
    files = {agency: folder / f"list-{at}.csv" for at, agency in enumerate(SHARES)}
    files["labour inspectors"] = folder / "inspectors.xlsx"
    files["police"].write_bytes(as_csv([("id", "sex"), *on["police"]]))
    lines = ["sex;ID", *(f"{sex};{one}" for one, sex in on["prosecutors"])]
    files["prosecutors"].write_text("\n".join(lines), encoding="cp1252")
    book = openpyxl.Workbook()
    for row in [("case", "sex", "id"), *((at, sex, one) for at, (one, sex) in enumerate(on["labour inspectors"]))]:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(files["labour inspectors"])
    tabbed = ["id\tsex\tnote", *(f"{one}\t{sex}\tréférée" for one, sex in on["shelters"])]
    files["shelters"].write_text("\n".join(tabbed), encoding="utf-16")
    files["hotline"].write_bytes(as_csv([("id",), *((one,) for one, _ in on["hotline"])]))
    return files


@pytest.mark.timeout(300)
def test_five_agency_files_in_report_out(browser: Browser, site: str, tmp_path: Path, picture: Picture) -> None:
    context = browser.new_context(base_url=site, locale="en-GB", java_script_enabled=False)
    _as(context, site, "coordinator")
    page = context.new_page()
    page.goto("/estimates/")
    page.get_by_role("link", name="Join lists of agencies").click()
    page.fill("#id_title", "Five agencies")
    page.select_option("#id_subject", "TCD")
    page.fill("#id_period", "2018")
    page.fill("#id_covariates", "sex")
    page.fill("#id_identifier", "id")
    for at, (agency, path) in enumerate(_agency_files(tmp_path).items(), start=1):
        page.fill(f"#id_name_{at}", agency)
        page.set_input_files(f"#id_file_{at}", path)
    page.get_by_role("button", name="Join the lists").click()
    expect(page.locator("h1")).to_have_text("Five agencies")
    picture(page, "table")
    page.locator("input[value=lcm]").uncheck()
    page.locator("input[value=bic]").uncheck()
    page.locator("#id_usability").uncheck()
    page.fill("#id_bootstrap", "100")
    page.get_by_role("button", name="Start the run").click()
    expect(page.locator("main")).to_contain_text("Waiting for its turn")
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Resume").click()
    run = EstimateRun.objects.get()
    job = job_of(run)
    assert job is not None
    assert run_now(job).state == "done"
    page.reload()
    expect(page.locator("main")).to_contain_text("In plain words")
    expect(page.locator("#method-stepwise")).to_be_visible()
    expect(page.locator("main")).to_contain_text("female")
    with page.expect_download() as waited:
        page.get_by_role("link", name="Report (.docx)").click()
    report = docx.Document(io.BytesIO(Path(waited.value.path()).read_bytes()))
    sources = {each.target_ref for each in report.part.rels.values() if each.is_external}
    assert all(page.locator(f"#{address.partition('#')[2]}").count() == 1 for address in sources)
    page.get_by_role("link", name="Publish …").click()
    expect(page.locator("main")).to_contain_text("withheld")
    page.get_by_role("button", name="Publish as shown").click()
    expect(page.locator("main")).to_contain_text("Estimated, not detected")
    page.goto("/measures/victims_estimated/")
    expect(page.locator("main")).to_contain_text("Victims estimated")
    context.close()


@pytest.fixture
def planted(site: str) -> tuple[EstimateRun, str]:
    """A finished and published run with groups and withheld cells. Returns it and the address of its public page."""
    chance = random.Random(4)
    rows: list[tuple[Any, ...]] = [("Police", "Border police and coast guard, northern", "热线", "sex", "count")]
    for code in range(1, 8):
        for sex, scale in (("female", 60), ("male", 25)):
            rows.append((code & 1, code >> 1 & 1, code >> 2, sex, chance.randint(1, scale) // code.bit_count() + 1))
    run = done_run(table_of(as_csv(rows), ["sex"]), Asked(bootstrap=60, usability=True))
    source = publish_run(console(), run=run)
    return run, reverse("source-computation", args=[source.uuid])


@pytest.mark.timeout(600)
@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_how_they_look(
    browser: Browser, site: str, planted: tuple[EstimateRun, str], picture: Picture, size: tuple[int, int]
) -> None:
    run, public = planted
    for code in LANGUAGES:
        for theme in ("light", "dark"):
            viewport = {"width": size[0], "height": size[1]}
            context = browser.new_context(base_url=site, viewport=viewport, color_scheme=theme, reduced_motion="reduce")
            context.add_cookies([{"name": "django_language", "value": code, "url": site}])
            page = context.new_page()
            if theme == "light":
                _look(page, public, size, picture, f"{code}-public")
                _as_again(context, site)
                for name, uuid in (("estimate-table", run.table.uuid), ("estimate-run", run.uuid)):
                    _look(page, reverse(name, args=[uuid]), size, picture, f"{code}-{name}")
                for name in ("estimates", "estimate-new-lists", "estimate-new-table"):
                    _look(page, reverse(name), size, picture, f"{code}-{name}")
            else:
                _look(page, public, size, picture, f"{code}-public-dark")
            context.close()


def _as_again(context: BrowserContext, site: str) -> None:
    from palermo.ground.people.api import Person

    client = Client()
    sign_in(client, Person.objects.filter(email="publisher@example.org").first() or person_with("publisher"))
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def _look(page: Page, address: str, size: tuple[int, int], picture: Picture, name: str) -> None:
    response = page.goto(address)
    assert response is not None
    assert response.status == 200, address
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0], f"{name} sticks out sideways"
    assert _serious(page) == [], name
    picture(page, f"{name}-{size[0]}")
