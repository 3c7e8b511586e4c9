"""Agencies and whom they see: chance, definitions that differ, dependence between lists, and a class that hides.

The log-odds of coming on a list are a sum: how far the agency reaches, what it means for people of this kind, of the
hidden class, and of those whom an earlier list has already seen. If each list looks back at one earlier list at most,
the truth is a log-linear model with two-list effects only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from palermo_engines.kit.errors import InputError
from palermo_engines.simulation.people import CHILD, CITIZENSHIPS, FORMS, REGIONS, SEXES, People
from palermo_engines.simulation.recording import Form, Slips

Chances = NDArray[np.float64]
Seen = NDArray[np.bool_]


@dataclass(frozen=True)
class Definition:
    """Whom an agency counts: ages from ``youngest`` to ``oldest``; ``only`` these sexes, forms, regions or
    citizenships (none named: all). A person of any other kind never comes on its list."""

    youngest: int = 0
    oldest: int = 200
    only: tuple[str, ...] = ()

    def admits(self, people: People) -> Seen:
        """Who falls under the definition."""
        admitted: Seen = (people.age >= self.youngest) & (people.age <= self.oldest)
        for names, column in _columns(people):
            wanted = [names.index(name) for name in self.only if name in names]
            if wanted:
                admitted &= np.isin(column, wanted)
        return admitted


@dataclass(frozen=True)
class Agency:
    """``reach``: the chance to come on its list before everything else. ``leaning``: log-odds for a kind of person
    (a name of people.py, or ``child``); ``hidden``: for those who hide; ``after``: for those on an earlier list.
    ``twice``: the share of its people recorded more than once. ``slips`` and ``form``: how it writes."""

    name: str
    reach: float
    definition: Definition = Definition()
    leaning: Mapping[str, float] = field(default_factory=dict)
    hidden: float = 0.0
    after: Mapping[str, float] = field(default_factory=dict)
    twice: float = 0.03
    slips: Slips = field(default_factory=Slips)
    form: Form = field(default_factory=Form)

    def chances(self, people: People, seen: Mapping[str, Seen]) -> Chances:
        """The chance of each person to come on the list, given the lists before it."""
        odds = np.full(len(people), np.log(self.reach / (1 - self.reach)))
        odds += self.hidden * people.hidden + self._leaning(people)
        for name, effect in self.after.items():
            odds += effect * seen[name]
        return np.where(self.definition.admits(people), 1 / (1 + np.exp(-odds)), 0.0)

    def _leaning(self, people: People) -> Chances:
        effect = self.leaning.get("child", 0.0) * (people.age < CHILD)
        for names, column in _columns(people):
            effect = effect + np.array([self.leaning.get(name, 0.0) for name in names])[column]
        return np.asarray(effect, dtype=float)


def _columns(people: People) -> tuple[tuple[tuple[str, ...], NDArray[np.int64]], ...]:
    return (
        (SEXES, people.sex), (FORMS, people.form), (REGIONS, people.region), (CITIZENSHIPS, people.citizenship)
    )  # fmt: skip


def check(agencies: Sequence[Agency]) -> None:
    """Raise InputError ``simulation.agencies`` for names used twice, a chance outside (0, 1), a look ahead, or a kind
    of person that does not exist."""
    known = {"child", *SEXES, *FORMS, *REGIONS, *CITIZENSHIPS}
    before: set[str] = set()
    for agency in agencies:
        if agency.name in before or not 0 < agency.reach < 1:
            raise _wrong("needs a name of its own and a chance between 0 and 1.", agency)
        if not set(agency.after) <= before:
            raise _wrong("depends on a list that does not come before it.", agency)
        if not {*agency.leaning, *agency.definition.only} <= known:
            raise _wrong("leans on a kind of person that does not exist.", agency)
        before.add(agency.name)


def _wrong(message: str, agency: Agency) -> InputError:
    return InputError("simulation.agencies", message, where=agency.name)


def see(people: People, agencies: Sequence[Agency], rng: np.random.Generator) -> Seen:
    """Who is on which list (people x agencies), agencies in their order."""
    seen: dict[str, Seen] = {}
    for agency in agencies:
        seen[agency.name] = rng.random(len(people)) < agency.chances(people, seen)
    return np.stack(list(seen.values()), axis=1)


def overlaps(seen: Seen) -> Chances:
    """How many people have each capture history, by its code minus one (bit ``j``: on list ``j``)."""
    codes = seen @ (1 << np.arange(seen.shape[1]))
    return np.asarray(np.bincount(codes, minlength=1 << seen.shape[1])[1:], dtype=float)
