"""Writing a record: faults stand beside their fields, nothing typed is lost, two people's changes are put together."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from palermo.commons import originals
from palermo.ground.registers.api import RegisterRecord
from palermo_engines.registers.model import Declaration
from tests.ground.people import person_with, sign_in
from tests.site.crawling import body_of
from tests.site.registers.samples import faults_beside, form_of, text_of, training

pytestmark = pytest.mark.django_db
ONE = "/registers/TRAININGS/"
GOOD = {
    "event": "Course", "country": "ALB", "held__first__year": "2031", "participants__total": "12", "level": "national"
}  # fmt: skip


def typed_in(client: Client, address: str, **typed: Any) -> Any:
    """Open a form, type into it and send it, as a browser does."""
    return client.post(address, form_of(client.get(address), **typed))


def again(client: Client, address: str, response: Any, **typed: Any) -> Any:
    """Send what the page just shown holds, with something mended."""
    return client.post(address, form_of(response, **typed))


def test_a_record_is_made(staff: Client, trainings: Declaration) -> None:
    answer = typed_in(staff, f"{ONE}new/", **GOOD)
    record = RegisterRecord.objects.get()
    assert answer["Location"] == f"{ONE}{record.uuid}/"
    assert record.values == {
        "event": "Course", "country": "ALB", "held": "2031", "level": "national",
        "participants": {"total": 12, "qualifier": "exact"},
    }  # fmt: skip
    assert (record.state, record.title, record.country) == ("draft", "Course", "ALB")


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(staff: Client, trainings: Declaration) -> None:
    address = f"{ONE}new/"
    wrong = {"held__first__year": "20311", "participants__total": "a dozen", "contact": "desk 4", "country": "ALB"}
    answer = typed_in(staff, address, **wrong)
    assert answer.status_code == 422
    told = faults_beside(answer)
    assert set(told) == {"event", "held", "participants"}
    kept = form_of(answer)
    assert {name: kept[name][0] for name in ("held.first.year", "participants.total", "contact", "country")} == {
        "held.first.year": "20311", "participants.total": "a dozen", "contact": "desk 4", "country": "ALB"
    }  # fmt: skip
    assert not RegisterRecord.objects.exists()
    mended = {"event": "Course", "held__first__year": "2031", "participants__total": "12"}
    assert again(staff, address, answer, **mended).status_code == 302
    assert RegisterRecord.objects.get().values["contact"] == "desk 4"


def test_faults_are_told_in_chinese(staff: Client, trainings: Declaration) -> None:
    staff.cookies["django_language"] = "zh-hans"
    told = faults_beside(typed_in(staff, f"{ONE}new/", country="ALB"))
    assert re.search("[\u4e00-\u9fff]", told["event"])


def test_a_further_question_appears_with_the_answer_it_depends_on(staff: Client, trainings: Declaration) -> None:
    address = f"{ONE}new/"
    opened = staff.get(address)
    assert "Why this region" not in text_of(opened)
    part = staff.post(f"{address}?part=questions", form_of(opened, level="regional", event="Course"))
    assert part.status_code == 200
    assert "Why this region" in text_of(part)
    assert b"<html" not in part.content
    whole = staff.post(address, form_of(opened, level="regional", event="Course", do="check"))
    assert "Why this region" in text_of(whole)
    again(staff, address, whole, why="It borders three States.")
    assert RegisterRecord.objects.get().values["why"] == "It borders three States."


def test_a_draft_is_kept_and_restored_wrong_as_it_was(staff: Client, trainings: Declaration) -> None:
    address = f"{ONE}new/"
    typed = form_of(staff.get(address), event="Half a", held__first__month="thirteen", do="draft")
    assert staff.post(f"{address}?part=draft", typed, headers={"HX-Request": "true"}).status_code == 200
    assert not RegisterRecord.objects.exists()
    opened = staff.get(address)
    assert "was kept" in text_of(opened)
    restored = form_of(staff.get(f"{address}?draft=1"))
    assert (restored["event"], restored["held.first.month"]) == (["Half a"], ["thirteen"])
    other = Client()
    sign_in(other, person_with("registrar"))
    assert "was kept" not in text_of(other.get(address)), "a draft is its writer's own"
    assert "Half a" not in text_of(other.get(f"{address}?draft=1"))
    staff.post(f"{ONE}draft/forget/")
    assert "was kept" not in text_of(staff.get(address))


def test_saving_ends_the_draft(staff: Client, trainings: Declaration) -> None:
    address = f"{ONE}new/"
    staff.post(f"{address}?part=draft", form_of(staff.get(address), event="Half a"))
    again(staff, address, staff.get(f"{address}?draft=1"), event="All of it")
    assert "was kept" not in text_of(staff.get(address))


def test_a_draft_of_a_record_remembers_what_it_was_opened_on(staff: Client, trainings: Declaration) -> None:
    record = training(trainings)
    address = f"{ONE}{record.uuid}/edit/"
    mine = form_of(staff.get(address), event="Mine")
    staff.post(f"{address}?part=draft", mine)
    other = Client()
    sign_in(other, person_with("registrar"))
    typed_in(other, address, event="Theirs")
    answer = again(staff, address, staff.get(f"{address}?draft=1"))
    assert answer.status_code == 409, "an old draft does not overwrite what came since"
    assert merge_form(answer)["event"] == ["Mine"]
    record.refresh_from_db()
    assert record.title == "Theirs"


def test_two_people_edit_one_record_and_nobodys_typing_is_lost(staff: Client, trainings: Declaration) -> None:
    record = training(trainings, level="national")
    address = f"{ONE}{record.uuid}/edit/"
    other = Client()
    sign_in(other, person_with("registrar"))
    mine, theirs = staff.get(address), other.get(address)
    assert other.post(address, form_of(theirs, event="Their name", level="regional")).status_code == 302
    answer = staff.post(address, form_of(mine, event="My name", contact="desk 4"))
    assert answer.status_code == 409
    told = text_of(answer)
    for words in ("Somebody else changed this record meanwhile", "Their name", "My name", "desk 4"):
        assert words in told or words.encode() in answer.content
    merged = merge_form(answer)
    assert (merged["event"], merged["contact"], merged["level"]) == (["My name"], ["desk 4"], ["regional"])
    assert staff.post(address, merged).status_code == 302
    record.refresh_from_db()
    assert (record.values["event"], record.values["contact"], record.values["level"], record.revision) == (
        "My name", "desk 4", "regional", 3
    )  # fmt: skip


def merge_form(response: Any) -> dict[str, Any]:
    """The form of the merge page, which has no id of its own."""
    tree = html.fromstring(response.content.decode())
    (found,) = tree.xpath("//form[.//input[@name='revision']][@enctype]")
    sent: dict[str, Any] = {"do": "save"}
    for name, said in found.form_values():
        sent.setdefault(name, []).append(said)
    return sent


def test_changes_of_different_fields_go_together_without_a_question(staff: Client, trainings: Declaration) -> None:
    record = training(trainings)
    address = f"{ONE}{record.uuid}/edit/"
    first, second = staff.get(address), staff.get(address)
    staff.post(address, form_of(first, event="New name"))
    assert staff.post(address, form_of(second, country="AUT")).status_code == 302
    record.refresh_from_db()
    assert (record.values["event"], record.values["country"]) == ("New name", "AUT")


def test_a_link_is_typed_as_a_code_and_shown_both_ways(staff: Client, trainings: Declaration) -> None:
    meetings = "/registers/MEETINGS/"
    typed_in(staff, f"{meetings}new/", name="Board meeting")
    meeting = RegisterRecord.objects.get(register="MEETINGS")
    typed_in(staff, f"{ONE}new/", **GOOD, meeting=meeting.code)
    record = RegisterRecord.objects.get(register="TRAININGS")
    assert record.values["meeting"] == str(meeting.uuid)
    assert "Board meeting" in text_of(staff.get(f"{ONE}{record.uuid}/"))
    back = text_of(staff.get(f"{meetings}{meeting.uuid}/"))
    assert "Trainings held: Trainings" in back
    assert "Course" in back
    lost = typed_in(staff, f"{ONE}new/", **GOOD, meeting="MEETINGS-000099")
    assert (lost.status_code, set(faults_beside(lost))) == (422, {"meeting"})
    assert form_of(lost)["meeting"] == ["MEETINGS-000099"]


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_an_upload_is_kept_through_a_fault(staff: Client, trainings: Declaration) -> None:
    address = f"{ONE}new/"
    wrong = typed_in(staff, address, country="ALB", agenda__upload=upload("day one.txt", b"9:00 welcome"))
    assert set(faults_beside(wrong)) == {"event"}
    assert "day one.txt" in text_of(wrong)
    again(staff, address, wrong, event="Course")
    record = RegisterRecord.objects.get()
    assert record.values["agenda"]["name"] == "day one.txt"
    link = f"{ONE}{record.uuid}/files/{record.values['agenda']['digest']}/"
    file = staff.get(link)
    assert (body_of(file), file["Content-Type"]) == (b"9:00 welcome", "application/octet-stream")
    assert file["Content-Disposition"].startswith("attachment")
    kept = typed_in(staff, f"{ONE}{record.uuid}/edit/", event="Course, renamed")
    assert kept.status_code == 302
    record.refresh_from_db()
    assert record.values["agenda"]["name"] == "day one.txt", "a change of another field keeps the file"


def test_a_file_is_for_those_who_read_the_record_and_its_field(
    client: Client, staff: Client, trainings: Declaration
) -> None:
    files = [{"digest": originals.keep(text), "name": "a.txt", "size": len(text)} for text in (b"open", b"closed")]
    draft = training(trainings, agenda=files[0])
    public = training(trainings, "published", agenda=files[0], papers=[files[1]])
    link = "{0}{1}/files/{2}/"
    assert body_of(client.get(link.format(ONE, public.uuid, files[0]["digest"]))) == b"open"
    assert client.get(link.format(ONE, public.uuid, files[1]["digest"])).status_code == 404, "papers are for members"
    assert client.get(link.format(ONE, draft.uuid, files[0]["digest"])).status_code == 404
    assert body_of(staff.get(link.format(ONE, public.uuid, files[1]["digest"]))) == b"closed"
    assert staff.get(link.format(ONE, public.uuid, "0" * 64)).status_code == 404


def test_a_file_is_not_had_by_knowing_its_digest(staff: Client, trainings: Declaration) -> None:
    digest = originals.keep(b"of another room")
    stolen = {"agenda__digest": digest, "agenda__name": "a.txt", "agenda__size": "15", "agenda__keep": digest}
    typed_in(staff, f"{ONE}new/", **GOOD, **stolen)
    record = RegisterRecord.objects.get()
    assert "agenda" not in record.values
    assert staff.get(f"{ONE}{record.uuid}/files/{digest}/").status_code == 404


def test_a_file_of_the_wrong_kind_is_refused(staff: Client, trainings: Declaration) -> None:
    answer = typed_in(staff, f"{ONE}new/", **GOOD, agenda__upload=upload("page.html", b"<script>"))
    assert (answer.status_code, set(faults_beside(answer))) == (422, {"agenda"})


def test_a_zero_byte_is_left_out(staff: Client, trainings: Declaration) -> None:
    opened = staff.get(f"{ONE}new/")
    assert staff.post(f"{ONE}new/?part=draft", form_of(opened, event="a\x00b")).status_code == 302
    assert form_of(staff.get(f"{ONE}new/?draft=1"))["event"] == ["ab"]


@pytest.mark.parametrize("text", ["\x1b[31m", "x" * 100_000])
def test_hostile_text_is_refused_beside_its_field(staff: Client, trainings: Declaration, text: str) -> None:
    opened = staff.get(f"{ONE}new/")
    answer = staff.post(f"{ONE}new/", form_of(opened, **(GOOD | {"event": text})))
    assert (answer.status_code, set(faults_beside(answer))) == (422, {"event"})
    kept = staff.post(f"{ONE}new/?part=draft", form_of(opened, event=text))
    assert kept.status_code in (200, 302)
