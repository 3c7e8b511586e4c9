"""How different people agree by chance, where fields go together.

Splink takes fields as independent. Names and citizenship are not: among people with one family name, a given name or
a citizenship in common is no surprise. Taking them as independent makes strangers look alike.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from palermo_engines.linkage.choices import Choices, Comparison, Level, Rule
from palermo_engines.linkage.pairs import Floats
from palermo_engines.linkage.records import Places, Records
from palermo_engines.linkage.settings import settings_of, table_of

_OF_NAMESAKES, _OF_ALL, _FILLED_IN = 40_000, 1_500, 20.0
_APART = "(l.born_low > r.born_high + 1 OR r.born_low > l.born_high + 1)"  # different people, whatever their names


def conditioned(
    settings: dict[str, Any], records: Records, choices: Choices, database: Any, seed: int
) -> dict[str, Any]:
    """The settings with the chance agreement of every comparison that has ``among`` learned and fixed.

    It is counted over pairs that agree on that column and were born more than a year apart.
    """
    for at, comparison in enumerate(choices.comparisons):
        if comparison.among:
            shares = _shares(comparison, records, database, seed)
            levels = [
                level for level in settings["comparisons"][at]["comparison_levels"] if not level.get("is_null_level")
            ]
            for level, share in zip(levels, shares, strict=True):
                level |= {"u_probability": float(share), "fix_u_probability": True}
    return settings


def _shares(comparison: Comparison, records: Records, database: Any, seed: int) -> Floats:
    """The share of each level that is not silent, from the top. Among few namesakes, pairs of people in general fill in
    as a little more evidence."""
    table = table_of(records, Choices((), (comparison,), ()), comparison.among, "born_low", "born_high")
    rows = np.random.default_rng(seed).permutation(len(records))
    anybody = _counted(comparison, table.take(np.sort(rows[:_OF_ALL])), _APART, database) + 0.5
    namesakes = f"l.{comparison.among} = r.{comparison.among} AND {_APART}"
    counts = _counted(comparison, table.take(np.sort(rows[:_OF_NAMESAKES])), namesakes, database)
    counts += _FILLED_IN * anybody / anybody.sum()
    return np.asarray(counts / counts.sum())


def _counted(comparison: Comparison, table: Any, rule: str, database: Any) -> Floats:
    """How many pairs under the rule are at each level that is not silent, from the top."""
    from splink import Linker

    settings = settings_of(Choices((Rule(rule, ""),), (comparison,), ()))
    found = Linker(database.register(table), settings, log_level=logging.ERROR).inference.predict(warning_mode="never")
    gamma = f"gamma_{comparison.field}"
    counted = found.query_sql(f"SELECT {gamma} AS level, COUNT(*) AS pairs FROM {{this}} GROUP BY {gamma}")  # noqa: S608
    pairs = {int(row["level"]): float(row["pairs"]) for row in counted.as_record_list()}
    audible = sum(not level.silent for level in comparison.levels)
    return np.array([pairs.get(place, 0.0) for place in range(audible, -1, -1)])


def register_frequencies(linker: Any, records: Records, choices: Choices, database: Any, person: Places) -> None:
    """Give the linker how common each value is among people, wherever rare values weigh more."""
    import pyarrow as pa

    levels = [level for comparison in choices.comparisons for level in comparison.levels if level.frequency]
    for level in {level.frequency: level for level in levels}.values():
        column, groups = level.frequency, records.columns.get(level.within, [""] * len(records))
        shares = frequencies(records.columns[column], groups, person.tolist())
        if shares:
            there = _share_of_pairs(level, records)
            met = [share * there for share in shares.values()]
            table = pa.table({column: list(shares), f"tf_{column}": met})
            linker.table_management.register_term_frequency_lookup(database.register(table), column)


def _share_of_pairs(level: Level, records: Records) -> float:
    """The share of pairs in which both have the column beside, or one lacks the column without, of the level."""
    column = records.columns.get(level.beside or level.without)
    if column is None:
        return 1.0
    both = (sum(value is not None for value in column) / len(column)) ** 2
    return both if level.beside else 1 - both


def frequencies(values: Sequence[Any], groups: Sequence[Any], person: Sequence[int]) -> dict[Any, float]:
    """How likely another person has each value: its mean over the groups that have it, weighted by where it is.

    A person counts once, however many records say so. Two records that agree are two of those that have the value if
    they are different people, so one of them says nothing about others: the chance is that of a value met once fewer,
    as Pitman and Yor (1997) predict it for names of which many were never met. Values whose group is never known have
    their share of all values.
    """
    rows = set(zip(values, groups, person, strict=True))
    known = Counter((value, group) for value, group, _ in rows if value is not None and group is not None)
    whole = Counter(value for value, _ in {(value, one) for value, _, one in rows if value is not None})
    by_group: dict[Any, Counter[Any]] = defaultdict(Counter)
    for (value, group), count in known.items():
        by_group[group][value] = count
    chances = {group: _met_again(counts) for group, counts in by_group.items()}
    inside: dict[Any, list[tuple[int, float]]] = defaultdict(list)
    for (value, group), count in known.items():
        inside[value].append((count, chances[group][value]))
    overall = _met_again(whole)
    return {value: _mean(inside[value]) if inside[value] else overall[value] for value in whole}


def _met_again(counts: Counter[Any]) -> dict[Any, float]:
    """The chance of each value for a person who is not one of the two compared."""
    total, met = max(counts.total(), 1), Counter(counts.values())
    discount = met[1] / (met[1] + 2 * met[2]) if met[1] and met[2] else 0.5
    new = min(met[1] / total, 0.9)  # the chance that the next person has a value never met (Good and Turing)
    strength = max(new * total - discount * len(counts), 0.0) / (1 - new)
    return {value: (max(count - 1, 1) - discount) / (total + strength) for value, count in counts.items()}


def _mean(weighted: list[tuple[int, float]]) -> float:
    return sum(weight * value for weight, value in weighted) / sum(weight for weight, _ in weighted)
