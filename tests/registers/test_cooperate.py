"""The registers of the wing Cooperate: C01 to C23 hold what their rows of the vocabulary name, state their figures, and
keep persons and running operations out. ``cooperate.yaml`` maps the rows by hand.
"""

from __future__ import annotations

import itertools
import re
from typing import Any
from uuid import UUID

import pytest

from palermo.know.review.agreed import AgreedDocument, AgreedFact
from palermo.passages.filling import values_from
from palermo_engines.kit.codelists import load
from palermo_engines.registers.model import Declaration, FieldType
from palermo_engines.registers.values import normalise
from tests.registers.rows import NO_PERSON, Wing, beside, intake_sound, reached, stands, texts_and_links_sound, told

WING = Wing("cooperate", "C")
REGISTERS = WING.registers
ELEMENTS, FIGURES = WING.asked["elements"], WING.asked["figures"]
# "No operational content in this platform" is a rule, not a field: see the test of C07 below.
NO_FIELD = {("C07", "no operational content in this platform")}
# Figures that are parts of one record; shown in the test of nested totals.
NESTED = {f"F{number}" for number in (161, 162, 163, 164, 165, 166)}
NO_PERSONS_HERE = {"C06": {"title"}, "C07": {"title"}}
NOWHERE = UUID(int=0)

OPERATION: dict[str, Any] = {
    "title": "Operation in the east",
    "country": ["CIV"],
    "dates": "2020-02-04/2020-02-08",
    "trained": {"total": 32},
    "deployed": {"total": 49},
    "possible_victims": {
        "total": 153,
        "women": 24,
        "men": 129,
        "parts": {
            "age=adult": 15,
            "age=adult;exploitation=sexual;sex=female": 15,
            "age=adult;citizenship=CIV": 2,
            "age=adult;citizenship=NGA": 13,
            "age=child": 138,
            "age=child;sex=female": 9,
            "age=child;sex=male": 129,
        },
    },
    "arrested": {"total": 2, "women": 1, "men": 1, "parts": {"citizenship=NGA": 1, "citizenship=CIV": 1}},
    "follow_up": True,
    "source": {"document": "A report", "place": "64"},
}
ZERO: dict[str, Any] = {"title": "A", "country": "LIE", "measure": "cases", "offence_scope": "trafficking"}
REQUEST: dict[str, Any] = {
    "reference": "12/2020",
    "entry": "request",
    "kind": "extradition",
    "requesting": "MLI",
    "requested": ["ITA"],
    "sent": "2020-01-10",
}


@beside
def test_the_elements_are_those_of_the_rows() -> None:
    assert {row: list(elements) for row, elements in ELEMENTS.items()} == WING.elements_of_rows()


@beside
def test_every_figure_of_the_rows_is_shown() -> None:
    shown = {(figure["id"], figure["row"]) for figure in FIGURES} | {(figure, "C06") for figure in NESTED}
    assert shown == WING.figures_of_rows()


def test_every_row_has_its_register_and_no_other_stands_here() -> None:
    assert list(REGISTERS) == list(ELEMENTS) == [f"C{place:02}" for place in range(1, 24)]


@pytest.mark.parametrize("row", ELEMENTS)
def test_a_register_has_the_elements_of_its_row(row: str) -> None:
    assert (REGISTERS[row].id, REGISTERS[row].wing) == (row, "cooperate")
    assert WING.missing(row) == set()
    empty = {(row, element) for element, fields in ELEMENTS[row].items() if not fields}
    assert empty == {each for each in NO_FIELD if each[0] == row}


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_texts_measures_and_links_are_sound(register: Declaration) -> None:
    texts_and_links_sound(register)
    intake_sound(register)


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_every_state_can_be_reached_and_nothing_is_public_at_once(register: Declaration) -> None:
    assert reached(register) == {state.id for state in register.states}
    assert not register.start.public


@pytest.mark.parametrize("figure", FIGURES, ids=[f"{each['id']}-{place}" for place, each in enumerate(FIGURES)])
def test_a_figure_of_the_rows_can_be_stated(figure: dict[str, Any]) -> None:
    assert set(figure["says"]) <= set(WING.kept(figure["row"], figure["says"]))
    totals = [told(each) for each in WING.stated(figure["row"], figure["says"]) if each.part_of is None]
    assert figure["yields"] in totals if "yields" in figure else not totals


