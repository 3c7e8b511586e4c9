"""Link simulated records first: what to expect where nobody has judged a pair, and settings for lists too short to
learn from. It is only as good as the simulated slips are like the real ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from palermo_engines.linkage.choices import THOROUGH, Choices
from palermo_engines.linkage.matching import match
from palermo_engines.linkage.partitions import best_linkage, groups_of
from palermo_engines.linkage.quality import Quality, against_truth
from palermo_engines.linkage.records import AgencyList, prepare
from palermo_engines.simulation.agencies import Agency
from palermo_engines.simulation.countries import Simulated, simulate
from palermo_engines.simulation.people import Country
from palermo_engines.simulation.samples import five_agencies


@dataclass(frozen=True)
class Rehearsal:
    """The ``quality`` of the most probable linkage of the simulated records, and the settings ``learned`` from them."""

    quality: Quality
    learned: dict[str, Any]


def rehearse(
    *, seed: int, people: int = 6_000, agencies: Sequence[Agency] | None = None, choices: Choices = THOROUGH,
    database: Any = None,
) -> Rehearsal:  # fmt: skip
    """Simulate the agencies (five of different habits if none are given), and link their records."""
    agencies = agencies or five_agencies()
    simulated = simulate(Country(people), agencies, seed)
    records = prepare(lists_of(simulated, agencies))
    found = match(records, choices, seed=seed, database=database)
    truth = np.concatenate([table.person for table in simulated.tables])
    person = best_linkage(groups_of(found.pairs, len(records)))
    return Rehearsal(against_truth(person, truth), found.learned)


def lists_of(simulated: Simulated, agencies: Sequence[Agency]) -> list[AgencyList]:
    """The simulated tables as lists, every column known."""
    return [
        AgencyList(agency.name, {name: table.columns[title].tolist() for name, title in agency.form.columns.items()})
        for agency, table in zip(agencies, simulated.tables, strict=True)
    ]
