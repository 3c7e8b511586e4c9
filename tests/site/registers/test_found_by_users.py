"""What people stumbled over who used the registers for a day: each stands here as they met it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from palermo.ground.access.api import console
from palermo.ground.registers.api import RegisterRecord, create_record
from palermo.know import api as know
from palermo.passages import know_to_registers
from palermo_engines.registers.model import Declaration
from tests.ground.people import person_with, sign_in
from tests.ground.registers.conftest import Declare
from tests.site.registers.samples import MEETINGS, faults_beside, form_of, text_of

pytestmark = pytest.mark.django_db
ONE = "/registers/TRAININGS/"
HERE = {"HTTP_ORIGIN": "http://testserver"}


def typed_in(client: Client, address: str, **typed: Any) -> Any:
    return client.post(address, form_of(client.get(address), **typed))


def send(client: Client, content: bytes, name: str = "courses.csv") -> Any:
    return client.post(f"{ONE}import/", {"file": SimpleUploadedFile(name, content)})


def test_a_year_of_two_digits_is_not_taken_for_one_of_antiquity(staff: Client, trainings: Declaration) -> None:
    answer = typed_in(staff, f"{ONE}new/", event="Course", held__first__year="31")
    assert set(faults_beside(answer)) == {"held"}
    assert form_of(answer)["held.first.year"] == ["31"]


@pytest.mark.parametrize(("part", "typed"), [("day", "-5"), ("month", "1/2"), ("day", "½"), ("month", "²")])
def test_what_is_no_date_stays_in_the_box_it_was_typed_in(
    staff: Client, trainings: Declaration, part: str, typed: str
) -> None:
    sent = {"event": "Course", "held__first__year": "2031", "held__first__month": "4", "held__first__day": "6"}
    answer = typed_in(staff, f"{ONE}new/", **sent | {f"held__first__{part}": typed, "held__last__year": "2032"})
    assert set(faults_beside(answer)) == {"held"}
    again = form_of(answer)
    shown = again[f"held.first.{part}"][0].translate({0x2011: "-", 0x2215: "/"})
    assert (shown, again["held.first.year"], again["held.last.year"]) == (typed, ["2031"], ["2032"])


def test_arabic_digits_are_digits(staff: Client, trainings: Declaration) -> None:
    sent = {"held__first__year": "٢٠٣١", "held__first__month": "٤", "participants__total": "١٢"}
    assert typed_in(staff, f"{ONE}new/", event="دورة", **sent).status_code == 302
    values = RegisterRecord.objects.get().values
    assert (values["held"], values["participants"]["total"]) == ("2031-04", 12)


@pytest.mark.parametrize("part", ["", "?part=draft"])
def test_a_draft_too_long_to_be_kept_stays_in_the_form(staff: Client, trainings: Declaration, part: str) -> None:
    opened = staff.get(f"{ONE}new/")
    sent = form_of(opened, event="Course", contact="x" * 600_000, do="draft")
    answer = staff.post(f"{ONE}new/{part}", sent)
    assert answer.status_code == 422
    assert "too long" in text_of(answer)
    assert form_of(answer)["contact"] == ["x" * 600_000]
    quietly = staff.post(f"{ONE}new/?part=draft", sent, headers={"HX-Request": "true"})
    assert (quietly.status_code, "too long" in quietly.content.decode()) == (200, True)


@pytest.mark.parametrize("month", ["0001-01", "0001-12", "9998-12", "9999-01"])
def test_the_first_and_the_last_months_of_the_calendar_have_pages(
    client: Client, trainings: Declaration, month: str
) -> None:
    assert client.get(f"{ONE}?view=calendar&month={month}").status_code == 200


def test_a_draft_of_no_record_is_not_found(staff: Client, trainings: Declaration) -> None:
    assert staff.post(f"{ONE}draft/forget/?record=nonsense").status_code == 404


@pytest.mark.parametrize("line", [b"[" * 100_000, rb'{"event": "half a pair: \ud800"}'])
def test_lines_that_cannot_be_read_are_named(staff: Client, trainings: Declaration, line: bytes) -> None:
    answer = send(staff, b'{"event": "Course \\ud83c\\uddfa"}\n' + line, "records.jsonl")
    assert answer.status_code == 422
    assert "records.jsonl:2" in text_of(answer)


def test_thousands_of_parameters_are_the_programs_fault(client: Client, trainings: Declaration) -> None:
    answer = client.get(f"/api/v1{ONE}records?{'&'.join(['f.level=national'] * 3000)}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


def choose(client: Client, shown: Any, do: str, **columns: str) -> Any:
    (form,) = html.fromstring(shown.content.decode()).xpath("//form[.//input[@name='digest']]")
    chosen = {f"column.{place.removeprefix('c')}": key for place, key in columns.items()}
    return client.post(form.get("action"), dict(form.form_values()) | {"do": do} | chosen)


def test_columns_under_names_of_ones_own_can_be_matched_by_hand(staff: Client, trainings: Declaration) -> None:
    shown = send(staff, b"Name of the course,Where\nCourse,Albania\n")
    assert "Say below which column goes into which field" in text_of(shown)
    assert "Import them" not in text_of(shown)
    unmatched = choose(staff, shown, "import")
    assert (unmatched.status_code, RegisterRecord.objects.count()) == (422, 0)
    looked = choose(staff, unmatched, "preview", c0="event", c1="country")
    assert "Every row can be kept." in text_of(looked)
    assert choose(staff, looked, "import").status_code == 302
    assert RegisterRecord.objects.get().values == {"event": "Course", "country": "ALB"}


def test_of_two_columns_with_one_name_the_one_chosen_is_read(staff: Client, trainings: Declaration) -> None:
    shown = send(staff, b"Event,Event,Country\nWrong,Right,Albania\n")
    assert choose(staff, choose(staff, shown, "preview", c0="", c1="event"), "import").status_code == 302
    assert RegisterRecord.objects.get().values["event"] == "Right"


def test_a_table_of_headings_alone_offers_nothing_to_import(staff: Client, trainings: Declaration) -> None:
    shown = text_of(send(staff, b"Event,Country\n"))
    assert "0 rows" in shown
    assert "Every row can be kept" not in shown
    assert "Import them" not in shown


def test_a_list_shows_the_figure_that_the_register_is_kept_for(client: Client, declare: Declare) -> None:
    choices = "".join(
        f"  - {{id: c{n}, type: yes_no, facet: true, label: {{en: Column {n}, zh: 列}}}}\n" for n in range(6)
    )
    counted = "  - {id: people, type: people, label: {en: People counted, zh: 人数}}\n"
    measure = "measures: [{id: people_trained, of: people}]\nworkflow: open\n"
    declared = declare(MEETINGS.replace("MEETINGS", "COUNTS") + choices + counted + measure)
    yes = {f"c{n}": True for n in range(6)}
    create_record(console(), declaration=declared, values={"name": "Count", **yes, "people": {"total": 4711}})
    page = text_of(client.get("/registers/COUNTS/"))
    assert "People counted" in page
    assert "4,711" in page
    assert "Column 3" in page
    assert "Column 4" not in page


def signed_out(client: Client) -> Client:
    """The same browser, whose session has ended meanwhile."""
    client.cookies.pop("sessionid")
    return client


def send_again(client: Client, refused: Any) -> Any:
    """Press the button that the page of a refused form offers."""
    (form,) = html.fromstring(refused.content.decode()).xpath("//form[.//button[text()='Send it again']]")
    sent: dict[str, list[str]] = {}
    for name, said in form.form_values():
        sent.setdefault(name, []).append(said)
    return client.post(form.get("action"), sent, **HERE)


def test_a_session_that_ended_takes_nothing_typed_with_it(trainings: Declaration) -> None:
    browser, person = Client(enforce_csrf_checks=True), person_with("coordinator")
    sign_in(browser, person)
    text = 'Line one,\nline two with "quotes" & <signs>'
    sent = {name: said for name, said in form_of(browser.get(f"{ONE}new/"), event=text).items() if said}
    refused = signed_out(browser).post(f"{ONE}new/", sent, **HERE)
    assert refused.status_code == 404
    assert "What you typed is not lost" in text_of(refused)
    sign_in(browser, person)
    assert send_again(browser, refused).status_code == 302
    assert RegisterRecord.objects.get().values["event"] == text


def test_a_form_with_an_old_token_can_be_sent_again(trainings: Declaration) -> None:
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, person_with("coordinator"))
    sent = form_of(browser.get(f"{ONE}new/"), event="Course") | {"csrfmiddlewaretoken": "x" * 64}
    refused = browser.post(f"{ONE}new/", sent, **HERE)
    assert refused.status_code == 403
    assert send_again(browser, refused).status_code == 302


@pytest.mark.parametrize("origin", [
    {}, {"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"},
    {"HTTP_REFERER": "https://evil.example/http://testserver/"},
])  # fmt: skip
def test_what_another_site_sends_is_never_offered_to_be_sent_again(
    trainings: Declaration, origin: dict[str, str]
) -> None:
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, person_with("coordinator"))
    refused = browser.post(f"{ONE}new/", {"event": "Planted", "do": "save"}, **origin)
    assert refused.status_code == 403
    assert b"Planted" not in refused.content


def test_passwords_are_never_repeated() -> None:
    refused = Client(enforce_csrf_checks=True).post("/account/login/", {"password": "hunter2"}, **HERE)
    assert refused.status_code == 403
    assert b"hunter2" not in refused.content


def test_going_back_after_saving_makes_no_second_record_unseen(staff: Client, trainings: Declaration) -> None:
    sent = form_of(staff.get(f"{ONE}new/"), event="Course", country="ALB")
    made = staff.post(f"{ONE}new/", sent)
    again = staff.post(f"{ONE}new/", sent)
    assert (again.status_code, again["Location"]) == (302, made["Location"])
    other = staff.post(f"{ONE}new/", sent | {"event": "Another course"})
    assert other.status_code == 422
    assert "saved already, as TRAININGS-000001" in text_of(other)
    assert [record.values["event"] for record in RegisterRecord.objects.all()] == ["Course"]
    assert staff.post(f"{ONE}new/", form_of(other)).status_code == 302
    assert sorted(record.values["event"] for record in RegisterRecord.objects.all()) == ["Another course", "Course"]


def test_two_clicks_in_the_same_moment_make_one_record(
    staff: Client, trainings: Declaration, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second request looked before the first had written: only the book tells it."""
    sent = form_of(staff.get(f"{ONE}new/"), event="Course", country="ALB")
    made = staff.post(f"{ONE}new/", sent)
    monkeypatch.setattr("palermo.site.registers.editing.made_from", lambda *_: None)
    again = staff.post(f"{ONE}new/", sent)
    assert (again.status_code, again["Location"]) == (302, made["Location"])
    assert RegisterRecord.objects.count() == 1


