"""Pages of this wing: what they show, to whom, and that nothing private is on them."""

from __future__ import annotations

import csv
import io
from uuid import uuid4

import openpyxl
import pytest
from django.test import Client

from palermo.ground.access.api import Actor
from palermo.measure.importing import import_dataset
from palermo.measure.models import Release
from tests.measure.conftest import citizens, deed, register, row, workbook
from tests.measure.planting import document, figure
from tests.site.crawling import body_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def evidence(actor: Actor) -> None:
    """Statistics of two countries and a region, a register, a document that differs."""
    import_dataset(
        actor,
        workbook(
            row(txtVALUE="12"),
            row(Year=2017, txtVALUE="<5"),
            row(Sex="Female", txtVALUE="7"),
            row(Iso3_code="AFG", Country="Afghanistan", txtVALUE="900"),
            row(Iso3_code="SAM", Country="", txtVALUE="33"),
            citizens("Europe others", txtVALUE="9"),
        ),
        "statistics.xlsx",
    )
    unsure = deed(participant="Japan", iso3="JPN", consent_date="", date_precision="interval", not_before="2016-05-30",
                  not_after="2018-07-23", signature_date="2002-12-09")  # fmt: skip
    import_dataset(actor, register(deed(), unsure), "status.csv")
    figure(document("A/71/119"), 15)


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


@pytest.mark.usefixtures("evidence")
def test_a_measure_shows_charts_map_documents_and_contradictions(client: Client) -> None:
    page = text(client, "/measures/victims_identified/?country=TCD&year=2018")
    assert page.count("<svg") > 3
    assert "A/71/119, para. 7" in page
    assert "<bdi>SAM</bdi>: 33 people" in page  # what the map cannot show is said beside it
    assert "&lt;5 (suppressed)" in page
    assert page.index("12 people") != page.index("15 people")
    assert "Where sources differ" in page


@pytest.mark.usefixtures("evidence")
def test_countries_stand_alphabetically_whatever_their_value(client: Client) -> None:
    page = text(client, "/measures/victims_identified/?year=2018")
    table = page[page.index("chart-table") :]
    assert table.index("Afghanistan") < table.index("Chad")
    turned = client.get("/measures/victims_identified/?year=2018", headers={"accept-language": "zh-hans"})
    table = turned.content.decode()[turned.content.decode().index("chart-table") :]
    assert table.index("阿富汗") < table.index("乍得")


@pytest.mark.usefixtures("evidence")
@pytest.mark.parametrize("query", ["?country=%3Cscript%3E", "?year=99999999999999999", "?breakdown=x%3D1", "?page=-1"])
def test_a_choice_that_does_not_exist_falls_back(client: Client, query: str) -> None:
    assert "<script>" not in text(client, f"/measures/victims_identified/{query}").partition("</head>")[2]


@pytest.mark.usefixtures("evidence")
def test_a_figure_shows_its_words_and_what_contradicts_it(client: Client) -> None:
    page = text(client, "/measures/victims_identified/?country=TCD")
    address = page[page.index("/figures/") :][: len("/figures/") + 36] + "/"
    shown = text(client, address)
    assert "Stated differently elsewhere" in shown
    assert "Hold this value right" not in shown  # a visitor is offered no form


def test_what_is_not_published_is_not_found(client: Client) -> None:
    draft = figure(document("A/2", published=False), 424242)
    accepted = figure(document("A/3"), 424243, status="accepted")
    for hidden in (draft, accepted):
        text(client, f"/figures/{hidden.uuid}/", 404)
        assert client.get(f"/api/v1/figures/{hidden.uuid}").status_code == 404
    for address in ("/measures/victims_identified/", "/countries/TCD/", "/conflicts/", "/api/v1/figures", "/measures/"):
        assert "42424" not in text(client, address)
    assert b"42424" not in body_of(client.get("/countries/TCD/figures.csv"))


def test_a_withdrawn_figure_stays_readable_and_says_so(client: Client) -> None:
    withdrawn = figure(document(), 12, status="withdrawn")
    assert "This figure was withdrawn" in text(client, f"/figures/{withdrawn.uuid}/")
    assert str(withdrawn.uuid) not in text(client, "/countries/TCD/")


