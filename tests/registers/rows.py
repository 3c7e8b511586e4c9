"""What the tests of the wings Cooperate and Measure share: the rows of the vocabulary beside the repository
(../shared/mission), the registers of a wing, and what their records say.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml

from palermo_engines.kit.standards import standards_directory
from palermo_engines.registers.checking import check_record
from palermo_engines.registers.expressions import compile_expression
from palermo_engines.registers.measuring import Stated, figures_of
from palermo_engines.registers.model import Declaration, FieldType
from palermo_engines.registers.reading import read_file

ROOT = Path(__file__).parents[2]
ROWS = ROOT.parent / "shared" / "mission"
TODAY = date(2026, 1, 1)
REGISTERS_OF_ALL = {path.name[:3] for path in (ROOT / "registers").glob("*/*.yaml")}
MEASURES = {measure["id"] for measure in yaml.safe_load((standards_directory() / "measures.yaml").read_text("utf-8"))}
NO_PERSON = {FieldType.RICH_TEXT, FieldType.TRANSLATED_TEXT, FieldType.SEAT, FieldType.FILE}
beside = pytest.mark.skipif(not ROWS.exists(), reason="the vocabulary is not beside the repository (../shared)")


def parts_of_list(text: str) -> list[str]:
    """The elements of a list with commas or semicolons; those in parentheses do not count."""
    return [part.strip() for part in re.split(r"[,;]\s*(?![^()]*\))", text)]


def stands(register: Declaration, name: str) -> bool:
    """Whether the register has the field, the value of a choice field (``kind=law``) or the state (``state=draft``)."""
    field_id, _, code = name.partition("=")
    if field_id == "state" and code:
        return register.state(code) is not None
    field = register.field(field_id)
    return field is not None and (not code or field.choice(code) is not None)


@dataclass(frozen=True)
class Wing:
    """The registers of a wing, with what its rows ask of them, written by hand in ``<name>.yaml`` beside this."""

    name: str
    letter: str

    @cached_property
    def registers(self) -> dict[str, Declaration]:
        """By row, in order."""
        files = sorted((ROOT / "registers" / self.name).glob("*.yaml"))
        return {path.name[:3]: read_file(path) for path in files}

    @cached_property
    def asked(self) -> Any:
        """``elements`` and ``figures``."""
        return yaml.safe_load(Path(__file__).with_name(f"{self.name}.yaml").read_text("utf-8"))

    def elements_of_rows(self) -> dict[str, list[str]]:
        """The data elements that each row of systems.md names."""
        text = (ROWS / "systems.md").read_text("utf-8")
        rows = re.findall(rf"^\| ({self.letter}\d\d) \|([^\n]*)", text, re.MULTILINE)
        return {row: parts_of_list(rest.split("|")[3]) for row, rest in rows}

    def figures_of_rows(self) -> set[tuple[str, str]]:
        """Each figure of figures.tsv that belongs to the wing, with its row."""
        with (ROWS / "figures.tsv").open(encoding="utf-8") as lines:
            read = csv.DictReader(lines, delimiter="\t")
            return {(row["id"], row["system"]) for row in read if row["system"][0] == self.letter}

    def missing(self, row: str) -> set[str]:
        """What the mapping names and the register does not have."""
        held = {name for fields in self.asked["elements"][row].values() for name in fields.split()}
        return {name for name in held if not stands(self.registers[row], name)}

    def faults(self, row: str, values: Mapping[str, Any]) -> set[str]:
        """The fields that are wrong in a record."""
        return {fault.field for fault in check_record(self.registers[row], values, today=TODAY).faults}

    def kept(self, row: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values as they are kept; the record must be right."""
        checked = check_record(self.registers[row], values, today=TODAY)
        assert not checked.faults
        return checked.values

    def stated(self, row: str, values: Mapping[str, Any]) -> tuple[Stated, ...]:
        """The figures that a right record yields."""
        return figures_of(self.registers[row], self.kept(row, values))

    def unmet(self, row: str, move_id: str, values: Mapping[str, Any]) -> list[str]:
        """What stands in the way of a move, in English."""
        move = next(move for move in self.registers[row].moves if move.id == move_id)
        return [each.message["en"] for each in move.requires if not holds(each.expression, values)]


def holds(expression: str, values: Mapping[str, Any]) -> bool:
    """Whether the expression holds for the values."""
    return compile_expression(expression).holds(values, today=TODAY)


def told(figure: Stated) -> list[str]:
    """Measure, value, qualifier and time of a figure, as the tables of figures write them."""
    return [figure.measure, str(Decimal(figure.value)), str(figure.qualifier), figure.period or figure.as_of]


def reached(register: Declaration) -> set[str]:
    """The states that a record can come to."""
    found = {register.start.id}
    for _ in register.states:
        found |= {move.target for state in found for move in register.moves_from(state)}
    return found


def texts_and_links_sound(register: Declaration) -> None:
    """English and Chinese throughout, a title in six languages, measures and linked registers that exist."""
    assert {"en", "zh"} <= set(register.languages)
    assert set(register.title) == {"en", "fr", "es", "ru", "ar", "zh"}
    assert register.help["zh"]
    assert register.refs
    named = {measure.id for measure in register.measures}
    taken = {each for intake in register.intake for each in (*intake.measures, *intake.needs)}
    assert named <= MEASURES
    assert taken <= named
    links = {str(field.options["to"]) for field in register.fields if field.type is FieldType.LINK}
    assert links <= REGISTERS_OF_ALL


def intake_sound(register: Declaration) -> None:
    """Each intake names its record and source, and what it sets checks."""
    title = next(field.id for field in register.fields if field.role == "title")
    for intake in register.intake:
        assert (intake.fields[title], intake.fields["source"]) == ("snippet", "citation")
        wrong = {fault.field for fault in check_record(register, dict(intake.set), today=TODAY).faults}
        assert not wrong & set(intake.set)
