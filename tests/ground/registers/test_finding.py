"""The words of records: text search finds what stands in them, whatever was written, changed and deleted before."""

from __future__ import annotations

import random

import pytest

from palermo.ground.access.api import console
from palermo.ground.audit import api as audit
from palermo.ground.registers import bits
from palermo.ground.registers.api import Wanted, change_record, find_records, settle
from palermo.ground.registers.finding import PACK, Rewording, forget, with_words
from palermo.ground.registers.models import RecordWords
from palermo_engines.registers.model import Declaration
from tests.ground.registers.samples import course

pytestmark = pytest.mark.django_db

WORDS = ("refuge", "abri", "住所", "дом", "ملجأ", "shelter", "123", "%", "_", "a")


def _put(changes: dict[int, str], register: str = "X01") -> None:
    with audit.act(console(), "ground.test.begun", object_kind="register"):
        rewording = Rewording(register)
        for number, words in changes.items():
            rewording.put(number, words)
        rewording.store()


def _found(text: str, register: str = "X01") -> set[int]:
    return set(bits.numbers_in(with_words(register, text)))


@pytest.mark.parametrize("seed", range(4))
def test_search_agrees_with_reading_every_line(seed: int) -> None:
    chance = random.Random(seed)
    held: dict[int, str] = {}
    for _ in range(12):
        numbers = [chance.randrange(1, 9 * PACK) for _ in range(chance.choice((1, 3, 40)))]
        changes = {number: " ".join(chance.choices(WORDS, k=chance.randrange(5))) for number in numbers}
        _put(changes)
        held |= changes
        asked = [*WORDS, "住", "shelter 123", "a abri refuge", "SHELTER", "absent"]
        for text in asked:
            wanted = text.casefold().split()
            expected = {number for number, words in held.items() if all(word in words for word in wanted) and words}
            assert _found(text) == expected, text


def test_words_do_not_run_over_the_end_of_a_record() -> None:
    _put({PACK: "end of one", PACK + 1: "start of two"})
    assert _found("one two") == set()
    assert _found("one\nstart") == set(), "a line break in what is asked is a space"


def test_registers_do_not_see_each_other() -> None:
    _put({1: "alpha"}, "X01")
    _put({1: "beta"}, "X02")
    assert (_found("alpha", "X01"), _found("alpha", "X02")) == ({1}, set())
    with audit.act(console(), "ground.test.begun", object_kind="register"):
        forget("X01")
    assert (_found("alpha", "X01"), _found("beta", "X02")) == (set(), {1})


def test_a_change_is_found_by_its_new_words_only(courses: Declaration) -> None:
    record = course(courses, event="Before the change")
    other = course(courses, event="Another course")
    change_record(
        console(), declaration=courses, record=record, revision=1, values={**record.values, "event": "Afterwards"}
    )
    asked = {text: [shown.code for shown in find_records(console(), courses, Wanted(text=text)).records] for text in (
        "before", "afterwards", "another", "course",
    )}  # fmt: skip
    assert asked == {"before": [], "afterwards": [record.code], "another": [other.code], "course": [other.code]}


def test_words_made_anew_are_the_words_that_grew(courses: Declaration) -> None:
    for number in range(2 * PACK):
        course(courses, event=f"Course {number}")
    grown = {(row.pack, row.words) for row in RecordWords.objects.all()}
    assert len(grown) >= 2
    settle(console(), declaration=courses)
    assert {(row.pack, row.words) for row in RecordWords.objects.all()} == grown
