"""Records of the registers of the wing Protect: they state the figures of their rows, refuse what cannot be, and give
no room to a person's story.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from palermo_engines.registers.checking import check_record
from palermo_engines.registers.expressions import compile_expression
from palermo_engines.registers.measuring import figures_of
from palermo_engines.registers.model import Declaration
from palermo_engines.registers.reading import read_file

FOLDER = Path(__file__).parents[2] / "registers" / "protect"
TODAY = date(2026, 1, 1)
REGISTERS = {path.name[:3]: read_file(path) for path in sorted(FOLDER.glob("P*.yaml"))}
FIGURES = yaml.safe_load(Path(__file__).with_name("protect.yaml").read_text("utf-8"))["figures"]
PROTECTED = ["P06", "P07", "P11", "P13", "P17", "P19"]
LINE = {"title": "Help line", "country": "ROU"}
IN_2020 = {"planned": None, "actual": "2020"}
SURVIVORS = {"programme": "A", "country": ["PHL"], "survivors_consulted": True}
EUROS = {"amount": "5", "currency": "EUR", "qualifier": "exact"}


def number(value: str, qualifier: str = "exact") -> dict[str, Any]:
    """A number as the how-to page spells it."""
    return {"value": value, "high": None, "qualifier": qualifier}


def people(total: int, **parts: int) -> dict[str, Any]:
    """A count of people as the how-to page spells it."""
    return {"total": total, "qualifier": "exact", **parts}


def faults_of(row: str, values: dict[str, Any]) -> set[str]:
    """The fields that are wrong in a record."""
    return {fault.field for fault in check_record(REGISTERS[row], values, today=TODAY).faults}


def allowed(row: str, move_id: str, values: dict[str, Any]) -> bool:
    """Whether the record meets every condition of the move."""
    move = next(move for move in REGISTERS[row].moves if move.id == move_id)
    return all(compile_expression(each.expression).holds(values, today=TODAY) for each in move.requires)


@pytest.mark.parametrize("figure", FIGURES, ids=[figure["id"] for figure in FIGURES])
def test_a_figure_of_the_rows_can_be_stated(figure: dict[str, Any]) -> None:
    register = REGISTERS[figure["row"]]
    checked = check_record(register, figure["says"], today=TODAY)
    assert not checked.faults
    assert set(figure["says"]) == set(checked.values)
    if "yields" in figure:
        measure, value, qualifier = figure["yields"]
        public = next(state for state in register.states if state.public)
        stated = figures_of(register, checked.values, public)
        totals = [(each.measure, Decimal(each.value), str(each.qualifier)) for each in stated if each.part_of is None]
        assert (measure, Decimal(value), qualifier) in totals


@pytest.mark.parametrize("row", PROTECTED)
def test_a_story_does_not_fit_where_a_name_belongs(row: str) -> None:
    assert "title" not in faults_of(row, {"title": "A service"})
    assert "title" in faults_of(row, {"title": "what happened to somebody, told at length " * 5})


@pytest.mark.parametrize("row", ["P07", "P09", "P12", "P13", "P19", "P21"])
def test_no_place_is_finer_than_a_region(row: str) -> None:
    assert "region" not in faults_of(row, {"region": {"country": "XAA", "region": "North"}})
    assert "region" in faults_of(row, {"region": {"country": "XAA", "region": "North", "city": "A town"}})


@pytest.mark.parametrize(
    ("row", "values", "wrong"),
    [
        ("P02", {"title": "A", "hashtag": "no sign"}, "hashtag"),
        ("P03", {"title": "A", "year": "2013"}, "year"),
        ("P03", {"title": "A", "year": "2014-07"}, "year"),
        ("P04", {"title": "A", "entry": "adoption"}, "country"),
        ("P04", {"title": "A", "entry": "total"}, "countries"),
        ("P06", {**LINE, "number": "call me"}, "number"),
        (
            "P06",
            {**LINE, "calls_received": number("36"), "calls_with_suspicion": number("511")},
            "calls_with_suspicion",
        ),
        ("P06", {**LINE, "calls_received": number("2"), "calls_referred": number("3")}, "calls_referred"),
        ("P07", {"title": "A", "country": "MDA", "received": number("2"), "handed_over": number("3")}, "handed_over"),
        ("P18", {"title": "A", "kind": "centre", "country": "NER"}, "centres"),
        ("P19", {"title": "A", "country": "MWI", "rescued": people(3), "returned": people(4)}, "returned"),
        ("P24", {**SURVIVORS, "taking_part": people(2), "placed": people(3)}, "placed"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(row: str, values: dict[str, Any], wrong: str) -> None:
    assert faults_of(row, values) == {wrong}


@pytest.mark.parametrize(
    ("row", "values", "dropped"),
    [
        ("P15", {"title": "A", "country": "ROU", "permit": "reflection", "months": number("6")}, "months"),
        ("P15", {"title": "A", "country": "LVA", "permit": "temporary_permit", "days": number("90")}, "days"),
        ("P01", {"measure": "A", "country": "NLD", "demand_side": True, "factors": ["poverty"]}, "factors"),
        ("P14", {"title": "A", "kind": "clinic", "claimed": EUROS}, "claimed"),
    ],
)
def test_what_makes_no_sense_after_another_answer_is_not_kept(row: str, values: dict[str, Any], dropped: str) -> None:
    assert dropped not in check_record(REGISTERS[row], values, today=TODAY).values


@pytest.mark.parametrize(
    ("row", "move", "refused", "fits"),
    [
        ("P08", "license", {"licence_no": None}, {"licence_no": "12"}),
        ("P08", "revoke", {"ended_on": "2026-01-01"}, {"ended_on": "2026-01-01", "end_reasons": ["fees"]}),
        ("P10", "adopt", {"adopted": {"planned": "2020", "actual": None}}, {"adopted": IN_2020}),
        ("P11", "operate", {"duties": ["police"]}, {"duties": ["police"], "operating_since": IN_2020}),
        ("P12", "list", {}, {"verified_on": "2026-01-01"}),
        ("P14", "award", {"kind": "clinic"}, {"kind": "compensation", "awarded": EUROS}),
    ],
)
def test_a_move_waits_for_what_it_needs(row: str, move: str, refused: dict[str, Any], fits: dict[str, Any]) -> None:
    assert not allowed(row, move, refused)
    assert allowed(row, move, fits)


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_intake_names_its_record_cites_its_source_and_sets_what_checks(register: Declaration) -> None:
    title = next(field.id for field in register.fields if field.role == "title")
    for intake in register.intake:
        assert (intake.fields[title], intake.fields["source"]) == ("snippet", "citation")
        assert all(register.field(name) for name in [*intake.fields, *intake.set])
        wrong = {fault.field for fault in check_record(register, dict(intake.set), today=TODAY).faults}
        assert not wrong & set(intake.set)
