"""Quality from judged pairs, and posteriors mixed over linkages."""

from __future__ import annotations

import numpy as np
import pytest

from palermo_engines.estimation.tables import ListTable
from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.mixing import mix
from palermo_engines.linkage.pairs import Pairs
from palermo_engines.linkage.sampling import judged_quality, quality_sample


def _world(rng: np.random.Generator, size: int = 3_000) -> tuple[Pairs, np.ndarray, np.ndarray]:
    """Pairs of records (2i, 2i + 1) with calibrated probabilities; joined above even odds. Returns the truth too."""
    probability = rng.beta(0.25, 0.35, size).clip(1e-9, 1 - 1e-9)
    truth = rng.random(size) < probability
    left = 2 * np.arange(size)
    person = np.arange(2 * size)
    joined = probability > 0.5
    person[left[joined] + 1] = left[joined]
    bits = np.zeros((size, 0), dtype=np.float32)
    weight = np.log2(probability / (1 - probability))
    return Pairs(left, left + 1, weight, probability, (), bits, bits.astype(np.int8)), person, truth


def test_the_interval_holds_precision_and_recall_about_as_often_as_it_says() -> None:
    held = {"precision": 0, "recall": 0}
    for seed in range(300):
        pairs, person, truth = _world(np.random.default_rng(50_000 + seed))  # not the stream that draws the sample
        joined = pairs.probability > 0.5
        true = {"precision": truth[joined].mean(), "recall": truth[joined].sum() / truth.sum()}
        sample = quality_sample(pairs, person, each=15, seed=seed)
        told = judged_quality(pairs, person, {int(at): bool(truth[at]) for at in sample}, seed=1)
        assert told is not None
        assert told.recall is not None
        for name, share in (("precision", told.precision), ("recall", told.recall)):
            held[name] += share.low <= true[name] <= share.high
    assert min(held.values()) >= 0.92 * 300  # 95% less two and a half standard errors


def test_any_beginning_of_the_sample_has_every_stratum() -> None:
    pairs, person, _ = _world(np.random.default_rng(3))
    sample = quality_sample(pairs, person, each=15, seed=3)
    assert len(set(sample.tolist())) == len(sample) == 60
    assert len({int(np.digitize(pairs.probability[at], (0.05, 0.5, 0.95))) for at in sample[:4]}) == 4
    assert judged_quality(pairs, person, {int(sample[0]): True}, seed=1) is None
    assert sample.tolist() == quality_sample(pairs, person, each=15, seed=3).tolist()


def test_nothing_joined_has_no_precision() -> None:
    pairs, _, truth = _world(np.random.default_rng(4))
    alone = np.arange(6_000)
    labels = {int(at): bool(truth[at]) for at in quality_sample(pairs, alone, each=15, seed=1)}
    assert judged_quality(pairs, alone, labels, seed=1) is None


def test_mixed_posteriors_are_as_wide_as_their_spread() -> None:
    table = ListTable(("a", "b"), np.array([10.0, 10.0, 5.0]))
    one, other = np.arange(100.0, 201.0), np.arange(300.0, 401.0)
    even = np.full(101, 1 / 101)
    same = mix([table, table], [(one, even), (one, even)])
    apart = mix([table, table], [(one, even), (other, even)])
    assert same.estimate == 150
    assert same.linkage_share == 0
    low, high = apart.intervals["0.95"]
    assert low < 110
    assert high > 390
    assert apart.linkage_share > 0.9
    assert apart.estimates == (150, 350)
    with pytest.raises(InputError):
        mix([table], [])
