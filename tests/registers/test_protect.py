"""The registers of the wing Protect: P01 to P24 hold what their rows of the vocabulary name, and keep persons out.

``protect.yaml`` maps the rows by hand; it is compared with them where they are beside the repository
(../shared/mission). What records of the registers may say is tested in ``test_protect_records``.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import yaml

from palermo_engines.kit.standards import standards_directory
from palermo_engines.registers.model import Declaration, FieldType
from palermo_engines.registers.reading import read_file

ROOT = Path(__file__).parents[2]
ROWS = ROOT.parent / "shared" / "mission"
REGISTERS = {path.name[:3]: read_file(path) for path in sorted((ROOT / "registers" / "protect").glob("P*.yaml"))}
WINGS = {"P": 24, "C": 23, "K": 19, "M": 14, "O": 25}
EVERYWHERE = {f"{letter}{place:02}" for letter, last in WINGS.items() for place in range(1, last + 1)}
MEASURES = {measure["id"] for measure in yaml.safe_load((standards_directory() / "measures.yaml").read_text("utf-8"))}
beside = pytest.mark.skipif(not ROWS.exists(), reason="the vocabulary is not beside the repository (../shared)")

ASKED = yaml.safe_load(Path(__file__).with_name("protect.yaml").read_text("utf-8"))
ELEMENTS, FIGURES = ASKED["elements"], ASKED["figures"]
# A report of a crime is about persons: the public side of a portal holds none. Intake of cases is a room of its own.
LEFT_OUT = {("P07", "narrative")}
# Rows that touch persons, and the texts they may hold all the same: names of services, rules and programmes.
PROTECTED = {
    "P06": {"title", "number"},
    "P07": {"title", "url"},
    "P11": {"title", "sop_version"},
    "P13": {"title"},
    "P17": {"title", "legal_basis"},
    "P19": {"title"},
}
NO_PERSON = {FieldType.RICH_TEXT, FieldType.TRANSLATED_TEXT, FieldType.SEAT, FieldType.FILE}


def parts_of_list(text: str) -> list[str]:
    """The elements of a list with commas or semicolons; those in parentheses do not count."""
    return [part.strip() for part in re.split(r"[,;]\s*(?![^()]*\))", text)]


def stands(register: Declaration, name: str) -> bool:
    """Whether the register has the field, the value of a choice field or the state."""
    field_id, _, code = name.partition("=")
    if field_id == "state":
        return register.state(code) is not None
    field = register.field(field_id)
    return field is not None and (not code or field.choice(code) is not None)


@beside
def test_the_elements_are_those_of_the_rows() -> None:
    rows = re.findall(r"^\| (P\d\d) \|([^\n]*)", (ROWS / "systems.md").read_text("utf-8"), re.MULTILINE)
    named = {row: parts_of_list(rest.split("|")[3]) for row, rest in rows}
    assert {row: list(elements) for row, elements in ELEMENTS.items()} == named


@beside
def test_every_figure_of_the_rows_is_shown() -> None:
    with (ROWS / "figures.tsv").open(encoding="utf-8") as lines:
        read = csv.DictReader(lines, delimiter="\t")
        wanted = {(row["id"], row["system"]) for row in read if row["system"][0] == "P"}
    assert {(figure["id"], figure["row"]) for figure in FIGURES} == wanted


def test_every_row_has_its_register_and_no_other_stands_here() -> None:
    assert list(REGISTERS) == list(ELEMENTS) == [f"P{place:02}" for place in range(1, 25)]


@pytest.mark.parametrize("row", ELEMENTS)
def test_a_register_has_the_elements_of_its_row(row: str) -> None:
    register = REGISTERS[row]
    assert (register.id, register.wing) == (row, "protect")
    held = {name for fields in ELEMENTS[row].values() for name in fields.split()}
    assert {name for name in held if not stands(register, name)} == set()
    assert {(row, element) for element, fields in ELEMENTS[row].items() if not fields} == {
        each for each in LEFT_OUT if each[0] == row
    }


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_a_register_can_be_read_in_english_and_chinese_and_names_its_title_in_six(register: Declaration) -> None:
    assert {"en", "zh"} <= set(register.languages)
    assert set(register.title) == {"en", "fr", "es", "ru", "ar", "zh"}
    assert register.help["zh"]
    assert register.refs


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_measures_exist_and_links_lead_to_registers(register: Declaration) -> None:
    named = {measure.id for measure in register.measures}
    taken = {each for intake in register.intake for each in intake.measures}
    assert named | taken <= MEASURES
    assert taken <= named
    assert {str(field.options["to"]) for field in register.fields if field.type is FieldType.LINK} <= EVERYWHERE


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_every_state_can_be_reached(register: Declaration) -> None:
    reached = {register.start.id}
    for _ in register.states:
        reached |= {move.target for state in reached for move in register.moves_from(state)}
    assert reached == {state.id for state in register.states}
    assert not register.start.public


@pytest.mark.parametrize("row", PROTECTED)
def test_a_row_that_touches_persons_has_no_field_for_a_person(row: str) -> None:
    register = REGISTERS[row]
    assert not {field.id for field in register.fields if field.type in NO_PERSON}
    texts = {field.id: field for field in register.fields if field.type is FieldType.TEXT}
    assert set(texts) == PROTECTED[row]
    for field in texts.values():
        assert field.options.get("lines") != "many"
        assert "string-length" in field.constraint or field.options.keys() & {"pattern", "format"}
    places = [field for field in register.fields if field.type is FieldType.PLACE]
    assert all(field.options["finest"] in ("country", "region") for field in places)


@pytest.mark.parametrize("row", PROTECTED)
def test_a_row_that_touches_persons_says_so_where_it_is_filled_in(row: str) -> None:
    title = REGISTERS[row].field("title")
    assert title is not None
    for text in (title.help, REGISTERS[row].help):
        assert re.search("[Nn]ever|only", text["en"])
        assert re.search("不得|绝不|只填", text["zh"])
