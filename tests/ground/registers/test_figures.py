"""Figures follow the state and content of their records, in the same transaction."""

from __future__ import annotations

from decimal import Decimal

import pytest

from palermo.ground.access.api import VISITOR, console
from palermo.ground.evidence.api import Figure, figures_visible_to
from palermo.ground.registers.api import RegisterRecord, change_record, move_record
from palermo_engines.registers.model import Declaration
from tests.ground.registers.conftest import Declare
from tests.ground.registers.samples import COURSES, course

pytestmark = pytest.mark.django_db

PEOPLE = {"total": 12, "women": 7, "men": 4, "not_disaggregated": 1}
SAID = {"country": "ALB", "held": "2014", "participants": PEOPLE}


def _said(status: str) -> list[tuple[str, int]]:
    figures = Figure.objects.filter(status=status).order_by("pk")
    return [(figure.breakdown, int(figure.value)) for figure in figures]


def _move(declared: Declaration, record: RegisterRecord, move: str) -> RegisterRecord:
    return move_record(console(), declaration=declared, record=record, move=move, revision=record.revision)


ALL_PARTS = [("", 12), ("sex=female", 7), ("sex=male", 4), ("sex=not_disaggregated", 1)]


def test_a_draft_states_accepted_figures_and_publishing_publishes_them(courses: Declaration) -> None:
    record = course(courses, **SAID)
    assert sorted(_said("accepted")) == ALL_PARTS
    assert not figures_visible_to(VISITOR).exists()
    _move(courses, record, "publish")
    assert sorted(_said("published")) == ALL_PARTS
    total = figures_visible_to(VISITOR).get(breakdown="")
    assert (total.measure, total.subject, total.period, total.origin) == ("people_trained", "ALB", "2014", "register")
    assert (total.source.kind, total.source.key, total.locator) == ("register", "COURSES", record.code)
    assert total.origin_uuid == record.uuid
    assert total.parts.count() == 3


def test_leaving_the_public_state_withdraws_and_coming_back_states_again(courses: Declaration) -> None:
    record = _move(courses, course(courses, **SAID), "publish")
    record = _move(courses, record, "withdraw")
    assert sorted(_said("withdrawn")) == ALL_PARTS
    assert not figures_visible_to(VISITOR).exists()
    assert not _said("accepted")
    record = _move(courses, record, "back")
    assert sorted(_said("accepted")) == ALL_PARTS
    _move(courses, record, "publish")
    assert sorted(_said("published")) == ALL_PARTS


def test_a_changed_value_withdraws_what_was_published_and_keeps_what_still_holds(courses: Declaration) -> None:
    record = _move(courses, course(courses, **SAID), "publish")
    men = Figure.objects.get(breakdown="sex=male").pk
    values = {**record.values, "participants": {**PEOPLE, "total": 13, "women": 8}}
    change_record(console(), declaration=courses, record=record, values=values, revision=record.revision)
    assert sorted(_said("withdrawn")) == [("", 12), ("sex=female", 7)]
    assert sorted(_said("published"))[:2] == [("", 13), ("sex=female", 8)]
    assert Figure.objects.get(breakdown="sex=male").pk == men


def test_a_changed_draft_leaves_no_trace_in_evidence(courses: Declaration) -> None:
    record = course(courses, **SAID)
    values = {**record.values, "participants": {"total": 5, "qualifier": "more_than"}}
    change_record(console(), declaration=courses, record=record, values=values, revision=1)
    figure = Figure.objects.get()
    assert (figure.value, figure.qualifier, figure.status) == (Decimal(5), "more_than", "accepted")


def test_zero_is_stated_none_known_and_nothing_said_are_not(courses: Declaration) -> None:
    course(courses, participants={"total": 0})
    course(courses, participants={"qualifier": "none_known"})
    course(courses)
    assert _said("accepted") == [("", 0)]


@pytest.mark.parametrize(
    ("where", "level", "status"),
    [
        ("register", "members", "accepted"),
        ("register", "organisation", None),
        ("register", "[coordinator]", None),
        ("participants", "members", "accepted"),
        ("participants", "[coordinator]", None),
        ("held", "[coordinator]", None),
        ("country", "[coordinator]", None),
    ],
)
def test_what_is_not_for_all_is_never_published(declare: Declare, where: str, level: str, status: str | None) -> None:
    """The day and the place of a figure tell as much as its value."""
    if where == "register":
        text = COURSES.replace("languages: [en]", f"languages: [en]\nvisibility: {level}")
    else:
        text = COURSES.replace(f"id: {where},", f"id: {where}, visible: {level},")
    course(declare(text), "published", **SAID)
    statuses = set(Figure.objects.values_list("status", flat=True))
    assert statuses == ({status} if status else set())
    assert not figures_visible_to(VISITOR).exists()
