"""The registers of the wing Know: K01 to K19 hold what their rows of the vocabulary name and state their figures.

``ELEMENTS`` and ``FIGURES`` are written by hand from the rows (../shared/mission) and compared with them where they
are beside the repository.
"""

# ruff: noqa: E501 - a figure of the table stands on one line
from __future__ import annotations

import csv
import itertools
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from palermo_engines.kit.standards import standards_directory
from palermo_engines.registers.checking import check_record
from palermo_engines.registers.expressions import compile_expression
from palermo_engines.registers.measuring import figures_of
from palermo_engines.registers.model import Declaration
from palermo_engines.registers.reading import read_file

ROOT = Path(__file__).parents[2]
ROWS = ROOT.parent / "shared" / "mission"
TODAY = date(2026, 1, 1)
REGISTERS = {path.name[:3]: read_file(path) for path in sorted((ROOT / "registers" / "know").glob("K*.yaml"))}
MEASURES = {measure["id"] for measure in yaml.safe_load((standards_directory() / "measures.yaml").read_text("utf-8"))}
beside = pytest.mark.skipif(not ROWS.exists(), reason="the vocabulary is not beside the repository (../shared)")

# What a row calls a data element, and the fields that hold it. ``state`` is the workflow.
ELEMENTS = {
    "K01": {
        "user group": "user_groups",
        "database": "part name",
        "query count": "queries",
        "partner": "partners partner_kinds",
    },
    "K02": {
        "case name": "name",
        "jurisdiction": "jurisdiction",
        "country": "country",
        "date": "decided",
        "court": "court",
        "offence": "offences",
        "forms": "forms",
        "victims": "victims",
        "defendants": "defendants",
        "evidence issues": "evidence_issues",
        "verdict": "verdict",
        "sentence": "sentence",
        "source": "source",
        "language": "language",
    },
    "K03": {
        "country": "country",
        "law": "title",
        "year": "adopted",
        "articles": "articles",
        "provision topic": "topics",
        "language": "languages",
    },
    "K04": {
        "title": "title",
        "author": "authors",
        "year": "published",
        "abstract": "abstract",
        "country": "countries",
        "method": "methods",
        "language": "languages",
    },
    "K05": {
        "issue": "issues",
        "case refs": "cases",
        "language": "language",
        "status": "progress",
        "adapted version": "kind based_on country",
    },
    "K06": {
        "concept": "concept",
        "step reached": "state",
        "dates": "desk_review survey drafted meeting_held released",
        "countries surveyed": "countries_surveyed",
        "EGM": "meeting meeting_held",
        "guidance": "guidance",
    },
    "K07": {
        "title": "title",
        "kind": "kind",
        "year": "published",
        "languages": "languages number_of_languages",
        "URL": "url",
        "downloads": "downloads",
        "supersedes/revised": "replaces revision",
    },
    "K08": {
        "event": "event",
        "date range": "held",
        "country": "country",
        "city": "place",
        "host": "host",
        "partner": "partners",
        "topic": "topic",
        "method": "methods",
        "level (national/regional)": "level",
        "participants total/women/men/not disaggregated": "participants",
        "professions (CL-2)": "professions",
        "countries represented": "represented countries_represented",
        "programme": "programme",
        "funder": "funder",
        "ad hoc/regular": "regularity",
    },
    "K09": {
        "trainer": "title trainer",
        "certified on": "certified",
        "ToT event": "course event held",
        "trained peers": "peers",
        "institution": "institution",
        "country": "country",
    },
    "K10": {
        "scenario": "scenario",
        "source case": "source_case",
        "national law used": "law",
        "roles": "roles",
        "material version": "version",
        "event": "event held",
        "adopted in curriculum y/n": "adopted",
    },
    "K11": {"from": "visitors_from", "to": "country", "sites": "sites", "dates": "held", "topic": "topic"},
    "K12": {"title": "title", "date": "held", "topic": "topic", "audience": "audience"},
    "K13": {
        "title": "title",
        "level": "level",
        "age": "age",
        "form (video/comic/game/module)": "form",
        "language": "languages",
        "region": "regions",
    },
    "K14": {"issue": "issue", "region": "region", "items": "items number_of_items", "subscribers": "subscribers"},
    "K15": {
        "title": "title",
        "date": "released",
        "method (rapid assessment)": "methods",
        "community of practice": "community",
        "findings": "findings",
    },
    "K16": {
        "expert (role)": "title seat",
        "discipline": "disciplines",
        "region": "regions",
        "meeting": "held topic members",
        "outcome": "outcome",
    },
    "K17": {
        "practice": "title description",
        "country": "country",
        "theme": "themes",
        "evidence": "evidence results",
        "replicated in": "replicated_in taken_from",
    },
    "K18": {
        "resource": "resource",
        "issuer": "issuer",
        "topic": "topics",
        "link": "url",
        "date": "published",
        "updated": "updated",
    },
    "K19": {
        "country": "country",
        "mission dates": "mission",
        "method": "methods",
        "findings": "findings",
        "shared on": "shared state",
        "validation workshop": "workshop event state",
        "implementation plan": "plan plan_period state",
    },
}


