"""The JSON Schema of records: what is kept fits it, and what no record can hold does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given

from palermo_engines.registers.checking import check_record
from palermo_engines.registers.schema import json_schema
from tests.engines.registers.samples import DECLARED, RECORDS, SAID

SCHEMA = json_schema(DECLARED)
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True)
TODAY = date(2026, 3, 1)


def test_it_is_a_schema() -> None:
    jsonschema_rs.meta.validate(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["required"] == ["event"]
    assert list(SCHEMA["properties"]) == [field.id for field in DECLARED.fields]
    assert SCHEMA["properties"]["women"]["readOnly"] is True


def test_titles_in_the_language_of_the_reader() -> None:
    assert (SCHEMA["title"], SCHEMA["description"]) == ("Everything", "One of each.")
    assert json_schema(DECLARED, "zh-hans")["properties"]["event"]["title"] == "活动"
    assert json_schema(DECLARED, "fr")["title"] == "Everything"


@given(said=SAID)
def test_each_type_fits(said: tuple[str, Any]) -> None:
    fits({"event": "Seminar", said[0]: said[1]})


@given(record=RECORDS)
def test_whole_records_fit(record: dict[str, Any]) -> None:
    fits(record)


def fits(record: dict[str, Any]) -> None:
    checked = check_record(DECLARED, record, today=TODAY)
    if "registers.required" not in {fault.code for fault in checked.faults}:
        VALIDATOR.validate(checked.values)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"event": ""},
        {"event": "A", "colour": 1},
        {"event": "A", "level": "local"},
        {"event": "A", "levels": []},
        {"event": "A", "levels": ["7", "7"]},
        {"event": "A", "open": "yes"},
        {"event": "A", "country": "Albania"},
        {"event": "A", "body": {}},
        {"event": "A", "body": {"code": "A", "name": "B"}},
        {"event": "A", "participants": {"total": 5}},
        {"event": "A", "participants": {"total": -5, "qualifier": "exact"}},
        {"event": "A", "participants": {"total": 5, "qualifier": "perhaps"}},
        {"event": "A", "rate": {"value": 5, "qualifier": "exact"}},
        {"event": "A", "rate": {"qualifier": "exact"}},
        {"event": "A", "grant": {"amount": "5", "currency": "CHF", "qualifier": "exact"}},
        {"event": "A", "share": {"qualifier": "exact"}},
        {"event": "A", "signed": "2014-11"},
        {"event": "A", "held": "soon"},
        {"event": "A", "launch": {}},
        {"event": "A", "town": {"lat": 1.5, "lon": 2.5}},
        {"event": "A", "land": {"country": "ALB", "city": "B"}},
        {"event": "A", "spot": {"lat": 1.5}},
        {"event": "A", "spot": {"lat": 91, "lon": 0}},
        {"event": "A", "report": {"name": "a.pdf"}},
        {"event": "A", "plan": "O08-1"},
        {"event": "A", "source": {"language": "de"}},
        {"event": "A", "page": "no address"},
    ],
)
def test_what_no_record_holds_does_not_fit(values: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(values)
