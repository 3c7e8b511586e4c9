"""Imports are all or nothing unless asked, name every bad cell, and can be undone."""

from __future__ import annotations

import random
from typing import Any

import pytest

from palermo.ground.access.api import Refused, console
from palermo.ground.audit.models import Event
from palermo.ground.evidence.api import Figure
from palermo.ground.registers.api import (
    ImportRefused,
    RegisterRecord,
    begin_import,
    change_record,
    check_rows,
    find_records,
    import_columns,
    import_piece,
    import_records,
    imports_visible_to,
    preview,
    suggest_matching,
    undo_import,
)
from palermo.ground.registers.models import RecordTags
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration
from tests.ground.registers.samples import actor_with, course

pytestmark = pytest.mark.django_db

HEADINGS = ["Event", "Country", "Held", "participants", "Level", "Remarks of the ministry"]
MATCHING = {"Event": "event", "Country": "country", "Held": "held", "participants": "participants", "Level": "level"}
BAD = {"Country": "Atlantis", "Held": "some day", "participants": "<5", "Level": "galactic", "Event": ""}


def rows(many: int) -> list[list[Any]]:
    return [[f"Course {number}", "ALB", "2014", str(number % 50), "National", "x"] for number in range(many)]


def spoiled(many: int, bad: int) -> tuple[list[list[Any]], set[tuple[int, str]]]:
    """``many`` rows of which ``bad`` cells in as many rows cannot be used, and where those are, as a sheet counts."""
    table = rows(many)
    chance = random.Random(37)
    columns = sorted(BAD)
    spots = set()
    for place, row in enumerate(chance.sample(range(many), bad)):
        heading = columns[place % len(columns)]
        table[row][HEADINGS.index(heading)] = BAD[heading]
        spots.add((row + 2, heading))
    return table, spots


def bring_in(declared: Declaration, table: list[list[Any]], **options: Any) -> Any:
    return import_records(
        console(), declaration=declared, headings=HEADINGS, rows=table, matching=MATCHING, filename="t.csv", **options
    )


def test_37_bad_cells_in_10000_rows_are_each_named_and_nothing_is_kept(courses: Declaration) -> None:
    table, spots = spoiled(10_000, 37)
    with pytest.raises(ImportRefused) as error:
        bring_in(courses, table)
    assert {(fault.row, fault.column) for fault in error.value.faults} == spots
    assert error.value.fault_count == 37
    assert not RegisterRecord.objects.exists()
    assert not RecordTags.objects.exists()
    assert not Event.objects.filter(verb__contains="import").exists()


def test_asked_to_the_good_rows_are_kept_and_the_bad_ones_named(courses: Declaration) -> None:
    table, spots = spoiled(10_000, 37)
    done = bring_in(courses, table, keep_good=True)
    assert {(fault.row, fault.column) for fault in done.faults} == spots
    assert (done.rows, done.kept, RegisterRecord.objects.count()) == (10_000, 9_963, 9_963)
    assert (done.batch.rows, done.batch.kept) == (10_000, 9_963)
    assert Event.objects.filter(verb="ground.register.imported").count() == 1
    assert find_records(console(), courses, facets=["level"]).facets["level"] == {"national": 9_963}


def test_a_preview_tells_the_same_and_writes_nothing(courses: Declaration) -> None:
    table, spots = spoiled(200, 10)
    events = Event.objects.count()
    seen = preview(console(), declaration=courses, headings=HEADINGS, rows=table, matching=MATCHING)
    assert {(fault.row, fault.column) for fault in seen.faults} == spots
    assert (seen.rows, seen.good, seen.fault_count) == (200, 190, 10)
    assert seen.unmatched == ("Remarks of the ministry",)
    assert all(value["event"].startswith("Course") for value in seen.values)
    assert Event.objects.count() == events


def test_imported_records_are_as_if_typed(courses: Declaration) -> None:
    bring_in(courses, rows(1))
    imported = RegisterRecord.objects.get()
    typed = course(courses, **imported.values)
    for name in ("title", "country", "first", "last", "sorting", "values", "state", "revision"):
        assert getattr(imported, name) == getattr(typed, name), name
    figures = [
        sorted(Figure.objects.filter(origin_uuid=record.uuid).values_list("measure", "value", "period", "breakdown"))
        for record in (imported, typed)
    ]
    assert figures[0] == figures[1] != []


def test_headings_find_their_columns(courses: Declaration) -> None:
    found = suggest_matching(console(), courses, ["EVENT", " country ", "participants.women", "Something else"])
    assert found == {"EVENT": "event", " country ": "country", "participants.women": "participants.women"}


def test_a_hidden_field_is_no_column(courses: Declaration) -> None:
    coordinator = actor_with("coordinator")
    assert "notes" in {column.key for column in import_columns(coordinator, courses)}
    with pytest.raises(Refused):
        begin_import(actor_with("registrar"), declaration=courses)
    with pytest.raises(InputError):
        preview(coordinator, declaration=courses, headings=["A"], rows=[["x"]], matching={"A": "no_such"})
    with pytest.raises(InputError):
        preview(coordinator, declaration=courses, headings=["A"], rows=[["x"]], matching={"B": "event"})


def test_undo_takes_all_out_but_what_was_changed_since(courses: Declaration) -> None:
    kept = course(courses)
    done = bring_in(courses, rows(50))
    changed = RegisterRecord.objects.filter(batch=done.batch).order_by("ordinal")[7]
    change_record(console(), declaration=courses, record=changed, values={"event": "Corrected"}, revision=1)
    undone = undo_import(console(), declaration=courses, batch=done.batch.uuid)
    assert (undone.removed, undone.kept) == (49, (changed.code,))
    assert set(RegisterRecord.objects.values_list("pk", flat=True)) == {kept.pk, changed.pk}
    assert find_records(console(), courses, facets=["level"]).facets["level"] == {}
    assert set(Figure.objects.values_list("origin_uuid", flat=True)) == set()
    forced = undo_import(console(), declaration=courses, batch=done.batch.uuid, force=True)
    assert (forced.removed, forced.kept) == (1, ())
    assert course(courses).ordinal == 52, "numbers are not given twice"


def test_pieces_of_a_job_make_one_import(courses: Declaration) -> None:
    batch = begin_import(console(), declaration=courses, filename="long.csv")
    table = rows(30)
    for start in (0, 10, 20):
        contents, faults = check_rows(
            console(), declaration=courses, headings=HEADINGS, rows=table[start : start + 10], matching=MATCHING,
            first_row=start + 2,
        )  # fmt: skip
        assert not faults
        import_piece(console(), declaration=courses, batch=batch, contents=contents, rows=10)
    assert [(each.rows, each.kept) for each in imports_visible_to(console(), courses)] == [(30, 30)]
    assert undo_import(console(), declaration=courses, batch=batch.uuid).removed == 30
