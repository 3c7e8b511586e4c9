"""Changing records: nothing typed is lost, nothing is overwritten unseen."""

from __future__ import annotations

import pytest

from palermo.ground.access.api import Refused, console
from palermo.ground.audit import api as audit
from palermo.ground.audit.models import Event
from palermo.ground.registers.api import (
    Clash,
    Faulty,
    RegisterRecord,
    Unmet,
    bulk_change,
    change_record,
    create_record,
    find_records,
    history_of,
    move_record,
    restore_revision,
)
from palermo.ground.registers.models import RecordRevision
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration
from tests.ground.registers.conftest import Declare
from tests.ground.registers.samples import COURSES, actor_with, course

pytestmark = pytest.mark.django_db


def test_a_record_is_numbered_audited_and_promoted(courses: Declaration) -> None:
    first = course(courses, country="ALB", held="2014-03")
    second = course(courses)
    assert (first.code, second.code) == ("COURSES-000001", "COURSES-000002")
    assert (first.title, first.country, first.state) == ("Course on the Protocol", "ALB", "draft")
    assert (str(first.first), str(first.last)) == ("2014-03-01", "2014-03-31")
    event = Event.objects.get(object_uuid=str(first.uuid))
    assert event.verb == "ground.register.record_created"
    assert audit.verify().intact


def test_a_wrong_record_is_refused_with_its_field_and_leaves_nothing(courses: Declaration) -> None:
    with pytest.raises(Faulty) as error:
        create_record(console(), declaration=courses, values={"level": "galactic"})
    assert {fault.field for fault in error.value.faults} == {"event", "level"}
    assert not RegisterRecord.objects.exists()
    assert not Event.objects.filter(verb__startswith="ground.register").exists()


def test_changes_of_other_fields_merge_by_themselves(courses: Declaration) -> None:
    record = course(courses, country="ALB")
    opened = record.revision
    ours = {"event": "Renamed", "country": "ALB"}
    change_record(console(), declaration=courses, record=record, values=ours, revision=opened)
    theirs = {"event": "Course on the Protocol", "country": "ALB", "level": "national"}
    merged = change_record(console(), declaration=courses, record=record, values=theirs, revision=opened)
    assert merged.values == {"event": "Renamed", "country": "ALB", "level": "national"}
    assert merged.revision == 3


def test_a_clash_shows_both_and_loses_nothing(courses: Declaration) -> None:
    record = course(courses)
    change_record(console(), declaration=courses, record=record, values={"event": "Theirs"}, revision=1)
    mine = {"event": "Mine", "level": "national"}
    with pytest.raises(Clash) as error:
        change_record(console(), declaration=courses, record=record, values=mine, revision=1)
    clash = error.value
    assert (clash.fields, clash.revision) == (("event",), 2)
    assert (clash.mine["event"], clash.theirs["event"]) == ("Mine", "Theirs")
    assert clash.merged["level"] == "national"
    assert RegisterRecord.objects.get().title == "Theirs"
    saved = change_record(console(), declaration=courses, record=record, values=clash.merged, revision=clash.revision)
    assert (saved.title, saved.values["level"]) == (clash.merged["event"], "national")


def test_what_an_editor_does_not_see_stays(courses: Declaration) -> None:
    record = course(courses, notes="kept")
    registrar = actor_with("registrar")
    changed = change_record(
        registrar, declaration=courses, record=record, values={"event": "Renamed"}, revision=record.revision
    )
    assert changed.values == {"event": "Renamed", "notes": "kept"}
    with pytest.raises(InputError, match="no such field"):
        change_record(registrar, declaration=courses, record=record, values={"event": "x", "notes": "y"}, revision=2)
    with pytest.raises(InputError, match="no such field"):
        create_record(registrar, declaration=courses, values={"event": "x", "notes": "y"})


def test_a_clash_in_a_hidden_field_is_none(courses: Declaration) -> None:
    record = course(courses, notes="first")
    change_record(console(), declaration=courses, record=record, values={"event": "A", "notes": "second"}, revision=1)
    values = {"event": "Course on the Protocol", "level": "national"}
    merged = change_record(actor_with("registrar"), declaration=courses, record=record, values=values, revision=1)
    assert merged.values == {"event": "A", "notes": "second", "level": "national"}


def test_an_emptied_field_is_empty(courses: Declaration) -> None:
    record = course(courses, level="national")
    changed = change_record(
        console(), declaration=courses, record=record, values={"event": "E"}, revision=record.revision
    )
    assert "level" not in changed.values
    assert find_records(console(), courses, facets=["level"]).facets["level"] == {}


def test_history_tells_who_changed_what_and_undo_restores_it(courses: Declaration) -> None:
    record = course(courses, level="national")
    actor = actor_with("registrar")
    change_record(actor, declaration=courses, record=record, values={"event": "Second"}, revision=1)
    restored = restore_revision(console(), declaration=courses, record=record, to=1, revision=2)
    assert restored.values == {"event": "Course on the Protocol", "level": "national"}
    newest, second, first = history_of(console(), courses, restored)
    assert (first.by, second.by, newest.by) == ("console", actor.code, "console")
    assert {each.field for each in second.differences} == {"event", "level"}
    assert RecordRevision.objects.count() == 2


def test_saving_what_is_there_makes_no_revision(courses: Declaration) -> None:
    record = course(courses)
    same = change_record(
        console(), declaration=courses, record=record, values=dict(record.values), revision=record.revision
    )
    assert same.revision == 1


