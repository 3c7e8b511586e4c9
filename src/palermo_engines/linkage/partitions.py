"""From pairs to people: the most probable linkage, and draws of plausible ones.

A linkage divides the records into people. Its probability is taken as the product, over all pairs of records that it
puts together, of the odds that they are one person: so A with B and B with C is only plausible as far as A with C is,
and every linkage drawn is a consistent one. A pair that no blocking rule let through has the odds APART. Within a
group of connected records up to EXACT of them all divisions are weighed; larger groups are sampled by Gibbs steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from palermo_engines.linkage.pairs import Floats, Pairs
from palermo_engines.linkage.records import Places

EXACT, MOST, APART = 7, 40, 0.01
_LADDER = (0.005, 0.02, 0.1, 0.3, 0.5, 0.8, 0.95, 0.99)
_SWEEPS, _AT_ONCE, _MOST_BITS = 20, 20_000, 60.0


@dataclass(frozen=True, eq=False)
class Groups:
    """Connected records. ``alike``: by size, the groups (members: groups x size; log-odds: groups x pairs of members);
    ``large``: groups above EXACT (members, matrix of log-odds); ``records``: how many there are in all."""

    records: int
    alike: dict[int, tuple[Places, Floats]]
    large: tuple[tuple[Places, Floats], ...]


def groups_of(pairs: Pairs, records: int) -> Groups:
    """The groups of records connected by some pair; records in no pair stand alone."""
    pairs, label = _connected(pairs, records)
    sizes = np.bincount(label, minlength=records)
    order = np.argsort(label, kind="stable")
    start = np.concatenate([[0], np.cumsum(sizes)])
    place = np.empty(records, dtype=np.int64)
    place[order] = np.arange(records) - start[label[order]]
    odds = np.clip(pairs.weight, -_MOST_BITS, _MOST_BITS) * np.log(2)
    alike = {}
    for size in range(2, EXACT + 1):
        chosen = np.flatnonzero(sizes == size)
        if len(chosen):
            members = order[start[chosen][:, None] + np.arange(size)]
            alike[size] = (members, _odds_by_group(pairs, odds, label, place, chosen, size))
    above = [(int(at), order[start[at] : start[at + 1]]) for at in np.flatnonzero(sizes > EXACT)]
    return Groups(records, alike, _large(pairs, odds, label, place, above))


def _connected(pairs: Pairs, records: int) -> tuple[Pairs, Places]:
    """The group of each record, and the pairs. Where weak pairs chain more than MOST records together, the weakest no
    longer count as compared, step by step until the groups are small enough to weigh."""
    for least in (0.0, *_LADDER):
        graph = coo_array((np.ones(len(pairs), dtype=bool), (pairs.left, pairs.right)), shape=(records, records))
        label = np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)
        heavy = np.bincount(label, minlength=records)[label[pairs.left]] > MOST
        weak = heavy & (pairs.probability < least)
        if not heavy.any():
            break
        pairs = pairs.only(~weak)
    return pairs, label


def _odds_by_group(pairs: Pairs, odds: Floats, label: Places, place: Places, chosen: Places, size: int) -> Floats:
    """Log-odds of each group's pairs of members, in the order (0,1), (0,2), .., (1,2), .."""
    row = np.full(int(label.max()) + 1, -1)
    row[chosen] = np.arange(len(chosen))
    inside = np.flatnonzero(row[label[pairs.left]] >= 0)
    number = np.zeros((size, size), dtype=np.int64)
    first, second = np.triu_indices(size, 1)
    number[first, second] = number[second, first] = np.arange(len(first))
    left, right = pairs.left[inside], pairs.right[inside]
    values = np.full((len(chosen), len(first)), np.log(APART))
    values[row[label[left]], number[place[left], place[right]]] = odds[inside]
    return values


