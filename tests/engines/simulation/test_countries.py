"""The simulated country: known truth, definitions, dependence, repeatable streams."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from palermo_engines.estimation.tables import read_table
from palermo_engines.kit.errors import InputError
from palermo_engines.simulation import countries
from palermo_engines.simulation.agencies import Agency, Definition, check
from palermo_engines.simulation.countries import Simulated, simulate
from palermo_engines.simulation.files import links_as_csv, list_as_csv, overlaps_as_csv, truth_as_csv
from palermo_engines.simulation.people import CHILD, FORMS, Country
from palermo_engines.simulation.samples import BREACHES, five_agencies, sound_country, unsound_country

COUNTRY = Country(people=3_000)


def same(one: Simulated, other: Simulated) -> bool:
    tables = zip(one.tables, other.tables, strict=True)
    return np.array_equal(one.seen, other.seen) and all(
        np.array_equal(a.person, b.person)
        and all(np.array_equal(a.columns[title], b.columns[title]) for title in a.columns)
        for a, b in tables
    )


def test_the_same_seed_gives_the_same_country_however_many_work_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(countries, "BLOCK", 700)
    serial = simulate(COUNTRY, five_agencies(), 5)
    assert same(serial, simulate(COUNTRY, five_agencies(), 5, workers=3))
    assert not same(serial, simulate(COUNTRY, five_agencies(), 6))


def test_another_agency_changes_no_record_of_those_before_it() -> None:
    agencies = five_agencies()
    fewer, more = simulate(COUNTRY, agencies[:3], 5), simulate(COUNTRY, agencies, 5)
    assert np.array_equal(fewer.tables[0].columns["Surname"], more.tables[0].columns["Surname"])


def test_counts_are_those_of_the_truth_and_read_back_as_a_table() -> None:
    simulated = simulate(COUNTRY, five_agencies(), 1, write=False)
    assert simulated.total == 3_000
    assert simulated.counts.sum() == simulated.seen.any(axis=1).sum()
    table = read_table(overlaps_as_csv(simulated.names, simulated.counts))
    assert table.names == simulated.names
    np.testing.assert_array_equal(table.counts, simulated.counts)


def test_an_agency_sees_only_whom_it_defines() -> None:
    agencies = (
        Agency("children", 0.5, Definition(oldest=CHILD - 1)),
        Agency("labour", 0.5, Definition(only=("forced labour",))),
    )
    simulated = simulate(COUNTRY, agencies, 1, write=False)
    assert (simulated.people.age[simulated.seen[:, 0]] < CHILD).all()
    assert {FORMS[form] for form in simulated.people.form[simulated.seen[:, 1]]} == {"forced labour"}


@pytest.mark.parametrize(("effect", "sign"), [(1.5, 1), (-1.5, -1)])
def test_lists_depend_on_earlier_ones_as_told(effect: float, sign: int) -> None:
    agencies = (Agency("first", 0.3), Agency("second", 0.3, after={"first": effect}))
    seen = simulate(Country(20_000), agencies, 2, write=False).seen
    gap = seen[seen[:, 0], 1].mean() - seen[~seen[:, 0], 1].mean()
    assert sign * gap > 0.15


def test_a_hidden_class_makes_lists_depend_on_each_other() -> None:
    agencies = (Agency("first", 0.4, hidden=-3), Agency("second", 0.4, hidden=-3))
    seen = simulate(Country(20_000, hiding=0.5), agencies, 2, write=False).seen
    assert seen.all(axis=1).mean() > 1.3 * seen[:, 0].mean() * seen[:, 1].mean()


def test_records_hold_every_person_seen_and_some_twice() -> None:
    simulated = simulate(Country(20_000), five_agencies(), 3)
    for at, table in enumerate(simulated.tables):
        assert set(table.person.tolist()) == set(np.flatnonzero(simulated.seen[:, at]).tolist())
    police = simulated.tables[0]
    repeated = len(police) / len(set(police.person.tolist())) - 1
    assert repeated == pytest.approx(0.03, abs=0.015)
    assert 0.01 < np.mean(police.columns["Date of birth"] == "") < 0.035


def test_forms_differ_between_agencies() -> None:
    tables = simulate(COUNTRY, five_agencies(), 3).tables
    assert len({tuple(table.columns) for table in tables}) == len(tables)
    assert "Nationality" not in tables[1].columns  # the courts do not ask


def test_names_are_written_in_four_scripts() -> None:
    letters = "".join(simulate(COUNTRY, five_agencies(), 3).tables[4].columns["Caller family name"])
    for first, last in (("a", "z"), ("а", "я"), ("ا", "ي"), ("一", "龥")):
        assert any(first <= letter <= last for letter in letters)


def test_agencies_that_make_no_sense_are_refused() -> None:
    good = Agency("first", 0.1)
    for bad in (
        Agency("first", 0.1),
        Agency("second", 1.0),
        Agency("second", 0.1, after={"third": 1.0}),
        Agency("second", 0.1, leaning={"nobody": 1.0}),
    ):
        with pytest.raises(InputError) as caught:
            check((good, bad))
        assert (caught.value.code, caught.value.where) == ("simulation.agencies", bad.name)


def test_files_say_whose_record_each_row_is() -> None:
    simulated = simulate(Country(500), five_agencies(), 3)
    rows = list(csv.DictReader(io.StringIO(list_as_csv(simulated.tables[0]))))
    links = [row for row in csv.DictReader(io.StringIO(links_as_csv(simulated))) if row["list"] == "police"]
    truth = list(csv.DictReader(io.StringIO(truth_as_csv(simulated))))
    assert len(rows) == len(links)
    assert len(truth) == 500
    for row, link in zip(rows, links, strict=True):
        person = truth[int(link["person"])]
        assert person["police"] == "1"
        assert row["Year"] == person["year"]
        assert row["Offence"] == person["form"]


def test_unsound_countries_break_what_they_say() -> None:
    for breach in BREACHES:
        country, agencies = unsound_country(breach, np.random.default_rng(1))
        simulated = simulate(country, agencies, 1, write=False)
        several = simulated.seen.sum(axis=1) > 1
        if breach == "no overlap":
            assert not several.any()
        elif breach == "isolated list":
            assert not simulated.seen[several, -1].any()
        else:
            assert country.hiding >= 0.35
            assert all(agency.hidden < 0 for agency in agencies[:-1])
    country, agencies = sound_country(np.random.default_rng(1))
    assert not country.hiding
    assert all(len(agency.after) < 2 and not agency.hidden for agency in agencies)
