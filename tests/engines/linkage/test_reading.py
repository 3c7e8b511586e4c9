"""Names, dates of birth, columns and lists as agencies write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.births import Birth, read_birth
from palermo_engines.linkage.columns import fields_of, read_list
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
        assert dict(fields_of(list(form.columns.values())).items()) == dict(form.columns)
    listed = read_list("Фамилия,Имя,Etc\nБел,Мир,1\n\nДор,,2\n", "police")
    assert listed.columns == {"family": ["Бел", "Дор"], "given": ["Мир", ""]}
    told = read_list("a,b\nBel,1999\n", "police", {"family": "a", "birth": "b"})
    assert told.columns == {"family": ["Bel"], "birth": ["1999"]}


@pytest.mark.parametrize(
    ("content", "where"), [("a,b\n1,2\n", "police"), ("", "police"), ("family,given\nBel\n", "police, line 2")]
)
def test_files_that_cannot_be_read_say_where(content: str, where: str) -> None:
    with pytest.raises(InputError) as caught:
        read_list(content, "police")
    assert caught.value.where == where


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