def number(value: str, qualifier: str = "exact", high: str | None = None) -> dict[str, Any]:
    """A number as the how-to page spells it."""
    return {"value": value, "high": high, "qualifier": qualifier}


def people(total: int, qualifier: str = "exact", **parts: int) -> dict[str, Any]:
    """A count of people as the how-to page spells it."""
    return {"total": total, "qualifier": qualifier, **parts}


STOCK = {"entry": "stock"}
CASES = {**STOCK, "name": "Case-law database"}
# Figure, register, what the record says, the measure it yields with value and qualifier (None: a date or a code that the record keeps).
FIGURES: list[tuple[str, str, dict[str, Any], tuple[str, str, str] | None]] = [
    ("F061", "K02", {**CASES, "launched": "2011-10"}, None),
    ("F062", "K02", {**CASES, "monthly_queries": number("9160", "more_than"), "query_period": "2013"}, ("queries", "9160", "more_than")),
    ("F063", "K02", {**CASES, "countries": number("83"), "as_of": "2014"}, ("countries_covered", "83", "exact")),
    ("F064", "K02", {**CASES, "cases": number("1000", "more_than"), "as_of": "2014"}, ("database_cases", "1000", "more_than")),
    ("F065", "K02", {**CASES, "cases": number("1311", "about"), "as_of": "2016-05-30"}, ("database_cases", "1311", "about")),
    ("F066", "K02", {**CASES, "jurisdictions": number("94"), "as_of": "2016-05-30"}, ("jurisdictions_covered", "94", "exact")),
    ("F067", "K02", {**CASES, "cases": number("1525"), "as_of": "2020-06"}, ("database_cases", "1525", "exact")),
    ("F068", "K02", {**CASES, "jurisdictions": number("113"), "as_of": "2020-06"}, ("jurisdictions_covered", "113", "exact")),
    ("F069", "K03", {**STOCK, "title": "Laws", "laws": number("553"), "as_of": "2020-06"}, ("database_laws", "553", "exact")),
    ("F070", "K03", {**STOCK, "title": "Laws", "countries": number("142"), "as_of": "2020-06"}, ("countries_covered", "142", "exact")),
    ("F071", "K04", {**STOCK, "title": "Works", "entries": number("125"), "as_of": "2020-06"}, ("database_entries", "125", "exact")),
    ("F073", "K05", {"title": "Digest", "kind": "digest", "released": {"planned": "2016", "actual": "2016-10"}}, None),
    ("F075", "K05", {"title": "Digest", "kind": "translation", "language": "th", "progress": "started"}, None),
    ("F076", "K05", {"title": "Draft", "kind": "digest", "meeting_held": "2014-05-06/2014-05-08", "experts": number("20", "more_than")}, ("experts", "20", "more_than")),
    ("F077", "K06", {"title": "Paper", "concept": "consent", "released": {"planned": None, "actual": "2014-10"}}, None),
    ("F078", "K06", {"title": "Paper", "concept": "exploitation", "released": {"planned": None, "actual": "2015-04"}}, None),
    ("F079", "K06", {"title": "Paper", "concept": "abuse_of_vulnerability", "released": {"planned": None, "actual": "2012"}}, None),
    ("F080", "K06", {"title": "Paper", "concept": "international_definition", "released": {"planned": None, "actual": "2018"}}, None),
    ("F082", "K07", {"title": "Tools", "kind": "collection", "number_of_languages": number("6")}, ("languages", "6", "exact")),
    ("F083", "K07", {"title": "Organs", "kind": "toolkit", "themes": ["organ_removal"], "published": "2015-04"}, None),
    ("F084", "K07", {"title": "Fees", "kind": "report", "published": "2015-06"}, None),
    ("F085", "K07", {"title": "Law", "kind": "model_law", "published": "2020", "revision": "revised"}, None),
    ("F086", "K13", {"title": "A", "level": "tertiary", "form": "module", "items": number("5"), "focus": "trafficking"}, ("modules", "5", "exact")),
    ("F087", "K13", {"title": "A", "level": "tertiary", "form": "module", "academics": number("100", "more_than")}, ("academics", "100", "more_than")),
    ("F088", "K13", {"title": "A", "level": "tertiary", "form": "video", "items": number("3")}, ("videos", "3", "exact")),
    ("F089", "K13", {"title": "A", "level": "tertiary", "form": "module", "items": number("2"), "regions": ["latin_america", "africa"]}, ("modules", "2", "exact")),
    ("F090", "K13", {"title": "A", "level": "secondary", "form": "guide", "age": number("13", high="18")}, ("age_range", "13", "exact")),
    ("F091", "K08", {"event": "A", "kind": "total", "held": "2018-10/2020-07", "participants": people(2692, women=935, men=1466, not_disaggregated=291)}, ("people_trained", "2692", "exact")),
    ("F105", "K08", {"event": "A", "kind": "total", "participants": people(1400, "more_than")}, ("people_trained", "1400", "more_than")),
    ("F106", "K08", {"event": "A", "kind": "total", "events": number("60")}, ("activities", "60", "exact")),
    ("F107", "K08", {"event": "A", "kind": "validation", "country": ["COG"], "held": "2013-07", "participants": people(40)}, ("participants", "40", "exact")),
    ("F108", "K08", {"event": "A", "kind": "workshop", "country": ["YEM"], "held": "2013-01", "participants": people(40, "more_than")}, ("people_trained", "40", "more_than")),
    ("F109", "K08", {"event": "A", "kind": "workshop", "country": ["SSD"], "held": "2019-05", "participants": people(30)}, ("people_trained", "30", "exact")),
    ("F110", "K08", {"event": "A", "kind": "training", "country": ["LBY"], "held": "2019-02", "participants": people(19)}, ("people_trained", "19", "exact")),
    ("F117", "K08", {"event": "A", "kind": "workshop", "country": ["PAK"], "held": "2019-03/2019-04", "participants": people(105)}, ("people_trained", "105", "exact")),
    ("F118", "K08", {"event": "A", "kind": "workshop", "country": ["PAK"], "held": "2019-03/2019-04", "events": number("5")}, ("workshops", "5", "exact")),
    ("F119", "K08", {"event": "A", "kind": "conference", "held": "2020-02", "participants": people(53)}, ("participants", "53", "exact")),
    ("F120", "K08", {"event": "A", "kind": "conference", "held": "2020-02", "countries_represented": number("16")}, ("countries_represented", "16", "exact")),
    ("F121", "K08", {"event": "A", "kind": "workshop", "country": ["MLI", "MAR", "NER"], "held": "2019-04", "participants": people(28)}, ("people_trained", "28", "exact")),
    ("F122", "K08", {"event": "A", "kind": "training", "country": ["HRV"], "professions": ["police_officers"], "participants": people(26)}, ("people_trained", "26", "exact")),
    ("F123", "K08", {"event": "A", "kind": "training", "country": ["LVA"], "held": "2006", "participants": people(769)}, ("people_trained", "769", "exact")),
    ("F124", "K08", {"event": "A", "kind": "training", "country": ["MMR"], "held": "2000/..", "participants": people(500)}, ("people_trained", "500", "exact")),
    ("F125", "K08", {"event": "A", "kind": "training", "country": ["ROU"], "participants": people(3800, "more_than")}, ("people_trained", "3800", "more_than")),
    ("F126", "K08", {"event": "A", "kind": "finding", "share_of": "replies", "share": {"value": "50", "qualifier": "more_than"}}, ("share_of_replies", "50", "more_than")),
    ("F127", "K08", {"event": "A", "kind": "finding", "regularity": "regular", "share_of": "activities", "share": {"value": "50", "qualifier": "exact"}}, ("share_of_activities", "50", "exact")),
    ("F128", "K08", {"event": "A", "country": ["GRC"], "languages_of_material": number("13")}, ("languages", "13", "exact")),
    ("F111", "K10", {"scenario": "A", "country": ["SDN"], "held": "2019-03-17/2019-03-21"}, None),
    ("F112", "K10", {"scenario": "A", "country": ["MAR"], "held": "2019-07", "participants": people(29)}, ("people_trained", "29", "exact")),
    ("F113", "K10", {"scenario": "A", "country": ["IND", "LKA"], "participants": people(100, "nearly")}, ("people_trained", "100", "nearly")),
    ("F114", "K10", {"scenario": "A", "country": ["IND"], "participants": people(50, "more_than")}, ("people_trained", "50", "more_than")),
    ("F115", "K10", {"scenario": "A", "country": ["LKA"], "participants": people(36, women=5, men=31)}, ("people_trained", "36", "exact")),
    ("F116", "K09", {"title": "A", "kind": "course", "country": ["BOL"], "held": "2019-03", "trainees": people(105)}, ("people_trained", "105", "exact")),
    ("F249", "K09", {"title": "A", "kind": "initiative", "country": ["COG", "MAR", "PAN"], "number_of_countries": number("3")}, ("countries_assisted", "3", "exact")),
    ("F129", "K11", {"title": "A", "visitors_from": "NGA", "country": "IND", "held": "2012-12", "days": number("6")}, ("event_length", "6", "exact")),
]  # fmt: skip
# Figures that several records or the declaration itself state; each has a test of its own below.
ELSEWHERE = {"F072", "F074", "F081", "F092", "F093", "F094"}


