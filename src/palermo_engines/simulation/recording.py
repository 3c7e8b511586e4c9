"""What an agency writes down: a form with columns of its own, filled in with the slips of real offices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from palermo_engines.simulation.names import SPELLINGS, Places, Texts
from palermo_engines.simulation.people import CITIZENSHIPS, FORMS, REGIONS, SEXES, People, written
from palermo_engines.simulation.slips import mistyped

FIELDS = ("number", "family", "given", "birth", "sex", "citizenship", "form", "region", "year", "reference")
STYLES = ("iso", "european", "month", "year", "age")


@dataclass(frozen=True)
class Slips:
    """The share of records with each slip. ``by_ear``: another romanisation than the usual one; ``swapped``: given
    and family name changed places; ``vague``: only the year of birth; ``turned``: day and month changed places."""

    by_ear: float = 0.12
    typo: float = 0.03
    swapped: float = 0.01
    misdated: float = 0.03
    turned: float = 0.01
    vague: float = 0.05
    no_birth: float = 0.02
    no_given: float = 0.01
    no_family: float = 0.01
    wrong_sex: float = 0.005
    no_sex: float = 0.01
    no_citizenship: float = 0.03
    wrong_citizenship: float = 0.01
    wrong_reference: float = 0.02


@dataclass(frozen=True)
class Form:
    """How an agency writes. ``columns``: its own titles of FIELDS, others are not asked; ``style`` of dates (STYLES);
    ``native``: the share written in the person's own script; ``referred``: the share that carries the number which
    referred people keep from agency to agency; ``sexes``: its words for SEXES."""

    columns: Mapping[str, str] = field(default_factory=lambda: {name: name for name in FIELDS})
    style: str = "iso"
    native: float = 0.2
    referred: float = 0.15
    sexes: tuple[str, str, str] = SEXES


@dataclass(frozen=True, eq=False)
class AgencyTable:
    """The rows of one agency: ``columns`` under its own titles, empty text where nothing is known; ``person``: whom
    the row is about, as a place in the truth, which no real agency could tell."""

    agency: str
    columns: Mapping[str, Texts]
    person: Places

    def __len__(self) -> int:
        return len(self.person)


def record(
    name: str, form: Form, slips: Slips, people: People, person: Places, rng: np.random.Generator
) -> AgencyTable:
    """One row for each of ``people``, who are ``person`` in the truth."""
    size = len(people)
    given, family = _names(people, form, slips, rng)
    filled = {
        "number": _texts(f"{name[:3].upper()}-{at + 1:07d}" for at in range(size)),
        "given": given,
        "family": family,
        "birth": _births(people, form.style, slips, rng),
        "sex": _coded(form.sexes, people.sex, slips.wrong_sex, slips.no_sex, rng),
        "citizenship": _coded(CITIZENSHIPS, people.citizenship, slips.wrong_citizenship, slips.no_citizenship, rng),
        "form": _coded(FORMS, people.form, 0.0, 0.0, rng),
        "region": _coded(REGIONS, people.region, 0.0, 0.0, rng),
        "year": _texts(people.year),
        "reference": _references(person, form.referred, slips.wrong_reference, rng),
    }
    return AgencyTable(name, {title: filled[each] for each, title in form.columns.items()}, person)


def _texts(values: Iterable[object]) -> Texts:
    return np.array([str(value) for value in values], dtype=np.object_)


def _hit(share: float, size: int, rng: np.random.Generator) -> NDArray[np.intp]:
    return np.flatnonzero(rng.random(size) < share)


def _names(people: People, form: Form, slips: Slips, rng: np.random.Generator) -> tuple[Texts, Texts]:
    """Given and family names, in one script for both, as the clerk wrote them."""
    size = len(people)
    spelling = np.where(rng.random(size) < slips.by_ear, rng.integers(1, SPELLINGS, size), 0)
    spelling = np.where(rng.random(size) < form.native, -1, spelling)
    given, family = written(people, "given", spelling), written(people, "family", spelling)
    for texts in (given, family):
        rows = _hit(slips.typo, size, rng)
        texts[rows] = mistyped(texts[rows], rng)
    rows = _hit(slips.swapped, size, rng)
    given[rows], family[rows] = family[rows], given[rows]
    given[_hit(slips.no_given, size, rng)] = ""
    family[_hit(slips.no_family, size, rng)] = ""
    return given, family


def _births(people: People, style: str, slips: Slips, rng: np.random.Generator) -> Texts:
    """Dates of birth in the agency's style, some wrong, turned, vague or missing."""
    size = len(people)
    born = people.born.copy()
    rows = _hit(slips.misdated, size, rng)
    born[rows] += rng.choice((-365, -31, -10, -1, 1, 10, 31, 365), len(rows))
    year, month, day = calendar(born)
    rows = np.flatnonzero((rng.random(size) < slips.turned) & (day <= 12))
    month[rows], day[rows] = day[rows], month[rows].copy()
    texts = _styled(style, year, month, day, people)
    rows = _hit(slips.vague, size, rng)
    if style != "age":
        texts[rows] = _texts(year[rows])
    texts[_hit(slips.no_birth, size, rng)] = ""
    return texts


def calendar(days: Places) -> tuple[Places, Places, Places]:
    """Year, month and day of days since 1970-01-01."""
    dates = days.astype("datetime64[D]")
    months, years = dates.astype("datetime64[M]"), dates.astype("datetime64[Y]")
    return (
        years.astype(np.int64) + 1970, months.astype(np.int64) % 12 + 1,
        (dates - months.astype("datetime64[D]")).astype(np.int64) + 1,
    )  # fmt: skip


def _styled(style: str, year: Places, month: Places, day: Places, people: People) -> Texts:
    if style == "age":
        return _texts(people.age)
    if style == "year":
        return _texts(year)
    rows = zip(year.tolist(), month.tolist(), day.tolist(), strict=True)
    pattern = {"iso": "{0}-{1:02d}-{2:02d}", "european": "{2:02d}/{1:02d}/{0}", "month": "{0}-{1:02d}"}[style]
    return _texts(pattern.format(*row) for row in rows)


def _coded(words: tuple[str, ...], places: Places, wrong: float, missing: float, rng: np.random.Generator) -> Texts:
    places = places.copy()
    rows = _hit(wrong, len(places), rng)
    places[rows] = rng.integers(0, len(words), len(rows))
    texts = np.array(words, dtype=object)[places]
    texts[_hit(missing, len(places), rng)] = ""
    return np.asarray(texts, dtype=object)


def _references(person: Places, referred: float, wrong: float, rng: np.random.Generator) -> Texts:
    """The referral number of the person, on some records; it says nothing about who the person is."""
    texts = np.full(len(person), "", dtype=object)
    rows = _hit(referred, len(person), rng)
    texts[rows] = _texts(f"RF{number * 7 % 9_999_991:07d}" for number in person[rows])
    rows = rows[_hit(wrong, len(rows), rng)]
    texts[rows] = mistyped(texts[rows], rng)
    return texts
