"""The list of registers and the records of one: filters, facets, views, saved views, bulk changes, files out."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar
from lxml import html

from palermo.ground.registers.api import RegisterRecord
from palermo_engines.registers.model import Declaration
from tests.ground.people import person_with, sign_in
from tests.site.crawling import body_of
from tests.site.registers.samples import TRAININGS, text_of, training

pytestmark = pytest.mark.django_db
ONE = "/registers/TRAININGS/"


def titles(response: Any) -> list[str]:
    tree = html.fromstring(response.content.decode())
    return [each.text_content() for each in tree.xpath("//section[@id='records']//tbody//th//a")]


@pytest.fixture
def some(trainings: Declaration) -> None:
    """Three published and one draft."""
    training(trainings, "published", event="In Albania", level="national")
    training(trainings, "published", event="In Austria", country="AUT", level="regional", held="2029-02")
    training(trainings, "published", event="Also in Austria", country="AUT", held="2030-12-30/2031-01-02")
    training(trainings, event="Not yet told")


def test_the_list_of_registers_counts_what_the_reader_sees(client: Client, staff: Client, some: None) -> None:
    assert "TRAININGS · 3 records" in text_of(client.get("/registers/"))
    assert "TRAININGS · 4 records" in text_of(staff.get("/registers/"))
    found = text_of(client.get("/registers/", {"q": "培训"}))
    assert "Trainings held" in found
    assert "Meetings" not in found
    assert "No register fits." in text_of(client.get("/registers/", {"q": "nothing like this"}))


def test_the_list_of_registers_asks_the_database_little(
    client: Client, some: None, django_assert_max_num_queries: Any
) -> None:
    client.get("/registers/")
    with django_assert_max_num_queries(4):
        client.get("/registers/")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({}, ["Also in Austria", "In Austria", "In Albania"]),
        ({"f.country": "AUT"}, ["Also in Austria", "In Austria"]),
        ({"f.level": ["national", "regional"]}, ["In Austria", "In Albania"]),
        ({"from": "2031-01-01"}, ["Also in Austria", "In Albania"]),
        ({"from": "2030-01-01", "to": "2030-12-31"}, ["Also in Austria"]),
        ({"text": "AUSTRIA also"}, ["Also in Austria"]),
        ({"order": "title"}, ["Also in Austria", "In Albania", "In Austria"]),
        ({"order": "participants", "from": "soon", "f.contact": "x", "state": "draft"}, []),
    ],
    ids=str,
)
def test_filters(client: Client, some: None, query: dict[str, Any], wanted: list[str]) -> None:
    assert titles(client.get(ONE, query)) == wanted


def test_facets_count_and_link(client: Client, staff: Client, some: None) -> None:
    tree = html.fromstring(client.get(ONE).content.decode())
    links = tree.xpath("//ul[@class='facets']//a")
    facets = {" ".join(each.text_content().split()): each.get("href") for each in links}
    assert set(facets) == {"Albania 1", "Austria 2", "National 1", "Regional 1"}, "no states for visitors"
    narrowed = client.get(ONE + facets["Austria 2"])
    assert titles(narrowed) == ["Also in Austria", "In Austria"]
    lifted = html.fromstring(narrowed.content.decode()).xpath("//ul[@class='facets']//a[@aria-current]/@href")
    assert titles(client.get(ONE + lifted[0])) == titles(client.get(ONE))
    assert "Draft 1" in text_of(staff.get(ONE))


def test_htmx_gets_the_records_only(client: Client, some: None) -> None:
    part = client.get(ONE, {"text": "albania"}, headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert titles(part) == ["In Albania"]


@pytest.mark.parametrize(
    ("view", "words"),
    [("map", "Albania"), ("timeline", "In Albania"), ("calendar", "In Albania"), ("chart", "Records by year")],
)
def test_every_view_shows_the_same_records(client: Client, some: None, view: str, words: str) -> None:
    shown = text_of(client.get(ONE, {"view": view, "month": "2031-04"}))
    assert words in shown
    assert "Not yet told" not in shown
    elsewhere = text_of(client.get(ONE, {"view": view, "month": "2031-04", "f.country": "AUT"}))
    assert "In Albania" not in elsewhere


def test_views_follow_from_the_fields(client: Client, trainings: Declaration) -> None:
    assert "Timeline" in text_of(client.get(ONE))
    assert "Timeline" not in text_of(client.get("/registers/MEETINGS/"))
    assert client.get("/registers/MEETINGS/", {"view": "map"}).status_code == 200
    assert client.get("/registers/NOWHERE/").status_code == 404


def test_pages_of_a_long_list(client: Client, trainings: Declaration) -> None:
    for number in range(27):
        training(trainings, "published", event=f"Course {number}")
    first, second = client.get(ONE), client.get(ONE, {"page": "2"})
    assert (len(titles(first)), titles(second)) == (25, ["Course 1", "Course 0"])
    assert titles(client.get(ONE, {"page": "99"})) == ["Course 1", "Course 0"], "the last page there is"


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_the_files_hold_what_the_filters_leave(client: Client, some: None, kind: str) -> None:
    file = client.get(f"{ONE}export.{kind}", {"f.country": "AUT"})
    body = body_of(file)
    assert f'filename="TRAININGS.{kind}"' in file["Content-Disposition"]
    if kind == "xlsx":
        assert body.startswith(b"PK")
    else:
        assert body.count(b"Austria") >= 2
        assert b"Albania" not in body
        assert b"Not yet told" not in body
    if kind == "jsonl":
        assert [json.loads(line)["values"]["country"] for line in body.splitlines()] == ["AUT", "AUT"]


def test_the_calendar_file_has_whole_days(client: Client, some: None) -> None:
    calendar = Calendar.from_ical(client.get(f"{ONE}calendar.ics").content)
    events = {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {"In Albania", "In Austria", "Also in Austria"}
    albania = events["In Albania"]
    assert (albania["DTSTART"].dt, albania["DTEND"].dt) == (date(2031, 4, 5), date(2031, 4, 8))
    assert str(albania["URL"]).startswith("http://testserver/registers/TRAININGS/")


def test_the_declaration_and_the_form_are_there_for_everybody(client: Client, trainings: Declaration) -> None:
    assert client.get(f"{ONE}declaration.yaml").content.decode() == TRAININGS
    assert client.get(f"{ONE}form.xlsx").content.startswith(b"PK")


def test_a_view_is_saved_shared_and_forgotten(client: Client, staff: Client, some: None) -> None:
    query = "f.country=AUT&from=2030-01-01"
    staff.post(f"{ONE}views/", {"name": "Austria lately", "query": query, "shared": "1"})
    tree = html.fromstring(staff.get(ONE).content.decode())
    (address,) = tree.xpath("//ul[@class='saved-views']//a/@href")
    assert titles(staff.get(ONE + address)) == ["Also in Austria"]
    colleague = Client()
    sign_in(colleague, person_with("registrar"))
    assert "Austria lately" in text_of(colleague.get(ONE))
    assert "Austria lately" not in text_of(client.get(ONE))
    (forget,) = tree.xpath("//ul[@class='saved-views']//form/@action")
    colleague.post(forget)
    assert "Austria lately" in text_of(staff.get(ONE)), "only its owner deletes it"
    staff.post(forget)
    assert "Austria lately" not in text_of(staff.get(ONE))


def _chosen(*records: RegisterRecord) -> list[str]:
    return [f"{record.uuid}:{record.revision}" for record in records]


def test_many_records_are_changed_at_once_and_the_refused_are_named(staff: Client, trainings: Declaration) -> None:
    ready, unready = training(trainings, event="Ready"), training(trainings, event="Unready", country=None)
    answer = staff.post(
        f"{ONE}bulk/?f.level=", {"record": _chosen(ready, unready), "change": "move:publish"}, follow=True
    )
    told = text_of(answer)
    assert "1 record was changed." in told
    assert f"{unready.code}: Say where it was held." in told
    assert {record.title: record.state for record in RegisterRecord.objects.all()} == {
        "Ready": "published", "Unready": "draft"
    }  # fmt: skip


def test_a_choice_is_set_in_many_records(staff: Client, trainings: Declaration) -> None:
    first, second = training(trainings), training(trainings)
    late = _chosen(first)
    staff.post(f"{ONE}bulk/", {"record": _chosen(first, second), "change": "set:level=regional"})
    assert {record.values["level"] for record in RegisterRecord.objects.all()} == {"regional"}
    told = text_of(staff.post(f"{ONE}bulk/", {"record": late, "change": "set:level=national"}, follow=True))
    assert "Somebody changed the record meanwhile" in told
    assert "Choose records" in text_of(staff.post(f"{ONE}bulk/", {"change": "move:publish"}, follow=True))


def test_a_visitor_changes_nothing(client: Client, trainings: Declaration) -> None:
    record = training(trainings)
    for address, said in (
        ("bulk/", {"record": _chosen(record), "change": "move:publish"}), ("views/", {"name": "x"}), ("follow/", {}),
        ("new/", {"event": "x"}), ("import/", {}), ("declare/", {"text": TRAININGS}),
        (f"{record.uuid}/edit/", {"event": "x"}), (f"{record.uuid}/move/", {"move": "publish", "revision": "1"}),
        (f"{record.uuid}/comment/", {"text": "x"}), (f"{record.uuid}/follow/", {}),
    ):  # fmt: skip
        assert client.post(ONE + address, said).status_code == 404, address
    record.refresh_from_db()
    assert (record.state, record.revision) == ("draft", 1)