def test_an_operation_yields_its_nested_totals() -> None:
    """153 = 15 + 138; 15 = 2 + 13; 138 = 9 + 129; two arrests, one woman and one man (F161 to F166)."""
    figures = WING.stated("C06", OPERATION)
    found = {
        (each.measure, *sorted(f"{name}={code}" for name, code in each.breakdown.items())): int(each.value)
        for each in figures
    }
    total = found["possible_victims",]
    women, children = found["possible_victims", "age=adult"], found["possible_victims", "age=child"]
    assert (total, women, children) == (153, 15, 138)
    assert found["possible_victims", "age=adult", "exploitation=sexual", "sex=female"] == women
    assert [found["possible_victims", "age=adult", f"citizenship={code}"] for code in ("CIV", "NGA")] == [2, 13]
    assert [found["possible_victims", "age=child", f"sex={code}"] for code in ("female", "male")] == [9, 129]
    assert [found["arrests", f"sex={code}"] for code in ("female", "male")] == [1, 1]
    assert {told(each)[0]: told(each)[1] for each in figures if each.part_of is None} == {
        "people_trained": "32", "operation_personnel": "49", "possible_victims": "153", "arrests": "2",
    }  # fmt: skip


def test_parts_of_an_operation_stand_under_their_own_total() -> None:
    figures = WING.stated("C06", OPERATION)
    for each in figures:
        assert each.part_of is None or figures[each.part_of].measure == each.measure
    assert sum(each.part_of is not None for each in figures) == 13


def test_more_children_than_victims_are_refused() -> None:
    wrong = {**OPERATION, "possible_victims": {"total": 153, "parts": {"age=adult": 15, "age=child": 139}}}
    assert WING.faults("C06", wrong) == {"possible_victims"}


@pytest.mark.parametrize("row", NO_PERSONS_HERE)
def test_a_row_of_operations_has_no_field_for_a_person(row: str) -> None:
    register = REGISTERS[row]
    assert not {field.id for field in register.fields if field.type in NO_PERSON}
    texts = {field.id: field for field in register.fields if field.type is FieldType.TEXT}
    assert set(texts) == NO_PERSONS_HERE[row]
    assert WING.faults(row, {"title": "what happened to somebody, told at length " * 5}) >= {"title"}
    assert all(field.options["finest"] == "region" for field in register.fields if field.type is FieldType.PLACE)


@pytest.mark.parametrize("row", NO_PERSONS_HERE)
def test_a_row_of_operations_says_what_stays_out(row: str) -> None:
    title = REGISTERS[row].field("title")
    assert title is not None
    for text in (title.help, REGISTERS[row].help):
        assert re.search("[Nn]ever", text["en"])
        assert "不得" in text["zh"]


def test_an_operation_is_published_only_after_it_ended() -> None:
    assert WING.unmet("C06", "publish", OPERATION) == ["Nothing is published about an operation before it has ended."]
    assert not WING.unmet("C06", "publish", {**OPERATION, "closed": True})


def test_notices_are_counted_by_year_and_never_by_day() -> None:
    count = {"title": "A", "entry": "count", "kind": "notice", "purpose": "locate", "number": {"value": "12"}}
    assert not WING.faults("C07", {**count, "year": "2019"})
    assert WING.faults("C07", {**count, "year": "2019-03-02"}) == {"year"}


def test_a_zero_none_known_no_data_and_nothing_are_four_things() -> None:
    """Liechtenstein knows of no case (003, paragraph 20): neither a zero nor a gap."""
    zero = WING.stated("C04", {**ZERO, "reply": "reported", "number": {"value": "0"}})
    known = WING.stated("C04", {**ZERO, "reply": "reported", "number": {"qualifier": "none_known"}})
    assert [told(each)[1:3] for each in (*zero, *known)] == [["0", "exact"], ["0", "none_known"]]
    assert WING.stated("C04", {**ZERO, "reply": "no_data"}) == ()
    assert WING.faults("C04", {**ZERO, "reply": "reported"}) == {"number"}


def test_people_none_of_whom_are_known_are_no_zero_either() -> None:
    nobody = {**ZERO, "measure": "victims_identified", "reply": "reported", "people": {"qualifier": "none_known"}}
    assert [told(each)[:3] for each in WING.stated("C04", nobody)] == [["victims_identified", "0", "none_known"]]


def test_people_and_cases_stand_in_their_own_fields() -> None:
    assert "number" not in WING.kept(
        "C04", {**ZERO, "measure": "arrests", "reply": "reported", "number": {"value": "3"}, "people": {"total": 3}}
    )
    assert WING.faults("C04", {**ZERO, "measure": "arrests", "reply": "reported", "number": {"value": "3"}}) == {
        "people"
    }


def test_smuggling_counted_with_trafficking_is_told_apart() -> None:
    """112 prosecuted for trafficking or smuggling in Cuba (003, paragraph 13)."""
    (mixed,) = [figure["says"] for figure in FIGURES if figure["id"] == "F135"]
    (figure,) = WING.stated("C04", mixed)
    assert (figure.subject, figure.scope) == ("CUB", "mixed")


