"""The registers of the wing Measure: M01 to M14 hold what their rows of the vocabulary name and state their figures.

``measure.yaml`` maps the rows by hand. Treaty status, surveys and questionnaires have rooms of their own; here stands
what they let everybody see.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import yaml

from palermo.know.review.agreed import AgreedDocument, AgreedFact
from palermo.passages.filling import values_from
from palermo_engines.kit.standards import standards_directory
from palermo_engines.registers.model import Declaration
from tests.registers.rows import Wing, beside, intake_sound, reached, stands, texts_and_links_sound, told

WING = Wing("measure", "M")
REGISTERS = WING.registers
ELEMENTS, FIGURES = WING.asked["elements"], WING.asked["figures"]
NOWHERE = UUID(int=0)
ACTION = {"title": "A", "entry": "action", "instrument": "XVIII-12-a", "action": "accession"}
ANSWER = {"title": "A", "entry": "answer", "country": "NER", "year": "2018"}
CITED = {"document": "A report", "place": "3"}


def standard(name: str) -> Any:
    """A list of standards/."""
    return yaml.safe_load((standards_directory() / f"{name}.yaml").read_text("utf-8"))


def codes(row: str, field: str) -> list[str]:
    """The codes of a choice field, in order."""
    found = REGISTERS[row].field(field)
    assert found is not None
    return [choice.code for choice in found.choices]


@beside
def test_the_elements_are_those_of_the_rows() -> None:
    assert {row: list(elements) for row, elements in ELEMENTS.items()} == WING.elements_of_rows()


@beside
def test_every_figure_of_the_rows_is_shown() -> None:
    assert {(figure["id"], figure["row"]) for figure in FIGURES} == WING.figures_of_rows()


def test_every_row_has_its_register_and_no_other_stands_here() -> None:
    assert list(REGISTERS) == list(ELEMENTS) == [f"M{place:02}" for place in range(1, 15)]


@pytest.mark.parametrize("row", ELEMENTS)
def test_a_register_has_the_elements_of_its_row(row: str) -> None:
    assert (REGISTERS[row].id, REGISTERS[row].wing) == (row, "measure")
    assert WING.missing(row) == set()
    assert all(ELEMENTS[row].values())


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


def test_treaties_and_actions_speak_the_words_that_extraction_finds() -> None:
    treaties = standard("treaties")
    assert codes("M01", "instrument") == [entry["code"] for entry in treaties["instruments"]]
    assert codes("M01", "action") == [entry["code"] for entry in treaties["kinds"]]
    assert set(codes("M07", "instruments")) < set(codes("M01", "instrument"))


def test_themes_of_statements_are_those_of_the_list() -> None:
    assert codes("M06", "theme") == [theme["code"] for theme in standard("themes")]


def test_an_indicator_and_a_metric_are_called_as_their_measure() -> None:
    """Taking in fills the field with the measure of the fact."""
    for row, field in (("M03", "indicator"), ("M11", "metric")):
        assert set(codes(row, field)) == {measure.id for measure in REGISTERS[row].measures}


def test_parties_at_a_date_are_a_stock_and_new_parties_an_event() -> None:
    """159 + 10 = 169 and 173 + 5 = 178; the 4 between 169 and 173 stand in no document (E20)."""
    parties = {figure["id"]: int(figure["yields"][1]) for figure in FIGURES if "yields" in figure}
    assert (parties["F001"] + parties["F005"], parties["F022"] + parties["F021"]) == (parties["F006"], parties["F020"])
    over_time = {measure["id"]: measure["over_time"] for measure in standard("measures")}
    assert (over_time["protocol_parties"], over_time["new_protocol_parties"]) == ("last", "sum")


def test_parties_to_another_treaty_name_it() -> None:
    counted = {"title": "A", "entry": "count", "instrument": "IV-11-c", "parties": {"value": "170"}}
    (figure,) = WING.stated("M01", counted)
    assert (figure.measure, figure.scope) == ("treaty_parties", "IV-11-c")


def test_a_share_in_words_stays_in_words() -> None:
    """ "Nearly one third" (F038) is no number until somebody says how it is counted."""
    (said,) = [figure["says"] for figure in FIGURES if figure["id"] == "F038"]
    assert WING.kept("M03", said)["share"] == {"words": "one third", "qualifier": "nearly"}
    (figure,) = WING.stated("M03", {**said, "share": {"words": "one third", "value": "33.3", "qualifier": "nearly"}})
    assert told(figure) == ["share_of_victims", "33.3", "nearly", "2010/2012"]
    assert figure.breakdown == {"age": "child"}


def test_a_statement_counts_the_states_behind_it_in_their_order() -> None:
    """The list of 33 States ends with Viet Nam; the text gives no number (F027, F028)."""
    (said,) = [figure["says"] for figure in FIGURES if figure["id"] == "F027"]
    kept = WING.kept("M06", said)
    assert kept["supporting"]["value"] == "33"
    assert (kept["country"][0], kept["country"][-1]) == ("DZA", "VNM")
    assert kept["country"] == said["country"]


def test_both_dates_of_the_appraisal_stay() -> None:
    """Planned for October 2017, held on 27 and 28 September (F047, F048)."""
    (said,) = [figure["says"] for figure in FIGURES if figure["id"] == "F048"]
    assert WING.kept("M08", said)["dates"] == {"planned": "2017-10", "actual": "2017-09-27/2017-09-28"}


@pytest.mark.parametrize(
    ("row", "values", "wrong"),
    [
        ("M01", ACTION, "state"),
        ("M01", {**ACTION, "state": "NER", "acted_on": "2004-09-30", "in_force": "2004-01-01"}, "in_force"),
        (
            "M01",
            {
                "title": "A",
                "entry": "new",
                "instrument": "XVIII-12",
                "new_parties": {"value": "1"},
                "named": ["TON", "WSM"],
            },
            "new_parties",
        ),
        ("M02", {**ANSWER, "unit": "cases", "year": "2018-05"}, "year"),
        ("M02", {**ANSWER, "unit": "offenders", "offenders": {"total": 4}}, "stage"),
        ("M03", {"title": "A", "indicator": "countries_covered", "share": {"value": "5"}}, "number"),
        ("M06", {"title": "A", "entry": "round", "note_date": "2007-11-12", "deadline": "2007-10-01"}, "deadline"),
        ("M07", {"title": "A", "entry": "questionnaire", "resolutions": "resolution 8/2"}, "resolutions"),
        ("M07", {"title": "A", "entry": "answer", "country": "NER", "reviewers": ["NER"]}, "reviewers"),
        (
            "M10",
            {"title": "A", "flow": "trafficking", "level": "domestic", "origin": "NER", "destination": "MLI"},
            "destination",
        ),
        (
            "M11",
            {
                "product": "A",
                "metric": "languages",
                "per": "in_all",
                "value": {"value": "3"},
                "other_languages": {"value": "9"},
            },
            "other_languages",
        ),
        ("M12", {"title": "A", "kind": "any", "countries": {"value": "1"}, "named": ["MLI", "NER"]}, "countries"),
        ("M13", {"figure": "A", "problem": "other_value", "source": CITED}, "conflicts_with"),
        ("M13", {"figure": "A", "problem": "none"}, "source"),
        ("M14", {"name": "A", "tag": "two words"}, "tag"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(row: str, values: dict[str, Any], wrong: str) -> None:
    assert WING.faults(row, values) == {wrong}


@pytest.mark.parametrize(
    ("row", "move", "refused", "fits"),
    [
        ("M02", "validate", {}, {"authority": {"name": "Ministry"}}),
        ("M02", "enter", {"entry": "answer"}, {"entry": "edition"}),
        ("M04", "operate", {"variables": "Age"}, {"operating_since": "2021"}),
        ("M07", "publish", {"entry": "answer"}, {"entry": "questionnaire"}),
        ("M07", "review", {"reviewers": []}, {"reviewers": ["MLI"]}),
        ("M09", "answer", {"finding": "Words"}, {"response": "accepted"}),
        (
            "M13",
            "settle",
            {"problem": "sum", "resolution": "open"},
            {"problem": "sum", "resolution": "both_kept"},
        ),
    ],
)
def test_a_move_waits_for_what_it_needs(row: str, move: str, refused: dict[str, Any], fits: dict[str, Any]) -> None:
    assert WING.unmet(row, move, refused)
    assert not WING.unmet(row, move, fits)


@pytest.mark.parametrize(("row", "hidden"), [("M02", {"draft", "received", "queried"}),
                                             ("M07", {"draft", "submitted", "under_review"})])  # fmt: skip
def test_an_answer_is_public_only_after_it_was_validated_or_cleared(row: str, hidden: set[str]) -> None:
    assert {state.id for state in REGISTERS[row].states if not state.public and not state.end} == hidden


def test_a_name_of_a_focal_point_is_for_members() -> None:
    assert {field.id for field in REGISTERS["M14"].fields if field.visible.level == "members"} == {"focal_point"}


def taken(row: str, number: int, fact_kind: str, **said: Any) -> dict[str, Any]:
    """The record that a fact makes by an intake of the register."""
    fact = AgreedFact(NOWHERE, fact_kind, "3", 1, "the exact words", "", said)
    document = AgreedDocument(NOWHERE, NOWHERE, "A/71/119", "A report", "en", 1, (fact,))
    return values_from(REGISTERS[row], REGISTERS[row].intake[number], [fact], document)


def test_a_treaty_action_becomes_a_record() -> None:
    values = taken("M01", 0, "action", instrument="XVIII-12", kind="became_party", iso3="TON", date="2014-10-03")
    kept = WING.kept("M01", values)
    assert (kept["state"], kept["action"], kept["acted_on"]) == ("TON", "became_party", "2014-10-03")
    assert kept["source"]["document"] == "A/71/119"


@pytest.mark.parametrize("number", range(1, 5))
def test_a_number_of_parties_becomes_a_record_that_yields_it(number: int) -> None:
    (measure,) = REGISTERS["M01"].intake[number].measures
    values = taken("M01", number, "figure", measure=measure, value=169, qualifier="exact", as_of="2016-05-30")
    assert [told(each)[:2] for each in WING.stated("M01", values)] == [[measure, "169"]]


def test_every_figure_that_is_taken_in_is_yielded_again() -> None:
    """Each measure of M03 and M11 comes out of the record as it went in."""
    for row in ("M03", "M11"):
        for number, intake in enumerate(REGISTERS[row].intake):
            for measure in intake.measures:
                values = taken(row, number, "figure", measure=measure, value=12, qualifier="about")
                assert [told(each)[:3] for each in WING.stated(row, values)] == [[measure, "12", "about"]]


def test_a_statement_becomes_a_record_with_its_states() -> None:
    values = taken("M06", 0, "statement", theme="hotlines", iso3=["BLR", "EST"], text="Several States have help lines.")
    kept = WING.kept("M06", values)
    assert (kept["theme"], kept["country"], kept["supporting"]["value"]) == ("hotlines", ["BLR", "EST"], "2")
    assert stands(REGISTERS["M06"], "quantifier=several")
