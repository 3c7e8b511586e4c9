"""Compare records with Splink, on DuckDB or any other database that Splink speaks to (Spark, with the same choices).

Splink and DuckDB are imported when they are called, so that a page that only shows results loads neither.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from palermo_engines.kit.errors import InputError
from palermo_engines.linkage import chances
from palermo_engines.linkage.choices import Choices, choices_for, equal
from palermo_engines.linkage.pairs import Pairs
from palermo_engines.linkage.partitions import best_linkage, groups_of
from palermo_engines.linkage.records import Places, Records
from palermo_engines.linkage.refining import refined
from palermo_engines.linkage.settings import settings_of, table_of

_SAMPLED, _LEARNED = 2e6, 1e6
_SHARED = 0.2  # times records: to begin with, one pair that is one person for every ten records


@dataclass(frozen=True, eq=False)
class Match:
    """``pairs``, and ``learned``: the trained settings, which another database can be given instead of training."""

    pairs: Pairs
    learned: dict[str, Any]


def duckdb_of(*, threads: int = 2, memory: str = "6GB", folder: str = "") -> Any:
    """A database in memory; ``folder``: where it may put what does not fit (nowhere, if empty)."""
    import duckdb
    from splink import DuckDBAPI

    place = {"temp_directory": folder} if folder else {"max_temp_directory_size": "0KB"}
    limits: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "memory_limit": memory,
        "enable_external_access": False,
        **place,
    }
    return DuckDBAPI(duckdb.connect(":memory:", config=limits))


def match(
    records: Records, choices: Choices | None = None, *, seed: int, database: Any = None,
    learned: dict[str, Any] | None = None, progress: Callable[[str], None] = lambda _: None,
) -> Match:  # fmt: skip
    """Compare the records by the choices. ``learned`` settings are used for how one person's records agree; otherwise
    it is learned from the records themselves, without labels (the sample of pairs depends on ``seed``).

    Records are compared twice: how rare a name is must be counted over people, and who is one person shows only after
    the first time. Raises InputError ``linkage.too_few`` if too few records agree to learn from.
    """
    choices, database = choices or choices_for(len(records)), database or duckdb_of()
    person, new = np.arange(len(records)), learned is None
    if learned is None:
        progress("learning how different people agree by chance")
        learned = chances.conditioned(settings_of(choices), records, choices, database, seed)
        learned = _trained(records, choices, learned, database, seed, progress)
    else:
        learned = learned | {"probability_two_random_records_match": min(_SHARED / len(records), 0.1)}
    progress("comparing, to learn from all")
    pairs = _compared(records, choices, learned, database, person, choices.least / 10)
    learned = refined(learned, pairs, len(records), levels=new)
    for turn in ("first", "second"):
        progress(f"comparing, {turn} time")
        pairs = _compared(records, choices, learned, database, person, choices.least)
        person = best_linkage(groups_of(pairs, len(records)))
    return Match(pairs, learned)


def _trained(
    records: Records, choices: Choices, settings: dict[str, Any], database: Any, seed: int,
    progress: Callable[[str], None],
) -> dict[str, Any]:  # fmt: skip
    from splink.internals.exceptions import EMTrainingException

    by_chance = _linker(records, choices, settings, database, _some(len(records), _SAMPLED, seed))
    by_chance.training.estimate_u_using_random_sampling(max_pairs=_SAMPLED, min_count_per_level=None, num_chunks=1)
    settings = by_chance.misc.save_model_to_json()
    linker = _linker(records, choices, settings, database, _teaching(records, choices, seed))
    try:
        for session in choices.training:
            progress(f"learning: {session.why}")
            linker.training.estimate_parameters_using_expectation_maximisation(
                equal(*session.columns),
                max_pairs=None,
                estimate_without_term_frequencies=True,
                populate_probability_two_random_records_match_from_trained_values=True,
            )
    except EMTrainingException as error:
        advice = "Use settings learned from more records, or from a simulation."
        raise InputError("linkage.too_few", "too few records agree to learn from.", advice=advice) from error
    learned: dict[str, Any] = linker.misc.save_model_to_json()
    linker.table_management.invalidate_cache()
    return learned


# Samples are drawn here and not in the database: each database would draw another.
def _some(records: int, pairs: float, seed: int) -> Places:
    """The places of as many records, by chance, as make at most so many pairs."""
    most = int((1 + np.sqrt(1 + 8 * pairs)) / 2)
    return np.sort(np.random.default_rng(seed).permutation(records)[:most])


def _teaching(records: Records, choices: Choices, seed: int) -> Places:
    """The places of records, by chance, among which no session has more than about _LEARNED pairs to learn from."""
    most = max((_agreeing(records, session.columns) for session in choices.training), default=0)
    kept = min(1.0, float(np.sqrt(_LEARNED / max(most, 1))))
    return np.flatnonzero(np.random.default_rng(seed).random(len(records)) < kept)


def _agreeing(records: Records, columns: Sequence[str]) -> int:
    """How many pairs of records agree on all these columns."""
    met = Counter(zip(*(records.columns[column] for column in columns), strict=True))
    return sum(count * (count - 1) // 2 for values, count in met.items() if None not in values)


def _compared(
    records: Records, choices: Choices, settings: dict[str, Any], database: Any, person: Places, least: float
) -> Pairs:
    linker = _linker(records, choices, settings, database)
    chances.register_frequencies(linker, records, choices, database, person)
    found = linker.inference.predict(threshold_match_probability=least, warning_mode="never")
    pairs = read_pairs(found, choices)
    linker.table_management.invalidate_cache()  # rarer names must not meet tables of commoner ones
    return pairs


def _linker(
    records: Records, choices: Choices, settings: dict[str, Any], database: Any, rows: Places | None = None
) -> Any:
    from splink import Linker

    table = table_of(records, choices)
    return Linker(database.register(table if rows is None else table.take(rows)), settings, log_level=logging.ERROR)


def read_pairs(found: Any, choices: Choices) -> Pairs:
    """The found pairs in order; the weight that a field has by its rarity is part of its evidence."""
    fields = tuple(comparison.field for comparison in choices.comparisons)
    rare = {each.field for each in choices.comparisons if any(level.frequency for level in each.levels)}
    sums = [f"mw_{name} + mw_tf_adj_{name} AS {name}" if name in rare else f"mw_{name} AS {name}" for name in fields]
    wanted = ["record_l", "record_r", "match_weight", "match_probability", *sums, *(f"gamma_{name}" for name in fields)]
    table = found.query_sql(f"SELECT {', '.join(wanted)} FROM {{this}}").as_pyarrow_table()  # noqa: S608 (own names)
    first, second = (table[f"record_{side}"].to_numpy() for side in "lr")
    left, right = np.minimum(first, second), np.maximum(first, second)
    order = np.lexsort((right, left))
    evidence = np.stack([table[name].to_numpy()[order].astype(np.float32) for name in fields], axis=1)
    agreement = np.stack([table[f"gamma_{name}"].to_numpy()[order].astype(np.int8) for name in fields], axis=1)
    return Pairs(
        left[order], right[order], table["match_weight"].to_numpy()[order],
        table["match_probability"].to_numpy()[order], fields, evidence, agreement,
    )  # fmt: skip
