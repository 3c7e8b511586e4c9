"""The registers of the wing Coordinate: O01 to O25 hold what their rows of the vocabulary name and state their figures.

``coordinate.yaml`` maps the rows by hand; it is compared with them where they are beside the repository
(../shared/mission). What moves of the fund and its Board ask other records is tested in ``test_fund``.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from palermo_engines.kit.places import countries
from palermo_engines.kit.standards import standards_directory
from palermo_engines.registers.checking import check_record
from palermo_engines.registers.expressions import compile_expression
from palermo_engines.registers.measuring import figures_of
from palermo_engines.registers.model import Declaration
from palermo_engines.registers.reading import read_file

ROOT = Path(__file__).parents[2]
ROWS = ROOT.parent / "shared" / "mission"
TODAY = date(2026, 1, 1)
REGISTERS = {path.name[:3]: read_file(path) for path in sorted((ROOT / "registers" / "coordinate").glob("O*.yaml"))}
MEASURES = {measure["id"] for measure in yaml.safe_load((standards_directory() / "measures.yaml").read_text("utf-8"))}
beside = pytest.mark.skipif(not ROWS.exists(), reason="the vocabulary is not beside the repository (../shared)")

ASKED = yaml.safe_load(Path(__file__).with_name("coordinate.yaml").read_text("utf-8"))
ELEMENTS: dict[str, dict[str, str]] = ASKED["elements"]
FIGURES: list[dict[str, Any]] = ASKED["figures"]
STATED = {"title": "Figure of a document", "entry": "stated"}


def dollars(amount: str) -> dict[str, Any]:
    """An amount as the how-to page spells it."""
    return {"amount": amount, "currency": "USD", "qualifier": "exact"}


def body(code: str) -> dict[str, str]:
    """An organisation of the list."""
    return {"code": code}


def parts_of_list(text: str) -> list[str]:
    """The elements of a comma-separated list; commas in parentheses do not count."""
    return [part.strip() for part in re.split(r",\s*(?![^()]*\))", text)]


def faults_of(row: str, values: dict[str, Any]) -> list[str]:
    """The fields that are wrong in a record, in order."""
    return sorted(fault.field for fault in check_record(REGISTERS[row], values, today=TODAY).faults)


def holds(expression: str, values: dict[str, Any]) -> bool:
    """Whether the expression holds for the values."""
    return compile_expression(expression).holds(values, today=TODAY)


@beside
def test_the_elements_are_those_of_the_rows() -> None:
    rows = re.findall(r"^\| (O\d\d) \|([^\n]*)", (ROWS / "systems.md").read_text("utf-8"), re.MULTILINE)
    named = {row: parts_of_list(rest.split("|")[3]) for row, rest in rows}
    assert {row: list(elements) for row, elements in ELEMENTS.items()} == named


@beside
def test_every_figure_of_the_rows_is_shown() -> None:
    with (ROWS / "figures.tsv").open(encoding="utf-8") as lines:
        wanted = {
            (row["id"], row["system"]) for row in csv.DictReader(lines, delimiter="\t") if row["system"][0] == "O"
        }
    assert {(figure["id"], figure["row"]) for figure in FIGURES} == wanted


@pytest.mark.parametrize("row", ELEMENTS)
def test_a_row_has_its_register_with_its_elements(row: str) -> None:
    register = REGISTERS[row]
    assert (register.id, register.wing) == (row, "coordinate")
    held = {name for fields in ELEMENTS[row].values() for name in fields.split()}
    missing = held - {field.id for field in register.fields}
    assert missing <= {"state"}
    assert not missing or len(register.states) > 3


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_a_register_can_be_read_in_english_and_chinese_and_names_its_title_in_six(register: Declaration) -> None:
    assert {"en", "zh"} <= set(register.languages)
    assert set(register.title) == {"en", "fr", "es", "ru", "ar", "zh"}
    assert register.help["zh"]
    assert register.refs


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_measures_and_links_lead_somewhere(register: Declaration) -> None:
    named = {measure.id for measure in register.measures} | {
        each for intake in register.intake for each in intake.measures
    }
    assert named <= MEASURES
    assert {str(field.options["to"]) for field in register.fields if field.type == "link"} <= set(REGISTERS)


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_every_state_can_be_reached(register: Declaration) -> None:
    reached = {register.start.id}
    for _ in register.states:
        reached |= {move.target for state in reached for move in register.moves_from(state)}
    assert reached == {state.id for state in register.states}


@pytest.mark.parametrize("figure", FIGURES, ids=[f"{each['id']}-{place}" for place, each in enumerate(FIGURES)])
def test_a_figure_of_the_rows_can_be_stated(figure: dict[str, Any]) -> None:
    register = REGISTERS[figure["row"]]
    checked = check_record(register, figure["says"], today=TODAY)
    assert not checked.faults
    assert set(figure["says"]) <= set(checked.values)
    if "yields" in figure:
        public = next(state for state in register.states if state.public)
        stated = figures_of(register, checked.values, public)
        totals = [
            [each.measure, str(Decimal(each.value)), str(each.qualifier)] for each in stated if each.part_of is None
        ]
        assert figure["yields"] in totals


def test_parts_that_leave_a_rest_are_kept_and_the_rest_is_told() -> None:
    """228 stated, 46 + 128 named (F167 to F169): all stand, and the 54 that no unit explains are told."""
    (values,) = [figure["says"] for figure in FIGURES if figure["id"] == "F167"]
    checked = check_record(REGISTERS["O04"], values, today=TODAY)
    assert not checked.faults
    assert checked.values["unexplained"]["value"] == "54"
    found = [
        each
        for each in figures_of(REGISTERS["O04"], checked.values, REGISTERS["O04"].states[1])
        if "victims" in each.measure
    ]
    assert [each.value for each in found if each.part_of is None] == [228]
    parts = {each.breakdown["unit_part"]: each.value for each in found if each.part_of is not None}
    assert parts == {"first": 46, "second": 128}


def test_chairs_rotate_or_serve_jointly_and_terms_may_overlap() -> None:
    """F198 and F199: one organization a year from 2014 to 2016, two jointly over two years."""
    for year, code in (("2014", "IOM"), ("2015", "UNHCR"), ("2016", "UNODC")):
        alone = {"title": year, "entry": "chair", "chairs": [body(code)], "arrangement": "rotating", "days": year}
        assert not faults_of("O05", alone)
    joint = {"title": "Joint", "entry": "chair", "arrangement": "joint", "days": "2019/2020"}
    assert not faults_of("O05", {**joint, "chairs": [body("OSCE"), body("UN_WOMEN")]})
    assert faults_of("O05", {**joint, "chairs": [body("OSCE")]}) == ["chairs"]


def test_a_membership_needs_its_first_day_and_leaves_the_end_open() -> None:
    member = {
        "title": "A member",
        "entry": "membership",
        "member": body("IOM"),
        "member_kind": "un",
        "working_group": True,
    }
    assert faults_of("O05", member) == ["days"]
    assert not faults_of("O05", {**member, "days": "2006-09/.."})


def test_a_trustee_comes_from_a_country_of_the_regional_group() -> None:
    trustee = {"title": "Trustee", "entry": "trustee", "start": "2014-01", "end": "2016-12"}
    assert not faults_of("O10", {**trustee, "country": "NGA", "region": "africa"})
    assert faults_of("O10", {**trustee, "country": "NGA", "region": "asia_pacific"}) == ["region"]


@pytest.mark.parametrize(
    "group", ["africa", "asia_pacific", "eastern_europe", "latin_america_and_caribbean", "western_europe_and_others"]
)
def test_the_groups_of_the_board_are_those_of_the_list_of_countries(group: str) -> None:
    (rule,) = [rule for rule in REGISTERS["O10"].rules if f"'{group}'" in rule.expression]
    inside = {place.iso3 for place in countries().values() if place.group == group}
    held = {
        place.iso3 for place in countries().values() if holds(rule.expression, {"region": group, "country": place.iso3})
    }
    assert held == inside


@pytest.mark.parametrize(
    ("end", "refused"), [("2016-12", False), ("2017-01", False), ("2017-03", True), ("2013-12", True)]
)
def test_a_term_lasts_at_most_three_years(end: str, refused: bool) -> None:
    trustee = {"title": "T", "entry": "trustee", "country": "NGA", "region": "africa", "start": "2014-01", "end": end}
    assert faults_of("O10", trustee) == (["end"] if refused else [])


def test_a_contribution_names_donor_and_amount_and_is_not_paid_before_it_is_pledged() -> None:
    paid = {"title": "A", "entry": "contribution", "donor_kind": "state", "donor_state": "AUT", "amount": dollars("5")}
    assert not faults_of("O08", {**paid, "pledged_on": "2015-01-05", "paid_on": "2015-02-01"})
    assert faults_of("O08", {**paid, "pledged_on": "2015-03-05", "paid_on": "2015-02-01"}) == ["paid_on"]
    assert faults_of("O08", {**paid, "amount": dollars("0")}) == ["amount"]
    assert faults_of("O08", {"title": "A", "entry": "contribution"}) == ["amount", "donor_kind"]


def test_stated_totals_are_no_contributions() -> None:
    """What a document states never adds to what was paid: its amount stands in another field."""
    values = {
        **STATED,
        "stated_kind": "contributions",
        "stated_amount": dollars("2300000"),
        "amount": dollars("2300000"),
    }
    assert "amount" not in check_record(REGISTERS["O08"], values, today=TODAY).values


def test_a_grant_commits_no_more_than_was_asked_and_pays_no_more_than_is_committed() -> None:
    grant = {
        "title": "A",
        "kind": "application",
        "cycle": "second",
        "ngo": {"name": "A shelter"},
        "requested": dollars("40000"),
    }
    assert not faults_of("O09", {**grant, "committed": dollars("40000"), "paid": dollars("10000")})
    assert faults_of("O09", {**grant, "committed": dollars("40001")}) == ["committed"]
    assert faults_of("O09", {**grant, "committed": dollars("30000"), "paid": dollars("30001")}) == ["paid"]
    assert faults_of("O09", {**grant, "paid": dollars("1")}) == ["paid"]


@pytest.mark.parametrize("symbol", ["70/179", "A/RES/64/293", "2006/27", "CTOC/COP/2014/3"])
def test_a_symbol_is_read(symbol: str) -> None:
    assert not faults_of("O14", {"title": "A", "level": "work", "symbol": symbol})


def test_a_misprinted_symbol_is_pointed_out() -> None:
    """F243: resolution 7/179 is 70/179; the misprint is kept beside it."""
    assert faults_of("O14", {"title": "A", "level": "work", "symbol": "7/179"}) == ["symbol"]


def test_a_recommendation_shows_as_a_chain() -> None:
    """001, paragraph 97 (f), taken up in a directive, answered by an activity of a later report."""
    taken, done = (f"00000000-0000-0000-0000-00000000000{digit}" for digit in "12")
    values = {
        "recommendation": "Support the report",
        "kind": "recommendation",
        "report": "A/71/119",
        "paragraph": "97 (f)",
    }
    (take_up,) = [move for move in REGISTERS["O15"].moves if move.id == "take_up"]
    (act,) = [move for move in REGISTERS["O15"].moves if move.id == "act"]
    assert not any(holds(check.expression, values) for check in (*take_up.requires, *act.requires))
    linked = {**values, "taken_up_in": [taken], "activities": [done]}
    assert not faults_of("O15", linked)
    assert all(holds(check.expression, linked) for check in (*take_up.requires, *act.requires))


def test_directives_and_recommendations_speak_the_words_that_extraction_finds() -> None:
    """A fact of extraction fills verb and addressees only when the lists have its codes."""
    standard = yaml.safe_load((standards_directory() / "directive_verbs.yaml").read_text("utf-8"))
    for row in ("O14", "O15"):
        verbs = REGISTERS[row].field("verb")
        addressees = REGISTERS[row].field("addressees")
        assert verbs
        assert addressees
        assert {entry.code for entry in verbs.choices} == {verb["code"] for verb in standard["verbs"]}
        assert {entry.code for entry in addressees.choices} > set(standard["addressees"])


def test_a_report_is_due_by_a_clock() -> None:
    (issue,) = [move for move in REGISTERS["O16"].moves if move.id == "issue"]
    assert issue.clock
    assert (issue.clock.days, issue.clock.start) == (0, "due")


def test_a_meeting_that_was_moved_keeps_both_dates() -> None:
    """The appraisal planned for October 2017 was held on 27 and 28 September 2017."""
    values = {
        "title": "Appraisal",
        "kind": "high_level",
        "dates": {"planned": "2017-10", "actual": "2017-09-27/2017-09-28"},
    }
    checked = check_record(REGISTERS["O13"], values, today=TODAY)
    assert not checked.faults
    assert checked.values["dates"] == values["dates"]


def test_focal_points_are_roles() -> None:
    """Seats and mailboxes are for members, and no field asks for a person."""
    hidden = {field.id for field in REGISTERS["O25"].fields if field.visible.level == "members"}
    assert hidden == {"seat", "alternate", "mailbox"}
    assert not {field.id for register in REGISTERS.values() for field in register.fields} & {
        "name",
        "person",
        "telephone",
    }


# Which measures become draft records where, with the field that takes the number.
INTAKE = {
    "O01": {"national_committees": "bodies", "coordination_mechanisms": "bodies"},
    "O05": {"members": "number"},
    "O08": {"contributions": "stated_amount", "balance": "stated_amount", "donors": "stated_donors"},
    "O09": {"projects": "stated_number", "grants": "stated_amount", "organizations_funded": "stated_number"},
    "O10": {"term_of_office": "term_years", "regional_groups": "groups"},
    "O11": {"victims_assisted": "victims"},
    "O15": {"recommendations": "number"},
}  # fmt: skip


@pytest.mark.parametrize("row", INTAKE)
def test_reviewed_findings_become_draft_records_with_their_citation(row: str) -> None:
    for measure, field in INTAKE[row].items():
        (intake,) = [each for each in REGISTERS[row].intake if measure in each.measures]
        assert (intake.facts, intake.fields[field], intake.fields["source"]) == ("figure", "value", "citation")
        assert REGISTERS[row].field(field)


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_what_intake_sets_is_a_record_that_checks(register: Declaration) -> None:
    """The constant part of an intake, with the title that the fact brings, has no wrong code."""
    for intake in register.intake:
        title = next(field for field in register.fields if field.role == "title")
        assert title.id in intake.fields
        wrong = {fault.field for fault in check_record(register, dict(intake.set), today=TODAY).faults}
        assert not wrong & set(intake.set)
