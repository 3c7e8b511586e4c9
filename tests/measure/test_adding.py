"""Adding parts respects what qualifiers allow to say."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.measure.figures.adding import additions


@dataclass
class Stated:
    value: Decimal
    qualifier: str = "exact"
    breakdown: str = ""
    high: Decimal | None = None
    suppressed: bool = False
    unit: str = "people"


def stated(value: int, **fields: object) -> Stated:
    return Stated(Decimal(value), **fields)  # type: ignore[arg-type]


def sexes(female: Stated, male: Stated) -> list[Stated]:
    female.breakdown, male.breakdown = "sex=female", "sex=male"
    return [female, male]


@pytest.mark.parametrize(
    ("total", "parts", "agrees"),
    [
        (stated(10), sexes(stated(4), stated(6)), True),
        (stated(10), sexes(stated(4), stated(5)), False),
        (stated(10), sexes(stated(4), stated(7)), False),
        (stated(10), sexes(stated(4, qualifier="more_than"), stated(5)), True),
        (stated(8), sexes(stated(4, qualifier="more_than"), stated(5)), False),
        (stated(10), sexes(stated(5, qualifier="less_than", suppressed=True), stated(6)), True),
        (stated(20), sexes(stated(5, qualifier="less_than", suppressed=True), stated(6)), False),
        (stated(10, qualifier="about"), sexes(stated(4), stated(5)), None),
        (stated(10), sexes(stated(3, high=Decimal(5)), stated(6)), True),
    ],
)
def test_additions(total: Stated, parts: list[Stated], agrees: bool | None) -> None:
    (addition,) = additions(total, parts)
    assert addition.agrees is agrees


def test_splits_of_different_kinds_are_added_apart_and_one_part_alone_may_leave_the_rest_unsaid() -> None:
    parts = [*sexes(stated(4), stated(6)), stated(3, breakdown="age=child")]
    assert [(item.kind, item.agrees) for item in additions(stated(10), parts)] == [(("sex",), True)]
    assert additions(stated(10), [stated(12, breakdown="age=child")])[0].agrees is False


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=8))
def test_exact_parts_of_their_sum_always_agree(values: list[int]) -> None:
    parts = [stated(value, breakdown=f"age={index}") for index, value in enumerate(values)]
    (addition,) = additions(stated(sum(values)), parts)
    assert addition.agrees is True
    (addition,) = additions(stated(sum(values) + 1), parts)
    assert addition.agrees is None, "the text may have left some parts unsaid"
    (addition,) = additions(stated(sum(values) - 1), parts)
    assert addition.agrees is False


def test_women_and_men_leave_nobody_unsaid() -> None:
    (addition,) = additions(stated(228), sexes(stated(46), stated(128)))
    assert addition.agrees is False
    third = stated(54, breakdown="sex=not_disaggregated")
    (addition,) = additions(stated(228), [*sexes(stated(46), stated(128)), third])
    assert addition.agrees is True
