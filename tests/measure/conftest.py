"""What the tests of this wing share: an actor, small workbooks in the shape UNODC publishes, small registers."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from palermo.ground.access.api import Actor, console

COLUMNS = (
    "Iso3_code", "Country", "Region", "Subregion", "Indicator", "Dimension", "Category", "Sex", "Age", "Year",
    "Unit of measurement", "txtVALUE", "Source",
)  # fmt: skip
REGISTER_COLUMNS = (
    "treaty", "treaty_name", "participant", "iso3", "signature_date", "consent_date", "consent_type",
    "date_precision", "not_before", "not_after", "entry_into_force", "source", "note",
)  # fmt: skip
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"

Row = Sequence[object]
Workbook = Callable[..., bytes]


@pytest.fixture
def actor() -> Actor:
    return console()


def row(**cells: object) -> Row:
    """A row of the workbook: detected victims in Chad in 2018, unless said otherwise."""
    usual: dict[str, object] = {
        "Iso3_code": "TCD", "Country": "Chad", "Region": "Africa", "Subregion": "Sub-Saharan Africa",
        "Indicator": "Detected trafficking victims", "Dimension": "Total", "Category": "Total", "Sex": "Total",
        "Age": "Total", "Year": 2018, "Unit of measurement": "Counts", "txtVALUE": "12", "Source": "GLOTIP",
    }  # fmt: skip
    assert set(cells) <= set(usual)
    return [(usual | cells)[column] for column in COLUMNS]


def citizens(category: str, **cells: object) -> Row:
    return row(Dimension="by citizenship", Category=category, **cells)


def workbook(*rows: Row, columns: Row = COLUMNS, released: str = "30/05/2023", preamble: int = 2) -> bytes:
    """A workbook as published: preamble rows, the column names, the rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "statistics_1"
    lines = [["UNODC", "contact"], [released], ["further remarks"], []][:preamble]
    for line in [*lines, list(columns), *rows]:
        sheet.append(line)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def deed(**cells: str) -> dict[str, str]:
    """A row of the register: Chad ratified the Trafficking Protocol on 2 February 2010, unless said otherwise."""
    usual = dict.fromkeys(REGISTER_COLUMNS, "") | {
        "treaty": "XVIII-12-a", "treaty_name": "Trafficking Protocol", "participant": "Chad", "iso3": "TCD",
        "consent_date": "2010-02-02", "consent_type": "ratification", "date_precision": "day", "source": "register",
    }  # fmt: skip
    return usual | cells


def register(*deeds: dict[str, str], columns: Sequence[str] = REGISTER_COLUMNS) -> bytes:
    import csv

    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(deeds)
    return stream.getvalue().encode()
