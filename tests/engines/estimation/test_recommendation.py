"""Which method a table calls for, and when none is."""

from __future__ import annotations

import numpy as np
import pytest

from palermo_engines.estimation import recommendation
from palermo_engines.estimation.definitions import read_definitions
from palermo_engines.estimation.methods import Settings
from palermo_engines.estimation.recommendation import Trial, recommend
from palermo_engines.estimation.tables import ListTable
from palermo_engines.estimation.words import REASONS, gap_text

QUICK = Settings(bootstrap=100, seed=2)


def table_of(counts: np.ndarray) -> ListTable:
    return ListTable(tuple("abcdefgh"[: (len(counts) + 1).bit_length() - 1]), counts)


def independent(people: int, rates: tuple[float, ...], seed: int) -> ListTable:
    seen = np.random.default_rng(seed).random((people, len(rates))) < rates
    return table_of(np.bincount(seen @ (1 << np.arange(len(rates))), minlength=1 << len(rates))[1:].astype(float))


@pytest.fixture(name="plain", scope="module")
def _plain() -> ListTable:
    return independent(3_000, (0.2, 0.15, 0.25, 0.1), 5)


def test_a_plain_table_gets_the_average_with_a_trial_and_what_it_is_blind_for(plain: ListTable) -> None:
    found = recommend(plain, QUICK)
    assert found.reason == "averaged_covers"
    assert found.result is not None
    low, high = found.result.intervals["0.95"]
    assert low <= 3_000 <= high
    (trial,) = found.trials
    assert trial.passed
    assert found.warnings == ()
    assert [each.code for each in found.blind] == ["hidden_class"] * 4
    assert all(each.inflation > 1 for each in found.blind)


def test_the_same_seed_recommends_the_same(plain: ListTable) -> None:
    assert recommend(plain, QUICK) == recommend(plain, QUICK)


def test_a_table_that_must_be_refused_gets_no_method() -> None:
    found = recommend(table_of(np.array([40, 30, 0, 20, 0, 0, 0.0])), QUICK)
    assert (found.reason, found.result, found.warnings) == ("no_overlap", None, ("no_overlap",))


def test_a_sign_of_a_broken_assumption_leaves_no_method() -> None:
    """Taiwan 1995: three lists, 271 people; the truth was about 545, and the stepwise method says 388."""
    found = recommend(table_of(np.array([69, 55, 21, 63, 17, 18, 28.0])), QUICK)
    assert (found.reason, found.result) == ("assumption_broken", None)
    assert "hidden_class" in found.warnings


def test_where_the_average_falls_short_the_wider_limits_are_tried(
    plain: ListTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recommendation, "_averaged_on", lambda *_: Trial("averaged", 0.8, 0.0, 200))
    found = recommend(plain, QUICK)
    assert found.reason == "stepwise_covers"
    assert found.result is not None
    assert found.result.method == "stepwise"
    assert [each.method for each in found.trials] == ["averaged", "stepwise"]
    assert [each.passed for each in found.trials] == [False, True]


def test_where_nothing_covers_nothing_is_recommended(plain: ListTable, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("averaged", "stepwise"):
        monkeypatch.setattr(recommendation, f"_{name}_on", lambda *_, name=name: Trial(name, 0.95, 0.3, 200))
    found = recommend(plain, QUICK)
    assert (found.reason, found.result, found.warnings) == ("none_covers", None, ("none_covers",))


def test_what_the_definitions_exclude_comes_before_any_trial(plain: ListTable) -> None:
    declared = read_definitions("list,dimension,sees\n*,age,0+\na,age,18+\nb,age,18+\nc,age,18+\n", plain.names)
    found = recommend(plain, QUICK, declared)
    assert (found.reason, found.result, found.warnings) == ("definitions_exclude", None, ("seen_by_one",))
    (gap,) = found.gaps
    assert gap_text(gap.code, gap.lists, gap.described) == (
        "Only d can see people of age 0-17: how many of them are unseen cannot be estimated."
    )


def test_every_reason_has_words() -> None:
    assert set(REASONS) >= {"averaged_covers", "stepwise_covers", "none_covers", "assumption_broken", "not_finite"}
    assert {"definitions_exclude", "no_overlap", "isolated_list"} <= set(REASONS)
