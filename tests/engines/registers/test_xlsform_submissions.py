"""What KoBo and ODK export becomes values that the engine checks."""

# ruff: noqa: E501 - a case of a table stands on one line
from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest

from palermo_engines.kit.errors import InputError
from palermo_engines.registers.checking import check_record
from palermo_engines.registers.reading import read_declaration
from palermo_engines.registers.xlsform.reading import read_form
from palermo_engines.registers.xlsform.sheets import write_workbook
from palermo_engines.registers.xlsform.submissions import Submissions, read_submissions
from tests.engines.registers.forms import form

REGISTER = read_declaration("""
id: VISITS
wing: know
version: 1
title: {en: Visits, zh: 访问}
lists:
  kind:
    - {code: study, label: {en: Study visit, zh: 考察访问}}
    - {code: of_peers, label: {en: "Exchange, of peers", zh: 同行交流}}
    - {code: peer, label: {en: Exchange, zh: 交流}}
fields:
  - {id: title, type: text, role: title, label: {en: Title, zh: 名称}}
  - {id: kind, type: choice, list: kind, label: {en: Kind, zh: 类别}}
  - {id: kinds, type: choice, list: kind, multiple: true, label: {en: Kinds and/or forms, zh: 各类}}
  - {id: country, type: country, role: country, label: {en: Country, zh: 国家}}
  - {id: countries, type: country, multiple: true, label: {en: Countries, zh: 各国}}
  - {id: held, type: date, precision: day, role: date, label: {en: Held, zh: 日期}}
  - {id: people, type: people, label: {en: People, zh: 人数}}
  - {id: days, type: number, label: {en: Days, zh: 天数}}
  - {id: reviewed, type: yes_no, label: {en: Reviewed, zh: 已审议}}
  - {id: host, type: organisation, label: {en: Host, zh: 主办方}}
  - {id: town, type: place, label: {en: Town, zh: 城镇}}
  - {id: photo, type: file, label: {en: Photo, zh: 照片}}
  - {id: double, type: computed, of: number, value: "${days} * 2", label: {en: Twice, zh: 两倍}}
""")
TODAY = date(2026, 1, 1)