@pytest.mark.usefixtures("evidence")
def test_a_treaty_on_any_day(client: Client) -> None:
    page = text(client, "/treaties/XVIII-12-a/?on=2017-06-01")
    assert "1 to 2" in page
    assert "Japan" in page
    assert "Write the day as" in text(client, "/treaties/XVIII-12-a/?on=yesterday", 422)
    assert "callout-warning" in text(client, "/treaties/XVIII-12-a/?on=2030-01-01")
    text(client, "/treaties/XVIII-99/", 404)


@pytest.mark.usefixtures("evidence")
def test_a_document_that_prints_the_count_stands_beside_the_register(client: Client) -> None:
    stated = {"measure": "protocol_parties", "subject": "", "period": "", "unit": "States"}
    figure(document("A/9"), 2, as_of="2018-07", **stated)
    figure(document("A/10"), 5, as_of="2012-01-01", **stated)
    page = text(client, "/treaties/XVIII-12-a/")
    assert page.count(">agrees<") == 1
    assert page.count(">differs<") == 1


@pytest.mark.usefixtures("evidence")
def test_a_dataset_opens_at_the_row_of_a_citation(client: Client) -> None:
    uuid = Release.objects.get(kind="statistics").source.uuid
    page = text(client, f"/datasets/{uuid}/?row=9")
    assert 'id="row-9" class="highlight"' in page
    assert "Europe others" in page
    assert "is not shown" in text(client, f"/datasets/{uuid}/?row=999")
    text(client, f"/datasets/{uuid4()}/", 404)


@pytest.mark.usefixtures("evidence")
def test_downloads_open_and_carry_their_citations(client: Client) -> None:
    content = body_of(client.get("/measures/victims_identified/figures.csv?country=TCD")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert {row["Value"] for row in rows} == {"12", "", "7", "9", "15"}  # suppressed has no value to calculate with
    assert all(row["Source"] and row["Place in the source"] and row["Link"] for row in rows)
    book = openpyxl.load_workbook(io.BytesIO(body_of(client.get("/countries/TCD/figures.xlsx"))))
    assert book.active is not None
    assert book.active.max_row == len(rows) + 1
    parties = body_of(client.get("/treaties/XVIII-12-a/participants.csv?on=2018-07-23")).decode("utf-8-sig")
    assert [line["Standing"] for line in csv.DictReader(io.StringIO(parties))] == ["party", "party"]


@pytest.mark.usefixtures("evidence")
def test_a_country_mixes_treaties_statistics_and_documents(client: Client) -> None:
    page = text(client, "/countries/TCD/")
    for words in ("Trafficking in Persons Protocol", "2 February 2010", "A/71/119", "Where sources differ", "<svg"):
        assert words in page
    assert client.get("/countries/tcd/").status_code == 302
    text(client, "/countries/ZZZ/", 404)


def test_countries_are_found_by_any_name_in_any_language(client: Client) -> None:
    found = text(client, "/countries/?q=%E4%B9%8D%E5%BE%97")  # 乍得
    assert "/countries/TCD/" in found
    assert found.count("/countries/") < 12
    partial = client.get("/countries/?q=Swaziland", headers={"hx-request": "true"}).content.decode()
    assert "<html" not in partial
    assert "/countries/SWZ/" in partial
    assert "No country has such a name" in text(client, "/countries/?q=qqqq")


def test_importing_is_not_there_for_strangers(client: Client) -> None:
    text(client, "/datasets/import/", 404)
    assert client.post("/api/v1/datasets").status_code in (404, 422)
    assert client.post(f"/figures/{uuid4()}/hold/", {"reason": "x"}).status_code == 404


@pytest.mark.usefixtures("evidence")
def test_the_api_gives_figures_with_citations_and_party_counts(client: Client) -> None:
    page = client.get("/api/v1/figures?measure=victims_identified&country=TCD&year=2017").json()
    assert page["count"] == 1
    (only,) = page["items"]
    assert (only["suppressed"], only["qualifier"], only["breakdown"]) == (True, "less_than", {})
    assert only["citation"]["address"].endswith("#row-5")
    count = client.get("/api/v1/treaties/XVIII-12-a/parties?on=2017-06-01").json()
    assert (count["low"], count["high"], count["possible"]) == (1, 2, ["JPN"])
    (conflict,) = client.get("/api/v1/conflicts").json()["items"]
    assert [int(float(figure["value"])) for figure in conflict["figures"]] == [12, 15]
    names = [country["iso3"] for country in client.get("/api/v1/countries?language=zh").json()]
    assert names.index("AFG") < names.index("TCD")
