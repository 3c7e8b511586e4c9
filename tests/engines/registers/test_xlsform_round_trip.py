"""A register goes out as a form that pyxform accepts, and comes back as the same declaration."""

# ruff: noqa: E501 - a case of a table stands on one line
from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from palermo_engines.kit.errors import InputError
from palermo_engines.registers.reading import read_declaration, read_file
from palermo_engines.registers.xlsform.reading import read_form
from palermo_engines.registers.xlsform.sheets import write_workbook
from palermo_engines.registers.xlsform.writing import write_form
from tests.engines.registers.forms import edited, plain, rows_of

FILES = sorted((Path(__file__).parents[3] / "registers").glob("*/*.yaml"))
VISITS = """
id: VISITS
wing: know
version: 3
title: {en: Visits, zh: 访问}
lists:
  kind:
    - {code: study, label: {en: Study visit, zh: 考察访问}}
    - {code: other, label: {en: Other, zh: 其他}, status: reconstructed}
fields:
  - {id: title, type: text, role: title, required: true, label: {en: Title, zh: 名称}, help: {en: A short one., zh: 简短名称。}}
  - {id: kind, type: choice, list: kind, label: {en: Kind, zh: 类别}}
  - {id: began, type: date, role: date, label: {en: Began, zh: 开始日期}}
  - id: ended
    type: date
    constraint: ". >= ${began}"
    message: {en: It ends after it begins., zh: 结束日期应晚于开始日期。}
    label: {en: Ended, zh: 结束日期}
  - {id: people, type: people, relevant: "${kind} = 'study'", label: {en: People, zh: 人数}}
  - id: women
    type: computed
    of: number
    value: "${people/women} div ${people}"
    label: {en: Share of women, zh: 女性比例}
  - {id: days, type: number, unit: days, whole: true, min: 1, constraint: ". < 400", label: {en: Days, zh: 天数}}
  - {id: note, type: text, required: "${people} > 10", label: {en: Note, zh: 备注}}
rules:
  - {check: "${people} < 1000", message: {en: Too many., zh: 人数过多。}, field: people}
"""


def back(content: bytes) -> Any:
    """The declaration in a form, without lines; it must have no notices."""
    read = read_form(content, "form.xlsx")
    assert read.notices == ()
    return plain(read_declaration(read.text))


def accepted(content: bytes) -> str:
    """The XForm that pyxform makes of the form; it raises when the form breaks a rule of XLSForm."""
    return str(convert(io.BytesIO(content), validate=False, file_type=".xlsx").xform)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_register_comes_back_from_its_form(path: Path) -> None:
    declaration = read_file(path)
    content = write_form(declaration)
    assert back(content) == plain(declaration)
    assert f'id="{declaration.id}"' in accepted(content)


def test_the_form_says_what_the_register_says() -> None:
    content = write_form(read_declaration(VISITS))
    survey = rows_of(content)["survey"]
    asked = {row[1]: dict(zip(survey[0], row, strict=True)) for row in survey[1:] if row[0] != "end_group"}
    assert asked["title"]["label::中文 (zh)"] == "名称"
    assert asked["title"]["hint::English (en)"] == "A short one."
    assert asked["title"]["required"] == "yes"
    assert asked["kind"]["type"] == "select_one kind"
    assert asked["people"]["type"] == "begin_group"
    assert asked["people"]["relevant"] == "${kind} = 'study'"
    assert asked["people.not_disaggregated"]["type"] == "integer"
    assert asked["people.women"]["label::English (en)"] == "Women"
    assert asked["people.women"]["label::中文 (zh)"] == "女"
    assert asked["women"]["calculation"] == "${people.women} div ${people.total}"
    assert asked["note"]["required"] == "${people.total} > 10"
    assert asked["days.value"]["constraint"] == "(. >= 1) and (. < 400)"
    assert asked["ended"]["constraint_message::English (en)"] == "It ends after it begins."


def test_imprecise_dates_are_compared_as_numbers() -> None:
    """XPath compares texts for equality only: ``. >= ${began}`` would never hold."""
    survey = rows_of(write_form(read_declaration(VISITS)))["survey"]
    constraint = next(row for row in survey if row[1] == "ended")[survey[0].index("constraint")]
    assert constraint.startswith("(regex(., ")
    assert constraint.count("number(translate(substr(concat(substring-before(concat(") == 2
    assert ". >= ${began}" not in constraint


def test_a_label_changed_in_the_form_is_taken_from_it() -> None:
    content = edited(write_form(read_declaration(VISITS)), "survey", "title", "label::English (en)", "Name")
    field = back(content).field("title")
    assert (field.label["en"], field.label["zh"]) == ("Name", "名称")


def test_a_label_of_a_choice_changed_in_the_form_is_taken_from_it() -> None:
    content = edited(write_form(read_declaration(VISITS)), "choices", "study", "label::English (en)", "Study tour")
    choice = back(content).field("kind").choice("study")
    assert choice.label["en"] == "Study tour"
    assert not back(content).field("kind").choice("other").attested


@pytest.mark.parametrize(
    ("question", "heading", "text", "key", "wanted"),
    [
        ("note", "required", "${people.women} > 5", "required", "${people/women} > 5"),
        ("note", "required", "", "required", ""),
        ("title", "required", "no", "required", ""),
        ("people", "relevant", "", "relevant", ""),
        ("days.value", "constraint", ". < 10", "constraint", ". < 10"),
    ],
)
def test_a_condition_changed_in_the_form_is_taken_from_it(
    question: str, heading: str, text: str, key: str, wanted: str
) -> None:
    content = edited(write_form(read_declaration(VISITS)), "survey", question, heading, text)
    declaration = read_declaration(read_form(content).text)
    assert getattr(declaration.field(question.partition(".")[0]), key) == wanted