def test_moves_ask_who_then_state_then_revision(courses: Declaration) -> None:
    record = course(courses)
    with pytest.raises(Refused):
        move_record(actor_with("registrar"), declaration=courses, record=record, move="publish", revision=1)
    with pytest.raises(InputError, match="cannot make this move"):
        move_record(console(), declaration=courses, record=record, move="withdraw", revision=1)
    with pytest.raises(Clash):
        move_record(console(), declaration=courses, record=record, move="publish", revision=7)
    moved = move_record(console(), declaration=courses, record=record, move="publish", revision=1)
    assert (moved.state, moved.revision) == ("published", 2)


def test_a_stranger_to_a_record_learns_nothing_of_it_from_a_move(courses: Declaration) -> None:
    record = course(courses)
    with pytest.raises(InputError) as error:
        move_record(actor_with("auditor"), declaration=courses, record=record, move="publish", revision=1)
    assert error.value.code == "registers.gone"


FUND = """id: AWARDS
wing: coordinate
version: 1
languages: [en]
title: {en: Awards}
fields:
  - {id: name, type: text, role: title, required: true, label: {en: Name}}
  - {id: amount, type: money, label: {en: Amount}}
  - {id: region, type: choice, list: region, label: {en: Region}}
lists:
  region: [{code: east, label: {en: East}}, {code: west, label: {en: West}}]
workflow:
  states:
    - {id: asked, label: {en: Asked}, start: true}
    - {id: reserved, label: {en: Reserved}}
    - {id: seated, label: {en: Seated}}
  moves:
    - id: reserve
      label: {en: Reserve}
      from: [asked]
      to: reserved
      who: coordinator
      requires:
        - {check: "total('AWARDS', 'amount', 'reserved') + ${amount/amount} <= 500000", message: {en: Not covered.}}
    - id: seat
      label: {en: Seat}
      from: [asked]
      to: seated
      who: coordinator
      requires:
        - {check: "number-of('AWARDS', 'seated', 'region=east') < 1", message: {en: The region has its seat.}}
"""


def _award(declared: Declaration, amount: str = "1", currency: str = "USD", region: str = "east") -> RegisterRecord:
    values = {"name": "Award", "amount": {"amount": amount, "currency": currency}, "region": region}
    return create_record(console(), declaration=declared, values=values)


def _make(declared: Declaration, record: RegisterRecord, move: str) -> RegisterRecord:
    return move_record(console(), declaration=declared, record=record, move=move, revision=record.revision)


def test_an_award_is_reserved_only_while_the_balance_covers_it(declare: Declare) -> None:
    declared = declare(FUND)
    for amount in ("300000", "200000"):
        _make(declared, _award(declared, amount), "reserve")
    with pytest.raises(Unmet) as error:
        _make(declared, _award(declared, "1"), "reserve")
    assert error.value.messages[0]["en"] == "Not covered."


def test_amounts_in_several_currencies_are_refused_not_added(declare: Declare) -> None:
    declared = declare(FUND)
    _make(declared, _award(declared, "10"), "reserve")
    with pytest.raises(InputError, match="several currencies"):
        _make(declared, _award(declared, "10", "EUR"), "reserve")


def test_number_of_counts_records_with_a_code(declare: Declare) -> None:
    declared = declare(FUND)
    _make(declared, _award(declared, region="west"), "seat")
    _make(declared, _award(declared), "seat")
    with pytest.raises(Unmet):
        _make(declared, _award(declared), "seat")


def test_a_bulk_change_is_one_act_and_names_whom_it_refused(courses: Declaration) -> None:
    good, stale, hidden = course(courses), course(courses), course(courses, "published")
    change_record(console(), declaration=courses, record=stale, values={"event": "Newer"}, revision=1)
    done = bulk_change(
        actor_with("registrar"),
        declaration=courses,
        records=[(good.uuid, 1), (stale.uuid, 1), (hidden.uuid, hidden.revision)],
        values={"level": "national"},
    )
    assert done.changed == (good.uuid,)
    assert [(each.code, type(each.error)) for each in done.refused] == [(stale.code, Clash), (hidden.code, Refused)]
    assert Event.objects.filter(verb="ground.register.records_changed").count() == 1
    assert find_records(console(), courses, facets=["level"]).facets["level"] == {"national": 1}


def test_a_bulk_move_publishes_what_can_be_published(courses: Declaration) -> None:
    one, other = course(courses), course(courses, "published")
    records = [(one.uuid, 1), (other.uuid, other.revision)]
    done = bulk_change(console(), declaration=courses, records=records, move="publish")
    assert (done.changed, len(done.refused)) == ((one.uuid,), 1)
    assert RegisterRecord.objects.filter(state="published").count() == 2


def test_what_is_public_is_changed_by_those_who_publish(courses: Declaration) -> None:
    record = course(courses, "published")
    values = {"event": "Quietly changed"}
    with pytest.raises(Refused):
        change_record(
            actor_with("registrar"), declaration=courses, record=record, values=values, revision=record.revision
        )
    assert change_record(
        actor_with("coordinator"), declaration=courses, record=record, values=values, revision=record.revision
    )


def test_an_open_register_is_written_by_its_writers(declare: Declare) -> None:
    text = COURSES[: COURSES.index("\nworkflow:")] + "\nworkflow: open\n"
    declared = declare(text)
    registrar = actor_with("registrar")
    record = create_record(registrar, declaration=declared, values={"event": "Open"})
    assert change_record(registrar, declaration=declared, record=record, values={"event": "Still"}, revision=1)
