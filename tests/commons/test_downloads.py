"""Downloads: nothing a spreadsheet would run, nothing lost on the way."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from palermo.commons.downloads import Column, csv_lines, csv_text, table_response

COLUMNS = [Column("=Name", lambda row: row[0]), Column("Value", lambda row: row[1])]
ROWS = [("=1+1", Decimal("12.5000")), ("@cmd", 3), ("-5 to 7", None), ("受害者", Decimal("1400.0000"))]


def _csv(rows: list[tuple[object, object]]) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(csv_lines(rows, COLUMNS)).removeprefix("\ufeff"))))


def test_text_that_looks_like_a_formula_is_defused_and_numbers_stay_numbers() -> None:
    assert _csv(ROWS) == [["'=Name", "Value"], ["'=1+1", "12.5"], ["'@cmd", "3"], ["'-5 to 7", ""], ["受害者", "1400"]]
    assert csv_text(-5) == "-5"
    assert csv_text(Decimal("-0.5")) == "-0.5"


@settings(max_examples=60)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=20))
def test_every_text_comes_back_from_csv_at_most_with_an_apostrophe(text: str) -> None:
    cell = _csv([(text, 1)])[1][0]
    assert cell in (text, f"'{text}")
    assert not cell.startswith(("=", "+", "-", "@", "\t"))


def test_a_workbook_holds_text_as_text() -> None:
    response = table_response(iter(ROWS), COLUMNS, "xlsx", "Opfer: 2019/20")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active  # type: ignore[attr-defined]
    cells = [[(cell.data_type, cell.value) for cell in row] for row in sheet.iter_rows()]
    assert cells[1] == [("s", "=1+1"), ("n", 12.5)]
    assert cells[4][0] == ("s", "受害者")
    assert response["Content-Disposition"] == 'attachment; filename="Opfer-2019-20.xlsx"'


def test_a_csv_is_streamed_row_by_row() -> None:
    taken: list[int] = []

    def endless() -> object:
        for number in range(10**9):
            taken.append(number)
            yield (str(number), number)

    lines = iter(table_response(endless(), COLUMNS, "csv", "x").streaming_content)  # type: ignore[attr-defined]
    assert [next(lines) for _ in range(3)][-1] == b"1,1\r\n"
    assert len(taken) == 2


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="pdf"):
        table_response([], COLUMNS, "pdf", "x")  # type: ignore[arg-type]
