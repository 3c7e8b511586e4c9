"""Estimates in a real browser: five agency files of different shapes go in, a report comes out, without JavaScript; and
how the pages look in three languages, light and dark, desktop and telephone."""

from __future__ import annotations

import io
import random
import re
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
from palermo.measure.estimates.linking.bringing import add_list, begin, read_list
from palermo.measure.estimates.linking.models import Linkage
from palermo.measure.estimates.linking.working import job_of as link_job
from palermo.measure.estimates.linking.working import start_linking
from palermo.measure.estimates.models import EstimateRun
from palermo.measure.estimates.publishing import publish_run
from palermo.measure.estimates.running import Asked, job_of
from palermo.measure.estimates.taking_in import About
from tests.ground.people import person_with, sign_in, web_actor
from tests.measure.estimates.lists import as_csv, done_run, table_of
from tests.measure.estimates.named_lists import named_files

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
    page.get_by_role("link", name="Join lists with pseudonyms").click()
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


@pytest.mark.timeout(400)
def test_five_files_with_names_in_report_out(browser: Browser, site: str, tmp_path: Path, picture: Picture) -> None:
    """Files of five shapes, titles in two languages, names in two scripts; one date is broken on the way, one title
    is not known. Pairs are judged, the linkage is used, and every number of the report opens to its source."""
    context = browser.new_context(base_url=site, locale="en-GB", java_script_enabled=False)
    _as(context, site, "coordinator")
    page = context.new_page()
    page.goto("/estimates/")
    page.get_by_role("link", name="Link lists with names").click()
    page.fill("#id_title", "Five agencies, named")
    page.fill("#id_period", "2023/2021")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("main")).to_contain_text("The period ends before it begins.")
    expect(page.locator("#id_title")).to_have_value("Five agencies, named")
    page.fill("#id_period", "2021/2023")
    page.get_by_role("button", name="Continue").click()
    _bring(page, tmp_path)
    expect(page.locator("main")).to_contain_text("What each column is")
    expect(page.locator("#id_column_3_1")).to_have_value("family")
    expect(page.locator("#id_column_3_0")).to_have_value("")
    picture(page, "columns")
    page.select_option("#id_column_3_0", "number")
    page.select_option("#id_column_3_10", "family")
    page.fill("#id_seed", "4")
    page.get_by_role("button", name="Link the lists").click()
    expect(page.locator("main")).to_contain_text("shelters: Two columns are said to be the same thing.")
    expect(page.locator("#id_column_3_0")).to_have_value("number")
    expect(page.locator("#id_seed")).to_have_value("4")
    page.select_option("#id_column_3_10", "")
    page.get_by_role("button", name="Link the lists").click()
    expect(page.locator("main")).to_contain_text("police, row 3, column D: the date of birth cannot be read.")
    page.locator("#id_without_births").check()
    page.get_by_role("button", name="Link the lists").click()
    expect(page.locator("main")).to_contain_text("Waiting for its turn")
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Link again").click()
    linkage = Linkage.objects.get()
    job = link_job(linkage)
    assert job is not None
    assert run_now(job).state == "done"
    page.reload()
    expect(page.locator("main")).to_contain_text("are probably")
    picture(page, "linked")
    _review(page, picture)
    page.locator("input[value=sex]").check()
    page.fill("#id_draws", "12")
    page.get_by_role("button", name="Use this linkage").click()
    expect(page.locator("main")).to_contain_text("The records are deleted.")
    picture(page, "table")
    page.locator("input[value=lcm]").uncheck()
    page.locator("input[value=bic]").uncheck()
    page.locator("#id_usability").uncheck()
    page.fill("#id_bootstrap", "100")
    page.get_by_role("button", name="Start the run").click()
    run = EstimateRun.objects.get()
    job = job_of(run)
    assert job is not None
    assert run_now(job).state == "done"
    page.reload()
    expect(page.locator("main")).to_contain_text("Of the uncertainty of the estimate by Stepwise selection")
    expect(page.locator("#links")).to_be_visible()
    picture(page, "run")
    _every_number_opens(page)
    page.goto(reverse("estimate-linkage", args=[linkage.uuid]))
    expect(page.locator("main")).to_contain_text("used; its records are deleted")
    context.close()


