"""The chain tells of every change, even of one made behind the application's back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palermo.ground.audit import api as audit
from palermo.ground.audit import chain, seals
from palermo.ground.audit.actor import SYSTEM
from palermo.ground.audit.guard import writes_allowed
from palermo.ground.audit.models import Event, Head

EVENTS = 7
TEXT_COLUMNS = ("at", "actor", "channel", "verb", "object_kind", "object_uuid", "details", "previous_hash", "hash")


def _record(count: int) -> None:
    for number in range(count):
        with audit.act(SYSTEM, "ground.test.done", object_kind="test", object_uuid=f"{number:036d}", number=number):
            pass


@contextmanager
def _undone() -> Iterator[None]:
    """The seals lifted and any writing allowed, as for somebody who owns the database; undone at the end."""
    with transaction.atomic(), writes_allowed():
        seals.lift(connection)
        yield
        transaction.set_rollback(True)


def _refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        writes_allowed(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_altering_one_character_of_any_column_of_any_event_is_found(data: st.DataObject) -> None:
    if not Event.objects.exists():
        _record(EVENTS)
    seq = data.draw(st.integers(1, EVENTS), label="event")
    column = data.draw(st.sampled_from(TEXT_COLUMNS), label="column")
    text = getattr(Event.objects.get(seq=seq), column)
    place = data.draw(st.integers(0, len(text) - 1), label="place")
    other = data.draw(st.characters(codec="ascii", categories=("L", "N")).filter(lambda c: c != text[place]))
    with _undone():
        Event.objects.filter(seq=seq).update(**{column: text[:place] + other + text[place + 1 :]})
        verification = audit.verify()
    assert verification.broken_at in (seq, seq + 1), "found where it happened, or at the event that links to it"
    assert audit.verify().intact


@pytest.mark.django_db
@pytest.mark.parametrize("seq", range(1, EVENTS + 1))
def test_removing_any_event_is_found_even_the_last(seq: int) -> None:
    _record(EVENTS)
    with _undone():
        Event.objects.filter(seq=seq).delete()
        assert not audit.verify().intact


@pytest.mark.django_db
def test_removing_the_last_event_and_the_head_is_found() -> None:
    _record(EVENTS)
    with _undone():
        Event.objects.filter(seq=EVENTS).delete()
        Head.objects.all().delete()
        assert not audit.verify().intact


@pytest.mark.django_db
def test_renumbering_and_inserting_are_found() -> None:
    _record(EVENTS)
    with _undone():
        Event.objects.filter(seq=EVENTS).update(seq=EVENTS + 5)
        assert not audit.verify().intact
    with _undone():
        forged = Event(seq=EVENTS + 1, at="2026", actor="console", channel="cli", verb="x.y.z", object_kind="x")
        forged.previous_hash = Event.objects.get(seq=EVENTS).hash
        forged.hash = chain.seal(forged)
        forged.save(force_insert=True)
        assert not audit.verify().intact, "the head still says where the chain ended"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ground_event SET verb = 'x' WHERE seq = 1",
        "UPDATE ground_event SET verb = verb WHERE seq = 1",
        "DELETE FROM ground_event WHERE seq = 3",
        "INSERT INTO ground_event (seq, at, actor, channel, verb, object_kind, object_uuid, details, previous_hash,"
        " hash) VALUES (99, '', '', '', '', '', '', '', '', 'x')",
        "UPDATE ground_head SET seq = 1",
        "UPDATE ground_head SET seq = 4, hash = 'x'",
        "DELETE FROM ground_head",
    ],
)
def test_the_database_itself_refuses(statement: str) -> None:
    _record(3)
    _refused(statement)
    assert audit.verify().intact


@pytest.mark.django_db
def test_the_database_refuses_replacing_or_emptying() -> None:
    _record(3)
    replacing = (
        "INSERT OR REPLACE INTO ground_event (seq, at, actor, channel, verb, object_kind, object_uuid, details,"
        " previous_hash, hash) VALUES (2, '', '', '', '', '', '', '', '', 'x')"
    )
    statement = replacing if connection.vendor == "sqlite" else "TRUNCATE ground_event"
    _refused(statement)
    assert audit.verify().events == 3


@pytest.mark.django_db
def test_the_seals_are_in_place_after_all_migrations() -> None:
    assert seals.in_place(connection)


@pytest.mark.django_db
def test_acts_follow_undoes_what_no_act_names() -> None:
    from palermo.ground.organisations.models import Organisation

    with pytest.raises(audit.UnauditedWrite), audit.acts_follow():
        Organisation.objects.create(code="moj", name="Ministry of Justice")
    assert not Organisation.objects.exists()
    with audit.acts_follow():
        Organisation.objects.create(code="moj", name="Ministry of Justice")
        with audit.act(SYSTEM, "ground.organisation.created", object_kind="organisation"):
            pass
    assert Organisation.objects.exists()