def parts_of_list(text: str) -> list[str]:
    """The elements of a comma-separated list; commas in parentheses do not count."""
    return [part.strip() for part in re.split(r",\s*(?![^()]*\))", text)]


@beside
def test_the_elements_are_those_of_the_rows() -> None:
    rows = re.findall(r"^\| (K\d\d) \|([^\n]*)", (ROWS / "systems.md").read_text("utf-8"), re.MULTILINE)
    named = {row: parts_of_list(rest.split("|")[3]) for row, rest in rows}
    assert {row: list(elements) for row, elements in ELEMENTS.items()} == named


@beside
def test_every_figure_of_the_rows_is_shown() -> None:
    with (ROWS / "figures.tsv").open(encoding="utf-8") as lines:
        wanted = {row["id"] for row in csv.DictReader(lines, delimiter="\t") if row["system"].startswith("K")}
    assert {figure for figure, *_ in FIGURES} | ELSEWHERE == wanted


@pytest.mark.parametrize("row", ELEMENTS)
def test_a_row_has_its_register_with_its_elements(row: str) -> None:
    register = REGISTERS[row]
    assert (register.id, register.wing) == (row, "know")
    held = {name for fields in ELEMENTS[row].values() for name in fields.split()}
    assert held - {field.id for field in register.fields} <= {"state"}
    assert ("state" not in held) or len(register.states) > 3


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_a_register_can_be_read_in_english_and_chinese_and_names_its_title_in_six(register: Declaration) -> None:
    assert {"en", "zh"} <= set(register.languages)
    assert set(register.title) == {"en", "fr", "es", "ru", "ar", "zh"}
    assert register.help["zh"]


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_measures_exist(register: Declaration) -> None:
    assert {measure.id for measure in register.measures} <= MEASURES


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_links_lead_to_registers_that_exist(register: Declaration) -> None:
    targets = {str(field.options["to"]) for field in register.fields if field.type == "link"}
    assert targets <= set(REGISTERS)