def test_a_form_is_remembered_beyond_the_session_and_for_its_owner_only(staff: Client, trainings: Declaration) -> None:
    sent = form_of(staff.get(f"{ONE}new/"), event="Course", country="ALB")
    made = staff.post(f"{ONE}new/", sent)
    stranger = Client()
    sign_in(stranger, person_with("registrar", email="another@example.org"))
    theirs = stranger.post(f"{ONE}new/", sent)
    assert theirs.status_code == 302
    assert theirs["Location"] != made["Location"]
    assert RegisterRecord.objects.count() == 2


def test_what_some_answers_require_is_not_called_optional(staff: Client, declare: Declare) -> None:
    text = MEETINGS.replace("MEETINGS", "ASKED")
    asked = "  - {id: why, type: text, required: \"${name} = 'x'\", label: {en: Reason, zh: 原因}}\n"
    declare(text + asked + "  - {id: note, type: text, label: {en: Note, zh: 备注}}\n")
    page = text_of(staff.get("/registers/ASKED/new/"))
    assert "Note (optional)" in page
    assert "Reason (optional)" not in page


def test_every_radio_button_can_get_its_focus_back(staff: Client, trainings: Declaration) -> None:
    """Further questions replace the form; htmx gives the focus back by identifier."""
    tree = html.fromstring(staff.get(f"{ONE}new/").content.decode())
    radios = tree.xpath("//input[@type='radio' or @type='checkbox']")
    names = [each.get("id") for each in radios]
    assert len(radios) > 2
    assert None not in names
    assert len(set(names)) == len(names)


