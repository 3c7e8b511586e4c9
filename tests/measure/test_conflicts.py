"""What counts as a contradiction, and that both sides stay visible."""

from __future__ import annotations

import pytest

from palermo.ground.access.api import VISITOR, Actor, Refused
from palermo.measure.conflicts.actions import hold_right
from palermo.measure.conflicts.queries import contradicted_keys, contradicting, contradictions, uneven_totals
from palermo.measure.importing import import_dataset
from palermo_engines.kit.errors import InputError
from tests.measure.conftest import row, workbook
from tests.measure.planting import document, figure

pytestmark = pytest.mark.django_db


def values() -> list[list[int]]:
    found = contradictions(VISITOR, contradicted_keys(VISITOR))
    return [[int(figure.value) for figure in item.figures] for item in found]


def test_two_documents_with_different_values_contradict_each_other() -> None:
    figure(document("A/1"), 12)
    figure(document("A/2"), 15)
    assert values() == [[12, 15]]


def test_a_document_and_a_dataset_contradict_each_other_whatever_word_they_use_for_people(actor: Actor) -> None:
    import_dataset(actor, workbook(row(txtVALUE="12")), "x.xlsx")
    stated = figure(document(), 15, unit="victims")
    assert values() == [[12, 15]]
    assert [int(other.value) for other in contradicting(VISITOR, stated)] == [12]


@pytest.mark.parametrize(
    "other",
    [
        {"value": 12},
        {"value": 15, "period": "2019"},
        {"value": 15, "subject": "NER"},
        {"value": 15, "breakdown": "sex=female"},
        {"value": 15, "measure": "convictions"},
        {"value": 15, "unit": "cases"},
        {"value": 15, "status": "withdrawn"},
        {"value": 15, "measure": ""},
    ],
)
def test_other_things_do_not_contradict(other: dict[str, object]) -> None:
    figure(document("A/1"), 12)
    figure(document("A/2"), **other)  # type: ignore[arg-type]
    assert values() == []


def test_qualifier_and_range_make_a_difference() -> None:
    figure(document("A/1"), 12)
    figure(document("A/2"), 12, qualifier="more_than")
    figure(document("A/1"), 20, period="2019")
    figure(document("A/2"), 20, high=25, period="2019")
    assert values() == [[12, 12], [20, 20]]


def test_two_statements_of_one_document_are_two_events() -> None:
    source = document()
    figure(source, 12)
    figure(source, 15)
    assert values() == []


def test_without_time_or_place_nothing_can_be_compared_except_what_has_no_place() -> None:
    first, second = document("A/1"), document("A/2")
    figure(first, 12, period="")
    figure(second, 15, period="")
    figure(first, 12, subject="")
    figure(second, 15, subject="")
    assert values() == []
    figure(first, 169, measure="protocol_parties", subject="", period="", as_of="2016-05-30", unit="States")
    figure(second, 170, measure="protocol_parties", subject="", period="", as_of="2016-05-30", unit="States")
    assert values() == [[169, 170]]


def test_strangers_see_no_conflict_with_a_draft() -> None:
    figure(document("A/1"), 12)
    figure(document("A/2", published=False), 15)
    figure(document("A/3"), 16, status="accepted")
    assert values() == []


def test_an_answer_is_not_kept_when_something_was_written() -> None:
    figure(document("A/1"), 12)
    assert values() == []
    figure(document("A/2"), 15)
    assert values() == [[12, 15]]


def test_parts_that_do_not_add_up_are_shown_as_stated() -> None:
    source = document()
    total = figure(source, 228)
    figure(source, 46, part_of=total, breakdown="sex=male")
    figure(source, 128, part_of=total, breakdown="sex=female")
    fits = figure(source, 10, period="2019")
    figure(source, 4, part_of=fits, breakdown="sex=male", period="2019")
    figure(source, 6, part_of=fits, breakdown="sex=female", period="2019")
    (uneven,) = uneven_totals(VISITOR)
    assert (uneven.total, int(uneven.addition.sum), int(uneven.addition.difference)) == (total, 174, 54)


def test_a_reviewer_holds_a_value_right_and_both_stay(actor: Actor) -> None:
    right, wrong = figure(document("A/1"), 12), figure(document("A/2"), 15)
    hold_right(actor, right, "The ministry confirmed it.")
    (item,) = contradictions(VISITOR, contradicted_keys(VISITOR))
    assert [opinion.reason for opinion in item.opinions[right.pk]] == ["The ministry confirmed it."]
    assert list(item.figures) == [right, wrong]
    with pytest.raises(InputError):
        hold_right(actor, right, "  ")
    with pytest.raises(Refused):
        hold_right(VISITOR, right, "Because.")
