"""The page of a record: moves that say why not, history, comments and mentions, following, what is due."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from lxml import html

from palermo.ground.access.api import console
from palermo.ground.registers.api import change_record
from palermo_engines.registers.model import Declaration
from tests.ground.people import person_with, sign_in
from tests.site.registers.samples import text_of, training

pytestmark = pytest.mark.django_db
ONE = "/registers/TRAININGS/"


def colleague(role: str = "registrar") -> tuple[Client, Any]:
    person = person_with(role, email=f"{role}-two@example.org")
    client = Client()
    sign_in(client, person)
    return client, person


def test_a_visitor_reads_what_is_public_field_by_field(client: Client, trainings: Declaration) -> None:
    people = {"total": 5, "women": 3, "qualifier": "exact"}
    record = training(trainings, "published", participants=people, contact="desk 4", level="national")
    page = client.get(f"{ONE}{record.uuid}/")
    told = text_of(page)
    for words in ("Course on the Protocol", record.code, "Albania", "National", "Published"):
        assert words in told
    assert "desk 4" not in told
    assert "Figures from this record" in told
    assert "Edit" not in told
    assert client.get(f"{ONE}{training(trainings).uuid}/").status_code == 404


def test_a_move_that_is_refused_says_why(staff: Client, client: Client, trainings: Declaration) -> None:
    record = training(trainings, country=None)
    address = f"{ONE}{record.uuid}/"
    answer = staff.post(f"{address}move/", {"move": "publish", "revision": "1"})
    assert answer.status_code == 422
    assert "Say where it was held." in text_of(answer)
    change_record(
        console(), declaration=trainings, record=record, values={**record.values, "country": "ALB"}, revision=1
    )
    late = staff.post(f"{address}move/", {"move": "publish", "revision": "1"})
    assert "Somebody changed the record meanwhile" in text_of(late)
    assert staff.post(f"{address}move/", {"move": "withdraw", "revision": "2"}).status_code == 422
    assert client.get(address).status_code == 404
    assert staff.post(f"{address}move/", {"move": "publish", "revision": "2"}).status_code == 302
    assert client.get(address).status_code == 200


def test_a_move_is_not_for_everybody_who_writes(trainings: Declaration) -> None:
    record = training(trainings)
    registrar, _person = colleague()
    assert b'value="publish"' not in registrar.get(f"{ONE}{record.uuid}/").content
    answer = registrar.post(f"{ONE}{record.uuid}/move/", {"move": "publish", "revision": "1"})
    assert answer.status_code == 422
    record.refresh_from_db()
    assert record.state == "draft"


def test_history_shows_what_changed(staff: Client, client: Client, trainings: Declaration) -> None:
    record = training(trainings, "published")
    change_record(
        console(), declaration=trainings, record=record, values={**record.values, "event": "Renamed"}, revision=2
    )
    told = text_of(staff.get(f"{ONE}{record.uuid}/history/"))
    for words in ("Revision 3", "Revision 1", "Course on the Protocol", "Renamed", "The record was made."):
        assert words in told
    public = text_of(client.get(f"{ONE}{record.uuid}/history/"))
    assert "Revision 3" in public
    assert "Revision 1" not in public, "it was a draft then"


def test_the_record_as_json_is_what_its_reader_sees(staff: Client, client: Client, trainings: Declaration) -> None:
    record = training(trainings, "published", contact="desk 4")
    address = f"{ONE}{record.uuid}/record.json"
    assert "contact" not in client.get(address).json()["values"]
    assert staff.get(address).json()["values"]["contact"] == "desk 4"


def test_colleagues_comment_and_mention_each_other(staff: Client, client: Client, trainings: Declaration) -> None:
    record = training(trainings, "published")
    other, person = colleague()
    address = f"{ONE}{record.uuid}/"
    staff.post(f"{address}comment/", {"text": f"Is this right, @{person.code}?\n<script>alert(1)</script>"})
    page = other.get(address)
    assert "Is this right" in text_of(page)
    assert b"<script>alert" not in page.content
    assert "Is this right" not in text_of(client.get(address))
    due = text_of(other.get("/registers/-/due/"))
    assert "Where colleagues mention you" in due
    assert record.code in due
    assert "Where colleagues mention you" not in text_of(staff.get("/registers/-/due/"))


def test_a_comment_that_is_too_long_is_not_lost(staff: Client, trainings: Declaration) -> None:
    record = training(trainings)
    answer = staff.post(f"{ONE}{record.uuid}/comment/", {"text": "long " * 1001})
    assert answer.status_code == 422
    assert "long long" in text_of(answer)


def test_a_record_and_a_register_are_followed(staff: Client, trainings: Declaration) -> None:
    record, other = training(trainings), training(trainings, event="Another")
    staff.post(f"{ONE}{record.uuid}/follow/")
    assert "Stop following" in text_of(staff.get(f"{ONE}{record.uuid}/"))
    for each in (record, other):
        change_record(
            console(), declaration=trainings, record=each, values={**each.values, "country": "AUT"}, revision=1
        )
    assert _followed(staff) == {record.code}
    staff.post(f"{ONE}follow/")
    assert _followed(staff) == {record.code, other.code}
    staff.post(f"{ONE}follow/")
    staff.post(f"{ONE}{record.uuid}/follow/")
    assert _followed(staff) == set()


def _followed(client: Client) -> set[str]:
    _before, _heading, after = text_of(client.get("/registers/-/due/")).partition("Changes you follow")
    return {word for word in after.split() if word.startswith("TRAININGS-")}


def test_what_is_due_and_its_calendar(staff: Client, client: Client, trainings: Declaration) -> None:
    today = timezone.localdate()
    late = training(trainings, event="Late", held=(today - timedelta(days=40)).isoformat())
    soon = training(trainings, event="Soon", held=(today - timedelta(days=23)).isoformat())  # due in 7 days: reminded
    training(trainings, event="Far", held=(today + timedelta(days=200)).isoformat())
    told = text_of(staff.get("/registers/-/due/"))
    assert told.index("Late") < told.index("Soon")
    assert "overdue" in told
    assert "Far" not in told
    calendar = Calendar.from_ical(staff.get("/registers/-/due.ics").content)
    days = {str(event["SUMMARY"]): event["DTSTART"].dt for event in calendar.walk("VEVENT")}
    assert days["Publish: Late"] == today - timedelta(days=10)
    assert days["Publish: Soon"] == today + timedelta(days=7)
    assert "Publish: Far" in days, "a calendar looks ahead"
    assert late.code != soon.code
    assert client.get("/registers/-/due/").status_code == 404
    assert client.get("/registers/-/due.ics").status_code == 404


def test_totals_stand_with_their_records(client: Client, trainings: Declaration) -> None:
    for country, total in (("AUT", 7), ("ALB", 5), ("ALB", 2)):
        training(
            trainings, "published", country=country, held="2031", participants={"total": total, "qualifier": "exact"}
        )
    told = text_of(client.get(f"{ONE}totals/people_trained/"))
    assert "14" in told
    assert "TRAININGS-000002" in told
    narrowed = text_of(client.get(f"{ONE}totals/people_trained/", {"f.country": "ALB"}))
    assert "TRAININGS-000001" not in narrowed
    assert client.get(f"{ONE}totals/victims_identified/").status_code == 404


def test_an_earlier_content_is_put_back(staff: Client, trainings: Declaration) -> None:
    record = training(trainings, event="First title", country="ALB")
    change_record(
        console(), declaration=trainings, record=record, revision=1, values={**record.values, "event": "Second title"}
    )
    address = f"{ONE}{record.uuid}/history/"
    page = html.fromstring(staff.get(address).content)
    forms = [form for form in page.forms if form.action.endswith("/restore/")]
    assert [form.fields["to"] for form in forms] == ["1"], "the present content needs no putting back"
    assert b"/restore/" not in Client().get(address).content
    answer = staff.post(f"{address}restore/", dict(forms[0].fields), follow=True)
    assert "The content of revision 1 stands in the record again." in text_of(answer)
    record.refresh_from_db()
    assert (record.values["event"], record.revision) == ("First title", 3)
    late = staff.post(f"{address}restore/", {"to": "2", "revision": "2"})
    assert late.status_code == 422
    assert "Somebody changed the record meanwhile" in text_of(late)
    for odd in ({"to": "99", "revision": "3"}, {"to": "x"}, {}):
        assert staff.post(f"{address}restore/", odd).status_code == 422
    record.refresh_from_db()
    assert record.revision == 3
    assert Client().post(f"{address}restore/", {"to": "1", "revision": "3"}).status_code in (302, 403, 404)
