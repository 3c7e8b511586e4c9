"""Who may, written out: every role, state, visibility of the register and of a field. Nothing here is computed from
roles.yaml or the rules, so that a change in either must be made here too."""

from __future__ import annotations

import pytest

from palermo.ground.access.api import VISITOR, Actor
from palermo.ground.registers.api import (
    declarations,
    may_comment,
    may_import,
    may_move,
    may_read,
    may_read_field,
    may_write,
    record_visible_to,
    records_visible_to,
)
from palermo.ground.registers.rules import fence
from palermo_engines.registers.model import Declaration
from tests.ground.registers.conftest import Declare
from tests.ground.registers.samples import COURSES, actor_with, course

pytestmark = pytest.mark.django_db

SEATED = frozenset(
    {"reader", "documentalist", "reviewer", "publisher", "registrar", "coordinator", "designer", "auditor", "steward"}
)
ALL = SEATED | {"visitor"}
DRAFTS = frozenset({"reader", "documentalist", "reviewer", "publisher", "registrar", "coordinator", "designer"})
COORDINATORS = frozenset({"coordinator", "publisher"})
WRITERS = COORDINATORS | {"registrar"}
NOBODY: frozenset[str] = frozenset()

LEVELS = {"public": "public", "members": "members", "organisation": "organisation", "roles": "[coordinator]"}

# (visibility of the register, whose record, state) -> who reads it. Writers read what they write.
READERS = {
    ("public", "own", "draft"): DRAFTS,
    ("public", "own", "published"): ALL,
    ("public", "own", "withdrawn"): DRAFTS,
    ("public", "other", "draft"): DRAFTS,
    ("public", "other", "published"): ALL,
    ("public", "other", "withdrawn"): DRAFTS,
    ("members", "own", "draft"): DRAFTS,
    ("members", "own", "published"): SEATED,
    ("members", "own", "withdrawn"): DRAFTS,
    ("members", "other", "draft"): DRAFTS,
    ("members", "other", "published"): SEATED,
    ("members", "other", "withdrawn"): DRAFTS,
    ("organisation", "own", "draft"): DRAFTS,
    ("organisation", "own", "published"): SEATED,
    ("organisation", "own", "withdrawn"): DRAFTS,
    ("organisation", "other", "draft"): NOBODY,
    ("organisation", "other", "published"): NOBODY,
    ("organisation", "other", "withdrawn"): NOBODY,
    ("roles", "own", "draft"): WRITERS,
    ("roles", "own", "published"): WRITERS,
    ("roles", "own", "withdrawn"): WRITERS,
    ("roles", "other", "draft"): WRITERS,
    ("roles", "other", "published"): WRITERS,
    ("roles", "other", "withdrawn"): WRITERS,
}
# (visibility of the field, whose record) -> who reads the field of a record they read
FIELD_READERS = {
    ("public", "own"): ALL,
    ("public", "other"): ALL,
    ("members", "own"): SEATED,
    ("members", "other"): SEATED,
    ("organisation", "own"): SEATED,
    ("organisation", "other"): NOBODY,
    ("roles", "own"): COORDINATORS,
    ("roles", "other"): COORDINATORS,
}
# state -> who changes a record that they read: what was decided is changed by those who decide
CHANGERS = {"draft": WRITERS, "published": COORDINATORS, "withdrawn": COORDINATORS}
MOVERS = {"publish": COORDINATORS, "withdraw": COORDINATORS, "back": WRITERS}
BODIES = {"own": "instance", "other": "elsewhere"}


@pytest.fixture
def people() -> dict[str, Actor]:
    return {"visitor": VISITOR, **{role: actor_with(role) for role in sorted(SEATED)}}


def register_with(declare: Declare, level: str, field_level: str = "public") -> Declaration:
    text = COURSES.replace("visible: [coordinator]", f"visible: {LEVELS[field_level]}")
    return declare(text.replace("languages: [en]", f"languages: [en]\nvisibility: {LEVELS[level]}"))