def test_an_empty_file_is_told_and_the_rest_stays(staff: Client, trainings: Declaration) -> None:
    sent = form_of(staff.get(f"{ONE}new/"), event="Course") | {"agenda.upload": SimpleUploadedFile("agenda.pdf", b"")}
    answer = staff.post(f"{ONE}new/", sent)
    assert faults_beside(answer).keys() == {"agenda"}
    assert form_of(answer)["event"] == ["Course"]


def test_a_size_that_no_file_has_is_no_size(staff: Client, trainings: Declaration) -> None:
    digest, size = "0" * 64, "9" * 5000
    kept = {"agenda.keep": digest, "agenda.digest": digest, "agenda.name": "a.pdf", "agenda.size": size}
    assert staff.post(f"{ONE}new/", form_of(staff.get(f"{ONE}new/"), event="Course") | kept).status_code == 302
    assert "agenda" not in RegisterRecord.objects.get().values


def test_what_was_typed_comes_back_with_the_question_it_belongs_to(staff: Client, trainings: Declaration) -> None:
    address = f"{ONE}new/"
    opened = typed_in(staff, f"{address}?part=questions", event="Course", level="regional")
    assert "Why this region" in text_of(opened)
    whole = staff.post(address, form_of(staff.get(address), level="regional", event="Course", do="check"))
    closed = staff.post(address, form_of(whole, why="Half a page of reasons", level="national", do="check"))
    assert html.fromstring(closed.content.decode()).xpath("//div[@hidden]//*[@id='q-why']")
    again = staff.post(address, form_of(closed, level="regional", do="check"))
    assert form_of(again)["why"] == ["Half a page of reasons"]
    assert not html.fromstring(again.content.decode()).xpath("//div[@hidden]//*[@id='q-why']")
    assert staff.post(address, form_of(closed)).status_code == 302
    assert "why" not in RegisterRecord.objects.get().values


