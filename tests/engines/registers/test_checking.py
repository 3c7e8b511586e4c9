"""Whole records: what is required, relevant, allowed and adds up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from palermo_engines.registers.checking import Checked, check_record
from palermo_engines.registers.model import Declaration
from palermo_engines.registers.reading import read_declaration
from tests.engines.registers.samples import DECLARED, RECORDS, st

TODAY = date(2026, 3, 1)
HEAD = "id: T\nwing: know\nversion: 1\nlanguages: [en]\ntitle: {en: T}\nfields:\n"
TITLE = "  - {id: title, type: text, role: title, label: {en: T}}\n"


def declared(*rows: str, rest: str = "") -> Declaration:
    """A register of a title and the fields in ``rows``, each without its label."""
    fields = "".join(f"  - {{{row}, label: {{en: A}}}}\n" for row in rows)
    return read_declaration(HEAD + TITLE + fields + rest)


def check(declaration: Declaration, **values: Any) -> Checked:
    """The record checked on a fixed day."""
    return check_record(declaration, values, today=TODAY)


def faults(declaration: Declaration, **values: Any) -> list[tuple[str, str]]:
    """The faults of a record as (field, code)."""
    return [(fault.field, fault.code.removeprefix("registers.")) for fault in check(declaration, **values).faults]


def test_every_fault_is_told_at_once() -> None:
    found = check_record(DECLARED, {"level": "x", "days": "many", "colour": 1, "size": 2}, today=TODAY).faults
    assert [(fault.field, fault.code) for fault in found] == [
        ("colour", "registers.unknown"),
        ("size", "registers.unknown"),
        ("level", "registers.value"),
        ("days", "registers.value"),
        ("event", "registers.required"),
    ]
    assert all(set(fault.message) == {"en", "fr", "es", "ru", "ar", "zh"} for fault in found)
    assert all(fault.message["zh"] != fault.message["en"] for fault in found)


@given(record=RECORDS)
def test_checking_what_was_kept_keeps_it(record: dict[str, Any]) -> None:
    kept = check_record(DECLARED, record, today=TODAY).values
    again = check_record(DECLARED, kept, today=TODAY)
    assert again.values == kept
    assert list(kept) == [field.id for field in DECLARED.fields if field.id in kept]


def test_a_value_that_is_refused_is_not_missing_as_well() -> None:
    register = declared("id: days, type: number, required: true")
    assert faults(register, title="A", days="many") == [("days", "value")]
    assert faults(register, title="A") == [("days", "required")]
    assert faults(register, title="A", days=0) == []


def test_required_by_an_expression() -> None:
    register = declared("id: paid, type: yes_no", "id: amount, type: number, required: '${paid} = true()'")
    assert faults(register, paid=True) == [("amount", "required")]
    assert faults(register, paid=False) == faults(register) == []


def test_a_constraint_judges_what_is_said_alone() -> None:
    register = declared("id: days, type: number, constraint: '. >= 1 and . < 100', message: {en: Too many.}")
    assert faults(register) == faults(register, days=5) == []
    assert faults(register, days=0) == faults(register, days=100) == [("days", "constraint")]
    assert check(register, days=0).faults[0].message == {"en": "Too many."}


def test_a_constraint_may_ask_for_other_fields() -> None:
    register = declared("id: began, type: date", "id: ended, type: date, constraint: '. >= ${began}'")
    assert faults(register, began="2014-11-07", ended="2014-11-08") == []
    assert faults(register, began="2014-11-07", ended="2014-11-06") == [("ended", "constraint")]


def test_what_is_not_relevant_is_dropped_and_not_required() -> None:
    register = declared("id: paid, type: yes_no", "id: amount, type: number, required: true, relevant: '${paid}'")
    checked = check(register, paid=False, amount=5)
    assert (checked.values, checked.faults) == ({"paid": False}, ())
    assert checked.asked == {"title", "paid"}
    assert check(register, paid=True, amount=5).values["amount"] == {"value": "5", "qualifier": "exact"}


def test_relevance_follows_later_fields() -> None:
    register = declared(
        "id: a, type: text, relevant: \"${b} = 'x'\"",
        "id: b, type: text, relevant: \"${c} = 'y'\"",
        "id: c, type: text",
    )
    assert check(register, a="1", b="x", c="y").values == {"a": "1", "b": "x", "c": "y"}
    assert check(register, a="1", b="x", c="n").values == {"c": "n"}


def test_what_a_dropped_field_forbade_comes_back() -> None:
    register = declared(
        "id: a, type: text, relevant: \"${b} = ''\"",
        "id: b, type: text, relevant: \"${c} = 'y'\"",
        "id: c, type: text",
    )
    assert check(register, a="1", b="x", c="n").values == {"a": "1", "c": "n"}


def test_fields_that_exclude_each_other_end() -> None:
    register = declared("id: a, type: text, relevant: \"${b} = ''\"", "id: b, type: text, relevant: \"${a} = ''\"")
    assert len(check(register, a="1", b="2").values) <= 1


def test_computed_fields_are_worked_out_and_never_taken() -> None:
    register = declared(
        "id: twice, type: computed, of: number, value: '${days} * 2'",
        "id: days, type: number",
        "id: word, type: computed, value: \"concat('n', ${twice})\"",
        "id: third, type: computed, of: number, value: '${days} div 3'",
    )
    checked = check(register, days=4, twice={"value": "99"})
    assert checked.values["twice"] == {"value": "8", "qualifier": "exact"}
    assert checked.values["word"] == "n8"
    assert checked.values["third"] == {"value": "1.333333", "qualifier": "exact"}
    assert "twice" not in check(register).values


def test_rules_hold_over_the_whole_record() -> None:
    rest = "rules:\n  - {check: '${people/women} <= ${days}', message: {en: No.}, field: days}\n"
    register = declared("id: people, type: people", "id: days, type: number", rest=rest)
    assert faults(register, people={"women": 3}, days=2) == [("days", "rule")]
    assert faults(register, people={"women": 2}, days=2) == []


@pytest.mark.parametrize(
    ("people", "wanted"),
    [
        ({"total": 2692, "women": 935, "men": 1466, "not_disaggregated": 291}, ([], [])),
        ({"total": 30, "women": 20, "men": 20}, (["parts"], [])),
        ({"total": 30, "women": 31}, (["parts"], [])),
        ({"total": 228, "parts": {"age=child": 46, "age=adult": 128}}, ([], ["rest"])),
        ({"total": 30, "women": 10, "men": 10}, ([], ["rest"])),
        ({"total": 30, "women": 10}, ([], ["rest"])),
        ({"total": 10, "women": 4, "men": 6, "parts": {"age=child": 11}}, (["parts"], [])),
        ({"total": 10, "women": 4, "men": 6, "parts": {"age=child": 10}}, ([], [])),
        ({"total": 10, "parts": {"age=child": 9, "age=child;sex=female": 9}}, ([], ["rest"])),
        ({"total": 30, "women": 20, "men": 20, "qualifier": "more_than"}, ([], [])),
        ({"women": 20, "men": 20}, ([], [])),
        ({"total": 0, "women": 0}, ([], [])),
        ({"qualifier": "none_known"}, ([], [])),
    ],
)
def test_parts_against_their_total(people: dict[str, Any], wanted: tuple[list[str], list[str]]) -> None:
    checked = check(DECLARED, event="A", participants=people)
    told = ([fault.code for fault in checked.faults], [notice.code for notice in checked.notices])
    assert told == tuple([f"registers.{code}" for code in codes] for codes in wanted)
    kept = checked.values["participants"]
    assert kept == {"qualifier": "exact", **people}


def test_other_records_are_not_asked_by_a_record() -> None:
    """Only checks of a move do; so a record is checked by itself, in any process."""
    with pytest.raises(Exception, match="checks of a move only"):
        declared("id: a, type: text, relevant: \"number-of('O10', 'serving') > 1\"")


def test_a_declaration_of_the_same_shape_has_rules_of_its_own() -> None:
    for least in (1, 5, 9):
        register = declared(f"id: days, type: number, constraint: '. >= {least}'")
        assert faults(register, days=least - 1) == [("days", "constraint")]
        assert faults(register, days=least) == []


@given(counts=st.lists(st.integers(0, 9), min_size=3, max_size=3), total=st.integers(0, 27))
def test_parts_are_kept_whatever_they_add_up_to(counts: list[int], total: int) -> None:
    people = dict(zip(("women", "men", "not_disaggregated"), counts, strict=True)) | {"total": total}
    checked = check(DECLARED, event="A", participants=people)
    assert checked.values["participants"] == {**people, "qualifier": "exact"}
    assert bool(checked.faults) == (sum(counts) > total)
    assert bool(checked.notices) == (sum(counts) < total)
