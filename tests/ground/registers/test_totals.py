"""Totals add only where the measure adds, and say what they left out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.ground.access.api import VISITOR, console
from palermo.ground.registers.adding import Part, add_up
from palermo.ground.registers.api import Wanted, combined_qualifier, register_totals
from palermo.ground.standards.api import Measure
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.periods import days_of
from palermo_engines.registers.model import Declaration
from tests.ground.registers.samples import actor_with, course


def _measure(time: str = "sum", places: str = "sum", contributors: str = "sum", twice: bool = True) -> Measure:
    return Measure("people_trained", {"en": "Trained"}, "people", time, places, contributors, twice)


def _part(value: int, subject: str = "ALB", by: str = "A", period: str = "2014", qualifier: str = "exact") -> Part:
    days = days_of(period)
    code = f"{subject}-{by}-{period}"
    return Part(subject, by, period, days.first, days.last, "people", "", "", Decimal(value), None, qualifier, (code,))


def _lines(measure: Measure, *parts: Part) -> list[tuple[str, str, int]]:
    return [(line.subject, line.period, int(line.value)) for line in add_up(parts, measure)[0]]


def _left(measure: Measure, *parts: Part) -> dict[str, int]:
    return {each.direction: len(each.records) for each in add_up(parts, measure)[1]}


def test_a_sum_over_time_places_and_contributors() -> None:
    parts = [_part(1), _part(2, period="2015"), _part(4, by="B"), _part(8, "FRA")]
    assert _lines(_measure(), *parts) == [("", "2014-01-01/2015-12-31", 15)]
    assert _left(_measure(), *parts) == {}


def test_overlapping_periods_of_one_contributor_count_once_the_longer_one() -> None:
    parts = [_part(3, period="2014-01/2014-03"), _part(10), _part(5, period="2015")]
    assert _lines(_measure(), *parts) == [("ALB", "2014-01-01/2015-12-31", 15)]
    assert _left(_measure(), *parts) == {"overlap": 1}


def test_a_stock_takes_the_latest_of_each_place() -> None:
    parts = [_part(9, period="2013"), _part(4, period="2015"), _part(1, "FRA", period="2014")]
    assert _lines(_measure(time="last"), *parts) == [("", "2014-01-01/2015-12-31", 5)]
    assert _left(_measure(time="last"), *parts) == {"stock": 1}


def test_what_does_not_add_stands_side_by_side() -> None:
    parts = [_part(1), _part(2, "FRA")]
    assert _lines(_measure(places="none"), *parts) == [("ALB", "2014", 1), ("FRA", "2014", 2)]
    assert _left(_measure(places="none"), *parts) == {"places": 2}
    parts = [_part(1), _part(2, by="B")]
    assert _lines(_measure(contributors="none", places="none"), *parts) == [("ALB", "2014", 1), ("ALB", "2014", 2)]
    parts = [_part(1), _part(2, period="2015"), _part(4, "FRA", period="2015")]
    assert _lines(_measure(time="none"), *parts) == [("ALB", "2014", 1), ("", "2015", 6)]
    assert _left(_measure(time="none"), *parts) == {"time": 2}


def test_units_and_breakdowns_are_never_added_to_one_another() -> None:
    from dataclasses import replace

    parts = [_part(1), replace(_part(2, by="B"), unit="USD"), replace(_part(4, by="C"), breakdown="sex=female")]
    assert sorted(value for _, _, value in _lines(_measure(), *parts)) == [1, 2, 4]


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["exact", "exact"], "exact"),
        (["exact", "more_than"], "more_than"),
        (["at_least", "exact"], "at_least"),
        (["at_least", "more_than"], "more_than"),
        (["less_than", "at_most", "exact"], "less_than"),
        (["nearly", "exact"], "nearly"),
        (["more_than", "less_than"], "about"),
        (["nearly", "more_than"], "about"),
        (["about", "exact"], "about"),
        (["exact", "none_known"], "at_least"),
    ],
)
def test_qualifiers_combine_honestly(parts: list[str], whole: str) -> None:
    assert combined_qualifier(parts) == whole


_TRUE_VALUES = {
    "exact": lambda value: [value],
    "more_than": lambda value: [value + 1, value + 40],
    "at_least": lambda value: [value, value + 40],
    "less_than": lambda value: [max(value - 40, 0), value - 1],
    "at_most": lambda value: [max(value - 40, 0), value],
}
_HOLDS = {
    "exact": lambda true, said: true == said,
    "more_than": lambda true, said: true > said,
    "at_least": lambda true, said: true >= said,
    "less_than": lambda true, said: true < said,
    "at_most": lambda true, said: true <= said,
    "about": lambda true, said: True,
}


@given(st.lists(st.tuples(st.sampled_from(sorted(_TRUE_VALUES)), st.integers(50, 90)), min_size=1, max_size=5))
def test_a_sum_s_qualifier_holds_for_every_truth_that_its_parts_allow(parts: list[tuple[str, int]]) -> None:
    from itertools import product

    said = sum(value for _, value in parts)
    whole = combined_qualifier(qualifier for qualifier, _ in parts)
    for truth in product(*(_TRUE_VALUES[qualifier](value) for qualifier, value in parts)):
        assert _HOLDS[whole](sum(truth), said)


@pytest.mark.django_db
def test_a_register_is_added_up_over_what_its_reader_may_read(courses: Declaration) -> None:
    course(courses, "published", country="ALB", held="2014", participants={"total": 10, "women": 6})
    course(courses, "published", country="FRA", held="2014", participants={"total": 5, "qualifier": "more_than"})
    course(courses, country="FRA", held="2014", participants={"total": 1000})
    totals = register_totals(VISITOR, courses, "people_trained")
    by_part = {line.breakdown: (int(line.value), line.qualifier) for line in totals.lines}
    assert by_part[""] == (15, "more_than")
    assert by_part["sex=female"] == (6, "exact")
    assert (totals.counted_twice, totals.records) == (True, 2)
    drafts = Wanted(states=("draft",))
    assert register_totals(VISITOR, courses, "people_trained", drafts).lines == ()
    assert int(register_totals(actor_with("reader"), courses, "people_trained", drafts).lines[0].value) == 1000


@pytest.mark.django_db
def test_a_measure_that_the_register_does_not_yield_is_refused(courses: Declaration) -> None:
    with pytest.raises(InputError):
        register_totals(console(), courses, "arrests")