@pytest.mark.parametrize("level", LEVELS)
def test_who_reads_a_record(declare: Declare, people: dict[str, Actor], level: str) -> None:
    declared = register_with(declare, level)
    for (of, whose, state), readers in READERS.items():
        if of != level:
            continue
        record = course(declared, state, owner=BODIES[whose])
        for role, actor in people.items():
            allowed = role in readers
            case = f"{role}, {whose} {state} record of a register for {level}"
            assert bool(may_read(actor, declared, record)) is allowed, case
            assert fence(actor, declared).lets_through(record) is allowed, case
            assert records_visible_to(actor, declared).filter(pk=record.pk).exists() is allowed, case
            assert (record_visible_to(actor, declared, record.uuid) is not None) is allowed, case
            assert (record_visible_to(actor, declared, record.code) is not None) is allowed, case


@pytest.mark.parametrize("field_level", LEVELS)
@pytest.mark.parametrize("level", LEVELS)
def test_who_reads_a_field(declare: Declare, people: dict[str, Actor], level: str, field_level: str) -> None:
    declared = register_with(declare, level, field_level)
    notes = declared.field("notes")
    assert notes is not None
    for whose, owner in BODIES.items():
        for state in ("draft", "published", "withdrawn"):
            record = course(declared, state, owner=owner, notes="planted")
            for role, actor in people.items():
                both = role in READERS[(level, whose, state)] and role in FIELD_READERS[(field_level, whose)]
                reads = may_read(actor, declared, record) and may_read_field(actor, declared, notes, record)
                assert bool(reads) is both, f"{role}, {whose} {state}, register {level}, field {field_level}"


def test_who_writes_moves_imports_and_comments(courses: Declaration, people: dict[str, Actor]) -> None:
    for role, actor in people.items():
        assert bool(may_write(actor, courses)) is (role in WRITERS), role
        assert bool(may_import(actor, courses)) is (role in COORDINATORS), role
    for state, changers in CHANGERS.items():
        record = course(courses, state)
        for role, actor in people.items():
            assert bool(may_write(actor, courses, record)) is (role in changers), f"{role} changes {state}"
            assert bool(may_comment(actor, courses, record)) is (role in WRITERS), f"{role} comments on {state}"
            for move in courses.moves:
                assert bool(may_move(actor, courses, move, record)) is (role in MOVERS[move.id]), f"{role} {move.id}"


def test_nobody_writes_moves_or_comments_on_what_they_do_not_read(declare: Declare, people: dict[str, Actor]) -> None:
    declared = register_with(declare, "organisation")
    record = course(declared, owner="elsewhere")
    for role, actor in people.items():
        assert not may_write(actor, declared, record), role
        assert not may_comment(actor, declared, record), role
        assert not any(may_move(actor, declared, move, record) for move in declared.moves), role


def test_a_stolen_password_opens_no_drafts_and_no_members_fields(declare: Declare) -> None:
    from tests.ground.people import person_with, web_actor

    declared = register_with(declare, "members")
    record = course(declared, "published")
    person = person_with("registrar")
    assert may_read(web_actor(person), declared, record)
    assert may_read(web_actor(person, second_factor=False), declared, record).code == "second_factor"


def test_a_token_without_the_right_to_read_registers_is_a_stranger(declare: Declare) -> None:
    from dataclasses import replace

    declared = register_with(declare, "members", "members")
    record = course(declared, "published")
    token = replace(actor_with("coordinator"), channel="api")
    assert may_read(token, declared, record)
    assert not may_read(replace(token, permissions=frozenset({"ground.job.read"})), declared, record)


def test_the_sum_of_hidden_fields_is_hidden(declare: Declare) -> None:
    text = COURSES.replace(
        "  - {id: notes,",
        "  - {id: seats, type: number, visible: [coordinator], label: {en: Seats}}\n"
        "  - {id: double, type: computed, of: number, value: '${seats} * 2', label: {en: Double}}\n"
        "  - {id: notes,",
    )
    declared = declare(text)
    record = course(declared, "published", seats={"value": "21"})
    double = declared.field("double")
    assert double is not None
    assert not may_read_field(VISITOR, declared, double, record)
    assert may_read_field(actor_with("coordinator"), declared, double, record)
    assert declared in declarations()