@pytest.mark.parametrize(("figure", "row", "values", "wanted"), FIGURES, ids=[figure for figure, *_ in FIGURES])
def test_a_figure_of_the_rows_can_be_stated(
    figure: str, row: str, values: dict[str, Any], wanted: tuple[str, str, str] | None
) -> None:
    register = REGISTERS[row]
    checked = check_record(register, values, today=TODAY)
    assert not checked.faults
    assert set(values) == set(checked.values)
    if wanted is not None:
        stated = figures_of(register, checked.values, register.states[-2])
        totals = [(each.measure, Decimal(each.value), str(each.qualifier)) for each in stated if each.part_of is None]
        assert (wanted[0], Decimal(wanted[1]), wanted[2]) in totals


def test_a_count_of_participants_keeps_its_third_class() -> None:
    """2,692 = 935 + 1,466 + 291 (F091 to F094): one total and three parts of it."""
    register = REGISTERS["K08"]
    values = {"event": "A", "kind": "total", "participants": people(2692, women=935, men=1466, not_disaggregated=291)}
    stated = figures_of(register, check_record(register, values, today=TODAY).values, register.states[1])
    (total,) = [each for each in stated if each.part_of is None]
    parts = {each.breakdown["sex"]: each.value for each in stated if each.part_of is not None}
    assert total.value == sum(parts.values()) == 2692
    assert parts == {"female": 935, "male": 1466, "not_disaggregated": 291}