def _large(
    pairs: Pairs, odds: Floats, label: Places, place: Places, groups: list[tuple[int, Places]]
) -> tuple[tuple[Places, Floats], ...]:
    if not groups:
        return ()
    matrices = {at: np.full((len(members), len(members)), np.log(APART)) for at, members in groups}
    for pair in np.flatnonzero(np.isin(label[pairs.left], list(matrices))):
        one, other = place[pairs.left[pair]], place[pairs.right[pair]]
        matrix = matrices[int(label[pairs.left[pair]])]
        matrix[one, other] = matrix[other, one] = odds[pair]
    return tuple((members, matrices[at]) for at, members in groups)


@lru_cache(maxsize=EXACT)
def divisions(size: int) -> tuple[Places, Floats]:
    """All ways to divide ``size`` records into people: the person of each record (numbered by first appearance), and
    1 for every pair that stands together."""
    grown: list[list[int]] = [[]]
    for _ in range(size):
        grown = [[*some, person] for some in grown for person in range(max(some, default=-1) + 2)]
    people = np.array(grown)
    first, second = np.triu_indices(size, 1)
    return people, (people[:, first] == people[:, second]).astype(float)


def best_linkage(groups: Groups) -> Places:
    """The most probable linkage: for each record the lowest record of the same person (approximate in large groups)."""
    return _linkage(groups, None)


def draw_linkages(groups: Groups, number: int, seed: int) -> Iterator[Places]:
    """``number`` plausible linkages, each with a stream of its own."""
    for draw in range(number):
        yield _linkage(groups, np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(draw,))))


def _linkage(groups: Groups, rng: np.random.Generator | None) -> Places:
    person = np.arange(groups.records)
    for size, (members, odds) in groups.alike.items():
        people, together = divisions(size)
        for start in range(0, len(members), _AT_ONCE):
            block = slice(start, start + _AT_ONCE)
            scores = odds[block] @ together.T
            if rng is not None:
                scores += rng.gumbel(size=scores.shape)  # the largest is then a draw by weight
            _name(person, members[block], people[scores.argmax(axis=1)])
    for members, matrix in groups.large:
        _name(person, members[None], _sampled(matrix, rng)[None])
    return person


def _name(person: Places, members: Places, people: Places) -> None:
    """Give each record of these groups the lowest record of its person."""
    for at in range(members.shape[1]):
        same = people == people[:, [at]]
        person[members[:, at]] = np.where(same, members, np.iinfo(np.int64).max).min(axis=1)


def _sampled(matrix: Floats, rng: np.random.Generator | None) -> Places:
    """One division of a large group, moving one record at a time: to the best place without ``rng``, else by chance.

    Both begin where the better of each pair above even odds are joined.
    """
    size = len(matrix)
    people = np.asarray(connected_components(coo_array(matrix > 0), directed=False)[1], dtype=np.int64)
    for _ in range(_SWEEPS):
        before = people.copy()
        for record in range(size) if rng is None else rng.permutation(size).tolist():
            people[record] = _moved(matrix[record], people, record, rng)
        if rng is None and (people == before).all():
            break
    return people


def _moved(odds: Floats, people: Places, record: int, rng: np.random.Generator | None) -> int:
    """The person whom the record joins: one of the others', or one of its own."""
    others = people.copy()
    others[record] = -1
    sums = np.bincount(others + 1, weights=odds, minlength=len(people) + 1)[1:]
    free = np.bincount(others + 1, minlength=len(people) + 1)[1:] == 0
    sums[free] = -np.inf
    sums[np.flatnonzero(free)[0]] = 0.0
    return int((sums if rng is None else sums + rng.gumbel(size=len(sums))).argmax())


def threshold_linkage(pairs: Pairs, records: int, least: float) -> Places:
    """The customary linkage: all pairs of at least that probability, and whatever they chain together."""
    strong = pairs.only(pairs.probability >= least)
    graph = coo_array((np.ones(len(strong), dtype=bool), (strong.left, strong.right)), shape=(records, records))
    label = np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)
    lowest = np.full(records, records, dtype=np.int64)
    np.minimum.at(lowest, label, np.arange(records))
    return lowest[label]
