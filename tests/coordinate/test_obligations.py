"""The calendar of reporting obligations: how they stand, the feed, the downloads, the pages of staff."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from palermo.coordinate import api as coordinate
from palermo.coordinate.obligations.actions import change_obligation
from palermo.coordinate.obligations.models import Obligation
from palermo.coordinate.obligations.standing import days_late, standing_on
from palermo.coordinate.resolutions.actions import ChangedMeanwhile
from palermo.ground.access.api import console
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.periods import days_of
from tests.coordinate.shelving import directive, paragraph, report, resolution
from tests.ground.people import person_with, sign_in

_DATES = st.dates(date(2000, 1, 1), date(2040, 1, 1))


@given(st.none() | _DATES, st.none() | _DATES, _DATES)
def test_every_obligation_stands_in_exactly_one_way(planned: date | None, issued: date | None, day: date) -> None:
    owed = Obligation(planned_last=planned, issued_first=issued)
    standing = standing_on(owed, day)
    assert (standing == "issued") == (issued is not None and issued <= day)
    if standing != "issued":
        assert (standing == "undated") == (planned is None)
        assert (standing == "overdue") == (planned is not None and planned < day)
    late = days_late(owed)
    assert late is None or late > 0
    assert (late is not None) == (planned is not None and issued is not None and issued > planned)


def owe(published: bool = True, **about: object) -> Obligation:
    """An obligation, public unless told otherwise."""
    said = {"title": "Report on carrying out the resolution", "author": "SG", "body": "GA", **about}
    made = coordinate.create_obligation(console(), fields=coordinate.ObligationFields(**said))  # type: ignore[arg-type]
    if published:
        coordinate.publish_obligation(console(), obligation=made)
    return made


@pytest.mark.django_db
class TestPages:
    def test_the_list_tells_planned_from_actual_and_filters(self, client: Client) -> None:
        owe(title="Overdue one", planned="2018")
        owe(title="Late one", planned="2014-12-31", issued="2015-01-10", author="UNODC")
        owe(title="Coming one", planned="2039")
        owe(title="Undated one")
        shown = client.get("/obligations/").content.decode()
        assert (
            shown.index("Late one")
            < shown.index("Overdue one")
            < shown.index("Coming one")
            < shown.index("Undated one")
        )
        assert "10 days late" in shown
        for standing, title in (("overdue", "Overdue one"), ("issued", "Late one"), ("due", "Coming one"),
                                ("undated", "Undated one")):  # fmt: skip
            rows = client.get("/api/v1/obligations", {"standing": standing}).json()
            assert [row["title"] for row in rows] == [title]
            assert client.get("/obligations/", {"standing": standing}).content.decode().count('<th scope="row">') == 1
        assert [row["days_late"] for row in client.get("/api/v1/obligations?author=UNODC").json()] == [10]
        assert client.get("/obligations/", {"author": "nobody"}).status_code == 200
        assert client.get("/obligations/", {"author": "no\0body"}).status_code == 400

    def test_the_feed_is_a_calendar_of_public_planned_days(self, client: Client) -> None:
        shown = owe(planned="2038-05", title="Line one\nwith a break, and a comma; too")
        owe(planned="2039", published=False)
        owe()
        answer = client.get("/obligations/calendar.ics")
        calendar = Calendar.from_ical(answer.content)
        (event,) = calendar.walk("VEVENT")
        assert answer["Content-Type"].startswith("text/calendar")
        assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2038, 5, 31), date(2038, 6, 1))
        assert str(event["uid"]) == shown.uuid.urn
        assert str(event["summary"]) == shown.title
        assert str(event["url"]).endswith(reverse("obligation", args=[shown.uuid]))

    def test_the_table_carries_the_mandate_and_the_evidence_as_citations(self, client: Client) -> None:
        work, shown = resolution(symbol="MER/1"), report()
        owe(mandate=directive(work), evidence=shown, planned="2022", issued="2022-05")
        answer = client.get("/obligations/table.csv")
        lines = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
        (row,) = csv.DictReader(io.StringIO(lines))
        source = work.texts.get().source.uuid
        assert row["Mandate"].startswith("MER/1, para. OP1 http")
        assert row["Mandate"].endswith(f"/library/{source}/#p-OP1")
        assert row["Evidence"].endswith("#p-46")
        assert client.get("/obligations/table.pdf").status_code == 404

    def test_a_registrar_writes_and_a_coordinator_publishes(self, client: Client) -> None:
        work = resolution()
        sign_in(client, person_with("registrar"))
        mandate = str(directive(work).uuid)
        page = client.get(f"/obligations/new/?mandate={mandate}").content.decode()
        assert f'value="{mandate}" selected' in page
        typed = {"title": "A report", "author": "secretariat", "body": "GA", "mandate": mandate, "planned": "2022",
                 "revision": 0}  # fmt: skip
        wrong = client.post("/obligations/new/", {**typed, "planned": "soon"})
        assert (wrong.status_code, "This is not a date" in wrong.content.decode()) == (422, True)
        client.post("/obligations/new/", typed)
        made = Obligation.objects.get()
        assert (made.author, made.planned_last, made.published) == ("secretariat", date(2022, 12, 31), False)
        assert Client().get(reverse("obligation", args=[made.uuid])).status_code == 404
        assert client.post(reverse("obligation-publish", args=[made.uuid]), {"published": "yes"}).status_code == 404
        boss = Client()
        sign_in(boss, person_with("coordinator"))
        boss.post(reverse("obligation-publish", args=[made.uuid]), {"published": "yes"})
        assert client.get(reverse("obligation-edit", args=[made.uuid])).status_code == 404
        edited = boss.post(reverse("obligation-edit", args=[made.uuid]), {**typed, "issued": "2022-11-02"})
        assert edited.status_code == 302
        shown = Client().get(reverse("obligation", args=[made.uuid])).content.decode()
        assert "issued" in shown
        assert "2 November 2022" in shown
        collided = boss.post(reverse("obligation-edit", args=[made.uuid]), typed)
        assert (collided.status_code, 'name="revision" value="1"' in collided.content.decode()) == (422, True)


@pytest.mark.django_db
def test_an_obligation_is_refused_with_the_place() -> None:
    for fields, where in (
        ({"title": ""}, "title"),
        ({"author": ""}, "author"),
        ({"body": "ATLANTIS"}, "body"),
        ({"issued": "x"}, "issued"),
        ({"issued": "2090"}, "issued"),
    ):
        with pytest.raises(InputError) as refused:
            owe(**fields)
        assert refused.value.where == where
    made = owe(published=False)
    said = coordinate.ObligationFields(title="x", author="SG", body="GA")
    change_obligation(console(), obligation=made, fields=said, revision=0)
    with pytest.raises(ChangedMeanwhile):
        change_obligation(console(), obligation=made, fields=said, revision=0)
    assert days_of("2018").last == date(2018, 12, 31)
    assert paragraph(resolution(), "OP1").key == "OP1"
