"""Parts are tied to their totals and take from them what they leave unsaid."""

from __future__ import annotations

import pytest

from palermo_engines.extraction.facts import Figure
from palermo_engines.kit.languages import Language
from tests.engines.extraction.figures.reading import figures_in


def shape(figures: list[Figure]) -> list[tuple[int, int | None]]:
    """Each value with the value of its total."""
    by_id = {figure.id: figure for figure in figures}
    return [(int(figure.value), int(by_id[figure.part_of].value) if figure.part_of else None) for figure in figures]


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        (
            "zh",
            "培训了500名官员（300名女性和150名男性，另有50人参加的活动没有性别分类）。",
            [(500, None), (300, 500), (150, 500), (50, 500)],
        ),
        (
            "zh",
            "确认了65名被害人。其中有6名是2005年确认的，13名是2006年确认的。2007年确认了11名被害人。",
            [(65, None), (6, 65), (13, 65), (11, None)],
        ),
        ("zh", "接到511个电话，其中36个涉及贩运嫌疑。", [(511, None), (36, 511)]),
        ("zh", "在511个电话中，有36个涉及贩运。", [(511, None), (36, 511)]),
        ("zh", "发现了137名受害者：21名妇女和116名儿童。", [(137, None), (21, 137), (116, 137)]),
        (
            "zh",
            "发现了20名受害者，包括15名妇女（2名加纳人和13名尼日尔人），以及5名儿童。",
            [(20, None), (15, 20), (2, 15), (13, 15), (5, 20)],
        ),
        (
            "en",
            "The police found 20 victims, including 15 women (2 Ghanaian and 13 Nigerien) and 5 children.",
            [(20, None), (15, 20), (2, 15), (13, 15), (5, 20)],
        ),
        (
            "en",
            "A total of 65 victims were identified. Of those, 6 were identified in 2005 and 13 in 2006.",
            [(65, None), (6, 65), (13, 65)],
        ),
        ("en", "Of the 511 calls received, 36 concerned trafficking.", [(511, None), (36, 511)]),
        ("en", "24 officers, 11 prosecutors and 7 judges attended.", [(24, None), (11, None), (7, None)]),
    ],
)
def test_parts_of_totals(language: Language, text: str, parts: list[tuple[int, int | None]]) -> None:
    assert shape(figures_in(text, language)) == parts


def test_a_part_takes_unit_measure_and_group_of_its_total() -> None:
    text = "加纳警方2020年营救了15名受性剥削的妇女（2名多哥人和13名尼日尔人）。"
    total, togolese, nigerien = figures_in(text, "zh")
    assert (togolese.unit, togolese.measure, togolese.period) == (total.unit, total.measure, "2020")
    assert togolese.breakdown == {"sex": "female", "exploitation": "sexual", "citizenship": "TGO"}
    assert nigerien.breakdown["citizenship"] == "NER"


def test_parts_that_do_not_add_up_are_kept_as_stated() -> None:
    figures = figures_in("发现了228名受害者（甲县发现的46名受害者和乙县发现的128名受害者）。", "zh")
    assert shape(figures) == [(228, None), (46, 228), (128, 228)]


@pytest.mark.parametrize(
    ("language", "text", "breakdown"),
    [
        ("zh", "9名女童", {"sex": "female", "age": "child"}),
        ("zh", "129名男童", {"sex": "male", "age": "child"}),
        ("zh", "32名妇女和儿童获救", {}),
        ("zh", "每年有560万受众", {"per": "year"}),
        ("zh", "受害者中49%为成年女性", {"sex": "female", "age": "adult"}),
        ("zh", "受害者中，女童占19%", {"sex": "female", "age": "child"}),
        ("en", "girls accounted for 19 per cent of victims", {"sex": "female", "age": "child"}),
        ("en", "it needs $400,000 a year", {"per": "year"}),
        ("fr", "12 fillettes", {"sex": "female", "age": "child"}),
        ("es", "12 niñas", {"sex": "female", "age": "child"}),
        ("ru", "12 женщин", {"sex": "female"}),
        ("ar", "١٢ امرأة", {"sex": "female"}),
    ],
)
def test_breakdowns(language: Language, text: str, breakdown: dict[str, str]) -> None:
    assert [figure.breakdown for figure in figures_in(text, language)] == [breakdown]