def test_each_enforcement_measure_yields_the_figure_of_its_name() -> None:
    """Taking in fills the field with the measure of the fact, so the list must speak in measures."""
    codes = {entry.code for entry in load("cl10_enforcement_measures").entries}
    assert codes == {measure.id for measure in REGISTERS["C04"].measures}
    for code in codes:
        values = {**ZERO, "measure": code, "reply": "reported", "number": {"value": "2"}, "people": {"total": 2}}
        assert [told(each)[:2] for each in WING.stated("C04", values)] == [[code, "2"]]


def test_a_law_goes_through_the_law_making_stages() -> None:
    stages = [entry.code for entry in load("cl09_law_making_stages").entries]
    assert [state.id for state in REGISTERS["C03"].states if state.id in stages] == stages
    for stage, following in itertools.pairwise(stages):
        assert following in {move.target for move in REGISTERS["C03"].moves_from(stage)}


@pytest.mark.parametrize(
    ("row", "move", "refused", "fits"),
    [
        ("C03", "submit", {"entry": "case"}, {"submitted_to": {"name": "Ministry"}, "submitted_on": "2020"}),
        ("C03", "adopt", {"adopted_title": "An act"}, {"adopted_title": "An act", "adopted_on": "2018"}),
        ("C03", "state", {"entry": "case"}, {"entry": "total"}),
        ("C05", "renew", {"renewed_on": "2019-01"}, {"renewed_on": "2019-01", "renewal_years": {"value": "3"}}),
        ("C10", "end", {}, {"ended": "2021"}),
        ("C11", "send", {"entry": "request", "sent": "2020-01-10"}, REQUEST),
        ("C11", "acknowledge", REQUEST, {"acknowledged": "2020-01-20"}),
        ("C11", "execute", REQUEST, {"executed": "2020-03-10"}),
        ("C11", "refuse", {"refused": "2020-03-10"}, {"refused": "2020-03-10", "ground": "public_order"}),
        ("C11", "state", REQUEST, {"entry": "total"}),
        ("C13", "publish", {"kind": "team"}, {"kind": "capacity"}),
        ("C22", "report", {"progress": "Half"}, {"progress": "Half", "reported_on": "2020-05"}),
    ],
)
def test_a_move_waits_for_what_it_needs(row: str, move: str, refused: dict[str, Any], fits: dict[str, Any]) -> None:
    assert WING.unmet(row, move, refused)
    assert not WING.unmet(row, move, fits)


def test_a_request_keeps_its_clocks_and_counts_its_days() -> None:
    clocks = {move.id: move.clock for move in REGISTERS["C11"].moves if move.clock}
    assert {name: (clock.days, clock.start) for name, clock in clocks.items()} == {
        "acknowledge": (14, "sent"), "execute": (180, "sent"),
    }  # fmt: skip
    assert WING.kept("C11", {**REQUEST, "executed": "2020-03-10"})["days"]["value"] == "60"
    assert "days" not in WING.kept("C11", REQUEST)
    refused = {**REQUEST, "refused": "2020-01-20"}
    assert WING.faults("C11", refused) == {"ground"}
    assert WING.kept("C11", {**refused, "ground": "dual_criminality"})["days"]["value"] == "10"


@pytest.mark.parametrize(("row", "hidden"), [("C11", {"draft", "sent", "acknowledged", "executed", "refused"}),
                                             ("C13", {"draft", "running"})])  # fmt: skip
def test_what_is_still_under_way_is_not_public(row: str, hidden: set[str]) -> None:
    states = {state.id: state.public for state in REGISTERS[row].states}
    assert not any(states[name] for name in hidden)
    assert any(states.values())


def test_a_planned_liaison_officer_is_not_counted_yet() -> None:
    planned = {"title": "A", "sending": "NER", "host": ["ITA"], "officers": {"total": 1}}
    assert not WING.stated("C10", {**planned, "posted": {"planned": "2020-10/2020-12"}})
    (figure,) = WING.stated("C10", {**planned, "posted": {"planned": "2020-10/2020-12", "actual": "2021-02"}})
    assert told(figure) == ["liaison_officers", "1", "exact", "2021-02"]


