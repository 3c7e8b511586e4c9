"""The population of victims: sex, birth, citizenship, form of exploitation, region, year, and a name.

Drawn in blocks of fixed size, each with a stream of its own, so that the people do not depend on how many processes
draw them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from palermo_engines.simulation.names import SCRIPTS, Places, Texts, lexicon

SEXES = ("female", "male", "other")
FORMS = ("sexual exploitation", "forced labour", "forced criminality", "other forms")
REGIONS = ("Northmark", "Eastfen", "Southvale", "Westholm", "Midlow")
CITIZENSHIPS = ("Arvelia", "Belmora", "Corvania", "Zarovia", "Tyamria", "Nudarra", "Qirsham", "Linshan", "Yunhe")
_SCRIPT_OF = (0, 0, 0, 1, 1, 2, 2, 3, 3)  # of each citizenship, in the order of SCRIPTS
CHILD, _YOUNGEST, _OLDEST = 18, 6, 65
_DAYS = 365.25
_SPREAD = (2.0, 6.0)  # of the years after 18: shape and scale, so that the mean age of adults is 30


@dataclass(frozen=True, eq=False)
class People:
    """One row a person. ``sex``, ``form``, ``region``, ``citizenship`` and ``script`` are places in the tuples of
    this file; ``born``: days since 1970-01-01; ``year``: when the person was within reach; ``age`` in that year;
    ``given`` and ``family``: places in the lexicon of the script; ``hidden``: 1 in the class that hides."""

    sex: Places
    form: Places
    region: Places
    citizenship: Places
    script: Places
    born: Places
    year: Places
    age: Places
    given: Places
    family: Places
    hidden: Places

    def __len__(self) -> int:
        return len(self.sex)

    def taken(self, rows: Places) -> Self:
        """The people of these rows."""
        return type(self)(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})

    @classmethod
    def joined(cls, parts: list[People]) -> People:
        """All people of the parts, in order."""
        return People(
            **{field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(cls)}
        )


@dataclass(frozen=True)
class Country:
    """What decides who lives there: how many victims over which years, the share that hides, the share of children, and
    how many of the commonest given and family names of each script are in use: few make people hard to tell apart."""

    people: int = 5_000
    years: tuple[int, ...] = (2021, 2022, 2023)
    hiding: float = 0.0
    children: float = 0.25
    given_names: int = 1_500
    family_names: int = 10_000


def draw_people(country: Country, number: int, rng: np.random.Generator) -> People:
    """``number`` people of the country."""
    form = rng.choice(len(FORMS), number, p=(0.45, 0.38, 0.1, 0.07))
    female = np.array([0.88, 0.35, 0.2, 0.55])[form]
    draw = rng.random(number)
    sex = np.where(draw < female, 0, np.where(draw < female + (1 - female) * 0.98, 1, 2))
    citizenship = rng.choice(len(CITIZENSHIPS), number, p=(0.25, 0.1, 0.08, 0.14, 0.08, 0.12, 0.07, 0.1, 0.06))
    script = np.array(_SCRIPT_OF)[citizenship]
    year = rng.choice(np.array(country.years), number)
    age = _ages(country, number, rng)
    first_day = np.asarray((year - age - 1970) * _DAYS, dtype=np.int64)
    return People(
        sex=sex,
        form=form,
        region=rng.choice(len(REGIONS), number, p=(0.3, 0.25, 0.2, 0.15, 0.1)),
        citizenship=citizenship,
        script=script,
        born=first_day - rng.integers(0, 365, number),
        year=year,
        age=age,
        given=_named(script, "given", country.given_names, rng),
        family=_named(script, "family", country.family_names, rng),
        hidden=(rng.random(number) < country.hiding).astype(np.int64),
    )


def _ages(country: Country, number: int, rng: np.random.Generator) -> Places:
    grown = np.clip(CHILD + rng.gamma(*_SPREAD, number), CHILD, _OLDEST).astype(np.int64)
    young = rng.triangular(_YOUNGEST, CHILD - 1, CHILD, number).astype(np.int64)
    return np.where(rng.random(number) < country.children, young, grown)


def _named(script: Places, kind: str, number: int, rng: np.random.Generator) -> Places:
    places = np.zeros(len(script), dtype=np.int64)
    for at, name in enumerate(SCRIPTS):
        rows = np.flatnonzero(script == at)
        shares = lexicon(name, kind).shares[:number]
        places[rows] = rng.choice(len(shares), len(rows), p=shares / shares.sum())
    return places


def written(people: People, kind: str, spelling: Places) -> Texts:
    """The names of the people as text: ``spelling`` -1 is native, otherwise the romanisation."""
    texts = np.empty(len(people), dtype=object)
    places = people.given if kind == "given" else people.family
    for at, name in enumerate(SCRIPTS):
        words, here = lexicon(name, kind), people.script == at
        native, roman = np.flatnonzero(here & (spelling < 0)), np.flatnonzero(here & (spelling >= 0))
        texts[native] = words.native[places[native]]
        texts[roman] = words.romanised[places[roman], spelling[roman]]
    return texts
