"""Clocks: what is due, what to be reminded of, and whose it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from palermo.ground.access.api import VISITOR, console
from palermo.ground.registers.api import calendar_entries, due, move_record
from palermo_engines.registers.model import Declaration
from tests.ground.registers.conftest import Declare
from tests.ground.registers.samples import COURSES, actor_with, course

pytestmark = pytest.mark.django_db

CLOCKED = COURSES.replace(
    "to: published, who: coordinator}",
    "to: published, who: coordinator, clock: {days: 30, from: held, remind: [7, 1]}}",
)


@pytest.fixture
def clocked(declare: Declare) -> Declaration:
    return declare(CLOCKED)


def test_a_move_is_due_after_the_last_day_of_its_date(clocked: Declaration) -> None:
    record = course(clocked, held="2014-03")
    deadline = date(2014, 4, 30)
    found = {days: due(console(), deadline + timedelta(days=days)) for days in (-8, -7, -2, -1, 0, 5)}
    assert [days for days, each in found.items() if each] == [-7, -1, 0, 5]
    (late,) = found[5]
    assert (late.record.code, late.move.id, late.due_on, late.days) == (record.code, "publish", deadline, -5)
    assert (found[-7][0].reminder, late.reminder) == (True, False)


def test_a_move_that_was_made_is_due_no_more_and_an_unknown_date_is_never(clocked: Declaration) -> None:
    course(clocked)
    record = course(clocked, held="2014")
    assert len(due(console(), date(2020, 1, 1))) == 1
    move_record(console(), declaration=clocked, record=record, move="publish", revision=1)
    assert due(console(), date(2020, 1, 1)) == ()


def test_clocks_show_only_records_one_reads_and_say_whose_move_it_is(clocked: Declaration) -> None:
    course(clocked, held="2014")
    day = date(2020, 1, 1)
    assert due(VISITOR, day) == ()
    assert [each.own for each in due(actor_with("registrar"), day)] == [False]
    assert [each.own for each in due(actor_with("coordinator"), day)] == [True]


def test_a_clock_that_runs_from_the_day_of_making(declare: Declare) -> None:
    declared = declare(CLOCKED.replace("from: held, remind", "from: created, remind"))
    course(declared)
    today = timezone.localdate()
    assert due(console(), today) == ()
    assert [each.due_on for each in due(console(), today + timedelta(days=40))] == [today + timedelta(days=30)]


def test_a_due_day_does_not_tell_a_hidden_date(declare: Declare) -> None:
    declared = declare(CLOCKED.replace("id: held,", "id: held, visible: [coordinator],"))
    course(declared, held="2014")
    assert due(actor_with("registrar"), date(2020, 1, 1)) == ()
    assert len(due(actor_with("coordinator"), date(2020, 1, 1))) == 1


def test_a_calendar_holds_the_days_of_records_and_the_days_of_moves(clocked: Declaration) -> None:
    dated = course(clocked, "published", held="2014-03-04/2014-03-06")
    owed = course(clocked, held="2014-02-10")
    entries = calendar_entries(console(), date(2014, 3, 1), date(2014, 3, 31))
    assert [(each.record.code, each.first, each.last, each.move and each.move.id) for each in entries] == [
        (dated.code, date(2014, 3, 4), date(2014, 3, 6), None),
        (owed.code, date(2014, 3, 12), date(2014, 3, 12), "publish"),
    ]
    assert [each.record.code for each in calendar_entries(VISITOR, date(2014, 3, 1), date(2014, 3, 31))] == [dated.code]