def exported(*rows: list[str]) -> Submissions:
    """What is read from a CSV file with these rows."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return read_submissions(text.getvalue().encode(), "export.csv", REGISTER)


def value(heading: str, text: str) -> Any:
    """The value that one answer becomes."""
    (row,) = exported(["title", heading], ["A", text]).rows
    return {key: held for key, held in row.values.items() if key != "title"}


@pytest.mark.parametrize(
    "heading", ["kind", "about/kind", "about/inner/kind", "about-kind", "Kind", "About/Kind", "类别"]
)
@pytest.mark.parametrize("answer", ["study", "Study visit", "study  VISIT", "考察访问"])
def test_a_choice_by_code_or_label_under_any_heading(heading: str, answer: str) -> None:
    assert value(heading, answer) == {"kind": "study"}


@pytest.mark.parametrize(
    "answer",
    [
        "study of_peers",
        "Study visit; Exchange, of peers",
        "Study visit Exchange, of peers",
        "考察访问 同行交流",
        "考察访问、同行交流",
    ],
)
def test_several_choices_in_one_column(answer: str) -> None:
    assert value("kinds", answer) == {"kinds": ["study", "of_peers"]}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("kinds/study", "kinds/peer"),
        ("g/kinds/study", "g/kinds/peer"),
        ("Kinds and/or forms/Study visit", "Kinds and/or forms/Exchange"),
    ],
)
@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("True", "False"), ("1", "")])
def test_several_choices_in_a_column_each(first: str, second: str, yes: str, no: str) -> None:
    submissions = exported(["title", first, second], ["A", yes, no], ["B", yes, yes], ["C", no, no])
    assert [row.values.get("kinds") for row in submissions.rows] == [["study"], ["study", "peer"], None]
    assert submissions.notices == ()


def test_the_column_of_all_choices_counts_before_those_of_each() -> None:
    (row,) = exported(["kinds", "kinds/study", "kinds/peer"], ["peer", "1", "1"]).rows
    assert row.values["kinds"] == ["peer"]


@pytest.mark.parametrize("answer", ["MLI", "Mali", "马里", "Republic of Mali"])
def test_a_country_by_code_or_name(answer: str) -> None:
    assert value("country", answer) == {"country": "MLI"}


def test_several_countries() -> None:
    assert value("countries", "MLI NER") == {"countries": ["MLI", "NER"]}
    assert value("countries", "Mali, Sri Lanka") == {"countries": ["MLI", "LKA"]}
    assert value("countries/MLI", "1") == {"countries": ["MLI"]}


@pytest.mark.parametrize(
    ("heading", "answer", "wanted"),
    [
        ("held", "2019-03-17", {"held": "2019-03-17"}),
        ("held", "2019-03-17T00:00:00.000+02:00", {"held": "2019-03-17"}),
        ("reviewed", "yes", {"reviewed": True}),
        ("reviewed", "否", {"reviewed": False}),
        ("reviewed", "OK", {"reviewed": True}),
        ("host", "UNODC", {"host": {"name": "UNODC"}}),
        ("days", "12", {"days": {"value": "12", "qualifier": "exact"}}),
    ],
)
def test_other_answers(heading: str, answer: str, wanted: dict[str, Any]) -> None:
    assert value(heading, answer) == wanted


def test_the_parts_of_a_value_come_together() -> None:
    headings = [
        "title",
        "people/people.total",
        "people/people.women",
        "people.men",
        "People/Sex not stated",
        "people/people.qualifier",
    ]
    (row,) = exported(headings, ["A", "2692", "935", "1466", "291", "Exactly"]).rows
    assert row.values["people"] == {
        "total": 2692, "women": 935, "men": 1466, "not_disaggregated": 291, "qualifier": "exact"
    }  # fmt: skip
    (row,) = exported(["town.country", "town/town.city"], ["Mali", "Bamako"]).rows
    assert row.values["town"] == {"country": "MLI", "city": "Bamako"}


def test_submissions_pass_the_check_of_records() -> None:
    headings = [
        "title",
        "kind",
        "kinds",
        "country",
        "held",
        "people.total",
        "people.women",
        "days.value",
        "days.qualifier",
        "reviewed",
    ]
    answers = ["A", "study", "study peer", "MLI", "2019-03-17", "10", "4", "3", "about", "no"]
    (row,) = exported(headings, answers).rows
    checked = check_record(REGISTER, row.values, today=TODAY)
    assert checked.faults == ()
    assert checked.values["people"]["women"] == 4
    assert checked.values["days"]["qualifier"] == "about"


@pytest.mark.parametrize(
    ("heading", "answer", "field"),
    [("kind", "sightseeing", "kind"), ("people.total", "a dozen", "people"), ("days", "<5", "days"), ("country", "Ruritania", "country"), ("held", "soon", "held")],
)  # fmt: skip
def test_what_cannot_be_understood_is_named_by_the_check(heading: str, answer: str, field: str) -> None:
    (row,) = exported(["title", heading], ["A", answer]).rows
    assert [fault.field for fault in check_record(REGISTER, row.values, today=TODAY).faults] == [field]


def test_identity_and_time_of_a_submission_are_kept_beside_its_values() -> None:
    headings = ["start", "title", "_id", "_uuid", "_submission_time", "__version__"]
    (row,) = exported(headings, ["2024-01-01T10:00", "A", "7", "0d4f", "2024-01-02T03:04:05", "v1"]).rows
    assert (row.row, row.uuid, row.sent, dict(row.values)) == (2, "0d4f", "2024-01-02T03:04:05", {"title": "A"})
    (row,) = exported(["title", "meta/instanceID", "SubmissionDate"], ["A", "uuid:0d4f", "2024"]).rows
    assert (row.uuid, row.sent) == ("0d4f", "2024")


def test_a_record_without_a_title_column_is_called_by_its_submission() -> None:
    (row,) = exported(["kind", "_uuid"], ["study", "0d4f"]).rows
    assert row.values["title"] == "0d4f"


def test_columns_that_are_left_out_are_told_by_their_letter() -> None:
    submissions = exported(["title", "weather", "photo", "double", "_status"], ["A", "rain", "a.jpg", "4", "x"])
    assert [(notice.code, notice.message[:8]) for notice in submissions.notices] == [
        ("xlsform.unknown_column", "Column B"),
        ("xlsform.attachment", "Column C"),
        ("xlsform.computed", "Column D"),
    ]
    assert dict(submissions.rows[0].values) == {"title": "A"}


def test_a_workbook_is_read_by_its_first_sheet() -> None:
    content = write_workbook({"Visits": [["title", "kind"], ["A", "study"]], "people": [["x"], ["1"]]})
    submissions = read_submissions(content, "export.xlsx", REGISTER)
    assert [dict(row.values) for row in submissions.rows] == [{"title": "A", "kind": "study"}]
    assert [(notice.sheet, notice.code) for notice in submissions.notices] == [("people", "xlsform.other_sheet")]


def test_semicolons_and_a_byte_order_mark() -> None:
    submissions = read_submissions("\ufefftitle;kind\nA, B;study\n".encode(), "export.csv", REGISTER)
    assert [dict(row.values) for row in submissions.rows] == [{"title": "A, B", "kind": "study"}]


def test_answers_to_a_foreign_form_find_their_fields() -> None:
    questions = [["type", "name", "label"], ["text", "prs_MailingCity", "City"], ["integer", "howMany", "How many"]]
    declaration = read_declaration(read_form(form(questions), "iom.xlsx").text)
    content = b"prs_MailingCity,g/howMany,_uuid\nBamako,3,0d4f\n"
    (row,) = read_submissions(content, "export.csv", declaration).rows
    assert row.values == {
        "reference": "0d4f", "prs_mailing_city": "Bamako", "how_many": {"value": "3", "qualifier": "exact"}
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "xlsform.no_columns"),
        (b"weather,_uuid\nrain,1\n", "xlsform.no_columns"),
        ("title\né".encode("latin-1"), "xlsform.not_text"),
        (b"PK\x03\x04 and no more", "xlsform.not_a_workbook"),
        (b"title\n" + b'"' + b"x" * 200_000 + b'"\n', "xlsform.broken"),
        (b"title\n" + b"x\n" * 100_001, "xlsform.too_large"),
        (b"x" * (10 * 1024 * 1024 + 1), "xlsform.too_large"),
    ],
    ids=["empty", "no column", "latin", "cut", "long cell", "many rows", "large"],
)
def test_files_that_cannot_be_used_are_refused(content: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read_submissions(content, "export.csv", REGISTER)
    assert (refused.value.code, refused.value.where) == (code, "export.csv")
    assert refused.value.advice