@pytest.mark.parametrize(
    ("row", "values", "wrong"),
    [
        ("C01", {"title": "A", "aspect": "legislation", "adopted": "2020", "in_force": "2019"}, "in_force"),
        ("C02", {"offence": "A", "min_penalty": {"value": "10"}, "max_penalty": {"value": "5"}}, "max_penalty"),
        (
            "C03",
            {"title": "A", "entry": "case", "country": "NER", "submitted_on": "2020-05", "adopted_on": "2020-01"},
            "adopted_on",
        ),
        (
            "C08",
            {"title": "A", "entry": "offer", "kinds": {"value": "1"}, "databases": ["dna", "fingerprints"]},
            "kinds",
        ),
        ("C10", {"title": "A", "sending": "NGA", "host": ["NGA"]}, "host"),
        ("C11", {**REQUEST, "acknowledged": "2020-01-09"}, "acknowledged"),
        ("C12", {"title": "A", "kind": "agreement", "reach": "bilateral", "parties": ["MLI", "ITA", "NER"]}, "parties"),
        ("C13", {"title": "A", "kind": "team", "country": ["HUN", "AUT"], "started": "2007-01-09"}, "started"),
        ("C13", {"title": "A", "kind": "team", "country": ["HUN", "AUT"], "lead": "FRA"}, "lead"),
        ("C15", {"title": "A", "entry": "totals", "country": "EST", "links": ["none_found", "terrorism"]}, "links"),
        (
            "C16",
            {
                "title": "A",
                "entry": "mechanism",
                "mechanism": "portal",
                "response_hours": {"value": "24"},
                "emergency_hours": {"value": "48"},
            },
            "emergency_hours",
        ),
        ("C21", {"title": "A", "entry": "process", "member_count": {"value": "48"}}, "counted"),
        ("C22", {"activity": "A", "entry": "activity", "level": "national"}, "state"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(row: str, values: dict[str, Any], wrong: str) -> None:
    assert WING.faults(row, values) == {wrong}


def test_the_year_of_an_act_does_not_contradict_its_day() -> None:
    adopted = {"title": "A", "aspect": "legislation", "adopted": "2020-04-01"}
    assert not WING.faults("C01", {**adopted, "in_force": "2020"})


def fact(measure: str, value: int, *, key: str = "", kind: str = "figure", **rest: Any) -> AgreedFact:
    """A fact as reviewers agree to it, in the fields of the line format."""
    said = {"measure": measure, "value": value, "qualifier": "exact", **rest}
    return AgreedFact(NOWHERE, kind, "64", 1, "the exact words", key, said)


def taken(row: str, *facts: AgreedFact, number: int = 0) -> dict[str, Any]:
    """The record that the facts make by an intake of the register, in canonical shape; it may lack what is required."""
    register = REGISTERS[row]
    document = AgreedDocument(NOWHERE, NOWHERE, "A/1", "A report", "en", 1, facts)
    found = values_from(register, register.intake[number], facts, document)
    return {name: normalise(register.field(name), value) for name, value in found.items()}  # type: ignore[arg-type]


def test_a_paragraph_on_an_operation_becomes_one_record() -> None:
    victims = fact("possible_victims", 153, key="v")
    children = fact("possible_victims", 138, key="c", part_of="v", breakdown={"age": "child"})
    girls = fact("possible_victims", 9, part_of="c", breakdown={"age": "child", "sex": "female"})
    values = taken("C06", fact("people_trained", 32), fact("operation_personnel", 49), victims, children, girls,
                   fact("arrests", 2))  # fmt: skip
    assert (values["trained"]["total"], values["deployed"]["total"], values["arrested"]["total"]) == (32, 49, 2)
    assert values["possible_victims"]["total"] == 153
    assert values["possible_victims"]["parts"] == {"age=child": 138, "age=child;sex=female": 9}
    assert values["source"]["place"] == "64"
    assert not WING.faults("C06", values)
    assert REGISTERS["C06"].intake[0].needs == ("operation_personnel",)


def test_a_paragraph_on_liaison_officers_becomes_one_record() -> None:
    values = taken("C10", fact("cases_handled", 44, iso3=["NGA"]), fact("mutual_legal_assistance_requests", 35),
                   fact("arrests", 1))  # fmt: skip
    assert (values["cases"]["value"], values["requests_sent"]["value"], values["arrests"]["total"]) == ("44", "35", 1)
    assert values["sending"] == "NGA"
    assert not WING.faults("C10", values)


def test_a_fact_on_enforcement_becomes_one_record_and_needs_a_country() -> None:
    values = taken("C04", fact("cases", 244, iso3=["GRC"], period="2003/2006"))
    assert (values["measure"], values["number"]["value"], values["country"]) == ("cases", "244", "GRC")
    assert not WING.faults("C04", values)
    assert WING.faults("C04", taken("C04", fact("arrests", 197), number=1)) == {"country"}


def test_a_statement_on_the_law_becomes_a_record_of_its_states() -> None:
    said = AgreedFact(NOWHERE, "statement", "6", 1, "words", "", {"theme": "penalties", "iso3": ["BLR", "BGR", "LVA"],
                      "text": "Some States reported penalties."})  # fmt: skip
    values = taken("C01", said)
    assert (values["aspect"], values["state"]) == ("penalties", ["BLR", "BGR", "LVA"])
    assert not WING.faults("C01", values)
    assert all(stands(REGISTERS["C01"], f"aspect={theme}") for theme in REGISTERS["C01"].intake[0].themes)
