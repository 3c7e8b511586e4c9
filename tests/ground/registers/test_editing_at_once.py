"""Two people edit one record: nobody's typing is lost. On an instance of its own, because threads of the test process
would share one database in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ground.instances import own_instance, program
from tests.ground.registers.samples import COURSES

Play = Callable[[str], dict[str, Any]]


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    folder = tmp_path / "registers"
    (folder / "know").mkdir(parents=True)
    (folder / "know" / "COURSES.yaml").write_text(COURSES, encoding="utf-8")
    with own_instance(tmp_path) as environment:
        environment["PALERMO_REGISTERS"] = str(folder)
        yield lambda scene: json.loads(program(environment, "tests/ground/programs/record_editors.py", scene))


def test_of_two_editors_of_one_field_one_is_shown_both(play: Play) -> None:
    answer = play("one-field")
    saved, clash = sorted(answer["said"], reverse=True)
    kept = answer["values"][0]["event"]
    lost = {"One": "Other", "Other": "One"}[kept]
    assert (saved, clash) == ("saved", f"clash over event: mine {lost}, theirs {kept}")
    assert answer["intact"]


def test_of_two_editors_of_two_fields_both_are_kept(play: Play) -> None:
    answer = play("two-fields")
    assert answer["said"] == ["saved", "saved"]
    assert answer["values"] == [{"event": "Course", "level": "national", "country": "ALB"}]
    assert answer["intact"]


def test_many_writers_get_numbers_without_doubles_and_tags_without_loss(play: Play) -> None:
    answer = play("many-writers")
    assert answer["said"] == ["saved"] * 4
    assert answer["numbers"] == list(range(1, 33))
    assert answer["counted"] == {"national": 32}
    assert answer["intact"]
