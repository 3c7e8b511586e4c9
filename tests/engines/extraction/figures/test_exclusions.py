"""What is printed as a number and states none."""

from __future__ import annotations

import pytest

from palermo_engines.kit.languages import Language
from tests.engines.extraction.figures.reading import all_said


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "第五次会议审议了第64/293号决议第6段和第2条(b)款"),
        ("zh", "具体目标5.2、8.7和16.2以及目标5、目标8和目标16"),
        ("zh", "2016年5月30日至6月2日，见A/71/50和CTOC/COP/WG.4/2019/2"),
        ("zh", "《2014年全球报告》第3章；暂定项目表项目105"),
        ("zh", "因COVID-19疫情，通过I-24/7系统"),
        ("zh", "数百名受害者、上万名移民和几十个国家"),
        ("zh", "这两个国家和该三个组织"),
        ("zh", "设立了一个工作组，并通过了一项决议"),
        ("zh", "许多国家一起调查案件，结合在一起"),
        ("zh", "在过去两年中，今后十年内"),
        ("zh", "国家和区域两级，两国会议，第三方，二次受害"),
        ("zh", "在万人坑附近，一方面，一系列，十分重要"),
        ("zh", "电话：+386 1 478 4000，www.example.org/2020/15"),
        ("zh", "热线24小时开通"),
        ("en", "Article 5, paragraphs 3 and 4, of resolution 64/293 and annex II"),
        ("en", "at its twenty-third session, on the 21st of May, in phase 2"),
        ("en", "see A/CONF.234/11, sect. II, para. 5, and page 12"),
        ("en", "Sustainable Development Goals 5, 8 and 16"),
        ("en", "these two States, the three Protocols, one of the aims, on the one hand"),
        ("en", "in the first half of 2014, a half-day event in 2015"),
        ("en", "over the past five years; the last ten years"),
        ("en", "tel. +43 1 26060, contact 24/7, COVID-19, ISBN 92 1 133 7"),
        ("en", "if no cases were recorded, States should ensure that no victims are detained"),
        ("fr", "l'article 5, paragraphe 12, de la résolution 64/293"),
        ("es", "el artículo 5 y los párrafos 3 y 4 de la resolución 64/293"),
        ("ru", "в пункте 12 резолюции 64/293 и в статье 5"),
        ("ar", "المادة 5 والفقرة 12 من القرار 64/293"),
    ],
)
def test_these_are_no_figures(language: Language, text: str) -> None:
    assert all_said(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("zh", "收到了23个国家和一个区域性组织的答复", ["23 countries", "1 organizations"]),
        ("zh", "一名嫌疑人于2019年12月被捕", ["1 suspects"]),
        ("zh", "举办为期一天的讲习班", ["1 days"]),
        ("zh", "任期三年，每四年评价一次", ["3 years", "4 years"]),
        ("en", "Twenty-five States and one regional organization replied", ["25 States", "1 organizations"]),
        ("en", "a two-day workshop and 15 years' imprisonment", ["2 days", "15 years"]),
        ("en", "350 cases in 2007", ["350 cases"]),
    ],
)
def test_these_are_figures_although_they_look_alike(language: Language, text: str, found: list[str]) -> None:
    assert all_said(text, language) == found
