"""Declared definitions: what they exclude is found without counts, and bad files say where."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo_engines.estimation.definitions import Declared, Gap, gaps, read_definitions
from palermo_engines.kit.errors import InputError

LISTS = ("police", "shelter", "hotline")
VALUES = {"sex": ("female", "male"), "form": ("labour", "sexual", "begging")}


def found(content: str) -> dict[tuple[str, tuple[str, ...]], list[str]]:
    told: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for gap in gaps(read_definitions(f"list,dimension,sees\n{content}", LISTS)):
        told.setdefault((gap.code, gap.lists), []).append(gap.described)
    return told


def test_ages_are_cut_where_definitions_begin_and_end() -> None:
    told = found("police,age,16+\nshelter,age,18+\nhotline,age,0-17\n")
    assert told == {
        ("seen_by_one", ("hotline",)): ["age 0-15"],
        ("never_together", ("shelter", "hotline")): [""],
    }


def test_people_meant_to_be_counted_whom_no_list_sees_are_told() -> None:
    told = found("*,form,labour;sexual;begging\npolice,form,labour;sexual\nshelter,form,sexual\nhotline,form,sexual\n")
    assert told == {("seen_by_none", ()): ["form begging"], ("seen_by_one", ("police",)): ["form labour"]}


def test_where_all_lists_see_everybody_nothing_is_told() -> None:
    assert found("police,sex,female;male\nshelter,sex,female;male\n") == {}


def test_groups_that_differ_in_nothing_else_are_told_as_one() -> None:
    told = found("*,sex,female;male\nshelter,sex,female\nhotline,sex,female\n*,form,labour;sexual\n")
    assert told == {("seen_by_one", ("police",)): ["sex male"]}


@st.composite
def declarations(draw: st.DrawFn) -> Declared:
    sees = {
        name: {
            dimension: draw(st.sets(st.sampled_from(values)).map(frozenset))
            for dimension, values in VALUES.items()
            if draw(st.booleans())
        }
        for name in LISTS
    }
    return Declared(LISTS, VALUES, sees)


@given(declarations())
def test_every_person_is_in_a_gap_exactly_when_one_list_or_none_sees_them(declared: Declared) -> None:
    told = gaps(declared)
    for sex, form in product(*VALUES.values()):
        seeing = tuple(
            name
            for name, sees in declared.sees.items()
            if sex in sees.get("sex", VALUES["sex"]) and form in sees.get("form", VALUES["form"])
        )
        within = [gap for gap in told if gap.code != "never_together" and _holds(gap, sex=sex, form=form)]
        assert [gap.lists for gap in within] == ([seeing] if len(seeing) < 2 else [])


def _holds(gap: Gap, **person: str) -> bool:
    return all(person[dimension] in values for dimension, values in gap.group.items())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name,what\n", "no definitions"),
        ("list,dimension,sees\n", "nothing is declared"),
        ("list,dimension,sees\ncourts,age,18+\n", "no list of that name"),
        ("list,dimension,sees\npolice,age\n", "expected a list"),
        ("list,dimension,sees\npolice,age, ; \n", "expected a list"),
    ],
)
def test_a_file_that_is_wrong_says_what_and_where(content: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read_definitions(content, LISTS, where="rules.csv")
    assert caught.value.where.startswith("rules.csv")


def test_kinds_of_people_have_a_limit() -> None:
    rows = "".join(f"*,d{at},{';'.join(f'v{k}' for k in range(20))}\n" for at in range(5))
    with pytest.raises(InputError, match="more than"):
        read_definitions(f"list,dimension,sees\n{rows}", LISTS)
