"""Spark finds what DuckDB finds: the same pairs, people and draws, whether it learns by itself or is told."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from palermo_engines.kit.errors import InputError
from palermo_engines.linkage import chances, matching, on_spark
from palermo_engines.linkage.encoded import encoded_records, match_encoded
from palermo_engines.linkage.encoding import Encoder, encode_list
from palermo_engines.linkage.matching import Match, duckdb_of, match
from palermo_engines.linkage.pairs import Pairs
from palermo_engines.linkage.partitions import best_linkage, draw_linkages, groups_of
from palermo_engines.linkage.records import Records
from tests.engines.linkage.samples import small_country

THERE = importlib.util.find_spec("pyspark") is not None and (shutil.which("java") or "JAVA_HOME" in os.environ)
needs_spark = pytest.mark.skipif(
    not THERE and os.environ.get("PALERMO_REQUIRE_SPARK") != "1", reason="Spark and Java are not installed"
)


@pytest.fixture(scope="module", autouse=True)
def something_to_draw() -> Iterator[None]:
    """So few pairs are learned from that both must draw the same records, as they must among many. And a JVM that soon
    stops does not compile for the long run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "_SAMPLED", 1e5)
        patch.setattr(matching, "_LEARNED", 200.0)
        patch.setattr(chances, "_OF_ALL", 500)
        patch.setattr(chances, "_OF_NAMESAKES", 800)
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        yield


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with on_spark.spark_of(str(tmp_path_factory.mktemp("spark"))) as database:
        yield database


@pytest.fixture(scope="module")
def records() -> Records:
    return small_country(2_000)[0]


@pytest.fixture(scope="module")
def on_duckdb(records: Records) -> Match:
    return match(records, seed=1, database=duckdb_of(threads=1))


def demand_equal(one: Pairs, other: Pairs, records: int) -> None:
    """The same linkage, not only a like one."""
    assert len(one) > 100
    np.testing.assert_array_equal(one.left, other.left)
    np.testing.assert_array_equal(one.right, other.right)
    np.testing.assert_array_equal(one.agreement, other.agreement)
    np.testing.assert_allclose(one.weight, other.weight, atol=1e-9)
    np.testing.assert_allclose(one.evidence, other.evidence, atol=1e-4)
    ours, theirs = groups_of(one, records), groups_of(other, records)
    np.testing.assert_array_equal(best_linkage(ours), best_linkage(theirs))
    np.testing.assert_array_equal(list(draw_linkages(ours, 5, 1)), list(draw_linkages(theirs, 5, 1)))


def test_another_draw_teaches_otherwise(records: Records, on_duckdb: Match) -> None:
    """Or equal weights would prove nothing."""
    other = match(records, seed=2, database=duckdb_of(threads=1))
    assert not np.isclose(other.pairs.weight.sum(), on_duckdb.pairs.weight.sum(), atol=1e-3)


@needs_spark
@pytest.mark.timeout(900)
def test_what_each_learns_by_itself_is_the_same(records: Records, on_duckdb: Match, spark: Any) -> None:
    found = match(records, seed=1, database=spark)
    demand_equal(on_duckdb.pairs, found.pairs, len(records))


@needs_spark
@pytest.mark.timeout(900)
def test_what_was_learned_elsewhere_is_used_alike(records: Records, on_duckdb: Match, spark: Any) -> None:
    told = match(records, seed=2, database=duckdb_of(threads=1), learned=on_duckdb.learned)
    found = match(records, seed=2, database=spark, learned=on_duckdb.learned)
    demand_equal(told.pairs, found.pairs, len(records))


@needs_spark
@pytest.mark.timeout(900)
def test_codes_are_joined_alike(records: Records, spark: Any) -> None:
    encoder = Encoder(bytes(range(32)))
    coded = encoded_records({each.name: encode_list(each, encoder) for each in records.lists}, 1)
    one, other = (match_encoded(coded, database=each) for each in (duckdb_of(threads=1), spark))
    demand_equal(one, other, len(coded))


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    refused = pytest.raises(InputError, match=r"Spark is not installed\..*docs/how-to/linkage\.md")
    with refused, on_spark.spark_of(str(tmp_path)):
        pass
