"""What a record yields besides itself: figures, promoted columns, words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.registers.checking import check_record
from palermo_engines.registers.measuring import Stated, figures_of
from palermo_engines.registers.model import MeasureOf
from palermo_engines.registers.promoting import promote
from palermo_engines.registers.wording import in_words
from tests.engines.registers.samples import DECLARED, RECORDS, field

TODAY = date(2026, 3, 1)
PUBLISHED = DECLARED.states[1]


def kept(**values: Any) -> dict[str, Any]:
    """The values as they are kept."""
    checked = check_record(DECLARED, {"event": "Seminar", **values}, today=TODAY)
    assert checked.faults == ()
    return checked.values


def stated(measure: MeasureOf, **values: Any) -> tuple[Stated, ...]:
    """The figures of one measure."""
    return figures_of(replace(DECLARED, measures=(measure,)), kept(**values), PUBLISHED, today=TODAY)


def test_a_total_with_its_parts() -> None:
    people = {"total": 2692, "women": 935, "men": 1466, "not_disaggregated": 291, "parts": {"age=child": 138}}
    figures = stated(
        MeasureOf("people_trained", "participants", period="held", by=("level",)),
        participants=people, held="2014/2015", level="national", country="ALB",
    )  # fmt: skip
    assert [(figure.value, figure.part_of) for figure in figures] == [
        (2692, None), (935, 0), (1466, 0), (291, 0), (138, 0),
    ]  # fmt: skip
    assert [dict(figure.breakdown) for figure in figures] == [
        {"level": "national"},
        {"level": "national", "sex": "female"},
        {"level": "national", "sex": "male"},
        {"level": "national", "sex": "not_disaggregated"},
        {"level": "national", "age": "child"},
    ]
    assert {(figure.measure, figure.subject, figure.period) for figure in figures} == {
        ("people_trained", "ALB", "2014/2015")
    }


def test_parts_that_do_not_add_up_stay_as_they_were_stated() -> None:
    figures = stated(MeasureOf("m", "participants"), participants={"total": 228, "women": 46, "men": 128})
    assert [figure.value for figure in figures] == [228, 46, 128]


def test_parts_without_a_total_make_none() -> None:
    figures = stated(MeasureOf("m", "participants"), participants={"women": 46, "men": 0, "qualifier": "about"})
    assert [(figure.value, figure.qualifier, figure.part_of) for figure in figures] == [
        (46, "about", None),
        (0, "about", None),
    ]


@pytest.mark.parametrize(("name", "of"), [("participants", "participants"), ("days", "days")])
def test_none_known_is_not_zero(name: str, of: str) -> None:
    (figure,) = stated(MeasureOf("m", of), **{name: {"qualifier": "none_known"}})
    assert (figure.value, figure.qualifier) == (0, "none_known")
    zero = {"participants": {"total": 0}, "days": 0}[name]
    (figure,) = stated(MeasureOf("m", of), **{name: zero})
    assert (figure.value, figure.qualifier) == (0, "exact")


def test_nothing_said_states_nothing() -> None:
    assert stated(MeasureOf("m", "participants")) == ()
    assert stated(MeasureOf("m", "share"), share={"words": "one third"}) == ()


def test_numbers_amounts_and_shares_keep_what_qualifies_them() -> None:
    (days,) = stated(MeasureOf("m", "days"), days={"value": 5, "high": 9, "qualifier": "about"})
    assert (days.value, days.high, days.qualifier, days.unit) == (5, 9, "about", "days")
    (cost,) = stated(MeasureOf("m", "cost"), cost={"amount": "10.5", "currency": "CHF", "qualifier": "more_than"})
    assert (cost.value, cost.qualifier, cost.unit) == (Decimal("10.5"), "more_than", "CHF")
    (share,) = stated(MeasureOf("m", "share"), share={"value": "33.3", "qualifier": "nearly"})
    assert (share.value, share.qualifier, share.unit) == (Decimal("33.3"), "nearly", "percent")


def test_conditions_scope_and_several_countries() -> None:
    measure = MeasureOf("m", "records", when="${open} = true()", subject="areas", scope="symbol", as_of="launch")
    assert stated(measure, open=False) == ()
    (figure,) = stated(measure, open=True, areas=["FRA", "ALB"], symbol="A/7", launch={"planned": "2030"})
    assert (figure.value, figure.subject, figure.scope) == (1, "", "together:ALB+FRA;A/7")
    assert figure.as_of == ""
    (figure,) = stated(measure, open=True, areas=["FRA"], launch={"planned": "2030", "actual": "2031-02"})
    assert (figure.subject, figure.scope, figure.as_of) == ("FRA", "", "2031-02")


def test_measures_of_the_register_wait_until_they_are_asked() -> None:
    assert stated(MeasureOf("m", "records", grain="register")) == ()


@given(record=RECORDS)
def test_every_part_points_at_an_earlier_figure(record: dict[str, Any]) -> None:
    measures = tuple(MeasureOf(f"m_{name}", name) for name in ("participants", "days", "cost", "share", "women"))
    values = check_record(DECLARED, record, today=TODAY).values
    figures = figures_of(replace(DECLARED, measures=measures), values, PUBLISHED, today=TODAY)
    for place, figure in enumerate(figures):
        if figure.part_of is not None:
            assert figure.part_of < place
            assert figures[figure.part_of].measure == figure.measure
            assert figures[figure.part_of].part_of is None


def test_what_a_list_shows_of_a_record() -> None:
    promoted = promote(
        DECLARED, kept(country="ALB", agreed="2014-02", body={"name": "A Board"}, levels=["7"], open=False)
    )
    assert (promoted.title, promoted.country, promoted.countries) == ("Seminar", "ALB", ("ALB",))
    assert (promoted.first, promoted.last) == (date(2014, 2, 1), date(2014, 2, 28))
    assert promoted.organisation == "A Board"
    assert set(promoted.tags) == {("country", "ALB"), ("levels", "7"), ("open", "false")}


def test_of_nothing_nothing_is_promoted() -> None:
    promoted = promote(DECLARED, {})
    assert (promoted.title, promoted.country, promoted.first, promoted.tags) == ("", "", None, ())


@given(record=RECORDS)
def test_any_record_can_be_promoted_and_said_in_every_language(record: dict[str, Any]) -> None:
    values = check_record(DECLARED, record, today=TODAY).values
    promoted = promote(DECLARED, values)
    assert len(promoted.title) <= 300
    assert len(set(promoted.tags)) == len(promoted.tags)
    for name, value in values.items():
        for language in LANGUAGES:
            assert isinstance(in_words(field(name), value, language), str)


@pytest.mark.parametrize(
    ("name", "value", "english", "chinese"),
    [
        ("open", False, "No", "否"),
        ("level", "national", "National", "国家级"),
        ("levels", ["7", "regional"], "Seventh, Regional", "第七、区域级"),
        ("days", {"value": "1200", "qualifier": "more_than"}, "more than 1,200 days", "超过1,200"),
        ("days", {"value": "0", "qualifier": "exact"}, "0 days", "0"),
        ("days", {"value": "0", "qualifier": "none_known"}, "none known", "据所知没有"),
        ("rate", {"value": "5", "high": "7.5", "qualifier": "exact"}, "5 to 7.5", "5至7.5"),
        ("share", {"value": "33.3", "qualifier": "nearly"}, "nearly 33.3%", "近33.3%"),
        ("participants", {"total": 1000, "women": 3, "qualifier": "about", "parts": {"age=child": 2}},
         "about 1,000 (women 3, Children 2)", "约1,000（女 3、儿童 2）"),
        ("participants", {"qualifier": "none_known"}, "none known", "据所知没有"),
        ("name", {"fr": "Nom"}, "Nom", "Nom"),
        ("launch", {"planned": "2017-10"}, "planned: 2017-10", "计划：2017-10"),
        ("source", {"document": "A/71/119", "place": "38"}, "A/71/119, para. 38", "A/71/119、第38段"),
        ("country", "ALB", "ALB", "ALB"),
    ],
)  # fmt: skip
def test_values_in_words(name: str, value: Any, english: str, chinese: str) -> None:
    assert in_words(field(name), value, "en") == english
    assert in_words(field(name), value, "zh-hans") == chinese


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("en", {"value": "1", "qualifier": "exact"}, "1 day"),
        ("zh-hans", {"value": "1200", "qualifier": "more_than"}, "超过1,200天"),
        ("fr", {"value": "1", "high": "2", "qualifier": "exact"}, "1 à 2 jours"),
        ("ru", {"value": "5", "qualifier": "none_known"}, "неизвестно ни одного"),
    ],
)
def test_the_house_words_the_unit_by_the_amount(language: str, value: Any, said: str) -> None:
    words = {"en": ("day", "days"), "zh": ("天", "天"), "fr": ("jour", "jours"), "ru": ("день", "дней")}

    def units(unit: str, amount: Decimal, spoken: str) -> str:
        assert unit == "days"
        return words[spoken][amount > 1]

    assert in_words(field("days"), value, language, units=units) == said


def test_names_come_from_who_knows_them() -> None:
    def names(kind: str, code: str, language: str) -> str:
        return f"{kind} {code} in {language}"

    assert in_words(field("country"), "ALB", "fr", names=names) == "country ALB in fr"
    assert in_words(field("body"), {"code": "UNODC"}, "ru", names=names) == "organisation UNODC in ru"
    assert in_words(field("body"), {"name": "As printed"}, "ru", names=names) == "As printed"
    assert in_words(field("held"), "2014/2015", "es", names=names) == "date 2014/2015 in es"
