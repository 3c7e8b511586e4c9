"""Checks: each rule sounds on what breaks it and stays silent on what does not."""

from __future__ import annotations

import pytest

from palermo_engines.documents.model import Document
from palermo_engines.extraction.checks import check_collection
from palermo_engines.extraction.checks.likeness import longest_shared, share_of_letters, shared_words
from palermo_engines.extraction.facts import Warning as Alarm
from palermo_engines.extraction.pipeline import extract
from palermo_engines.kit.languages import Language
from tests.engines.extraction.texts import document, facts


def alarms(paragraphs: list[str], language: Language, **more: object) -> list[tuple[str, str | None]]:
    return [(alarm.code, alarm.place.paragraph) for alarm in facts(Alarm, paragraphs, language, **more)]


@pytest.mark.parametrize(
    ("language", "text", "sounds"),
    [
        ("zh", "这两个单位发现了228名受害者（包括甲县委员会发现的46名受害者和乙县委员会发现的128名受害者）。", True),
        ("zh", "共培训了2,692人（935名女性和1,466名男性，另有291人没有性别分类）。", False),
        ("zh", "共确认了65名被害人。其中有6名是2005年确认的，13名是2006年确认的。", False),
        (
            "en",
            "The police identified 95 victims of trafficking, namely 40 in the capital and 38 in the provinces.",
            True,
        ),
        (
            "en",
            "The police identified 78 victims of trafficking, namely 40 in the capital and 38 in the provinces.",
            False,
        ),
        ("en", "The police identified about 95 victims, namely 40 in the capital and 38 in the provinces.", False),
    ],
)
def test_parts_against_their_total(language: Language, text: str, sounds: bool) -> None:
    assert alarms([text], language) == ([("parts_do_not_add_up", "1")] if sounds else [])


RESPONDENTS = "收到了下列六个国家的答复：白俄罗斯、保加利亚、古巴、日本、约旦和阿曼。"


def test_a_cited_state_that_did_not_reply() -> None:
    paragraphs = [RESPONDENTS, "一些国家报告了惩罚。[1]", "拉脱维亚指出，该国签发了护照。", "在瑞典举行了会议。"]
    found = facts(Alarm, paragraphs, "zh", footnotes={"1": "白俄罗斯、保加利亚和拉脱维亚。"})
    assert [alarm.code for alarm in found] == ["not_a_respondent"]
    assert "Latvia is cited 2 times" in found[0].message
    assert "paragraph 1" in found[0].message


def test_a_state_that_replied_and_is_never_cited() -> None:
    notes = {"1": "白俄罗斯、保加利亚、古巴、日本和约旦。"}
    found = facts(Alarm, [RESPONDENTS, "一些国家报告了惩罚。[1]"], "zh", footnotes=notes)
    assert [(alarm.code, alarm.detail["iso3"]) for alarm in found] == [("respondent_not_cited", "OMN")]


def test_nothing_about_replies_without_a_list_of_them() -> None:
    assert alarms(["一些国家报告了惩罚。[1]"], "zh", footnotes={"1": "白俄罗斯、保加利亚和拉脱维亚。"}) == []


@pytest.mark.parametrize(
    ("language", "text", "whole", "part", "sounds"),
    [
        (
            "zh",
            "在报告已批准议定书的会员国中，[1]并不是所有国家都已完成立法。[2]",
            "爱沙尼亚和阿曼。",
            "阿曼和约旦。",
            True,
        ),
        ("zh", "在报告已批准议定书的会员国中，[1]并不是所有国家都已完成立法。[2]", "爱沙尼亚和阿曼。", "阿曼。", False),
        (
            "zh",
            "大多数国家加入了议定书。[1]在这些国家中，并不是所有国家都完成了立法。[2]",
            "爱沙尼亚和阿曼。",
            "约旦。",
            True,
        ),
        ("zh", "一些国家报告了惩罚。[1]若干国家提及洗钱。[2]", "爱沙尼亚和阿曼。", "阿曼和约旦。", False),
        (
            "en",
            "Of the States that had ratified,[1] not all had adopted laws.[2]",
            "Estonia and Oman.",
            "Jordan.",
            True,
        ),
    ],
)
def test_a_footnote_presented_as_part_of_another(
    language: Language, text: str, whole: str, part: str, sounds: bool
) -> None:
    found = alarms([text], language, footnotes={"1": whole, "2": part})
    assert found == ([("not_a_subset", "1")] if sounds else [])


@pytest.mark.parametrize(
    ("paragraphs", "sounds"),
    [
        (
            [
                "第九次会议审议了背景文件（CTOC/COP/WG.4/2019/2）。",
                "第十次会议审议了另一份文件（CTOC/COP/WG.4/2019/2）。",
            ],
            True,
        ),
        (
            ["第九次会议审议了背景文件（CTOC/COP/WG.4/2019/2）。", "第九次会议通过了该文件（CTOC/COP/WG.4/2019/2）。"],
            False,
        ),
        (
            ["第九次会议审议了背景文件（CTOC/COP/WG.4/2019/2和CTOC/COP/WG.4/2019/3）。", "第十次会议见文件A/74/1。"],
            False,
        ),
    ],
)
def test_a_symbol_for_papers_of_two_meetings(paragraphs: list[str], sounds: bool) -> None:
    assert alarms(paragraphs, "zh") == ([("symbol_used_twice", "2")] if sounds else [])