def _bring(page: Page, folder: Path) -> None:
    """Five files; of the police, one date is no date. A sixth line has a name and no file: the five are kept."""
    for at, (agency, (filename, content)) in enumerate(named_files().items(), start=1):
        if agency == "police":
            lines = content.split(b"\r\n")
            cells = lines[2].split(b",")
            lines[2] = b",".join([*cells[:3], b"last spring", *cells[4:]])
            content = b"\r\n".join(lines)
        path = folder / filename
        path.write_bytes(content)
        page.fill(f"#id_name_{at}", agency)
        if agency != "hotline":
            page.set_input_files(f"#id_file_{at}", path)
    page.get_by_role("button", name="Bring these lists").click()
    expect(page.locator("main")).to_contain_text("A list needs a name and a file.")
    expect(page.locator("#id_name_5")).to_have_value("hotline")
    page.set_input_files("#id_file_5", path)
    for at in range(1, 5):
        page.fill(f"#id_name_{at}", "")
    page.get_by_role("button", name="Bring these lists").click()


def _review(page: Page, picture: Picture) -> None:
    """Three doubtful pairs, one of each answer; then the whole sample, until the page tells the quality."""
    page.get_by_role("link", name="Doubtful pairs").click()
    expect(page.locator("h1")).to_contain_text("Pair 1 of")
    picture(page, "pair")
    for answer in ("Same person", "Different people", "Cannot tell"):
        page.get_by_role("button", name=answer).click()
    expect(page.locator("h1")).to_contain_text("Pair 4 of")
    page.get_by_role("navigation", name="You are here").get_by_role("link", name="Five agencies").click()
    page.get_by_role("link", name="The sample for quality").click()
    while "/review/sample/" in page.url:
        against = page.locator(".pair-against").count()
        page.get_by_role("button", name="Different people" if against > 1 else "Same person").click()
    expect(page.locator("main")).to_contain_text("judged pairs: precision")
    picture(page, "judged")


def _every_number_opens(page: Page) -> None:
    """Each link of both reports leads to a place of this page, and no figure of its tables stands without a link."""
    with page.expect_download() as waited:
        page.get_by_role("link", name="Report (.docx)").click()
    report = docx.Document(io.BytesIO(Path(waited.value.path()).read_bytes()))
    sources = {each.target_ref for each in report.part.rels.values() if each.is_external}
    assert any(address.endswith("#links") for address in sources)
    assert all(page.locator(f"#{address.partition('#')[2]}").count() == 1 for address in sources)
    for table in report.tables:
        for row in table.rows[1:]:
            for cell in row.cells[1:]:
                linked = "w:hyperlink" in cell._tc.xml
                assert linked or not re.search(r"\d", cell.text), cell.text


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


@pytest.fixture
def linkages(site: str) -> dict[str, str]:
    """Pages of linking by name: of lists that were brought, and of those that were linked."""
    actor = web_actor(person_with("publisher"))
    bringing, ready = (begin(actor, about=About(title, "TCD", "2021/2023")) for title in ("Brought", "Linked"))
    for linkage in (bringing, ready):
        for name, (_, content) in named_files().items():
            add_list(actor, linkage=linkage, brought=read_list(name, content))
    start_linking(actor, linkage=ready)
    job = link_job(ready)
    assert job is not None
    assert run_now(job).state == "done"
    return {
        "linkage-new": reverse("estimate-linkage-new"),
        "linkage-columns": reverse("estimate-linkage", args=[bringing.uuid]),
        "linkage-linked": reverse("estimate-linkage", args=[ready.uuid]),
        "linkage-pair": reverse("estimate-linkage-review", args=[ready.uuid, "doubts", 1]),
        "linkage-list": reverse("estimates"),
    }


@pytest.mark.timeout(600)
@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_how_linking_looks(
    browser: Browser, site: str, linkages: dict[str, str], picture: Picture, size: tuple[int, int]
) -> None:
    for code in LANGUAGES:
        for theme in ("light", "dark"):
            viewport = {"width": size[0], "height": size[1]}
            context = browser.new_context(base_url=site, viewport=viewport, color_scheme=theme, reduced_motion="reduce")
            context.add_cookies([{"name": "django_language", "value": code, "url": site}])
            _as_again(context, site)
            page = context.new_page()
            for name, address in linkages.items():
                _look(page, address, size, picture, f"{code}-{theme}-{name}")
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
