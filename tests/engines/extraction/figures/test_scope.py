"""A figure's period, as-of date and States: from its clause, its sentence, the sentence before, or the document."""

from __future__ import annotations

import pytest

from palermo_engines.extraction.figures import Surroundings, find_figures, surroundings_of
from palermo_engines.kit.languages import Language
from tests.engines.extraction.figures.reading import figures_in, passage_of


@pytest.mark.parametrize(
    ("language", "text", "times"),
    [
        ("zh", "2005年侦查了32起案件，逮捕53人，其中起诉了18人。", [("2005", None)] * 3),
        ("zh", "截至2016年5月30日，《公约》共有186个缔约国。", [(None, "2016-05-30")]),
        ("zh", "自2018年10月以来，培训了200名官员。", [("2018-10/..", None)]),
        ("zh", "2003年至2006年期间，共有244起案件；在此期间确认了494名被害人。", [("2003/2006", None)] * 2),
        ("zh", "2002年制定了战略，此后直到2007年1月，共确认了65名被害人。", [("2002/2007-01", None)]),
        ("zh", "一名嫌疑人于2019年12月被捕。", [("2019-12", None)]),
        ("zh", "2000年成立了小组。此后该小组培训了500名人员。", [("2000/..", None)]),
        ("zh", "根据《2014年全球报告》，128个国家有数据。", [(None, None)]),
        ("zh", "阿富汗（2014年8月15日）加入后，共有10个国家。", [(None, None)]),
        ("zh", "2018年5月举行了会议。该小组目前由27个实体组成。", [(None, None)]),
        ("zh", "董事会成员将于2016年12月结束为期三年的任期。", [(None, None)]),
        ("zh", "数据涵盖超过10年的时间（2003-2014年）。", [("2003/2014", None)]),
        (
            "en",
            "As of June 2020, it had 553 cases. In 2021, 11 victims were found.",
            [(None, "2020-06"), ("2021", None)],
        ),
        ("en", "6 victims had been identified in 2005 and 13 in 2006.", [("2005", None), ("2006", None)]),
        ("en", "Since its creation in 2010, it has trained 40 officers.", [("2010/..", None)]),
        ("en", "In 2028, a helpline (until 2026 a website) received 640 calls.", [("2028", None)]),
    ],
)
def test_period_is_not_as_of(language: Language, text: str, times: list[tuple[str | None, str | None]]) -> None:
    assert [(figure.period, figure.as_of) for figure in figures_in(text, language)] == times


def test_the_reporting_period_that_the_document_states() -> None:
    opening = passage_of("本报告涵盖的报告期间为2013年12月18日至2016年4月1日。", "zh")
    surroundings = surroundings_of([opening])
    assert surroundings.reporting_period == "2013-12-18/2016-04-01"
    text = "在报告期间，七个国家提供了资料。2017年，八个国家提供了资料。"
    periods = [figure.period for figure in find_figures(passage_of(text, "zh"), surroundings)]
    assert periods == ["2013-12-18/2016-04-01", "2017"]


@pytest.mark.parametrize(
    ("language", "text", "states"),
    [
        ("zh", "希腊报告称，2005年有244起案件。逮捕了980名罪犯。", [("GRC",), ("GRC",)]),
        ("zh", "希腊报告称有12起案件。许多国家设立了三个机构。", [("GRC",), ()]),
        ("zh", "来自马里、摩洛哥和尼日尔的28名政府官员参加。", [("MLI", "MAR", "NER")]),
        ("zh", "该办公室在突尼斯为19名利比亚执法人员举办了讲习班。", [("LBY",)]),
        ("zh", "2017年9月，来自柬埔寨的47名受害者获救，9名嫌疑人被捕。", [("KHM",), ()]),
        ("zh", "马拉维警方营救了3名据称被印度国民贩运的尼泊尔妇女。", [("MWI",)]),
        ("zh", "在尼泊尔警方发出警报后，马拉维警方营救了6名尼泊尔男子。", [("MWI",)]),
        (
            "zh",
            "希腊报告称有12起案件。在许多法域中，有三个机构。这通常包括两种措施和14至18岁的人。",
            [("GRC",), (), (), ()],
        ),
        ("zh", "挪威和瑞典分别捐款50万美元和120万美元。", [("NOR",), ("SWE",)]),
        ("zh", "不丹记录了4起案件，尼泊尔同期记录了946起案件。", [("BTN",), ("NPL",)]),
        ("en", "Greece reported 244 cases. There were 980 arrests.", [("GRC",), ("GRC",)]),
        ("en", "Argentina, Chile and Peru reported a total of 76 convictions.", [("ARG", "CHL", "PER")]),
        ("en", "Norway contributed $500,000 and Sweden $1.2 million.", [("NOR",), ("SWE",)]),
        ("en", "Seven judges from Ghana and Togo attended.", [("GHA", "TGO")]),
        ("en", "The liaison officers of Mali and Niger handled 27 cases.", [("MLI", "NER")]),
    ],
)
def test_only_the_states_a_figure_is_about(language: Language, text: str, states: list[tuple[str, ...]]) -> None:
    assert [figure.countries for figure in figures_in(text, language)] == states


def test_a_heading_that_names_a_state_gives_its_figures_that_state() -> None:
    surroundings = Surroundings(sections={"Greece": ("GRC",)})
    read = passage_of("There were 244 cases.", "en", headings=("Enforcement", "Greece"))
    assert [figure.countries for figure in find_figures(read, surroundings)] == [("GRC",)]