def test_a_fault_in_a_question_that_is_closed_stands_in_nobodys_way(staff: Client, declare: Declare) -> None:
    count = "  - {id: count, type: people, relevant: \"${name} = 'x'\", label: {en: Count, zh: 人数}}\n"
    declare(MEETINGS.replace("MEETINGS", "CLOSING") + count)
    address = "/registers/CLOSING/new/"
    opened = staff.post(address, form_of(staff.get(address), name="x", do="check"))
    sent = form_of(opened, name="y", count__total="a dozen")
    assert staff.post(address, sent).status_code == 302
    assert RegisterRecord.objects.get().values == {"name": "y"}
    assert staff.post(address, sent | {"name": "x", "form": "another"}).status_code == 422


def test_totals_speak_of_what_narrows_them_in_words(client: Client, declare: Declare) -> None:
    lists = "lists: {offence: [{code: trafficking, label: {en: Trafficking in persons, zh: 贩运人口}}]}\nfields:\n"
    fields = (
        "  - {id: where, type: country, role: country, multiple: true, label: {en: Where, zh: 国家}}\n"
        "  - {id: offence, type: choice, list: offence, label: {en: Offence, zh: 罪行}}\n"
        "  - {id: people, type: people, label: {en: People, zh: 人数}}\n"
    )
    measure = "measures: [{id: people_trained, of: people, scope: offence}]\nworkflow: open\n"
    text = MEETINGS.replace("MEETINGS", "COUNTS").replace("fields:\n", lists)
    declared = declare(text + fields + measure)
    values = {"name": "Both", "where": ["ALB", "AUT"], "offence": "trafficking", "people": {"total": 5, "women": 5}}
    create_record(console(), declaration=declared, values=values)
    told = text_of(client.get("/registers/COUNTS/totals/people_trained/"))
    assert "Albania and Austria" in told
    assert "female · Trafficking in persons" in told
    assert "together:" not in told
    for language, places, narrowed in (
        ("en", "Albania and Austria", "Trafficking in persons"),
        ("zh-hans", "", "贩运人口"),
    ):
        client.cookies["django_language"] = language
        told = text_of(client.get("/measures/people_trained/"))
        assert places in told
        assert narrowed in told
        assert "together:" not in told


SAMPLES = Path(__file__).resolve().parents[3] / "samples/documents"


def test_one_paragraph_in_two_languages_is_offered_once(staff: Client) -> None:
    english, chinese = (_agreed(f"draft-resolution-2031.{language}.docx") for language in ("en", "zh"))
    address = f"/registers/-/documents/{chinese.uuid}/"
    (before,) = html.fromstring(staff.get(address).content.decode()).xpath("//form[.//input[@name='offer']]")
    assert before.form_values()
    done = know_to_registers.take_in(console(), english.uuid)
    assert done.made
    page = staff.get(address)
    (after,) = html.fromstring(page.content.decode()).xpath("//form[.//input[@name='offer']]")
    left = [said for name, said in after.form_values() if name == "offer"]
    assert len(left) < len([name for name, _said in before.form_values() if name == "offer"])
    assert f"in another language: {done.made[0].code}" in text_of(page)
    assert chinese.title in text_of(page)


def _agreed(name: str) -> Any:
    """The sample document, with every finding accepted as found."""
    document = know.ingest(console(), name=name, content=(SAMPLES / name).read_bytes(), on_likeness="separate").document
    lines = [{"type": found.kind, **found.payload, "paragraph": found.passage[2:]} for found in document.findings.all()]
    assert know.accept_matching(console(), document, lines).accepted
    return document


@pytest.mark.parametrize(("language", "title"), [
    ("en", "January 2031"), ("zh-hans", "2031年1月"), ("fr", "janvier 2031"),
    ("ru", "январь 2031"), ("ar", "يناير 2031"),
])  # fmt: skip
def test_a_month_is_named_as_its_readers_write_it(
    client: Client, trainings: Declaration, language: str, title: str
) -> None:
    client.cookies["django_language"] = language
    assert title in text_of(client.get(f"{ONE}?view=calendar&month=2031-01"))
