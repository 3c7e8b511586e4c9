"""Two people at once, each with a connection of their own, on a database that commits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from palermo.ground.access.api import console
from palermo.ground.audit import api as audit
from palermo.ground.registers.api import (
    Clash,
    RegisterRecord,
    change_record,
    create_record,
    find_records,
)
from palermo_engines.registers.model import Declaration
from tests.ground.registers.samples import course

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each work returned or raised; all begin together."""
    gate = threading.Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        gate.wait()
        try:
            results[place] = work()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def test_two_editors_of_one_field_one_is_shown_the_clash(courses: Declaration) -> None:
    record = course(courses)

    def edit(event: str) -> Callable[[], Any]:
        values = {"event": event}
        return lambda: change_record(console(), declaration=courses, record=record, values=values, revision=1)

    done = at_once(edit("One"), edit("Other"))
    clashes = [each for each in done if isinstance(each, Clash)]
    saved = [each for each in done if isinstance(each, RegisterRecord)]
    assert (len(clashes), len(saved)) == (1, 1), done
    assert {clashes[0].mine["event"], saved[0].title} == {"One", "Other"}
    assert audit.verify().intact


def test_two_editors_of_two_fields_both_are_kept(courses: Declaration) -> None:
    record = course(courses)
    base = dict(record.values)
    done = at_once(
        lambda: change_record(
            console(), declaration=courses, record=record, values={**base, "level": "national"}, revision=1
        ),
        lambda: change_record(
            console(), declaration=courses, record=record, values={**base, "country": "ALB"}, revision=1
        ),
    )
    assert not [each for each in done if isinstance(each, Exception)], done
    assert RegisterRecord.objects.get().values == {**base, "level": "national", "country": "ALB"}


def test_many_writers_get_numbers_without_doubles_and_tags_without_loss(courses: Declaration) -> None:
    def write() -> None:
        for _ in range(5):
            create_record(console(), declaration=courses, values={"event": "E", "level": "national"})

    done = at_once(write, write, write, write)
    assert done == [None] * 4
    assert sorted(RegisterRecord.objects.values_list("number", flat=True)) == list(range(1, 21))
    assert find_records(console(), courses, facets=["level"]).facets["level"] == {"national": 20}
    assert audit.verify().intact
