"""Chains of things that follow each other: plain functions on pairs ``(earlier, later)`` of numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

Pair = tuple[int, int]
Node = TypeVar("Node")


def connected(start: int, neighbours: Callable[[Collection[int]], Iterable[Pair]]) -> tuple[frozenset[int], set[Pair]]:
    """Everything that hangs together with ``start``, whichever way the pairs point, and the pairs themselves.
    ``neighbours`` gives the pairs that touch any of some members."""
    members, pairs, fresh = {start}, set[Pair](), {start}
    while fresh:
        found = set(neighbours(fresh))
        pairs |= found
        fresh = {end for pair in found for end in pair} - members
        members |= fresh
    return frozenset(members), pairs


def leads_to(start: int, goal: int, neighbours: Callable[[Collection[int]], Iterable[Pair]]) -> bool:
    """Whether ``goal`` can be reached from ``start`` by going from earlier to later. A thing leads to itself."""
    seen, fresh = {start}, {start}
    while fresh and goal not in seen:
        fresh = {later for earlier, later in neighbours(fresh) if earlier in fresh} - seen
        seen |= fresh
    return goal in seen


def steps(members: Collection[int], pairs: Collection[Pair]) -> dict[int, int]:
    """How many steps each member stands behind the farthest beginning: 0 for what takes up nothing. The pairs must
    close no circle."""
    before: dict[int, set[int]] = defaultdict(set)
    after: dict[int, set[int]] = defaultdict(set)
    for earlier, later in pairs:
        before[later].add(earlier)
        after[earlier].add(later)
    step = {member: 0 for member in members if not before[member]}
    ready = list(step)
    while ready:
        member = ready.pop()
        for later in after[member]:
            step[later] = max(step.get(later, 0), step[member] + 1)
            before[later].discard(member)
            if not before[later]:
                ready.append(later)
    return step
