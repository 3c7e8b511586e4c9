"""A whole simulated country: the truth, the agencies' tables, and the table of overlaps that perfect linkage gives.

People come in blocks of fixed size, agencies one by one, each with a stream derived from the seed and its place:
neither the number of processes nor the order of the work changes a single record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from palermo_engines.simulation.agencies import Agency, Chances, Seen, check, overlaps, see
from palermo_engines.simulation.people import Country, People, draw_people
from palermo_engines.simulation.recording import AgencyTable, record

Part = TypeVar("Part")

BLOCK = 20_000
_PEOPLE, _LISTS, _ROWS = range(3)


@dataclass(frozen=True, eq=False)
class Simulated:
    """``people``: the truth, seen or not; ``seen`` (people x agencies); ``counts`` of the observable histories in the
    order of their code, ``names`` being the lists; ``tables``: what the agencies wrote (none if not asked for)."""

    people: People
    names: tuple[str, ...]
    seen: Seen
    counts: Chances
    tables: tuple[AgencyTable, ...]

    @property
    def total(self) -> int:
        """How many people there are, which an estimate should say."""
        return len(self.people)


def simulate(
    country: Country, agencies: Sequence[Agency], seed: int, *, workers: int = 1, write: bool = True
) -> Simulated:
    """Draw the people, let every agency see some, and with ``write`` let it record them.

    Raises InputError ``simulation.agencies`` for agencies that make no sense together.
    """
    check(agencies)
    sizes = [min(BLOCK, country.people - start) for start in range(0, country.people, BLOCK)]

    def block(at: int) -> tuple[People, Seen]:
        people = draw_people(country, sizes[at], _stream(seed, _PEOPLE, at))
        return people, see(people, agencies, _stream(seed, _LISTS, at))

    blocks = _each(block, range(len(sizes)), workers)
    people = People.joined([part for part, _ in blocks])
    seen = np.concatenate([part for _, part in blocks])

    def table(at: int) -> AgencyTable:
        return _table(agencies[at], people, seen[:, at], _stream(seed, _ROWS, at))

    tables = _each(table, range(len(agencies) if write else 0), workers)
    return Simulated(people, tuple(each.name for each in agencies), seen, overlaps(seen), tuple(tables))


def _stream(seed: int, *place: int) -> np.random.Generator:
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=place))


def _each(run: Callable[[int], Part], places: Iterable[int], workers: int) -> list[Part]:
    if workers == 1:
        return [run(place) for place in places]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(run, places))


def _table(agency: Agency, people: People, seen: Seen, rng: np.random.Generator) -> AgencyTable:
    """The agency's records in no order that would tell who is who; some people are recorded twice."""
    once = np.flatnonzero(seen)
    again = once[rng.random(len(once)) < agency.twice]
    person = rng.permutation(np.concatenate([once, again]))
    return record(agency.name, agency.form, agency.slips, people.taken(person), person, rng)
