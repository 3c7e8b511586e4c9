"""The texts of questionnaires: what is refused with its line, XLSForm out and back, what differs between versions."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from palermo.measure.questionnaires.comparing import compare
from palermo.measure.questionnaires.design_pages import EXAMPLE
from palermo.measure.questionnaires.questions import QuestionSet
from palermo.measure.questionnaires.reading import EXTRAS, read_questions
from palermo.measure.questionnaires.xlsforms import read_xlsform, write_xlsform
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.problems import DeclarationError
from tests.measure.questionnaire_rounds import REPORT, REVIEW

IOM = Path(__file__).resolve().parents[3] / "shared" / "standards" / "htcds_2.0_xlsform.xlsx"
SMALL = """id: SMALL
version: 1
title: {en: Small, zh: 小}
sections:
  - id: one
    title: {en: One, zh: 一}
    questions:
      - {id: a, type: number, label: {en: A, zh: 甲}}
      - {id: b, type: yes_no, label: {en: B, zh: 乙}}
"""


def test_the_samples_are_read() -> None:
    report = read_questions(REPORT)
    assert [section.id for section in report.sections] == ["legislation", "victims", "offenders"]
    assert len(list(report.questions)) == 12
    assert [field.id for field in report.declaration.fields] == [question.id for question in report.questions]
    offence = report.by_id["offence"]
    assert (offence.gap, offence.articles[0].instrument) == (("no", "partly"), "XVIII-12-a")
    assert read_questions(REVIEW).by_id["offence"].same_as == ("SAMPLE-REPORT.offence",)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("{en: B, zh: 乙}", "{en: B}", 9, "missing in: zh"),
        ("title: {en: One, zh: 一}", "title: {en: One}", 6, "missing in: zh"),
        ("title: {en: Small, zh: 小}", "title: {en: Small}", 3, "missing in: zh"),
        ("id: b, type: yes_no,", "id: b, type: yes_no, artikles: [X 5],", 9, "no key artikles"),
        ("id: b, type: yes_no,", "id: b, type: yes_no, articles: [NOWHERE 5],", 9, "standards/treaties.yaml"),
        ("id: b, type: yes_no,", "id: b, type: yes_no, articles: [XVIII-12-a],", 9, "standards/treaties.yaml"),
        ("id: b, type: yes_no,", "id: b, type: yes_no, same_as: [SAMPLE],", 9, "QUESTIONNAIRE.question"),
        ("id: b, type: yes_no,", "id: b, type: yes_no, measure: cases,", 9, "for a question that counts"),
        ("id: b, type: yes_no,", "id: b, type: yes_no, explain: 50,", 9, "for a question that counts"),
        ("id: b, type: yes_no,", "id: b, type: yes_no, prefill: [{figure: cases}],", 9, "Only counts"),
        ("id: b, type: yes_no,", "id: b, type: yes_no, gap: [maybe],", 9, "codes that the question offers"),
        ("id: a, type: number,", "id: a, type: number, prefill: [{figure: cases, measure: cases}],", 8, "A prefill"),
        ("id: a, type: number,", "id: a, type: number, prefill: [{treaty: XVIII-12-a}],", 8, "yes_no or date"),
        ("id: a, type: number,", "id: a, type: number, measure: nonsense,", 8, "standards/measures.yaml"),
        ("id: a, type: number,", "id: a, type: number, explain: 0,", 8, "whole number"),
        ("id: b, type: yes_no,", "id: a, type: yes_no,", 9, "stands twice"),
        ("  - id: one", "  - id: One", 5, "small letters"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_line(old: str, new: str, line: int, words: str) -> None:
    assert old in SMALL
    with pytest.raises(DeclarationError) as refused:
        read_questions(SMALL.replace(old, new))
    assert any(problem.line == line and words in problem.message for problem in refused.value.problems)


def test_what_the_manual_and_the_editor_show_is_read() -> None:
    manual = (Path(__file__).resolve().parents[2] / "docs/how-to/questionnaires.md").read_text(encoding="utf-8")
    shown = manual.split("```yaml\n", 1)[1].split("```", 1)[0]
    for text in (shown, EXAMPLE):
        asked = read_questions(text)
        assert asked.by_id["identified"].explain == 50
    assert all(f"| `{key}` |" in manual for key in EXTRAS)


def _gone_without(asked: QuestionSet, *texts: str) -> list[str]:
    return [each.kind for text in texts for each in compare(asked, read_questions(text))]


@pytest.mark.parametrize("text", [REPORT, REVIEW, SMALL])
def test_a_version_goes_out_as_xlsform_and_comes_back_the_same(text: str, tmp_path: Path) -> None:
    asked = read_questions(text)
    form = tmp_path / "form.xlsx"
    form.write_bytes(write_xlsform(asked))
    made = convert(str(form))
    assert not made.warnings
    for section in asked.sections:
        assert f"section__{section.id}" in made.xform
    back = read_xlsform(form.read_bytes(), "form.xlsx")
    again = read_questions(back.text)
    assert back.notices == ()
    assert _gone_without(asked, back.text) == []
    assert [(s.id, s.title, s.sourced) for s in again.sections] == [(s.id, s.title, s.sourced) for s in asked.sections]


def test_a_question_added_in_the_form_lands_in_its_section(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(write_xlsform(read_questions(REPORT))))
    sheet = book["survey"]
    headings = [cell.value for cell in sheet[1]]
    place = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 2).value == "assistance")
    sheet.insert_rows(place)
    for heading, value in {
        "type": "integer",
        "name": "sentences",
        "label::English (en)": "Sentences",
        "label::中文 (zh)": "判决",
    }.items():
        if heading in headings:
            sheet.cell(place, headings.index(heading) + 1, value)
    held = io.BytesIO()
    book.save(held)
    back = read_questions(read_xlsform(held.getvalue(), "form.xlsx").text)
    assert back.by_id["sentences"].section == "legislation"
    changes = compare(read_questions(REPORT), back)
    assert [(each.kind, each.question) for each in changes] == [("added", "sentences")]


def test_a_form_with_a_damaged_sheet_is_refused() -> None:
    book = load_workbook(io.BytesIO(write_xlsform(read_questions(SMALL))))
    book["palermo_questionnaire"]["B2"] = "[]"
    held = io.BytesIO()
    book.save(held)
    with pytest.raises(InputError, match="was changed"):
        read_xlsform(held.getvalue(), "form.xlsx")


@pytest.mark.skipif(not IOM.exists(), reason="the shared standards are not on this machine")
def test_a_form_of_others_becomes_a_questionnaire() -> None:
    read = read_xlsform(IOM.read_bytes(), "htcds.xlsx")
    asked = read_questions(read.text)
    assert len(list(asked.questions)) > 20
    assert "reference" not in asked.by_id
    assert all(each.field.visible.level == "public" for each in asked.questions)


def test_groups_of_a_foreign_form_become_sections(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in (
        ("type", "name", "label"), ("begin_group", "cases", "Cases"), ("integer", "opened", "Cases opened"),
        ("end_group", "", ""), ("text", "remarks", "Remarks"),
    ):  # fmt: skip
        survey.append(row)
    book.create_sheet("settings").append(("form_title", "form_id"))
    book["settings"].append(("Cases", "cases_form"))
    held = io.BytesIO()
    book.save(held)
    asked = read_questions(read_xlsform(held.getvalue(), "cases.xlsx").text)
    assert {section.id: [q.id for q in section.questions] for section in asked.sections} == {
        "cases": ["opened"], "general": ["remarks"],
    }  # fmt: skip


def test_what_changed_between_two_versions_is_told_by_question() -> None:
    before = read_questions(SMALL)
    moved = SMALL.replace(
        "      - {id: b,", "  - id: two\n    title: {en: Two, zh: 二}\n    questions:\n      - {id: b,"
    )
    reworded = SMALL.replace("{en: A, zh: 甲}", "{en: All, zh: 甲}").replace(
        "type: number,", "type: number, explain: 20,"
    )
    fewer = SMALL.replace("      - {id: b, type: yes_no, label: {en: B, zh: 乙}}\n", "")
    assert compare(before, before) == ()
    assert [(c.kind, c.question, c.parts) for c in compare(before, read_questions(moved))] == [
        ("moved", "b", ("section",))
    ]
    assert [(c.kind, c.question, c.parts) for c in compare(before, read_questions(reworded))] == [
        ("changed", "a", ("label", "explain"))
    ]
    assert [(c.kind, c.question) for c in compare(before, read_questions(fewer))] == [("removed", "b")]
    assert [(c.kind, c.question) for c in compare(read_questions(fewer), before)] == [("added", "b")]
