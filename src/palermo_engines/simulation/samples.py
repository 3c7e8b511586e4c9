"""Countries ready to use: five agencies with forms of their own, and random countries for tests of the truth.

In a country of ``sound_country`` what the methods assume holds: nobody hides from all lists, and each list looks back
at one earlier list at most. Those of ``unsound_country`` break it in one of the ways of BREACHES.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from palermo_engines.simulation.agencies import Agency, Definition
from palermo_engines.simulation.people import Country
from palermo_engines.simulation.recording import FIELDS, Form, Slips

BREACHES = ("hidden class", "out of reach", "isolated list", "no overlap")
_NAMES = ("police", "prosecutors", "labour inspectors", "shelters", "hotline", "child services")

POLICE = Form(
    {
        "number": "Case", "family": "Surname", "given": "First name", "birth": "Date of birth", "sex": "Sex",
        "citizenship": "Nationality", "form": "Offence", "region": "Region", "year": "Year", "reference": "Referral",
    },
    native=0.1, sexes=("F", "M", "X"),
)  # fmt: skip
COURTS = Form(
    {
        "number": "File", "family": "Name", "given": "Forename", "birth": "Born", "sex": "Gender",
        "form": "Charge", "region": "Court", "year": "Year",
    },
    style="european", native=0.05,
)  # fmt: skip
LABOUR = Form(
    {
        "number": "Inspection", "family": "Family name", "given": "Given name", "birth": "Birth year", "sex": "Sex",
        "citizenship": "Citizenship", "form": "Finding", "region": "District", "year": "Year",
    },
    style="year", native=0.3, sexes=("f", "m", "o"),
)  # fmt: skip
SHELTERS = Form(
    {
        "number": "Id", "family": "Last name", "given": "First name", "birth": "DOB", "sex": "Sex",
        "citizenship": "Country", "form": "Exploitation", "region": "Area", "year": "Year", "reference": "Referral no",
    },
    native=0.35,
)  # fmt: skip
HOTLINE = Form(
    {
        "number": "Call", "family": "Caller family name", "given": "Caller name", "birth": "Age", "sex": "Sex",
        "citizenship": "Language country", "form": "Situation", "region": "Region", "year": "Year",
        "reference": "Referral",
    },
    style="age", native=0.5,
)  # fmt: skip
FORMS_OF = dict(zip(_NAMES, (POLICE, COURTS, LABOUR, SHELTERS, HOTLINE, SHELTERS), strict=True))
LIKE_ALL = Form({name: name for name in FIELDS})


def five_agencies() -> tuple[Agency, ...]:
    """Police, prosecutors after the police, labour inspectors for one form, shelters for adults, and a hotline."""
    return (
        Agency("police", 0.16, leaning={"sexual exploitation": 0.4, "Northmark": 0.3}, form=POLICE),
        Agency("prosecutors", 0.06, after={"police": 1.2}, form=COURTS, slips=Slips(by_ear=0.06, typo=0.015)),
        Agency("labour inspectors", 0.14, Definition(16, only=("forced labour",)), form=LABOUR),
        Agency("shelters", 0.12, Definition(18), leaning={"female": 0.5}, after={"police": 0.5}, form=SHELTERS),
        Agency("hotline", 0.09, leaning={"Midlow": -0.5}, form=HOTLINE, slips=Slips(by_ear=0.25, typo=0.06)),
    )


def sound_country(rng: np.random.Generator) -> tuple[Country, tuple[Agency, ...]]:
    """Four to six lists of random reach; about every third looks back at an earlier one."""
    country = Country(people=int(rng.integers(2_000, 12_000)))
    agencies: list[Agency] = []
    for name in _NAMES[: rng.integers(4, 7)]:
        after = {}
        if agencies and rng.random() < 1 / 3:
            after = {agencies[rng.integers(len(agencies))].name: float(rng.uniform(0.6, 1.8) * rng.choice((-1, 1, 1)))}
        agencies.append(Agency(name, float(rng.uniform(0.05, 0.2)), after=after, form=FORMS_OF[name]))
    return country, tuple(agencies)


def unsound_country(breach: str, rng: np.random.Generator) -> tuple[Country, tuple[Agency, ...]]:
    """A sound country in which one thing is not as the methods assume.

    ``hidden class``: a third to two thirds of the people are hard to see for every list. ``out of reach``: as many are
    seen by one list alone. ``isolated list``: a list counts people whom nobody else counts. ``no overlap``: agencies so
    small that nobody is on two.
    """
    country, agencies = sound_country(rng)
    if breach == "no overlap":
        return replace(country, people=2_000), tuple(replace(each, reach=0.001, after={}) for each in agencies)
    if breach == "isolated list":
        shared = Definition(18)
        others = tuple(replace(each, definition=shared) for each in agencies[:-1])
        return country, (*others, replace(agencies[-1], definition=Definition(0, 17), after={}))
    country = replace(country, hiding=float(rng.uniform(0.35, 0.65)))
    depth = -2.5 if breach == "hidden class" else -20.0
    away = [replace(each, hidden=depth) for each in agencies]
    if breach == "out of reach":
        away[-1] = agencies[-1]
    return country, tuple(away)
