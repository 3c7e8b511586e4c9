"""Two people at once: of two links that together close a circle one is refused; one document becomes one work."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from palermo.coordinate import api as coordinate
from palermo.coordinate.resolutions.models import Paragraph, TakenUp, Work
from palermo.ground.access.api import console
from palermo_engines.kit.errors import InputError
from tests.coordinate.shelving import DIRECTIVES, RESOLUTION, ingest, paragraph, resolution, take_in

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="an SQLite in memory has one connection; its file takes one immediate transaction at a time",
    ),
]


def _at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """What each deed gave, or the error it raised, all begun together."""
    gate, answers = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(number: int, deed: Callable[[], Any]) -> None:
        gate.wait()
        try:
            answers[number] = deed()
        except InputError as problem:
            answers[number] = problem  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=numbered) for numbered in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _link(earlier: Paragraph, later: Paragraph) -> TakenUp:
    return coordinate.propose_taking_up(
        console(), earlier=coordinate.End(earlier), later=coordinate.End(later), reason="so"
    )


def test_of_two_links_that_close_a_circle_one_is_refused() -> None:
    for number in range(5):
        one, two = (resolution(symbol=f"MER/{number}/{half}", title=f"{number} {half}", date=None) for half in "ab")
        first, second = paragraph(one, "OP1"), paragraph(two, "OP1")
        answers = _at_once(lambda a=first, b=second: _link(a, b), lambda a=first, b=second: _link(b, a))
        assert sorted(type(answer).__name__ for answer in answers) == ["InputError", "TakenUp"]
    assert TakenUp.objects.count() == 5


def test_one_document_becomes_one_work() -> None:
    document = ingest(RESOLUTION, DIRECTIVES, symbol="MER/1")
    done = _at_once(*[lambda: take_in(document)] * 3)
    assert {each.work for each in done} == {Work.objects.get()}
    assert sorted(each.new_paragraphs for each in done) == [0, 0, 3]
    assert Paragraph.objects.count() == 3
