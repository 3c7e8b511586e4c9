"""Splink on DuckDB: good links, honest probabilities, the same again with the same seed."""

from __future__ import annotations

import json

import numpy as np
import pytest

from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.chances import frequencies
from palermo_engines.linkage.choices import NAMED, THOROUGH, choices_for
from palermo_engines.linkage.matching import Match, duckdb_of, match
from palermo_engines.linkage.partitions import best_linkage, groups_of
from palermo_engines.linkage.quality import Quality, against_labels, against_truth, expected
from palermo_engines.linkage.records import AgencyList, Places, Records, prepare
from palermo_engines.linkage.rehearsal import rehearse
from palermo_engines.linkage.review import decided, doubts, grey_zone
from palermo_engines.linkage.settings import settings_of
from tests.engines.linkage.samples import small_country


@pytest.fixture(scope="module")
def country() -> tuple[Records, Places]:
    return small_country()


@pytest.fixture(scope="module")
def found(country: tuple[Records, Places]) -> Match:
    return match(country[0], seed=1, database=duckdb_of(threads=1))


def test_links_are_right_and_few_are_missed(country: tuple[Records, Places], found: Match) -> None:
    records, truth = country
    quality = against_truth(best_linkage(groups_of(found.pairs, len(records))), truth)
    assert quality.precision > 0.97
    assert quality.recall > 0.93


def test_probabilities_are_honest(country: tuple[Records, Places], found: Match) -> None:
    truth, pairs = country[1], found.pairs
    same = truth[pairs.left] == truth[pairs.right]
    assert pairs.probability.sum() == pytest.approx(same.sum(), rel=0.05)
    sure = pairs.probability > 0.99
    assert same[sure].mean() > 0.99


def test_what_is_called_unlikely_is_rarely_one_person(country: tuple[Records, Places], found: Match) -> None:
    """One country has some twenty such pairs, in which two more or less are chance: three are counted together."""
    matched = [(country[1], found.pairs)]
    for seed in (21, 22):
        records, truth = small_country(seed=seed)
        matched.append((truth, match(records, seed=1, database=duckdb_of(threads=1)).pairs))
    unlikely = [truth[each.left] == truth[each.right] for truth, each in matched]
    same = np.concatenate([one[each.probability < 0.01] for one, (_, each) in zip(unlikely, matched, strict=True)])
    assert len(same) > 50
    assert same.mean() < 0.1


def test_the_same_seed_gives_the_same_pairs(country: tuple[Records, Places], found: Match) -> None:
    again = match(country[0], seed=1, database=duckdb_of(threads=1))
    np.testing.assert_array_equal(again.pairs.left, found.pairs.left)
    np.testing.assert_allclose(again.pairs.weight, found.pairs.weight, atol=1e-6)


def test_what_was_learned_can_be_used_on_other_records(found: Match) -> None:
    records, truth = small_country(3_000, seed=9)
    pairs = match(records, seed=1, database=duckdb_of(threads=1), learned=json.loads(json.dumps(found.learned))).pairs
    assert against_truth(best_linkage(groups_of(pairs, len(records))), truth).f1 > 0.93


def test_settings_name_no_database_and_every_choice_has_its_reason() -> None:
    for choices in (NAMED, THOROUGH):
        spelled = json.dumps(settings_of(choices))
        assert "duckdb" not in spelled
        assert "sql_dialect" not in spelled
        assert all(rule.why for rule in choices.rules)
        assert all(comparison.why for comparison in choices.comparisons)
        assert all(session.why for session in choices.training)
    assert choices_for(1_000) is THOROUGH
    assert choices_for(1_000_000) is NAMED


def test_expected_quality_is_near_the_true_one(country: tuple[Records, Places], found: Match) -> None:
    person = best_linkage(groups_of(found.pairs, len(country[0])))
    told, true = expected(found.pairs, person), against_truth(person, country[1])
    assert told.precision == pytest.approx(true.precision, abs=0.02)
    assert told.recall == pytest.approx(true.recall, abs=0.05)


