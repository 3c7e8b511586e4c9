"""A small workbook in the shape of UNODC's published trafficking data, for the fictional region.

Two rows above the header, 13 columns, values as text: ``<5`` for a suppressed count, thousands as ``1,282``. It has
the traps of the real one: rows printed twice, a key with two values, rows of regions without a country name, an area
without ISO code, citizenship in free text and in several languages, a blank category.
"""

from __future__ import annotations

import io
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import yaml
from openpyxl import Workbook
from samples.making.source import HERE

HEADER = ("Iso3_code", "Country", "Region", "Subregion", "Indicator", "Dimension", "Category", "Sex", "Age", "Year",
          "Unit of measurement", "txtVALUE", "Source")  # fmt: skip
Row = tuple[str | None, str | None, str | None, str | None, str, str, str | None, str, str, int, str, str, str]
YEARS = (2027, 2028, 2029, 2030)
VICTIMS = "Detected trafficking victims"
SUBREGIONS = {"MERIDIA_NORTH": "Northern Meridia", "MERIDIA_SOUTH": "Southern Meridia"}
# What the sample documents state too, so that the agreement and the disagreement can be shown.
STATED = {("XAB", 2028): 131, ("XAB", 2029): 148, ("XAM", 2030): 95, ("XAF", 2029): 1282}
CITIZENSHIPS = (
    ("XAA", "Borrenia", 12), ("XAA", "BORRENIA", 3), ("XAA", "Borrenian", 7),
    ("XAA", "Borrénie", 6), ("XAA", "Nationals", 40),
    ("XAB", "Tarnovia", 9), ("XAB", "Drovia", 5), ("XAB", "Unknown", 11), ("XAB", "North Borrenia", 8),
    ("XAD", "Calder and Vesna", 21), ("XAD", "3 drovians and 1 esmaran", 2), ("XAD", "Stateless", 1),
    ("XAF", "Эсмара", 6), ("XAF", "Lum\ufffdrie", 14), ("XAF", "Ilmora others", 5), ("XAF", None, 17),
    ("XAH", "Kestrian Union", 10), ("XAH", "own country", 33), ("XAH", "(especifique otras nacionalidades)", 5),
)  # fmt: skip


def write_book() -> tuple[bytes, dict[str, Any]]:
    """The workbook, and the counts that an importer must find in it."""
    rows = [*_rows()]
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "data_glotip_1"
    sheet.append(
        ["MERIDIA", '=HYPERLINK("[mailto:statistics@example.org]\'data_glotip_1\'!B1", "statistics@example.org")']
    )
    sheet.append(["30/05/2031"])
    sheet.append(list(HEADER))
    for row in rows:
        sheet.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue(), counts(rows)


def counts(rows: list[Row]) -> dict[str, Any]:
    """Every trap counted. A key is a row without its value."""
    whole, keys = Counter(rows), Counter((*row[:11], row[12]) for row in set(rows))
    return {
        "rows": len(rows),
        "suppressed": sum(row[11] == "<5" for row in rows),
        "with_thousands_separator": sum("," in row[11] for row in rows),
        "exact_duplicates": sum(count - 1 for count in whole.values()),
        "keys_with_several_values": sum(count > 1 for count in keys.values()),
        "rows_of_regions": sum(row[1] is None for row in rows),
        "rows_without_iso_code": sum(row[0] is None for row in rows),
        "rows_without_category": sum(row[6] is None for row in rows),
        "citizenships_as_printed": len({row[6] for row in rows if row[5] == "by citizenship" and row[6]}),
        "countries": len({row[0] for row in rows if row[0] and row[1]}),
        "first_year": min(row[9] for row in rows),
        "last_year": max(row[9] for row in rows),
        "detected_victims": {f"{iso3} {year}": value for (iso3, year), value in sorted(STATED.items())},
    }


def _rows() -> Iterator[Row]:
    chance = random.Random(2031)
    region = yaml.safe_load((HERE / "region.yaml").read_text(encoding="utf-8"))
    places = {c["iso3"]: (c["iso3"], c["names"]["en"]["short"], "Meridia", SUBREGIONS[c["subregion"]])
              for c in region["countries"]}  # fmt: skip
    found = [row for iso3, place in places.items() for row in _of_country(iso3, place, chance)]
    found += [_row(places[iso3], VICTIMS, "by citizenship", words, "Total", "Total", 2030, value)
              for iso3, words, value in CITIZENSHIPS]  # fmt: skip
    north = ("NMR", None, None, None)
    found += [_row(north, VICTIMS, "by form of exploitation", "Forced labour", sex, "Total", 2028, value)
              for sex, value in (("Female", 4), ("Male", 19), ("Total", 23))]  # fmt: skip
    found.append(
        _row(("XAA/XAL", None, None, None), VICTIMS, "by country of repatriation", "Lumeria", "Total", "Total", 2029, 3)
    )
    port = (None, "Vesna Free Port", "Meridia", "Southern Meridia")
    found += [_row(port, VICTIMS, "Total", "Total", "Total", "Total", year, 2)
              for year in (2029, 2030)]  # fmt: skip
    yield from found
    yield from found[4:7]
    yield _row(places["XAD"], "Persons convicted", "Total", "Total", "Total", "Total", 2029, 31)
    yield _row(places["XAD"], "Persons convicted", "Total", "Total", "Total", "Total", 2029, 34)


def _of_country(iso3: str, place: tuple[str | None, ...], chance: random.Random) -> Iterator[Row]:
    for year in YEARS:
        victims = STATED.get((iso3, year), chance.randint(3, 160))
        women = round(victims * chance.uniform(0.4, 0.8))
        yield _row(place, VICTIMS, "Total", "Total", "Total", "Total", year, victims)
        yield _row(place, VICTIMS, "Total", "Total", "Female", "Total", year, women)
        yield _row(place, VICTIMS, "Total", "Total", "Male", "Total", year, victims - women)
        if (iso3, year) != ("XAD", 2029):
            yield _row(place, "Persons convicted", "Total", "Total", "Total", "Total", year, chance.randint(1, 40))
        yield _row(
            place, "Offences of trafficking in persons", "Total", "Total", "Total", "Total", year, chance.randint(2, 90)
        )
    forced = chance.randint(1, 60)
    for form, value in (("Sexual exploitation", chance.randint(1, 60)), ("Forced labour", forced)):
        yield _row(place, VICTIMS, "by form of exploitation", form, "Total", "Total", 2030, value)


def _row(place: tuple[str | None, ...], indicator: str, dimension: str, category: str | None, sex: str, age: str,
         year: int, value: int) -> Row:  # fmt: skip
    text = "<5" if value < 5 else f"{value:,}"
    iso3, country, region, subregion = place
    return (iso3, country, region, subregion, indicator, dimension, category, sex, age, year, "Counts", text, "SAMPLE")
