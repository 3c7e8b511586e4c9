"""The pages of questionnaires as people use them: without JavaScript, in English, Chinese and Arabic."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from palermo.ground.access.api import console
from palermo.ground.audit.models import Event
from palermo.ground.registers.models import RegisterRecord
from palermo.measure.questionnaires.answering import DataSource
from palermo.measure.questionnaires.clearing import publish_answers
from palermo.measure.questionnaires.designing import questions_of
from palermo.measure.questionnaires.models import GivenAnswer, QuestionnaireRound, QuestionnaireVersion, Submission
from palermo.measure.questionnaires.xlsforms import write_xlsform
from tests.ground.people import person_with, sign_in, web_actor
from tests.measure.questionnaire_rounds import (
    MINISTRY,
    REPORT,
    REVIEW,
    again,
    cleared_report,
    of,
    opened,
    people,
    published,
    seated,
    write,
)
from tests.site.crawling import body_of

pytestmark = pytest.mark.django_db


def at(name: str, *args: object) -> str:
    return reverse(name, args=args)


def asked_in(page: str) -> list[str]:
    """The questions that a form holds."""
    return [piece.split('"', 1)[0] for piece in page.split('name="_asked" value="')[1:]]


def send(client: Client, mine: Submission, name: str, **typed: Any) -> Any:
    """The form of a section as a browser sends it: with every question it asked."""
    address = at("questionnaire-section", mine.uuid, name)
    page = client.get(address).content.decode()
    revision = page.split('name="revision" value="', 1)[1].split('"', 1)[0]
    posted = {"_asked": asked_in(page), "revision": revision, "do": "save"}
    return client.post(address, {**posted, **{key.replace("__", "."): value for key, value in typed.items()}})


def test_a_section_is_answered_with_a_plain_form(client: Client) -> None:
    report, _review = published()
    mine = of(opened(report))
    sign_in(client, seated("focal_point", MINISTRY))
    done = send(
        client, mine, "victims", identified__total="12", identified__women="9", identified__qualifier="exact",
        repatriated__total="", **{"_standing.repatriated": "no_data", "_source.provider": "Police board"},
    )  # fmt: skip
    assert done.status_code == 302
    kept = {each.question: (each.standing, each.value) for each in mine.answers.all()}
    assert kept == {
        "identified": ("value", {"total": 12, "women": 9, "qualifier": "exact"}), "repatriated": ("no_data", None),
    }  # fmt: skip
    assert mine.sections.get(section="victims").provider == "Police board"
    page = client.get(at("questionnaire-section", mine.uuid, "victims") + "?check=1").content.decode()
    assert "Nothing stands in the way" in page
    client.post(at("questionnaire-done", mine.uuid, "victims"), {"done": "yes"})
    assert mine.sections.get(section="victims").done


def test_what_cannot_be_kept_comes_back_as_it_was_typed(client: Client) -> None:
    report, _review = published()
    mine = of(opened(report))
    sign_in(client, seated("focal_point", MINISTRY))
    back = send(client, mine, "victims", identified__total="twelve", forced_labour__value="4")
    page = back.content.decode()
    assert back.status_code == 422
    assert 'value="twelve"' in page
    assert "written in digits only" in page
    assert [each.question for each in mine.answers.all()] == ["forced_labour"]
    both = send(client, mine, "victims", identified__total="12", **{"_standing.identified": "no_data"})
    assert both.status_code == 422
    assert "beside" in both.content.decode()
    assert not mine.answers.filter(question="identified").exists()


def test_somebody_else_s_change_is_told_and_nothing_typed_is_lost(client: Client) -> None:
    report, _review = published()
    mine = of(opened(report))
    head = seated("focal_point", MINISTRY)
    sign_in(client, head)
    address = at("questionnaire-section", mine.uuid, "legislation")
    write(web_actor(head), mine, "legislation", assistance="no")
    late = client.post(address, {"_asked": ["offence", "assistance"], "offence": "yes", "revision": "0", "do": "save"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "meantime" in page
    assert 'value="yes" checked' in page
    assert not mine.answers.filter(question="offence").exists()


def test_last_time_s_answer_is_confirmed_with_one_click_and_the_rest_of_the_form_is_kept(client: Client) -> None:
    report, _review = published()
    head = seated("focal_point", MINISTRY)
    cleared_report(web_actor(head), of(opened(report, "2023")), identified=120)
    mine = of(opened(report, "2024"))
    sign_in(client, head)
    page = client.get(at("questionnaire-section", mine.uuid, "victims")).content.decode()
    assert "Last time, 2023" in page
    assert 'name="take" value="identified|last"' in page
    done = send(client, mine, "victims", take="identified|last", forced_labour__value="7")
    assert done.status_code == 302
    kept = {each.question: each.way for each in again(mine).answers.all()}
    assert kept == {"identified": "confirmed", "forced_labour": "typed"}
    assert "confirmed from last time" in client.get(at("questionnaire-section", mine.uuid, "victims")).content.decode()
    assert "stands there already" in client.get(at("questionnaire-section", mine.uuid, "victims")).content.decode()
    gone = send(client, mine, "victims", take="identified|figure:nothing")
    assert gone.status_code == 409


def test_from_the_invitation_to_public_answers_through_the_pages(client: Client) -> None:
    published()
    coordinator, head = person_with("coordinator"), seated("focal_point", MINISTRY)
    sign_in(client, coordinator)
    made = client.post(at("questionnaire-round-new", "SAMPLE-REPORT", 1), {"period": "2024", "deadline": "2025-06-30"})
    round_ = QuestionnaireRound.objects.get()
    assert made.headers["Location"] == at("questionnaire-round", round_.uuid)
    assert client.post(at("questionnaire-ask", round_.uuid), {"named": "Atlantis"}).status_code == 422
    client.post(at("questionnaire-ask", round_.uuid), {"named": "Estonia, 古巴"})
    client.post(at("questionnaire-focal", round_.uuid, "EST"), {"body": MINISTRY})
    client.post(at("questionnaire-round-move", round_.uuid, "open"))
    board = client.get(at("questionnaire-board", round_.uuid)).content.decode()
    assert board.index("Cuba") < board.index("Estonia")
    mine = of(round_)
    sign_in(client, head)
    assert "Sample report" in client.get(at("questionnaire-submissions")).content.decode()
    send(client, mine, "legislation", offence="yes", party="true")
    send(client, mine, "victims", identified__total="0", **{"_source.provider": "Police"})
    for name in ("legislation", "victims", "offenders"):
        client.post(at("questionnaire-done", mine.uuid, name), {"done": "yes"})
    for step in ("submit", "clear"):
        client.post(at("questionnaire-move", mine.uuid, step), {"revision": again(mine).revision})
    assert again(mine).stage == "cleared"
    sign_in(client, coordinator)
    client.post(at("questionnaire-publish-answers", round_.uuid), {"public": "yes"})
    client.logout()
    page = client.get(at("questionnaire-answers", mine.uuid)).content.decode()
    assert "Estonia" in page
    rows = body_of(client.get(at("questionnaire-round-file", round_.uuid, "csv"))).decode("utf-8-sig").splitlines()
    assert any(row.startswith("EST,Estonia,Victims recorded,5,") and ",identified,Answer,0," in row for row in rows)
    assert client.get(at("questionnaire-round-file", round_.uuid, "json")).json()["answers"][0]["country"] == "EST"
    book = body_of(client.get(at("questionnaire-answers-file", mine.uuid, "xlsx")))
    assert load_workbook(io.BytesIO(book)).active is not None


def test_what_was_cleared_leaves_the_secretariat_s_sight_when_it_is_sent_back(client: Client) -> None:
    report, _review = published()
    head = seated("focal_point", MINISTRY)
    mine = cleared_report(web_actor(head), of(opened(report)))
    sign_in(client, person_with("coordinator"))
    sent = client.post(at("questionnaire-move", mine.uuid, "send-back"), {"revision": mine.revision})
    assert sent.headers["Location"] == at("questionnaire-board", mine.round.uuid)
    assert client.get(at("questionnaire-submission", mine.uuid)).status_code == 404
    assert again(mine).stage == "returned"


def test_designers_write_look_and_publish(client: Client) -> None:
    sign_in(client, person_with("coordinator"))
    bad = client.post(at("questionnaire-new"), {"text": REVIEW.replace("zh: 刑事定罪", "xx: y"), "do": "save"})
    assert bad.status_code == 422
    line = REVIEW[: REVIEW.index("刑事定罪")].count("\n") + 1
    assert f"Line {line}, criminalization" in bad.content.decode()
    looked = client.post(at("questionnaire-new"), {"text": REVIEW, "do": "look"}).content.decode()
    assert "Are attempt and participation" in looked
    assert not QuestionnaireVersion.objects.exists()
    client.post(at("questionnaire-new"), {"text": REVIEW, "do": "save"})
    page = client.get(at("questionnaire-version", "SAMPLE-REVIEW", 1)).content.decode()
    assert "SAMPLE-REPORT.offence" in page
    assert "It cannot be published yet" in page
    client.post(at("questionnaire-new"), {"text": REPORT, "do": "save"})
    client.post(at("questionnaire-version-move", "SAMPLE-REVIEW", 1, "publish"))
    assert QuestionnaireVersion.objects.get(questionnaire__code="SAMPLE-REVIEW").state == "published"
    second = REVIEW.replace('number: "2"', 'number: "2a"')
    client.post(at("questionnaire-version-new", "SAMPLE-REVIEW"), {"text": second, "do": "save"})
    edited = {"text": second.replace("version: 1", "version: 2"), "do": "save", "revision": "0"}
    client.post(at("questionnaire-version-edit", "SAMPLE-REVIEW", 2), edited)
    stale = client.post(at("questionnaire-version-edit", "SAMPLE-REVIEW", 2), edited)
    assert stale.status_code == 422
    assert "meantime" in stale.content.decode()
    compared = client.get(at("questionnaire-comparison", "SAMPLE-REVIEW", 1, 2)).content.decode()
    assert "attempt" in compared
    assert "number" in compared


def test_an_xlsform_fills_the_editor(client: Client) -> None:
    report, _review = published()
    sign_in(client, person_with("designer"))
    form = SimpleUploadedFile("form.xlsx", write_xlsform(questions_of(report)))
    page = client.post(at("questionnaire-new"), {"form": form, "do": "form"}).content.decode()
    assert "id: SAMPLE-REPORT" in page
    broken = SimpleUploadedFile("form.xlsx", b"PK\x03\x04 not a workbook")
    assert client.post(at("questionnaire-new"), {"form": broken, "do": "form"}).status_code == 422
    assert client.post(at("questionnaire-new"), {"do": "form"}).status_code == 422
    form_again = body_of(client.get(at("questionnaire-version-form", "SAMPLE-REPORT", 1)))
    assert form_again[:2] == b"PK"
    assert "SAMPLE-REPORT" in client.get(at("questionnaire-version-text", "SAMPLE-REPORT", 1)).content.decode()


def test_a_gap_becomes_a_request_once(client: Client) -> None:
    report, _review = published()
    mine = cleared_report(web_actor(seated("focal_point", MINISTRY)), of(opened(report)), assistance="no")
    sign_in(client, person_with("coordinator"))
    page = client.get(at("questionnaire-gaps", mine.uuid)).content.decode()
    assert "Trafficking in Persons Protocol, article 6" in page
    address = at("questionnaire-request", mine.uuid, "assistance")
    first = client.post(address, {"kind": "workshop"}).headers["Location"]
    assert client.post(address, {"kind": "workshop"}).headers["Location"] == first
    assert RegisterRecord.objects.filter(register="O24").count() == 1
    assert client.post(at("questionnaire-request", mine.uuid, "offence"), {"kind": "x"}).status_code == 302
    assert RegisterRecord.objects.filter(register="O24").count() == 1
    assert "O24-" in client.get(at("questionnaire-gaps", mine.uuid)).content.decode()
    assert client.get(first).status_code == 200


# Without a connection.


def _workbook(client: Client, mine: Submission) -> Any:
    return load_workbook(io.BytesIO(body_of(client.get(at("questionnaire-workbook", mine.uuid)))))


def _row(sheet: Any, key: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == key)


def _send_book(client: Client, mine: Submission, book: Any, **more: str) -> Any:
    held = io.BytesIO()
    book.save(held)
    file = SimpleUploadedFile("answers.xlsx", held.getvalue())
    return client.post(at("questionnaire-take-workbook", mine.uuid), {"file": file, **more})


def test_a_workbook_goes_out_and_comes_back(client: Client) -> None:
    report, _review = published()
    head = seated("focal_point", MINISTRY)
    mine = of(opened(report))
    write(web_actor(head), mine, "legislation", offence="yes")
    sign_in(client, head)
    book = _workbook(client, mine)
    sheet = book.active
    assert sheet.cell(_row(sheet, "offence"), 5).value == "yes"
    for key, column, value in (
        ("identified", 5, 31), ("identified.women", 5, 20), ("forced_labour", 6, "No data"),
        ("repatriated", 6, "not_applicable"), ("main_form", 5, "Sexual exploitation; 强迫劳动"), ("party", 5, "yes"),
        ("~source.victims.provider", 5, "Police board"), ("identified", 7, "A new law."),
    ):  # fmt: skip
        sheet.cell(_row(sheet, key), column, value)
    assert _send_book(client, mine, book).status_code == 302
    kept = {each.question: (each.standing, each.value) for each in mine.answers.all()}
    assert kept["identified"] == ("value", {"total": 31, "women": 20, "qualifier": "exact"})
    assert kept["forced_labour"] == ("no_data", None)
    assert kept["main_form"] == ("value", ["sexual", "forced_labour"])
    assert kept["party"] == ("value", True)
    assert kept["offence"] == ("value", "yes")
    assert mine.sections.get(section="victims").provider == "Police board"
    assert {each.way for each in mine.answers.exclude(question="offence")} == {"workbook"}
    assert mine.answers.get(question="offence").way == "typed"
    again_out = _workbook(client, mine).active
    assert again_out.cell(_row(again_out, "identified.women"), 5).value == 20
    assert again_out.cell(_row(again_out, "forced_labour"), 6).value == "No data"
    assert again_out.cell(_row(again_out, "identified"), 7).value == "A new law."


def test_bad_cells_are_named_and_nothing_is_kept_unless_asked(client: Client) -> None:
    report, _review = published()
    mine = of(opened(report))
    sign_in(client, seated("focal_point", MINISTRY))
    book = _workbook(client, mine)
    sheet = book.active
    rows = {key: _row(sheet, key) for key in ("identified", "offence", "suspected", "convicted")}
    sheet.cell(rows["identified"], 5, "<5")
    sheet.cell(rows["offence"], 5, "perhaps")
    sheet.cell(rows["suspected"], 6, "unclear")
    sheet.cell(rows["convicted"], 5, 12)
    sheet.append(["invented", "", "", "", 3])
    back = _send_book(client, mine, book)
    page = back.content.decode()
    assert back.status_code == 422
    for cell in (f"E{rows['identified']}", f"E{rows['offence']}", f"F{rows['suspected']}", f"A{sheet.max_row}"):
        assert f"<bdi>{cell}</bdi>" in page
    assert f"<bdi>E{rows['convicted']}</bdi>" not in page
    assert not GivenAnswer.objects.exists()
    _send_book(client, mine, book, keep_good="on")
    assert [(each.question, each.value["total"]) for each in mine.answers.all()] == [("convicted", 12)]


def test_a_workbook_of_others_and_no_workbook_are_refused(client: Client) -> None:
    report, _review = published()
    round_ = opened(report)
    mine = of(round_)
    sign_in(client, seated("focal_point", MINISTRY))
    book = _workbook(client, mine)
    sheet = book.active
    sheet.cell(_row(sheet, "~submission"), 5, str(of(round_, "CUB").uuid))
    assert _send_book(client, mine, book).status_code == 422
    for content in (b"", b"PK\x03\x04 broken", b"a,b\n1,2\n", b"\x00\x01\x02"):
        file = SimpleUploadedFile("a.xlsx", content)
        assert client.post(at("questionnaire-take-workbook", mine.uuid), {"file": file}).status_code == 422
    assert not GivenAnswer.objects.exists()


def test_a_delegate_s_workbook_holds_its_section_only(client: Client) -> None:
    from palermo.measure.questionnaires.answering import delegate
    from tests.measure.questionnaire_rounds import POLICE, body, section

    report, _review = published()
    mine = of(opened(report))
    head, helper = seated("focal_point", MINISTRY), seated("respondent", POLICE)
    delegate(web_actor(head), submission=mine, section=section(mine, "offenders"), body=body(POLICE))
    sign_in(client, helper)
    book = _workbook(client, mine)
    keys = [row[0].value for row in book.active.iter_rows(min_row=2)]
    assert "convicted" in keys
    assert "identified" not in keys
    book.active.append(["identified", "", "", "", 12])
    back = _send_book(client, mine, book)
    assert back.status_code == 422
    assert "answered by another body" in back.content.decode()
    assert not GivenAnswer.objects.exists()


def test_text_that_looks_like_a_formula_stays_text(client: Client) -> None:
    report, _review = published()
    head = seated("focal_point", MINISTRY)
    mine = of(opened(report))
    write(web_actor(head), mine, "legislation", offence="yes", provisions='=HYPERLINK("http://x.example","y")')
    sign_in(client, head)
    cell = _workbook(client, mine).active.cell(_row(_workbook(client, mine).active, "provisions"), 5)
    assert cell.data_type == "s"
    csv = body_of(client.get(at("questionnaire-answers-file", mine.uuid, "csv"))).decode("utf-8-sig")
    assert "'=HYPERLINK" in csv


# Every page, in three languages.


@pytest.mark.parametrize("language", ["en", "zh-hans", "ar"])
def test_every_page_opens(client: Client, language: str) -> None:
    report, _review = published()
    head = seated("focal_point", MINISTRY)
    ministry = web_actor(head)
    round_ = opened(report, "2023")
    publish_answers(console(), round_=round_, public=True)
    mine = cleared_report(ministry, of(round_), assistance="no")
    later = of(opened(report, "2024"))
    write(ministry, later, "victims", DataSource("Police"), identified=people(12))
    client.cookies["django_language"] = language
    open_to_all = [
        at("questionnaires"), at("questionnaire", "SAMPLE-REPORT"), at("questionnaire-version", "SAMPLE-REPORT", 1),
        at("questionnaire-round", round_.uuid), at("questionnaire-answers", mine.uuid),
    ]  # fmt: skip
    of_body = [
        at("questionnaire-submissions"), at("questionnaire-submission", later.uuid),
        at("questionnaire-take-workbook", later.uuid), at("questionnaire-gaps", mine.uuid),
        *(f"{at('questionnaire-section', later.uuid, name)}?check=1" for name in ("legislation", "victims")),
        at("questionnaire-delegate", later.uuid, "victims"), at("questionnaire-submission", mine.uuid),
    ]  # fmt: skip
    of_staff = [
        at("questionnaire-board", round_.uuid), at("questionnaire-deadline", round_.uuid),
        at("questionnaire-ask", round_.uuid), at("questionnaire-focal", round_.uuid, "CUB"),
        at("questionnaire-version-new", "SAMPLE-REPORT"), at("questionnaire-new"),
        at("questionnaire-round-new", "SAMPLE-REPORT", 1), at("questionnaire-submission", mine.uuid),
    ]  # fmt: skip
    for person, addresses in ((None, open_to_all), (head, of_body), (person_with("coordinator"), of_staff)):
        if person is not None:
            sign_in(client, person)
            client.cookies["django_language"] = language
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert b"<h1>" in answer.content, address


def test_events_tell_ways_and_questions_never_values(client: Client) -> None:
    report, _review = published()
    head = seated("focal_point", MINISTRY)
    mine = of(opened(report))
    sign_in(client, head)
    send(client, mine, "legislation", offence="yes", provisions="a kaleidoscope")
    event = Event.objects.get(verb="measure.questionnaire.answered")
    assert "offence" in str(event.details)
    assert "kaleidoscope" not in str(event.details)
