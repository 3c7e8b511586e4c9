"""Differences and three-way merge: nothing anybody wrote is lost."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from palermo_engines.registers.differences import Difference, Merged, differences, merge
from tests.engines.registers.samples import DECLARED

VALUES = st.sampled_from(["a", "b", {"total": 3}, {"total": 4}, ["x"], ["x", "y"], True, False])
RECORDS = st.dictionaries(st.sampled_from(["event", "level", "days", "old"]), VALUES)


def test_fields_that_differ_in_the_order_of_the_declaration() -> None:
    before = {"level": "national", "event": "A", "open": True, "zz_old": 1}
    after = {"event": "B", "level": "national", "days": {"value": "5"}, "aa_old": 2, "open": False}
    assert differences(DECLARED, before, after) == (
        Difference("event", "A", "B"),
        Difference("open", True, False),
        Difference("days", None, {"value": "5"}),
        Difference("aa_old", None, 2),
        Difference("zz_old", 1, None),
    )


def test_a_zero_and_a_false_are_something() -> None:
    assert differences(DECLARED, {"days": 0}, {}) == (Difference("days", 0, None),)
    assert differences(DECLARED, {"open": True}, {"open": 1}) == (Difference("open", True, 1),)
    assert differences(DECLARED, {"open": None}, {}) == ()


def test_each_takes_what_the_other_left_alone() -> None:
    base = {"event": "A", "level": "x", "days": 1}
    mine, theirs = {"event": "B", "level": "x", "days": 1}, {"event": "A", "level": "y"}
    assert merge(base, mine, theirs) == Merged({"event": "B", "level": "y"}, ())


def test_a_clash_keeps_mine_and_is_named() -> None:
    merged = merge({"event": "A"}, {"event": "B", "days": 1}, {"event": "C", "level": "x"})
    assert merged == Merged({"event": "B", "level": "x", "days": 1}, ("event",))
    assert merge({"event": "A"}, {}, {"event": "C"}) == Merged({}, ("event",))


@given(base=RECORDS, mine=RECORDS, theirs=RECORDS)
def test_a_merge_loses_nothing(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    merged = merge(base, mine, theirs)
    for name in {*base, *mine, *theirs}:
        was, me, they, now = (version.get(name) for version in (base, mine, theirs, merged.values))
        if name in merged.clashes:
            assert me not in (was, they)
            assert they != was
            assert now == me
        else:
            assert now in (me, they)
            assert me in (was, now)
            assert they in (was, now)


@given(base=RECORDS, mine=RECORDS, theirs=RECORDS)
def test_a_merge_is_fair(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert set(one.clashes) == set(other.clashes)
    assert {k: v for k, v in one.values.items() if k not in one.clashes} == {
        k: v for k, v in other.values.items() if k not in one.clashes
    }
    assert merge(base, mine, base) == Merged(mine, ())
    assert merge(base, base, theirs) == Merged(theirs, ())


@given(before=RECORDS, after=RECORDS)
def test_differences_lead_from_one_to_the_other(before: dict[str, Any], after: dict[str, Any]) -> None:
    found = differences(DECLARED, before, after)
    rebuilt = before | {each.field: each.after for each in found}
    assert {name: value for name, value in rebuilt.items() if value is not None} == after
    assert all(before.get(each.field) == each.before for each in found)
