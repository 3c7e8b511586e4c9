"""Forms that others wrote become registers, and what a register does not keep is told with its row."""

# ruff: noqa: E501 - a case of a table stands on one line
from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration
from palermo_engines.registers.reading import read_declaration
from palermo_engines.registers.xlsform.reading import FormRead, read_form
from palermo_engines.registers.xlsform.sheets import write_workbook
from tests.engines.registers.forms import Rows, form

STANDARDS = Path(__file__).parents[4] / "shared" / "standards"
beside = pytest.mark.skipif(not STANDARDS.exists(), reason="IOM's forms are not beside the repository (../shared)")
HEADINGS = ["type", "name", "label", "hint", "relevant", "constraint", "constraint_message", "required", "calculation", "parameters", "appearance"]  # fmt: skip
CHOICES = [["list_name", "name", "label"], ["kind", "a", "First"], ["kind", "b c", "Second"]]
SETTINGS = [["form_title", "form_id"], ["Market visits", "market visits 2024"]]


def survey(*questions: list[str]) -> Rows:
    """A survey with the usual headings."""
    return [HEADINGS, *questions]


def read(*questions: list[str]) -> tuple[FormRead, Declaration]:
    """What becomes of a form with these questions."""
    found = read_form(form(survey(*questions), CHOICES, SETTINGS), "market.xlsx")
    return found, read_declaration(found.text)


def told(found: FormRead) -> list[tuple[int, str]]:
    """Row and code of each notice."""
    return [(notice.row, notice.code.removeprefix("xlsform.")) for notice in found.notices]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        (["text", "a", "A"], ("text", {})),
        (["text", "a", "A", "", "", "", "", "", "", "", "multiline"], ("text", {"lines": "many"})),
        (["integer", "a", "A"], ("number", {"whole": True})),
        (["decimal", "a", "A"], ("number", {})),
        (["range", "a", "A", "", "", "", "", "", "", "start=0 end=5 step=1"], ("number", {"min": 0, "max": 5, "whole": True})),
        (["range", "a", "A", "", "", "", "", "", "", "start=0;end=1;step=0.5"], ("number", {"min": 0, "max": 1})),
        (["date", "a", "A"], ("date", {"precision": "day"})),
        (["acknowledge", "a", "A"], ("yes_no", {})),
        (["barcode", "a", "A"], ("text", {})),
        (["image", "a", "A"], ("file", {"accept": ["jpg", "jpeg", "png"]})),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)  # fmt: skip
def test_a_question_becomes_a_field(question: list[str], wanted: tuple[str, dict[str, object]]) -> None:
    found, declaration = read(question)
    field = declaration.field("a")
    assert field is not None
    assert field.type == wanted[0]
    assert wanted[1].items() <= {key: _listed(value) for key, value in field.options.items()}.items()
    assert told(found) == []


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("type_", ["select_one kind", "select one kind", "Select_One  kind"])
def test_a_choice_keeps_its_list(type_: str) -> None:
    found, declaration = read([type_, "a", "A"])
    field = declaration.field("a")
    assert field is not None
    assert not field.multiple
    assert [(choice.code, choice.label["en"]) for choice in field.choices] == [("a", "First"), ("b_c", "Second")]
    assert told(found) == [(3, "choice_code")]


@pytest.mark.parametrize("type_", ["select_multiple kind", "rank kind"])
def test_several_choices(type_: str) -> None:
    _found, declaration = read([type_, "a", "A"])
    assert declaration.field("a").multiple  # type: ignore[union-attr]


def test_or_other_becomes_a_choice_and_a_text_that_is_asked_only_then() -> None:
    _found, declaration = read(["select_one kind or_other", "a", "A"])
    other = declaration.field("a_other")
    assert [choice.code for choice in declaration.field("a").choices] == ["a", "b_c", "other"]  # type: ignore[union-attr]
    assert other is not None
    assert other.relevant == "selected(${a}, 'other')"


def test_groups_are_flattened_with_their_labels_in_help_and_their_conditions() -> None:
    _found, declaration = read(
        ["integer", "stalls", "Stalls"],
        ["begin_group", "place", "The place", "", "${stalls} > 1"],
        ["begin group", "inner", "Its owner"],
        ["text", "owner", "Owner", "As painted on the sign.", "${stalls} < 9"],
        ["end group"],
        ["end_group"],
        ["text", "last", "Last"],
    )
    owner, last = declaration.field("owner"), declaration.field("last")
    assert owner is not None
    assert last is not None
    assert owner.help["en"] == "The place Its owner As painted on the sign."
    assert owner.relevant == "(${stalls} > 1) and (${stalls} < 9)"
    assert (last.relevant, dict(last.help)) == ("", {})


def test_notes_go_into_the_help_of_what_follows() -> None:
    _found, declaration = read(["note", "n", "Read this."], ["text", "a", "A"], ["note", "m", "Thank you."])
    assert declaration.field("a").help["en"] == "Read this. Thank you."  # type: ignore[union-attr]


