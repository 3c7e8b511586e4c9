"""Workbooks in and out: text stays text, and what is hostile is refused with a clear message."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from palermo_engines.kit.errors import InputError
from palermo_engines.registers.xlsform import sheets
from palermo_engines.registers.xlsform.sheets import read_workbook, write_workbook

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12).map(str.strip)


def refusal(content: bytes) -> InputError:
    """The refusal of an upload."""
    with pytest.raises(InputError) as refused:
        read_workbook(content, "form.xlsx")
    return refused.value


def workbook(**changes: bytes | None) -> bytes:
    """A good workbook with parts of its archive replaced; ``__`` in a name stands for a slash."""
    good = zipfile.ZipFile(io.BytesIO(write_workbook({"survey": [["type", "name"], ["text", "a"]]})))
    parts = {name: good.read(name) for name in good.namelist()}
    parts |= {
        name.replace("__", "/").replace("_xml", ".xml"): held for name, held in changes.items() if held is not None
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    return out.getvalue()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(TEXT, min_size=1, max_size=4), min_size=1, max_size=5))
def test_what_is_written_is_read(rows: list[list[str]]) -> None:
    read = read_workbook(write_workbook({"survey": rows}))["survey"]
    wanted = {number: "\t".join(row).rstrip("\t") for number, row in enumerate(rows, 1) if any(row)}
    assert {row.number: "\t".join(row.cells) for row in read.rows} == wanted


def test_a_formula_is_text_in_both_directions() -> None:
    written = write_workbook({"survey": [["=1+1", "+2", "@x"]]})
    assert [cell.data_type for cell in load_workbook(io.BytesIO(written))["survey"][1]] == ["s", "s", "s"]
    book = Workbook()
    book.active["A1"] = '=HYPERLINK("http://example.org","x")'
    held = io.BytesIO()
    book.save(held)
    assert read_workbook(held.getvalue())["Sheet"].rows[0].cells == ('=HYPERLINK("http://example.org","x")',)


def test_cells_of_other_kinds_are_read_as_they_look() -> None:
    book = Workbook()
    book.active.append([1.0, 2.5, True, date(2019, 3, 17), None, "  a "])
    held = io.BytesIO()
    book.save(held)
    assert read_workbook(held.getvalue())["Sheet"].rows[0].cells == ("1", "2.5", "true", "2019-03-17", "", "a")


def test_rows_keep_the_numbers_a_spreadsheet_shows() -> None:
    read = read_workbook(write_workbook({"survey": [["a"], [""], ["b", ""]]}))["survey"]
    assert [(row.number, row.cells) for row in read.rows] == [(1, ("a",)), (3, ("b",))]
    assert read.rows[0].cell(7) == ""


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
HIDDEN = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'.encode("utf-16")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"type,name\ntext,a\n", "xlsform.not_a_workbook"),
        (lambda: b"", "xlsform.not_a_workbook"),
        (lambda: workbook()[:-60], "xlsform.not_a_workbook"),
        (lambda: workbook(xl__workbook_xml=b"<workbook>"), "xlsform.broken"),
        (lambda: workbook(xl__workbook_xml=BOMB), "xlsform.broken"),
        (lambda: workbook(xl__workbook_xml=HIDDEN), "xlsform.broken"),
        (lambda: workbook(xl__worksheets__sheet1_xml=b"\x00\x01"), "xlsform.broken"),
        (lambda: workbook(xl__media__zeros=bytes(sheets.LARGEST_CONTENT + 1)), "xlsform.too_large"),
        (lambda: bytes(sheets.LARGEST_FILE + 1), "xlsform.too_large"),
        (lambda: workbook(**{f"xl__media__{number}": b"" for number in range(sheets.MOST_PARTS)}), "xlsform.too_large"),
    ],
    ids=[
        "csv",
        "empty",
        "cut",
        "no workbook",
        "entities",
        "entities in UTF-16",
        "binary",
        "bomb",
        "large",
        "many parts",
    ],
)
def test_hostile_and_broken_files_are_refused(make: Callable[[], bytes], code: str) -> None:
    error = refusal(make())
    assert (error.code, error.where) == (code, "form.xlsx")
    assert error.advice


@pytest.mark.parametrize("address", ["A1048576", "XFD1"])
def test_a_cell_far_out_costs_nothing(address: str) -> None:
    book = Workbook()
    book.active[address] = "x"
    held = io.BytesIO()
    book.save(held)
    error = refusal(held.getvalue())
    assert (error.code, error.where) == ("xlsform.too_large", "form.xlsx, sheet Sheet")


def test_a_text_too_long_for_a_cell_is_refused_when_written() -> None:
    with pytest.raises(InputError) as refused:
        write_workbook({"survey": [["a"], ["x" * (sheets.LONGEST_CELL + 1)]]})
    assert (refused.value.code, refused.value.where) == ("xlsform.cell_too_long", "sheet survey, row 2")
