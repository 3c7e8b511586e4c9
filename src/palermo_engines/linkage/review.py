"""The grey zone: pairs that only a person can decide, with both records side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.pairs import Pairs
from palermo_engines.linkage.records import FIELDS, Records

_SURE = 60.0  # bits: what a person decided outweighs every field


@dataclass(frozen=True)
class Line:
    """One field of a pair: what each record says as it was written, and what that is worth in bits (None: the field is
    not compared)."""

    field: str
    left: str
    right: str
    evidence: float | None


@dataclass(frozen=True)
class Doubt:
    """A pair to decide: the numbers of its ``records``, the names of their ``lists``, and its ``lines``."""

    records: tuple[int, int]
    lists: tuple[str, str]
    probability: float
    lines: tuple[Line, ...]


def grey_zone(pairs: Pairs, least: float = 0.05, most: float = 0.95) -> Pairs:
    """The pairs between both probabilities, the most doubtful first: deciding those changes most.

    Raises InputError ``linkage.grey_zone`` for limits that leave nothing between them.
    """
    if not 0 <= least < most <= 1:
        raise InputError("linkage.grey_zone", "the lower limit must lie below the upper, both between 0 and 1.")
    inside = pairs.only((pairs.probability >= least) & (pairs.probability <= most))
    return inside.only(np.argsort(np.abs(inside.probability - 0.5), kind="stable"))


def doubts(records: Records, pairs: Pairs) -> Iterator[Doubt]:
    """The pairs in their order, field by field. They hold what identifies people: only for those who may see it."""
    for at in range(len(pairs)):
        left, right = int(pairs.left[at]), int(pairs.right[at])
        one, other = records.written(left), records.written(right)
        evidence = dict(zip(pairs.fields, pairs.evidence[at].tolist(), strict=True))
        yield Doubt(
            (left, right), (one["list"], other["list"]), float(pairs.probability[at]), _lines(one, other, evidence)
        )


def _lines(one: Mapping[str, str], other: Mapping[str, str], evidence: Mapping[str, float]) -> tuple[Line, ...]:
    shown = [field for field in FIELDS if field in one or field in other]
    return tuple(Line(field, one.get(field, ""), other.get(field, ""), evidence.get(field)) for field in shown)


def decided(pairs: Pairs, decisions: Mapping[tuple[int, int], bool]) -> Pairs:
    """The pairs with what reviewers decided in place of the probability, so that every later linkage follows it as far
    as the other decisions allow. Keys are (lower record, higher record)."""
    weight, probability = pairs.weight.copy(), pairs.probability.copy()
    for at, pair in enumerate(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)):
        if pair in decisions:
            weight[at], probability[at] = (_SURE, 1.0) if decisions[pair] else (-_SURE, 0.0)
    return Pairs(pairs.left, pairs.right, weight, probability, pairs.fields, pairs.evidence, pairs.agreement)