def test_what_repeats_becomes_a_register_with_a_link_back() -> None:
    found, declaration = read(
        ["begin_repeat", "stall", "Stalls"], ["text", "goods", "Goods", "", "${visit} = 'a'"], ["end_repeat"], ["text", "visit", "Visit"]
    )  # fmt: skip
    (linked,) = [read_declaration(text) for text in found.linked]
    back = linked.field("part_of")
    assert [field.id for field in declaration.fields] == ["reference", "visit"]
    assert [field.id for field in linked.fields] == ["reference", "goods", "part_of"]
    assert back is not None
    assert back.options["to"] == declaration.id
    assert linked.title["en"] == "Stalls"
    assert told(found) == [(3, "expression"), (2, "repeat")]


def test_expressions_ask_for_the_new_names() -> None:
    _found, declaration = read(
        ["select_one kind", "visitKind", "Kind"],
        ["integer", "how-many", "How many", "", "${visitKind} = 'a'", ". >= 0", "Not below zero.", "TRUE"],
        ["calculate", "twice", "", "", "", "", "", "", "${how-many} * 2"],
    )
    many, twice = declaration.field("how_many"), declaration.field("twice")
    assert many is not None
    assert twice is not None
    assert (many.relevant, many.constraint, many.required) == ("${visit_kind} = 'a'", ". >= 0", "true")
    assert many.message["en"] == "Not below zero."
    assert twice.type == "computed"
    assert twice.options["value"] == "${how_many} * 2"


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (["geopoint", "a", "A"], "exact_place"),
        (["start-geopoint", "a", "A"], "exact_place"),
        (["geoshape", "a", "A"], "exact_place"),
        (["deviceid", "a", ""], "device"),
        (["start", "a", ""], "device"),
        (["hidden", "a", ""], "hidden"),
        (["xml-external", "a", ""], "attached_file"),
        (["calculate", "__version__", "", "", "", "", "", "", "'v1'"], "of_the_program"),
        (["calculate", "a", "", "", "", "", "", "", "pulldata('x', 'y', 'z', 1)"], "calculation"),
        (["telepathy", "a", "A"], "unknown_type"),
        (["select_one nowhere", "a", "A"], "no_list"),
    ],
)
def test_what_a_register_does_not_keep_is_left_out_and_told(question: list[str], code: str) -> None:
    found, declaration = read(["text", "z", "Z"], question)
    assert [field.id for field in declaration.fields] == ["reference", "z"]
    assert (3, code) in told(found)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (["dateTime", "a", "A"], "time_left_out"),
        (["rank kind", "a", "A"], "order_left_out"),
        (["select_one_from_file towns.csv", "a", "A"], "outside_list"),
        (["text", "a", "A", "", "pulldata('x', 'y', 'z', 1) = 1"], "expression"),
        (["text", "a", "A", "", "${gone} = 1"], "expression"),
        (["text", "firstName", "Name"], "identity"),
        (["text", "a", "Home Phone"], "identity"),
        (["date", "prs_Birthdate", "Born"], "identity"),
    ],
)
def test_what_changes_is_told(question: list[str], code: str) -> None:
    found, declaration = read(["text", "z", "Z"], question)
    assert len(declaration.fields) == 3
    assert (3, code) in told(found)


def test_a_name_that_stands_twice_becomes_two_fields() -> None:
    found, declaration = read(["text", "a", "A"], ["text", "a", "B"])
    assert [field.id for field in declaration.fields] == ["reference", "a", "a_2"]
    assert told(found) == [(3, "name_twice")]


def test_an_imported_register_is_closed_and_named_by_a_reference() -> None:
    """A form may ask for names: no answer becomes the title of a record, and only the own organisation reads it."""
    _found, declaration = read(["text", "full_name", "Full name"])
    assert declaration.visibility.level == "organisation"
    assert (declaration.fields[0].id, declaration.fields[0].role) == ("reference", "title")
    assert (declaration.id, declaration.title["en"]) == ("market-visits-2024", "Market visits")


def test_texts_in_several_languages_are_claimed_where_they_are_complete() -> None:
    headings = ["type", "name", "label::English (en)", "label::中文 (zh)", "label::French", "label::Kiswahili (sw)"]
    found = read_form(
        form([headings, ["text", "a", "A", "甲", "Un", "Moja"], ["text", "b", "B", "乙", "", ""]], settings=SETTINGS),
        "market.xlsx",
    )
    declaration = read_declaration(found.text)
    assert declaration.languages == ("en", "zh")
    assert declaration.field("a").label["fr"] == "Un"  # type: ignore[union-attr]
    assert [(notice.code, "Kiswahili" in notice.message) for notice in found.notices] == [("xlsform.language", True)]


