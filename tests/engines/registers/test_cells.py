"""Rows of a table: what is written is read back, and what people write in spreadsheets is understood or refused."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from palermo_engines.registers.cell_pieces import join_several, split_several
from palermo_engines.registers.cells import columns_of, read_row, write_row
from palermo_engines.registers.checking import check_record
from tests.engines.registers.samples import DECLARED, RECORDS, SAID, WORDS, field, st

TODAY = date(2026, 3, 1)


def read(**cells: Any) -> Any:
    """The raw values of a row; it must have no faults."""
    values, faults = read_row(DECLARED, {key.replace("__", "."): cell for key, cell in cells.items()})
    assert faults == []
    return values


@given(said=SAID)
def test_each_type_comes_back(said: tuple[str, Any]) -> None:
    comes_back({"event": "Seminar", said[0]: said[1]})


@given(record=RECORDS)
def test_whole_records_come_back(record: dict[str, Any]) -> None:
    comes_back(record)


def comes_back(record: dict[str, Any]) -> None:
    kept = check_record(DECLARED, record, today=TODAY).values
    row = write_row(DECLARED, kept)
    raw, faults = read_row(DECLARED, row)
    assert faults == []
    again = check_record(DECLARED, raw, today=TODAY)
    assert again.values == kept
    as_text = {key: str(cell).lower() if isinstance(cell, bool) else cell and str(cell) for key, cell in row.items()}
    assert check_record(DECLARED, read_row(DECLARED, as_text)[0], today=TODAY).values == kept


def test_compound_values_have_a_column_a_part() -> None:
    columns = columns_of(DECLARED)
    keys = [column.key for column in columns if column.field.id in ("participants", "cost", "land", "files")]
    assert keys == [
        "participants", "participants.women", "participants.men", "participants.not_disaggregated",
        "participants.qualifier", "participants.parts", "cost", "cost.currency", "cost.qualifier", "cost.on",
        "cost.rate_source", "land.country", "files",
    ]  # fmt: skip
    titles = {column.key: column.title for column in columns}
    assert titles["participants.women"] == {"en": "Participants: women", "zh": "参加人数：女"}
    assert len({column.key for column in columns}) == len(columns)
    assert set(write_row(DECLARED, {})) == set(titles)


@given(pieces=st.lists(WORDS.map(str.strip).filter(bool), max_size=4))
def test_several_values_in_one_cell(pieces: list[str]) -> None:
    assert list(split_several(join_several(pieces))) == pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a; b", ["a", "b"]),
        ("a；b\nc|d", ["a", "b", "c", "d"]),
        (" ; a ;; ", ["a"]),
        ('"a; b"; c', ["a; b", "c"]),
        ('"a" and "b"; c', ['"a" and "b"', "c"]),
        ('"a; b', ['"a', "b"]),
        ("", []),
    ],
)
def test_what_people_put_between_values(text: str, pieces: list[str]) -> None:
    assert list(split_several(text)) == pieces


def test_codes_labels_and_names() -> None:
    assert read(level="regional") == {"level": "regional"}
    assert read(level="区域级", levels="Seventh; national,  DU pays") == {
        "level": "regional",
        "levels": ["7", "national"],
    }
    assert read(country="albania") == read(country="阿尔巴尼亚") == read(country="ALB") == {"country": "ALB"}
    assert read(areas="france; Puerto Rico") == {"areas": ["FRA", "PRI"]}
    assert read(open="Да") == read(open=True) == read(open=1.0) == {"open": True}
    assert read(open="否") == {"open": False}
    assert read(body="UNODC", bodies='"""UNODC"""; [ngo-7]') == {
        "body": {"code": "UNODC"},
        "bodies": [{"name": "UNODC"}, {"code": "ngo-7"}],
    }


def test_numbers_and_days_as_spreadsheets_hold_them() -> None:
    assert read(days=12.0, rate=0.1 + 0.2) == {"days": {"value": "12"}, "rate": {"value": "0.3"}}
    assert read(participants="2 692", participants__women="935") == {"participants": {"total": 2692, "women": 935}}
    assert read(cost=Decimal("357701.50"), cost__currency="usd") == {"cost": {"amount": "357701.50", "currency": "USD"}}
    assert read(agreed=datetime(2014, 11, 7), signed=date(2014, 11, 8)) == {
        "agreed": "2014-11-07",
        "signed": "2014-11-08",
    }  # fmt: skip
    assert read(held="2014–2016", agreed=2014) == {"held": "2014/2016", "agreed": "2014"}
    assert read(share="33.3%", share__qualifier="More than") == {"share": {"value": "33.3", "qualifier": "more_than"}}
    assert read(participants__parts="age=child: 138; age=adult+sex=female: 3") == {
        "participants": {"parts": {"age=child": 138, "age=adult;sex=female": 3}}
    }


def test_an_empty_row_says_nothing() -> None:
    assert read_row(DECLARED, {}) == ({}, [])
    assert read(level="  ", open="", days=None, participants__women=" ") == {}


def test_a_zero_is_not_missing() -> None:
    assert read(days=0, participants__women=0) == {"days": {"value": "0"}, "participants": {"women": 0}}


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("days", "<5", "no number"),
        ("days", "about 5", "no number"),
        ("days", "٥", "no number"),
        ("days", True, "no number"),
        ("days", float("nan"), "no number"),
        ("days", "1,5", "no number"),
        ("participants", "<5", "no number"),
        ("participants.women", "3.5", "whole number"),
        ("participants.men", -3, "whole number"),
        ("participants.qualifier", "perhaps", "qualifier"),
        ("participants.parts", "children: 3", None),
        ("participants.parts", "age=child", "counts by code"),
        ("participants.parts", "age=child: <5", "counts by code"),
        ("cost", "5 USD", "no number"),
        ("level", "Local", "not one of the choices"),
        ("levels", "national; Local", "not one of the choices"),
        ("open", "perhaps", "true or false"),
        ("country", "Ruritania", "no country"),
        ("town.country", "Ruritania", "no country"),
        ("files", "a.pdf", "digest and a name"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(column: str, cell: Any, says: str | None) -> None:
    values, faults = read_row(DECLARED, {"event": "Seminar", column: cell})
    if says is None:
        assert [fault.code for fault in check_record(DECLARED, values, today=TODAY).faults] == ["registers.value"]
        return
    assert [(fault.column, fault.code) for fault in faults] == [(column, "registers.cell")]
    assert says in faults[0].message["en"]
    assert faults[0].message["zh"] != faults[0].message["en"]
    assert values == {"event": "Seminar"}


def test_a_computed_field_is_written_and_never_read() -> None:
    row = write_row(DECLARED, {"women": {"value": "0.5", "qualifier": "exact"}})
    assert row["women"] == Decimal("0.5")
    assert read_row(DECLARED, {"women": "0.7"}) == ({}, [])
    assert field("women").type == "computed"
