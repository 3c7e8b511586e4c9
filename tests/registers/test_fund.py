"""The trust fund (O08 to O10) and the inter-agency group (O05) with real records: money is there before it is promised,
the reserve list is left in order, five trustees come from five groups, members are counted on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from palermo.ground.access.api import VISITOR, Actor, console
from palermo.ground.registers.api import (
    RegisterRecord,
    Unmet,
    Wanted,
    change_record,
    create_record,
    declaration,
    find_records,
    move_record,
)
from palermo_engines.registers.model import Declaration

pytestmark = pytest.mark.django_db


def register(identifier: str) -> Declaration:
    """The declaration in force."""
    found = declaration(identifier)
    assert found is not None
    return found


def dollars(amount: int) -> dict[str, str]:
    """An amount as the how-to page spells it."""
    return {"amount": str(amount), "currency": "USD", "qualifier": "exact"}


def move(identifier: str, record: RegisterRecord, *moves: str) -> RegisterRecord:
    """The record after the moves, one after the other."""
    for each in moves:
        record = move_record(
            console(), declaration=register(identifier), record=record, move=each, revision=record.revision
        )
    return record


def make(identifier: str, values: dict[str, Any], *moves: str) -> RegisterRecord:
    """A new record after the moves."""
    return move(identifier, create_record(console(), declaration=register(identifier), values=values), *moves)


def refusal(identifier: str, record: RegisterRecord, last: str) -> list[str]:
    """What the checks of the move say; the record stays in its state."""
    state = record.state
    with pytest.raises(Unmet) as refused:
        move(identifier, record, last)
    record.refresh_from_db()
    assert record.state == state
    return [message["en"] for message in refused.value.messages]


def pay(amount: int, *moves: str) -> RegisterRecord:
    """A contribution that was paid, or moved as said."""
    values = {
        "title": "A State, 2015",
        "entry": "contribution",
        "donor_kind": "state",
        "donor_state": "AUT",
        "amount": dollars(amount),
        "pledged_on": "2015-01-10",
        "paid_on": "2015-02-10",
    }
    return make("O08", values, *(moves or ("pay",)))


def call(minimum: int = 500_000) -> RegisterRecord:
    """A call that asks for ``minimum`` uncommitted dollars."""
    values = {
        "title": "Call",
        "kind": "call",
        "cycle": "second",
        "open": "2014-04/2014-06",
        "minimum_balance": dollars(minimum),
    }
    return make("O09", values)


def reserved(rank: int, requested: int, *moves: str) -> RegisterRecord:
    """An application on the reserve list, at a place, with all that it asked for to be committed."""
    values = {
        "title": f"Project {rank}",
        "kind": "application",
        "cycle": "second",
        "ngo": {"name": f"Organization {rank}"},
        "requested": dollars(requested),
        "committed": dollars(requested),
        "eligible": True,
        "score": {"value": "80", "high": None, "qualifier": "exact"},
        "reserve_rank": {"value": str(rank), "high": None, "qualifier": "exact"},
        "passed_over_because": "The organization closed.",
    }
    return make("O09", values, "submit", "accept", "score", *(moves or ("reserve",)))


SHORT = "The uncommitted balance of the fund does not cover this grant."
TOO_LITTLE = "The uncommitted balance of the fund is below the minimum for a call."
BETTER = "An application with a better place on the reserve list stands before this one."


def test_a_call_is_refused_with_90_000_where_500_000_are_needed() -> None:
    pay(90_000)
    pay(450_000, "pledge")
    wanted = call()
    assert refusal("O09", wanted, "launch") == [TOO_LITTLE]
    pay(409_999)
    assert refusal("O09", wanted, "launch") == [TOO_LITTLE]
    pay(1)
    assert move("O09", wanted, "launch").state == "call_open"


def test_what_documents_state_is_no_money_of_the_fund() -> None:
    values = {"title": "Figure", "entry": "stated", "stated_kind": "contributions", "stated_amount": dollars(2_300_000)}
    make("O08", values, "state")
    assert refusal("O09", call(), "launch") == [TOO_LITTLE]


def test_a_grant_is_awarded_only_while_the_uncommitted_balance_covers_it() -> None:
    pay(500_000)
    move("O09", call(), "launch")
    reserved(1, 410_000, "reserve", "award")
    second = reserved(2, 120_000)
    assert refusal("O09", second, "award") == [SHORT]
    pay(29_999)
    assert refusal("O09", second, "award") == [SHORT]
    pay(1)
    assert move("O09", second, "award").state == "awarded"


def test_an_acknowledged_contribution_is_still_money_and_a_kept_pledge_is_not_yet() -> None:
    acknowledged = pay(500_000)
    values = {**acknowledged.values, "acknowledged_on": "2015-03-01"}
    acknowledged = change_record(
        console(), declaration=register("O08"), record=acknowledged, values=values, revision=acknowledged.revision
    )
    move("O08", acknowledged, "acknowledge")
    assert move("O09", call(), "launch").state == "call_open"
    assert refusal("O09", call(500_001), "launch") == [TOO_LITTLE]
    pay(1, "pledge")
    assert refusal("O09", call(500_001), "launch") == [TOO_LITTLE]


def test_what_a_closed_grant_left_unspent_can_be_awarded_again() -> None:
    pay(500_000)
    move("O09", call(), "launch")
    first = reserved(1, 500_000, "reserve", "award")
    second = reserved(2, 20_000)
    values = {**first.values, "paid": dollars(480_000)}
    first = change_record(console(), declaration=register("O09"), record=first, values=values, revision=first.revision)
    first = move("O09", first, "pay_tranche", "report")
    assert refusal("O09", second, "award") == [SHORT]
    move("O09", first, "close")
    assert move("O09", second, "award").state == "awarded"


def test_the_reserve_list_is_entered_and_left_in_order() -> None:
    pay(900_000)
    move("O09", call(), "launch")
    first, second, third = (reserved(rank, 10_000) for rank in (1, 2, 3))
    assert refusal("O09", second, "award") == [BETTER]
    assert refusal("O09", third, "pass_over") == ["It is not yet the turn of this application."]
    move("O09", first, "award")
    assert refusal("O09", third, "award") == [BETTER]
    move("O09", second, "pass_over")
    assert move("O09", third, "award").state == "awarded"


def test_a_place_on_the_reserve_list_is_given_once() -> None:
    pay(900_000)
    move("O09", call(), "launch")
    reserved(1, 10_000)
    for rank in (1, 3):
        with pytest.raises(Unmet, match="not the next place"):
            reserved(rank, 10_000)
    assert reserved(2, 10_000).state == "reserve_list"


def test_nobody_applies_without_an_open_call() -> None:
    with pytest.raises(Unmet, match="No call of this cycle is open"):
        reserved(1, 10_000)


def test_applications_are_not_public_and_grants_are() -> None:
    pay(900_000)
    move("O09", call(), "launch")
    first = reserved(1, 10_000)
    codes = {"kind": ("application",)}
    assert find_records(VISITOR, register("O09"), Wanted(codes=codes)).total == 0
    move("O09", first, "award")
    assert find_records(VISITOR, register("O09"), Wanted(codes=codes)).total == 1


GROUPS = {
    "africa": "NGA",
    "asia_pacific": "THA",
    "eastern_europe": "GEO",
    "latin_america_and_caribbean": "PAN",
    "western_europe_and_others": "AUT",
}


def trustee(group: str, country: str) -> RegisterRecord:
    """A nominated trustee."""
    values = {
        "title": f"Trustee of {group}",
        "entry": "trustee",
        "role": "member",
        "country": country,
        "region": group,
        "start": "2014-01",
        "end": "2016-12",
    }
    return make("O10", values, "nominate")


def test_five_trustees_serve_one_from_each_group() -> None:
    serving = [move("O10", trustee(group, country), "appoint") for group, country in GROUPS.items()]
    assert {record.state for record in serving} == {"serving"}
    sixth = trustee("africa", "KEN")
    assert refusal("O10", sixth, "appoint") == [
        "The Board has five trustees; all five are serving.",
        "A trustee of this regional group is serving.",
    ]
    move("O10", serving[0], "end")
    assert move("O10", sixth, "appoint").state == "serving"


def test_a_second_trustee_of_a_group_is_refused_while_places_are_free() -> None:
    move("O10", trustee("africa", "NGA"), "appoint")
    assert refusal("O10", trustee("africa", "KEN"), "appoint") == ["A trustee of this regional group is serving."]


def member(name: str, days: str, *, working_group: bool = False) -> RegisterRecord:
    """A published membership of the inter-agency group."""
    values = {
        "title": name,
        "entry": "membership",
        "member": {"name": name},
        "member_kind": "un",
        "days": days,
        "working_group": working_group,
    }
    return make("O05", values, "publish")


def members_on(day: date, actor: Actor = VISITOR) -> int:
    """How many memberships were in force on the day."""
    wanted = Wanted(codes={"entry": ("membership",)}, first=day, last=day)
    return find_records(actor, register("O05"), wanted).total


def test_members_are_counted_on_a_day() -> None:
    """14 took part in 2006 and 2007, 17 were members in 2016, 27 in 2020; three were merged into one in 2010."""
    terms = ["2006-09/.."] * 11 + ["2006-09/2010-12-31"] * 3 + ["2011-01/.."] + ["2013/.."] * 5 + ["2018-11/.."] * 10
    for place, days in enumerate(terms):
        member(f"Member {place}", days)
    assert [members_on(day) for day in (date(2007, 12, 31), date(2016, 1, 1), date(2020, 7, 20))] == [14, 17, 27]
    assert members_on(date(2006, 8, 31)) == 0


def test_chairs_rotate_and_serve_jointly() -> None:
    """One chair a year from 2014 to 2016; two together over 2019 and 2020. No rule allows only one."""
    for year, code in (("2014", "IOM"), ("2015", "UNHCR"), ("2016", "UNODC")):
        chair = {"title": year, "entry": "chair", "chairs": [{"code": code}], "arrangement": "rotating", "days": year}
        make("O05", chair, "publish")
    both = [{"code": "OSCE"}, {"code": "UN_WOMEN"}]
    joint = {"title": "2019-2020", "entry": "chair", "chairs": both, "arrangement": "joint", "days": "2019/2020"}
    assert make("O05", joint, "publish").values["chairs"] == both
    for year, chairs in ((2015, 1), (2019, 1), (2020, 1), (2018, 0)):
        wanted = Wanted(codes={"entry": ("chair",)}, first=date(year, 6, 1), last=date(year, 6, 1))
        assert find_records(VISITOR, register("O05"), wanted).total == chairs