def test_a_form_without_english_is_read_in_its_own_language() -> None:
    headings = ["type", "name", "label::Español (es)"]
    declaration = read_declaration(read_form(form([headings, ["text", "a", "Uno"]]), "mercado.xlsx").text)
    assert set(declaration.languages) == {"en", "es"}
    assert dict(declaration.field("a").label) == {"en": "Uno", "es": "Uno"}  # type: ignore[union-attr]


def test_a_form_in_another_language_stands_in_place_of_english() -> None:
    headings = ["type", "name", "label::Kiswahili (sw)"]
    found = read_form(form([headings, ["text", "a", "Moja"]]), "soko.xlsx")
    assert read_declaration(found.text).field("a").label["en"] == "Moja"  # type: ignore[union-attr]
    assert [notice.code for notice in found.notices] == ["xlsform.no_english"]


@pytest.mark.parametrize(
    "sheets",
    [
        {"survey": [["a", "b"], ["1", "2"]]},
        {"survey": []},
        {"Data": [["1", "2"], ["3", "4"]]},
        {"Data": [["a b", "c"], ["3", "4"]]},
    ],
)
def test_a_workbook_that_is_no_form_is_refused(sheets: dict[str, Rows]) -> None:
    with pytest.raises(InputError) as refused:
        read_form(write_workbook(sheets), "x.xlsx")
    assert (refused.value.code, refused.value.where) == ("xlsform.no_form", "x.xlsx")


def test_sections_that_nothing_closes_end_with_the_form() -> None:
    _found, declaration = read(["begin_group", "g", "G"], ["text", "a", "A"])
    assert [field.id for field in declaration.fields] == ["reference", "a"]
    _found, declaration = read(["end_group"], ["text", "a", "A"], ["end_repeat"])
    assert [field.id for field in declaration.fields] == ["reference", "a"]


@beside
def test_the_case_data_standard_of_iom_comes_in_as_a_register() -> None:
    name = "htcds_2.0_xlsform.xlsx"
    found = read_form((STANDARDS / name).read_bytes(), name, wing="protect")
    declaration = read_declaration(found.text)
    assert len(declaration.fields) == 32
    exploitation = declaration.field("vic_type_of_exploitation")
    assert exploitation is not None
    assert exploitation.multiple
    assert len(exploitation.choices) == 11
    assert len(declaration.field("prs_citizenship").choices) == 249  # type: ignore[union-attr]
    codes = [notice.code for notice in found.notices]
    assert codes.count("xlsform.device") == 2
    assert codes.count("xlsform.identity") >= 9


@beside
def test_the_sheet_of_iom_comes_in_by_its_columns_and_drop_down_lists() -> None:
    name = "htcds_single.xlsx"
    found = read_form((STANDARDS / name).read_bytes(), name, wing="protect")
    declaration = read_declaration(found.text)
    assert len(declaration.fields) == 38
    status = declaration.field("vic_trafficking_status")
    assert status is not None
    assert len(status.choices) == 3
    assert declaration.field("cas_incoming_referral_date").type == "date"  # type: ignore[union-attr]
    assert "xlsform.case_sheet" in [notice.code for notice in found.notices]


TYPES = st.sampled_from([
    "text", "integer", "decimal", "date", "time", "dateTime", "select_one kind", "select_multiple kind", "select_one gone",
    "select_one kind or_other", "rank kind", "range", "note", "acknowledge", "calculate", "geopoint", "image", "hidden",
    "begin_group", "end_group", "begin_repeat", "end_repeat", "begin group", "barcode", "start", "nonsense", "",
])  # fmt: skip
NAMES = st.sampled_from(
    ["a", "b", "A", "a-b", "a_other", "part_of", "reference", "1st", "__x", "名称", "", "x" * 90, "prs_FirstName"]
)
WORDS = st.sampled_from(["", "Words", "=1+1", "yes", "null", "12", "受害者", "a: b, {c} #d", "- x", "'", "x" * 300])
CONDITIONS = st.sampled_from(
    ["", "${a} = 1", "${gone} = 1", ". > 2", "not(", "position(..)", "yes", "TRUE()", "${a-b} != '' and ${b} < today()"]
)
QUESTIONS = st.tuples(
    TYPES, NAMES, WORDS, WORDS, CONDITIONS, CONDITIONS, WORDS, CONDITIONS, CONDITIONS, WORDS, WORDS
).map(list)


@settings(max_examples=100, deadline=None)
@given(st.lists(QUESTIONS, min_size=1, max_size=12))
def test_whatever_a_form_asks_the_register_can_be_read(questions: list[list[str]]) -> None:
    asked = survey(["text", "first", "First"], *questions)
    found = read_form(form(asked, CHOICES, SETTINGS), "any.xlsx")
    registers = [read_declaration(text) for text in (found.text, *found.linked)]
    assert len({register.id for register in registers}) == len(registers)
