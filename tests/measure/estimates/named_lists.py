"""Lists with names for tests: five agencies of a country that does not exist, each with a file of its own shape."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from functools import lru_cache

import openpyxl

from palermo_engines.simulation.countries import Simulated, simulate
from palermo_engines.simulation.people import Country
from palermo_engines.simulation.recording import AgencyTable
from palermo_engines.simulation.samples import five_agencies

TITLES = {  # of the shelters: in French, and with a column that nobody asked for
    "Id": "Dossier", "Last name": "Nom", "First name": "Prénom", "DOB": "Date de naissance", "Sex": "Sexe",
    "Country": "Nationalité", "Exploitation": "Exploitation", "Area": "Région", "Year": "Année",
}  # fmt: skip


@lru_cache(maxsize=4)
def country(people: int = 2_500, seed: int = 3) -> Simulated:
    """The country; equal arguments give the same."""
    return simulate(Country(people), five_agencies(), seed)


def named_files(people: int = 2_500, seed: int = 3) -> Mapping[str, tuple[str, bytes]]:
    """By agency a file name and its bytes: commas; semicolons in Latin 1; a workbook; tabs in UTF-16 with French
    titles; and UTF-8 with a mark at the beginning and empty rows before the titles."""
    tables = {table.agency: table for table in country(people, seed).tables}
    police, courts, labour, shelters, hotline = tables.values()
    return {
        "police": ("police.csv", _text(police, ",").encode()),
        "prosecutors": ("court.csv", _text(courts, ";").encode("gb18030")),
        "labour inspectors": ("inspections.xlsx", _workbook(labour)),
        "shelters": ("foyers.txt", _text(shelters, "\t", TITLES, ("Remarque", "réf. REMARK")).encode("utf-16")),
        "hotline": ("calls.csv", b"\xef\xbb\xbf\r\n" + _text(hotline, ",").encode()),
    }


def _rows(table: AgencyTable) -> tuple[list[str], list[Sequence[str]]]:
    return list(table.columns), list(zip(*(column.tolist() for column in table.columns.values()), strict=True))


def _text(
    table: AgencyTable, separator: str, titles: Mapping[str, str] | None = None, more: tuple[str, str] | None = None
) -> str:
    headings, rows = _rows(table)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator)
    writer.writerow([(titles or {}).get(each, each) for each in headings] + ([more[0]] if more else []))
    writer.writerows([*row, *([more[1]] if more else [])] for row in rows)
    return stream.getvalue()


def _workbook(table: AgencyTable) -> bytes:
    headings, rows = _rows(table)
    book = openpyxl.Workbook()
    for row in (headings, *rows):
        book.active.append(list(row))  # type: ignore[union-attr]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def planted_names(people: int = 2_500, seed: int = 3) -> set[str]:
    """Family and given names of the simulated records, as written, long enough to be told from other words."""
    found: set[str] = set()
    for table in country(people, seed).tables:
        form = next(agency.form for agency in five_agencies() if agency.name == table.agency)
        for field in ("family", "given"):
            found.update(str(text) for text in table.columns[form.columns[field]].tolist())
    return {name for name in found if len(name) > 5}