def test_parts_beyond_their_total_are_refused() -> None:
    checked = check_record(REGISTERS["K08"], {"event": "A", "participants": people(30, women=20, men=20)}, today=TODAY)
    assert [fault.field for fault in checked.faults] == ["participants"]


def test_the_portal_has_three_databases() -> None:
    """F072: of the four parts of the portal the measure counts three as databases."""
    (measure,) = [each for each in REGISTERS["K01"].measures if each.id == "databases"]
    counts = compile_expression(measure.when)
    parts = [entry.code for entry in REGISTERS["K01"].field("part").choices]  # type: ignore[union-attr]
    assert [part for part in parts if counts.holds({"part": part}, today=TODAY)] == [
        "case_law",
        "legislation",
        "bibliography",
    ]


def test_translations_of_the_digest_count_when_they_are_done() -> None:
    """F074 and F075: five languages done, Thai only started."""
    (measure,) = [each for each in REGISTERS["K05"].measures if each.id == "languages"]
    done = [{"kind": "translation", "language": code, "progress": "done"} for code in ("fr", "ru", "es", "pt", "cnr")]
    started = {"kind": "translation", "language": "th", "progress": "started"}
    counts = compile_expression(measure.when)
    assert sum(counts.holds(record, today=TODAY) for record in [*done, started]) == 5


def test_a_translation_names_its_language() -> None:
    checked = check_record(REGISTERS["K05"], {"title": "A", "kind": "translation"}, today=TODAY)
    assert [fault.field for fault in checked.faults] == ["language"]


def test_an_issue_paper_is_made_in_five_steps() -> None:
    """F081: steps (a) to (e), each led to by the one before."""
    register = REGISTERS["K06"]
    steps = [state for state in register.states if state.label["en"].startswith("(")]
    assert [state.label["en"][:3] for state in steps] == ["(a)", "(b)", "(c)", "(d)", "(e)"]
    for step, following in itertools.pairwise(steps):
        assert following.id in {move.target for move in register.moves_from(step.id)}


def test_an_assessment_goes_through_its_stages() -> None:
    register = REGISTERS["K19"]
    stages = ["mission", "report", "shared", "validation", "plan"]
    assert [state.id for state in register.states][:5] == stages
    for stage, following in itertools.pairwise(stages):
        assert following in {move.target for move in register.moves_from(stage)}
    (publish,) = [move for move in register.moves if move.target == "plan"]
    unmet = [check for check in publish.requires if not holds(check.expression, {"plan": "Steps"})]
    assert [check.message["en"] for check in unmet] == ["The country must agree before the assessment is published."]
    assert all(holds(check.expression, {"plan": "Steps", "agreed": True}) for check in publish.requires)


def holds(expression: str, values: dict[str, Any]) -> bool:
    """Whether the expression holds for the values."""
    return compile_expression(expression).holds(values, today=TODAY)


def test_a_mock_trial_is_published_only_when_nobody_can_be_recognised() -> None:
    (publish,) = [move for move in REGISTERS["K10"].moves if move.id == "publish"]
    (check,) = publish.requires
    assert not holds(check.expression, {"scenario": "A"})
    assert not holds(check.expression, {"scenario": "A", "disguised": False})
    assert holds(check.expression, {"scenario": "A", "disguised": True})


def test_a_visit_goes_to_another_country() -> None:
    same = {"title": "A", "visitors_from": "NGA", "country": "NGA"}
    assert [fault.field for fault in check_record(REGISTERS["K11"], same, today=TODAY).faults] == ["country"]


def test_reviewed_findings_on_trainings_become_draft_records() -> None:
    """One record for each count of people: a paragraph may tell of two courses, and a second count must not be lost."""
    trained, took_part = REGISTERS["K08"].intake
    assert (trained.needs, took_part.needs) == (("people_trained",), ("participants",))
    for intake in (trained, took_part):
        assert (intake.facts, intake.one_record) == ("figure", "fact")
        assert set(intake.needs) < set(intake.measures) <= MEASURES
        assert intake.fields["participants"] == f"value of {intake.needs[0]}"
        assert (intake.fields["source"], intake.fields["events"]) == ("citation", "value of workshops")
        assert set(intake.fields) <= {field.id for field in REGISTERS["K08"].fields}


@pytest.mark.parametrize("row", ["K09", "K16"])
def test_trainers_and_experts_are_hidden_from_the_public(row: str) -> None:
    seats = [field for field in REGISTERS[row].fields if field.type == "seat"]
    assert seats
    assert all(field.visible.level == "members" for field in seats)