def test_a_question_removed_from_the_form_is_gone() -> None:
    rows = rows_of(write_form(read_declaration(VISITS)))
    rows["survey"] = [row for row in rows["survey"] if row[1] != "note"]
    assert back(write_workbook(rows)).field("note") is None


def test_a_question_added_in_the_form_becomes_a_field() -> None:
    rows = rows_of(write_form(read_declaration(VISITS)))
    headings = rows["survey"][0]
    added = {"type": "integer", "name": "rooms", "label::English (en)": "Rooms", "label::中文 (zh)": "房间数"}
    rows["survey"].append([added.get(heading, "") for heading in headings])
    read = read_form(write_workbook(rows))
    field = read_declaration(read.text).field("rooms")
    assert field is not None
    assert (field.type, field.label["zh"]) == ("number", "房间数")
    assert [notice.code for notice in read.notices] == ["xlsform.added"]


def test_changes_to_a_shared_list_are_told_and_not_taken() -> None:
    declared = yaml.safe_load(VISITS)
    declared["fields"][1]["list"] = "cl12_protocol_concepts"
    del declared["lists"]
    rows = rows_of(write_form(read_declaration(yaml.safe_dump(declared))))
    rows["choices"].remove(next(row for row in rows["choices"] if row[1] == "consent"))
    read = read_form(write_workbook(rows))
    assert [notice.code for notice in read.notices] == ["xlsform.shared_list"]
    assert read_declaration(read.text).field("kind").choice("consent") is not None  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["{", "[1]", "[" * 20_000], ids=["cut", "a list", "deep"])
def test_what_palermo_wrote_must_be_left_alone(text: str) -> None:
    content = edited(write_form(read_declaration(VISITS)), "survey", "kind", "palermo_field", text)
    with pytest.raises(InputError) as refused:
        read_form(content, "form.xlsx")
    assert refused.value.code == "xlsform.damaged"
    assert refused.value.where == "sheet survey, row 3, palermo_field"


def test_no_cell_of_a_form_is_a_formula() -> None:
    declared = yaml.safe_load(VISITS)
    declared["fields"][0]["label"]["en"] = '=HYPERLINK("http://example.org")'
    content = write_form(read_declaration(yaml.safe_dump(declared)))
    cells = [cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert back(content).field("title").label["en"] == '=HYPERLINK("http://example.org")'


# Forms read "${" in a label as the name of a question and know no escape for it: pyxform refuses such a label.
WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=20).map(
    lambda text: text.strip().replace("${", "$ {") or "x"
)
TEXTS = st.fixed_dictionaries({"en": WORDS, "zh": WORDS})
SIMPLE = ["text", "rich_text", "translated_text", "yes_no", "people", "number", "money", "share", "period", "planned_actual", "file", "citation", "seat"]  # fmt: skip


@st.composite
def fields(draw: st.DrawFn, number: int) -> dict[str, Any]:
    """A field of any type with some of the keys it takes. Conditions ask for the first field, which always is."""
    kind = draw(st.sampled_from([*SIMPLE, "choice", "country", "organisation", "date", "place", "link", "computed"]))
    field: dict[str, Any] = {"id": f"f{number}", "type": kind, "label": draw(TEXTS)}
    field |= draw(
        st.fixed_dictionaries({}, optional={"help": TEXTS, "visible": st.sampled_from(["members", "organisation"])})
    )
    if kind in ("choice", "country", "organisation", "link"):
        field |= draw(st.fixed_dictionaries({}, optional={"multiple": st.just(True)}))
    own = {
        "choice": {"list": st.sampled_from(["own", "cl15_global_plan_pillars"]), "facet": st.booleans()},
        "country": {"areas": st.booleans()},
        "date": {"precision": st.sampled_from(["day", "month", "year"])},
        "place": {"finest": st.sampled_from(["country", "region", "city", "point"])},
        "link": {"to": st.just("GENERATED"), "inverse": TEXTS},
        "computed": {"of": st.just("text"), "value": st.just("concat(${title}, 'a')")},
    }
    field |= draw(st.fixed_dictionaries(own.get(kind, {})))
    if kind != "computed":
        condition = st.sampled_from(["${title} != ''", "string-length(${title}) > 3"])
        conditions = {"relevant": condition, "required": st.just(True) | condition}
        field |= draw(st.fixed_dictionaries({}, optional=conditions))
    if kind == "number":
        field |= draw(
            st.fixed_dictionaries(
                {}, optional={"min": st.integers(0, 3), "whole": st.just(True), "unit": st.just("days")}
            )
        )
        field |= draw(st.sampled_from([{}, {"constraint": ". < 9", "message": draw(TEXTS)}]))
    return field


@st.composite
def declarations(draw: st.DrawFn) -> dict[str, Any]:
    """A declaration as its file has it."""
    count = draw(st.integers(1, 8))
    title = {"id": "title", "type": "text", "role": "title", "label": draw(TEXTS)}
    entries = [{"code": f"c{number}", "label": draw(TEXTS)} for number in range(draw(st.integers(1, 4)))]
    return {
        "id": "GENERATED", "wing": "measure", "version": draw(st.integers(1, 99)), "title": draw(TEXTS), "languages": ["en", "zh"],
        "lists": {"own": entries}, "fields": [title, *(draw(fields(number)) for number in range(count))],
    }  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(declarations())
def test_any_declaration_comes_back_from_its_form(declared: dict[str, Any]) -> None:
    declaration = read_declaration(yaml.safe_dump(declared, allow_unicode=True))
    content = write_form(declaration)
    assert back(content) == plain(declaration)
    accepted(content)
