"""Facts of real reports that can be checked by hand. The reports stay outside the repository."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from palermo_engines.documents.model import Document
from palermo_engines.documents.reading import read_path
from palermo_engines.extraction.checks import check_collection
from palermo_engines.extraction.facts import Directive, Fact, Mention, Statement, TreatyAction
from palermo_engines.extraction.facts import Warning as Alarm
from palermo_engines.extraction.pipeline import extract

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "documents"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the public reports are not beside the repository")


@cache
def found(name: str) -> tuple[Document, tuple[Fact, ...]]:
    document = read_path(FOLDER / f"{name}.zh.txt")
    return document, tuple(extract(document))


def test_the_seventeen_treaty_actions_of_the_2016_report() -> None:
    actions = [fact for fact in found("secretary-general-2016")[1] if isinstance(fact, TreatyAction)]
    assert Counter(action.instrument for action in actions) == {"XVIII-12": 7, "XVIII-12-a": 10}
    assert {action.place.paragraph for action in actions} == {"3"}
    assert ("CZE", "XVIII-12-a", "2014-12-17") in {(each.country, each.instrument, each.date) for each in actions}
    assert ("PSE", "XVIII-12", "2015-01-02") in {(each.country, each.instrument, each.date) for each in actions}
    assert all(action.date for action in actions)


def test_the_directives_of_the_draft_resolution() -> None:
    directives = [fact for fact in found("draft-resolution-2018")[1] if isinstance(fact, Directive)]
    verbs = Counter(directive.place.paragraph for directive in directives)
    assert len(verbs) == 18
    assert {key: count for key, count in verbs.items() if count > 1} == {"OP1": 2, "OP4": 3, "OP11": 2}
    addressees = {directive.place.paragraph: directive.addressees for directive in directives}
    assert addressees["OP10"] == ("UNODC", "un_system")
    assert addressees["OP13"] == ("UNODC",)
    assert addressees["OP18"] == ()


def test_misprinted_names_are_resolved_and_kept() -> None:
    mentions = {(fact.code, fact.text) for fact in found("survey-2008")[1] if isinstance(fact, Mention)}
    assert {("HRV", "克罗迪亚"), ("CZE", "捷克供和国")} <= mentions


def test_the_footnoted_statements_of_the_survey() -> None:
    sizes = [
        len(fact.countries)
        for fact in found("survey-2008")[1]
        if isinstance(fact, Statement) and fact.place.paragraph in ("5", "6", "7") and fact.countries
    ]
    assert sizes == [13, 4, 1, 2, 3, 3, 4, 9]


def test_quantifiers_are_counted_as_a_reader_counts_them() -> None:
    quantifiers = Counter(fact.quantifier for fact in found("secretary-general-2016")[1] if isinstance(fact, Statement))
    assert quantifiers == {"若干": 14, "多个": 12, "许多": 2, "少数": 1, "几乎所有": 1, "大部分": 1}


def test_the_slips_of_the_reports_sound() -> None:
    alarms = {
        name: {(fact.code, fact.place.paragraph) for fact in found(name)[1] if isinstance(fact, Alarm)}
        for name in ("survey-2008", "cop10-2020", "secretary-general-2016", "cop7-2014", "draft-resolution-2018")
    }
    assert alarms["survey-2008"] == {
        ("not_a_respondent", "5"), ("respondent_not_cited", "3"), ("not_a_subset", "5"),
    }  # fmt: skip
    assert alarms["cop10-2020"] == {("parts_do_not_add_up", "65"), ("symbol_used_twice", "7")}
    assert alarms["secretary-general-2016"] == {("malformed_resolution_number", "0")}
    assert alarms["cop7-2014"] == alarms["draft-resolution-2018"] == set()


def test_two_reports_that_disagree() -> None:
    warnings = check_collection([found("cop7-2014"), found("secretary-general-2016")])
    assert {(each.warning.code, each.warning.place.paragraph) for each in warnings} == {
        ("two_values", "61"), ("two_values", "69"), ("planned_and_actual", "72"),
    }  # fmt: skip
