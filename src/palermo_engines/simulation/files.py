"""A simulated country as files: what each agency would hand over, and the truth, which only a simulation knows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from palermo_engines.simulation.countries import Simulated
from palermo_engines.simulation.people import CITIZENSHIPS, FORMS, REGIONS, SEXES
from palermo_engines.simulation.recording import AgencyTable

_TRUTH = ("person", "sex", "age", "citizenship", "form", "region", "year")


def list_as_csv(table: AgencyTable) -> str:
    """The agency's rows under its own titles."""
    return _csv(list(table.columns), zip(*table.columns.values(), strict=True))


def links_as_csv(simulated: Simulated) -> str:
    """Whose record every row is: agency, row counted from 1, person."""
    rows = ((table.agency, row, one) for table in simulated.tables for row, one in enumerate(table.person.tolist(), 1))
    return _csv(("list", "row", "person"), rows)


def truth_as_csv(simulated: Simulated) -> str:
    """Every person, seen or not, with 1 for each list that has them."""
    people = simulated.people
    kinds = zip(
        range(len(people)), people.sex.tolist(), people.age.tolist(), people.citizenship.tolist(),
        people.form.tolist(), people.region.tolist(), people.year.tolist(), simulated.seen.astype(int).tolist(),
        strict=True,
    )  # fmt: skip
    rows = (
        (person, SEXES[sex], age, CITIZENSHIPS[citizenship], FORMS[form], REGIONS[region], year, *seen)
        for person, sex, age, citizenship, form, region, year, seen in kinds
    )
    return _csv((*_TRUTH, *simulated.names), rows)


def overlaps_as_csv(names: Sequence[str], counts: Iterable[float]) -> str:
    """The table of overlaps as ``palermo estimate`` reads it; histories that nobody has are left out."""
    rows = (
        [code >> at & 1 for at in range(len(names))] + [int(count)] for code, count in enumerate(counts, 1) if count
    )
    return _csv((*names, "count"), rows)


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
