"""Reported zero, the words kept with a figure, and ids that outlive corrections elsewhere."""

from __future__ import annotations

from decimal import Decimal

import pytest

from palermo_engines.extraction.figures import find_figures, link_parts
from palermo_engines.kit.languages import Language
from tests.engines.extraction.figures.reading import figures_in, passage_of


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("zh", "就其所知，在其领土上未发生任何人口贩运案件。", "cases"),
        ("zh", "2020年没有登记任何人口贩运案件。", "cases"),
        ("en", "Malta reported that no cases of trafficking had been recorded.", "cases"),
        ("en", "Malta had not identified any victims in 2019.", "victims"),
        ("fr", "Aucun cas de traite n'a été enregistré.", "cases"),
        ("ru", "Не было зарегистрировано ни одного случая торговли людьми.", "cases"),
    ],
)
def test_reported_zero_is_a_figure(language: Language, text: str, unit: str) -> None:
    assert [(figure.value, figure.unit) for figure in figures_in(text, language)] == [(Decimal(0), unit)]


@pytest.mark.parametrize("text", ["如果没有发生任何案件，应予说明", "应确保不发生任何案件", "约15%的国家没有一例定罪"])
def test_a_condition_or_a_wish_reports_nothing(text: str) -> None:
    assert Decimal(0) not in [figure.value for figure in figures_in(text, "zh")]


def test_the_snippet_is_the_clause_and_stands_where_it_says() -> None:
    text = "希腊报告称，逮捕了980名罪犯；在此期间确认了494名被害人。"
    for figure in figures_in(text, "zh"):
        assert text[figure.place.start : figure.place.end] == figure.snippet
    assert figures_in(text, "zh")[0].snippet == "逮捕了980名罪犯"


def test_ids_survive_a_correction_elsewhere_and_change_with_the_words() -> None:
    before = figures_in("希腊逮捕了980名罪犯，确认了494名被害人。", "zh")
    after = figures_in("希腊在2005年逮捕了981名罪犯，确认了494名被害人。", "zh")
    assert before[1].id == after[1].id
    assert before[0].id != after[0].id


def test_ids_are_unique_in_a_document_and_parts_follow_theirs() -> None:
    read = passage_of("接到511个电话，其中36个涉及贩运。", "zh")
    figures = link_parts([*find_figures(read), *find_figures(read)])
    assert len({figure.id for figure in figures}) == 4
    assert [figure.part_of for figure in figures] == [None, figures[0].id, None, figures[2].id]