def test_the_grey_zone_shows_both_records_field_by_field(country: tuple[Records, Places], found: Match) -> None:
    grey = grey_zone(found.pairs)
    assert 0 < len(grey) < len(found.pairs) / 5
    gaps = np.abs(grey.probability - 0.5)
    assert (np.diff(gaps) >= 0).all()
    doubt = next(iter(doubts(country[0], grey)))
    left, right = (country[0].written(record) for record in doubt.records)
    lines = {line.field: line for line in doubt.lines}
    assert (lines["family"].left, lines["family"].right) == (left["family"], right["family"])
    assert lines["region"].evidence is None
    total = sum(line.evidence for line in doubt.lines if line.evidence is not None)
    prior = np.log2(found.learned["probability_two_random_records_match"])
    assert np.log2(doubt.probability / (1 - doubt.probability)) == pytest.approx(total + prior, abs=0.01)
    with pytest.raises(InputError):
        grey_zone(found.pairs, 0.9, 0.1)


def test_decisions_of_reviewers_are_followed(country: tuple[Records, Places], found: Match) -> None:
    grey = grey_zone(found.pairs)
    pairs = list(zip(grey.left.tolist(), grey.right.tolist(), strict=True))[:10]
    for same in (True, False):
        person = best_linkage(groups_of(decided(found.pairs, dict.fromkeys(pairs[:1], same)), len(country[0])))
        left, right = pairs[0]
        assert (person[left] == person[right]) is np.bool_(same)


def test_quality_by_truth_and_by_labels() -> None:
    person, truth = np.array([0, 0, 0, 3, 3, 5]), np.array([7, 7, 8, 8, 9, 9])
    assert against_truth(person, truth) == Quality(right=1, wrong=3, missed=2)
    labels = [(0, 1, True), (1, 2, False), (2, 3, True), (0, 5, False)]
    judged = against_labels(person, labels)
    assert judged == Quality(right=1, wrong=1, missed=1)
    assert (judged.precision, judged.recall, judged.f1) == (0.5, 0.5, 0.5)
    with pytest.raises(InputError):
        against_labels(person, [(0, 6, True)])


def test_a_name_is_no_commoner_for_one_persons_three_records() -> None:
    values, groups = ["a", "a", "a", "b", "b", "b", "c", None], ["x"] * 8
    by_record = frequencies(values, groups, list(range(8)))
    by_person = frequencies(values, groups, [0, 0, 0, 3, 4, 5, 6, 7])
    assert by_record["a"] == by_record["b"]
    assert by_person["a"] < by_person["b"] / 2
    assert by_record.keys() == {"a", "b", "c"}
    assert all(0 < share < 1 for share in by_person.values())


def test_frequencies_count_within_the_group() -> None:
    values = ["a"] * 5 + ["b"] * 5 + ["a"] * 5 + ["c"] * 85
    groups = ["small"] * 10 + ["large"] * 90
    inside = frequencies(values, groups, list(range(100)))
    assert inside["b"] > 3 * frequencies(values, [""] * 100, list(range(100)))["b"]


def test_few_records_are_linked_by_what_was_learned_elsewhere(found: Match) -> None:
    lists = [
        AgencyList("a", {"family": ["Belmir", "Dortam"], "given": ["Rasgal", "Sil"], "birth": ["1999-05-31", ""]}),
        AgencyList("b", {"family": ["Pelquo", "Belmyr"], "given": ["", "Razgal"], "birth": ["1980", "31/05/1999"]}),
    ]
    with pytest.raises(InputError) as caught:
        match(prepare(lists[:1]), seed=1)
    assert caught.value.code == "linkage.too_few"
    records = prepare(lists)
    person = best_linkage(groups_of(match(records, seed=1, learned=found.learned).pairs, 4))
    assert person.tolist() == [0, 1, 2, 0]


def test_a_rehearsal_learns_from_simulated_records_and_tells_its_quality() -> None:
    rehearsal = rehearse(seed=2, people=4_000, database=duckdb_of(threads=1))
    assert rehearsal.quality.f1 > 0.93
    assert rehearsal.learned["comparisons"]
