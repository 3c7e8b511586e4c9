"""Statements: quantifier, theme, and the States behind them."""

from __future__ import annotations

import pytest

from palermo_engines.documents.model import ParagraphKind
from palermo_engines.extraction.facts import Statement
from palermo_engines.kit.languages import Language
from tests.engines.extraction.texts import facts


@pytest.mark.parametrize(
    ("language", "text", "quantifier", "theme"),
    [
        ("zh", "若干会员国报告称，颁布了新立法。", "若干", "legislation"),
        ("zh", "几乎所有会员国均报告称，提供了援助服务。", "几乎所有", "assistance"),
        ("zh", "在所有答复国中有一半以上都强调培训的重要性。", "一半以上", "training"),
        ("zh", "因此，一些国家开通了热线。", "一些", "hotlines"),
        ("zh", "但并不是所有国家都已完成立法。", "并不是所有", "legislation"),
        ("zh", "少数会员国开展了提高认识运动。", "少数", "awareness"),
        ("en", "Several Member States reported having trained police officers.", "Several", "training"),
        ("en", "In addition, almost all States had adopted legislation.", "almost all", "legislation"),
        ("en", "More than half of the responding States used hotlines.", "More than half", "hotlines"),
        ("en", "A few countries had launched awareness campaigns.", "A few", "awareness"),
        ("en", "Not all States had adopted laws.", "Not all", "legislation"),
        ("en", "Of the States that replied, not all had adopted laws.", "not all", "legislation"),
        ("fr", "Plusieurs États Membres ont adopté des lois.", "Plusieurs", "legislation"),
        ("es", "Algunos Estados informaron sobre las penas.", "Algunos", "penalties"),
        ("ru", "Некоторые государства сообщили о подготовке кадров.", "Некоторые", "training"),
        ("ar", "أفادت الحكومات. بعض الدول قدمت التدريب.", "بعض", "training"),
    ],
)
def test_a_quantified_subject_is_a_statement(language: Language, text: str, quantifier: str, theme: str) -> None:
    found = facts(Statement, [text], language)
    assert [(statement.quantifier, statement.theme) for statement in found] == [(quantifier, theme)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "难民署与多个国家密切合作。"),
        ("zh", "许多活动是与民间社会合作开展的。"),
        ("zh", "所有会员国应加强合作。"),
        ("en", "UNODC worked with several Member States."),
        ("en", "All States should cooperate."),
        ("en", "Many activities were held."),
    ],
)
def test_what_is_no_statement(language: Language, text: str) -> None:
    assert facts(Statement, [text], language) == []


def test_resolutions_make_no_statements() -> None:
    assert facts(Statement, ["若干会员国报告了立法。"], "zh", kind=ParagraphKind.OPERATIVE) == []


def test_the_footnote_on_the_mark_names_the_states() -> None:
    paragraphs = ["一些国家报告了惩罚。[1]若干国家提及洗钱。[2]许多国家开展了宣传。[3]"]
    notes = {"1": "白俄罗斯、保加利亚和拉脱维亚。", "2": "列支敦士登。", "3": "应予说明的是，萨尔瓦多通过了管理办法。"}
    found = facts(Statement, paragraphs, "zh", footnotes=notes)
    assert [statement.countries for statement in found] == [("BLR", "BGR", "LVA"), ("LIE",), ()]


def test_a_sentence_with_two_marks_makes_two_statements() -> None:
    paragraphs = ["在报告已批准议定书的会员国中，[1]并不是所有国家都已完成立法。[2]"]
    found = facts(Statement, paragraphs, "zh", footnotes={"1": "爱沙尼亚、约旦和阿曼。", "2": "约旦和阿曼。"})
    assert [(statement.quantifier, statement.countries) for statement in found] == [
        (None, ("EST", "JOR", "OMN")),
        ("并不是所有", ("JOR", "OMN")),
    ]


@pytest.mark.parametrize(
    ("language", "text", "quantifier", "states"),
    [
        ("zh", "包括保加利亚、克罗地亚和捷克共和国在内的许多答复国设立了机制。", "许多", ("BGR", "HRV", "CZE")),
        ("zh", "据报告，日本和拉脱维亚均制订了国家行动计划。", None, ("JPN", "LVA")),
        ("zh", "萨尔瓦多、爱沙尼亚和卡塔尔等国报告了提高认识活动。", None, ("SLV", "EST", "QAT")),
        (
            "en",
            "Many States, including Bulgaria, Croatia and Czechia, had set up mechanisms.",
            "Many",
            ("BGR", "HRV", "CZE"),
        ),
        ("en", "Japan and Latvia reported that they had adopted plans.", None, ("JPN", "LVA")),
    ],
)
def test_the_list_in_the_sentence_names_the_states(
    language: Language, text: str, quantifier: str | None, states: tuple[str, ...]
) -> None:
    found = facts(Statement, [text], language)
    assert [(statement.quantifier, statement.countries) for statement in found] == [(quantifier, states)]


def test_a_list_that_is_not_the_subject_supports_nothing() -> None:
    assert [s.countries for s in facts(Statement, ["若干会员国在肯尼亚和乌干达举办了培训。"], "zh")] == [()]
    assert facts(Statement, ["UNODC trained officers in Kenya and Uganda."], "en") == []
