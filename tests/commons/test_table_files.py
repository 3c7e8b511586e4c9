"""Tables from outside: a quotation mark that is not closed must not swallow rows without a word."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.commons.table_files import read_table
from palermo_engines.kit.errors import InputError


def rows_of(text: str) -> list[list[str]]:
    return [list(row) for row in read_table(text.encode(), "police.csv").rows]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('a,b\n1,2\n"3,4\n5,6\n7,8\n', 3),  # never closed: the rest of the file
        ('a,b\n1,"2', 2),
        ('"a,b\n1,2\n', 1),
        ('a,b\n1,"2\n3,4\n5,"6"\n7,8\n', 2),  # closed by the mark that opens another cell
        ('a,b\n1,"2\n3,"4 ""5""",\n', 2),
        ('a;b\r\n1;"2\r\n3;4\r\n', 2),
        ('a,b\n1,"' + "2,3\n" * 50_000, 2),  # a cell longer than any
    ],
)
def test_an_open_quotation_mark_is_refused_with_its_row(text: str, row: int) -> None:
    with pytest.raises(InputError) as caught:
        read_table(text.encode(), "police.csv")
    assert (caught.value.code, caught.value.where) == ("table.quotation", f"police.csv, row {row}")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('a,b\n"1\n2",3', [["1\n2", "3"]]),
        ('a,b\n1,"say ""x"""\n', [["1", 'say "x"']]),
        ('a,b\n12" pipe,"abc" d\n', [['12" pipe', "abc d"]]),  # careless, but within its row
        ("a,b\n1,2\nend\n", [["1", "2"], ["end"]]),
        ("a\tb\r1\t2\r", [["1", "2"]]),
    ],
)
def test_what_is_closed_is_read(text: str, rows: list[list[str]]) -> None:
    assert rows_of(text) == rows


@given(st.lists(st.lists(st.text(alphabet='ab",\n ', max_size=6), min_size=2, max_size=2), min_size=1, max_size=8))
def test_what_is_written_as_csv_comes_back(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([["a", "b"], *rows])
    assert rows_of(text.getvalue()) == rows


def test_limits_can_be_told() -> None:
    for limits in ({"largest": 4}, {"most_rows": 1}):
        with pytest.raises(InputError) as caught:
            read_table(b"a,b\n1,2\n3,4\n", "police.csv", **limits)
        assert caught.value.code == "table.too_large"