@pytest.mark.parametrize(
    ("language", "text", "sounds"),
    [
        ("zh", "大会通过了第7/179号决议。", True),
        ("zh", "大会2013年12月18日第68/192号决议、2015年12月17日第70/179号决议。", False),
        ("zh", "大会2017年12月18日第68/192号决议。", True),
        ("zh", "缔约方会议第8/2号和第9/1号决议。", False),
        ("zh", "经济及社会理事会第2006/27号决议。", False),
        ("zh", "《第1178/2020号公告》。", False),
        ("en", "In its resolution 7/179, the General Assembly, as in General Assembly resolution 7/179, urged.", True),
        ("en", "General Assembly resolution 70/179 of 17 December 2015.", False),
        ("en", "General Assembly resolution 70/179 of 17 December 2012.", True),
        ("en", "Human Rights Council resolution 20/1.", False),
        ("en", "General Assembly resolution 64/293 and Conference resolutions 8/2 and 9/1.", False),
    ],
)
def test_resolution_numbers_that_cannot_be(language: Language, text: str, sounds: bool) -> None:
    assert alarms([text], language) == ([("malformed_resolution_number", "1")] if sounds else [])


def test_the_number_that_was_meant_is_named() -> None:
    found = facts(Alarm, ["大会题为“改进工作协调”的第7/179号决议。", "大会第70/179号决议。"], "zh")
    assert "70/179" in found[0].message


def _two(
    first: str, second: str, language: Language = "zh", symbols: tuple[str | None, str | None] = (None, None)
) -> list[tuple[str, str, str]]:
    made: list[Document] = [
        document([first], language, source="one.txt", symbol=symbols[0]),
        document([second], language, source="two.txt", symbol=symbols[1]),
    ]
    found = check_collection([(each, extract(each)) for each in made])
    assert all("one.txt" in each.warning.message and "two.txt" in each.warning.message for each in found)
    return [(each.source, each.other, each.warning.code) for each in found]


SOUNDS, PLANNED = [("two.txt", "one.txt", "two_values")], [("two.txt", "one.txt", "planned_and_actual")]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("2013年5月13日至15日举行了大会高级别会议。", "评价于2013年5月13日至14日以大会高级别会议的形式进行。", SOUNDS),
        ("2013年5月13日至15日举行了大会高级别会议。", "2013年5月13日至14日在曼谷举行了警察培训研讨会。", []),
        ("2013年5月13日至15日举行了大会高级别会议。", "2013年5月13日至15日以大会高级别会议的形式进行。", []),
        (
            "第一份文件题为“关于贩运人口的法律框架”，于2013年发布。",
            "已发布“关于贩运人口的法律框架”（2012年）。",
            SOUNDS,
        ),
        ("第一份文件题为“关于贩运人口的法律框架”，于2013年发布。", "已发布“关于贩运人口的法律框架”（2013年5月）。", []),
        (
            "正在编制第二版《关于人口贩运的全球报告》，将于2014年12月出版。",
            "于2014年11月发行第二版《全球人口贩运报告》。",
            PLANNED,
        ),
        (
            "正在编制第二版《关于人口贩运的全球报告》，将于2014年12月出版。",
            "于2016年11月发行第三版《全球人口贩运报告》。",
            [],
        ),
        ("于2014年出版《全球人口贩运报告》。", "于2016年出版《全球人口贩运报告》。", []),
        ("希腊报告称，2006年确认了146名被害人。", "希腊报告称，2006年确认了148名被害人。", SOUNDS),
        ("希腊报告称，2006年确认了146名被害人。", "希腊报告称，2007年确认了148名被害人。", []),
        ("希腊报告称，2006年确认了约146名被害人。", "希腊报告称，2006年确认了148名被害人。", []),
    ],
)
def test_two_documents_that_disagree(first: str, second: str, found: list[tuple[str, str, str]]) -> None:
    assert _two(first, second) == found


def test_translations_of_one_document_are_not_held_against_each_other() -> None:
    first, second = "希腊报告称，2006年确认了146名被害人。", "希腊报告称，2006年确认了148名被害人。"
    assert _two(first, second, symbols=("A/1/2", "A/1/2")) == []


def test_likeness() -> None:
    assert share_of_letters("关于人口贩运问题的全球报告", "全球人口贩运问题报告") > 0.8
    assert share_of_letters("abc", "xyz") == 0
    assert longest_shared("以大会高级别会议的形式", "关于大会高级别会议") == "大会高级别会议"
    assert shared_words("the high-level meeting of the General Assembly", "General Assembly meeting") == 3
