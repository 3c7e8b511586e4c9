"""Names, dates of birth, columns and lists as agencies write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.births import Birth, read_birth
from palermo_engines.linkage.columns import list_of, place_of, recognise
from palermo_engines.linkage.names import latin, skeleton
from palermo_engines.linkage.records import AgencyList, prepare
from palermo_engines.simulation.names import SCRIPTS, lexicon
from palermo_engines.simulation.samples import FORMS_OF


@pytest.mark.parametrize(
    ("one", "other"),
    [("Белжун", "Belzhun"), ("Khoryago", "Хоряго"), ("سيمدام", "Seemdam"), ("Tchulshen", "Чулшен"), ("朱山", "Chushan"),
     ("Édo-Mir", "edomir"), ("Razdhib", "رازذيب"), ("Qirsim", "Kirsim")],
)  # fmt: skip
def test_romanisations_of_a_name_share_their_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_most_romanisations_share_the_skeleton_of_the_native_name_and_few_strangers_do() -> None:
    for script in SCRIPTS:
        names = lexicon(script, "family")
        agree = [skeleton(names.native[at]) == skeleton(names.romanised[at][0]) for at in range(500)]
        assert sum(agree) / len(agree) > 0.75, script
        assert len({skeleton(name) for name in names.native[:500]}) > 60, script


@given(st.text(max_size=30))
def test_any_text_becomes_lower_case_latin_letters(text: str) -> None:
    assert all("a" <= letter <= "z" for letter in latin(text) + skeleton(text))
    assert latin(latin(text)) == latin(text)


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("1999-05-31", "", Birth(1999, 5, 31, 1999, 1999)),
        ("31/05/1999", "", Birth(1999, 5, 31, 1999, 1999)),
        ("1999-05", "", Birth(1999, 5, None, 1999, 1999)),
        ("1999", "", Birth(1999, None, None, 1999, 1999)),
        ("17", "2022", Birth(None, None, None, 2004, 2005)),
        ("17", "", Birth()),
        ("1999-31-05", "", Birth(1999, None, None, 1999, 1999)),
        ("1999-02-30", "", Birth(1999, None, None, 1999, 1999)),
        ("1999-05-31 00:00:00", "", Birth(1999, 5, 31, 1999, 1999)),
        ("unknown", "", Birth()),
    ],
)
def test_dates_of_birth_are_read_as_far_as_they_go(text: str, year: str, expected: Birth) -> None:
    assert read_birth(text, year) == expected


@pytest.mark.parametrize("text", ["last spring", "1776-07-04", "150", "1/2/3", "99999"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_birth(text, "2022")
    assert caught.value.code == "linkage.birth"
    assert text not in str(caught.value)


def test_a_wrong_date_names_its_list_and_row() -> None:
    with pytest.raises(InputError, match="shelter, row 2, birth"):
        prepare([AgencyList("shelter", {"family": ["A", "B"], "birth": ["1999", "spring"]})])


def test_titles_are_recognised_and_others_can_be_told() -> None:
    for form in FORMS_OF.values():
        assert {field: title for field, title in recognise(list(form.columns.values())).items() if title} == dict(
            form.columns
        )
    rows = [["Бел", "Мир", "1"], ["", None, " "], ["Дор", "", "2"]]
    assert list_of("police", ["Фамилия", "Имя", "Etc"], rows).columns == {
        "family": ["Бел", "Дор"],
        "given": ["Мир", ""],
    }
    told = list_of("police", ["a", "b", "Sex"], [["Bel", "1999", "f"]], {"family": "a", "birth": "b", "sex": None})
    assert told.columns == {"family": ["Bel"], "birth": ["1999"]}


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Date of birth (DD/MM/YYYY)", "birth"), ("NOM DE FAMILLE", "family"), ("Année de naissance", "birth"),
     ("Год рождения", "birth"), ("姓氏", "family"), ("出生日期（年月日）", "birth"), ("Apellido_1", None), ("", None)],
)  # fmt: skip
def test_a_heading_is_known_by_its_letters(heading: str, field: str | None) -> None:
    assert [known for known, title in recognise([heading]).items() if title == heading] == ([field] if field else [])


def test_a_date_of_birth_is_taken_before_an_age_wherever_they_stand() -> None:
    assert recognise(["Age", "Surname", "DOB"])["birth"] == "DOB"


def test_cells_of_spreadsheets_are_read_as_people_read_them() -> None:
    cells = [["Bel", datetime(1999, 5, 31, 10, 0), 17.0, 2022], ["Dor", date(1999, 5, 31), 3.5, None]]
    listed = list_of("a", ["family", "dob", "region", "year"], cells)
    assert listed.columns["birth"] == ["1999-05-31", "1999-05-31"]
    assert listed.columns["region"] == ["17", "3.5"]
    assert listed.columns["year"] == ["2022", ""]


NAMES = ["family", "given", "born"]


@pytest.mark.parametrize(
    ("headings", "rows", "code", "where"),
    [
        (["a", "b"], [["1", "2"]], "linkage.columns", "police"),
        ([], [], "linkage.columns", "police"),
        (NAMES, [["Bel", "Mir", ""], ["Bel", "Mir"]], "linkage.rows", "police, row 3"),
        (NAMES, [["Bel", "Mir", "1999", "Dor"]], "linkage.rows", "police, row 2"),
        (NAMES, [[""] * 3, ["Bel", "Mir", "last spring"]], "linkage.birth", "police, row 3, column C"),
        (NAMES, [["Bel", "Mir\nDor", "1999"]], "linkage.cells", "police, row 2, column B"),
        (NAMES, [["Bel" * 200, "Mir", "1999"]], "linkage.cells", "police, row 2, column A"),
    ],
)
def test_rows_that_cannot_be_read_say_where(headings: list[str], rows: list[list[str]], code: str, where: str) -> None:
    with pytest.raises(InputError) as caught:
        list_of("police", headings, rows)
    assert (caught.value.code, caught.value.where) == (code, where)
    assert "spring" not in str(caught.value)


@pytest.mark.parametrize(
    "told", [{"colour": "a"}, {"family": "z"}, {"family": "a", "given": "a"}, {"family": "twice"}, {"region": "a"}]
)
def test_what_is_told_of_columns_must_be_so(told: dict[str, str]) -> None:
    with pytest.raises(InputError) as caught:
        list_of("police", ["a", "b", "twice", "twice"], [["1", "2", "3", "4"]], told)
    assert caught.value.code == "linkage.columns"


def test_places_are_named_as_spreadsheets_do() -> None:
    assert [place_of("f", 9, at) for at in (0, 25, 26, 702)] == [
        f"f, row 9, column {to}" for to in ("A", "Z", "AA", "AAA")
    ]


def test_lists_that_cannot_be_compared_are_refused() -> None:
    good = {"family": ["Bel"]}
    for lists, code in (
        ([], "linkage.lists"),
        ([AgencyList("a", good), AgencyList("a", good)], "linkage.lists"),
        ([AgencyList("a", {"colour": ["red"]})], "linkage.columns"),
        ([AgencyList("a", {"form": ["other"]})], "linkage.columns"),
        ([AgencyList("a", {"family": ["Bel"], "given": ["Mir", "Dor"]})], "linkage.columns"),
    ):
        with pytest.raises(InputError) as caught:
            prepare(lists)
        assert caught.value.code == code


def test_missing_is_missing_and_numbers_are_folded() -> None:
    records = prepare([AgencyList("a", {"family": ["", "Bel"], "reference": ["RF-01 2", ""], "sex": ["Female", ""]})])
    assert records.columns["family"] == [None, "bel"]
    assert records.columns["reference"] == ["RF012", None]
    assert records.columns["sex"] == ["f", None]
    assert records.written(1) == {"list": "a", "family": "Bel", "reference": "", "sex": ""}
