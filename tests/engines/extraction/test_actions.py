"""Treaty actions: State, instrument, kind and date, in lists of every shape."""

from __future__ import annotations

from dataclasses import replace

import pytest

from palermo_engines.extraction.facts import TreatyAction
from palermo_engines.extraction.pipeline import extract
from palermo_engines.kit.languages import Language
from tests.engines.extraction.texts import document, facts

TIP, UNTOC = "XVIII-12-a", "XVIII-12"

Found = list[tuple[str, str, str, str | None]]


def actions(text: str, language: Language) -> Found:
    found = facts(TreatyAction, [text], language)
    return [(action.country, action.instrument, action.kind, action.date) for action in found]


def test_each_state_with_its_own_date_and_short_names() -> None:
    text = (
        "七个国家成为了《打击跨国有组织犯罪公约》的缔约国，即汤加（2014年10月3日）和大韩民国（2015年11月5日）。"
        "《公约》共有186个缔约国。此外，两个国家成为了《人口贩运议定书》的缔约国，即塞拉利昂（2014年8月12日）。"
    )
    assert actions(text, "zh") == [
        ("TON", UNTOC, "became_party", "2014-10-03"),
        ("KOR", UNTOC, "became_party", "2015-11-05"),
        ("SLE", TIP, "became_party", "2014-08-12"),
    ]


def test_lists_that_share_a_year() -> None:
    chinese = "又有三个国家加入了《贩运人口议定书》：帕劳于2019年加入，之后尼泊尔和科摩罗于2020年加入。"
    shared = [("PLW", TIP, "accession", "2019"), ("NPL", TIP, "accession", "2020"), ("COM", TIP, "accession", "2020")]
    assert actions(chinese, "zh") == shared
    english = (
        "Three States acceded to the Trafficking in Persons Protocol: Palau acceded in 2019, followed by Nepal and "
        "the Comoros in 2020."
    )
    assert actions(english, "en") == shared


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("zh", "2019年帕劳加入了《贩运人口议定书》，2020年尼泊尔加入了该议定书。", [("PLW", "2019"), ("NPL", "2020")]),
        (
            "zh",
            "《贩运人口议定书》的新缔约国是帕劳（2019年5月27日）和尼泊尔（2020年6月16日）。",
            [("PLW", "2019-05-27"), ("NPL", "2020-06-16")],
        ),
        (
            "en",
            "In 2019, Palau acceded to the Trafficking in Persons Protocol, and in 2020, Nepal acceded to it.",
            [("PLW", "2019"), ("NPL", "2020")],
        ),
        (
            "en",
            "The Trafficking in Persons Protocol gained new parties: Palau, in 2019, and Nepal.",
            [("PLW", "2019"), ("NPL", None)],
        ),
        (
            "en",
            "Since 2019, Palau and Nepal have become parties to the Trafficking in Persons Protocol.",
            [("PLW", None), ("NPL", None)],
        ),
        (
            "fr",
            "Les Palaos ont adhéré au Protocole relatif à la traite des personnes en 2019, suivis du Népal en 2020.",
            [("PLW", "2019"), ("NPL", "2020")],
        ),
        (
            "es",
            "Palau se adhirió al Protocolo contra la Trata de Personas en 2019, y Nepal en 2020.",
            [("PLW", "2019"), ("NPL", "2020")],
        ),
        (
            "ru",
            "Палау присоединилось к Протоколу о торговле людьми в 2019 году, а Непал — в 2020 году.",
            [("PLW", "2019"), ("NPL", "2020")],
        ),
        ("ar", "وفي 11 تموز/يوليه 2017، صدقت اليابان على بروتوكول الاتجار بالأشخاص.", [("JPN", "2017-07-11")]),
    ],
)
def test_dates_that_lead_trail_or_are_missing(
    language: Language, text: str, found: list[tuple[str, str | None]]
) -> None:
    assert [(country, date) for country, _, _, date in actions(text, language)] == found


def test_ratified_or_acceded_is_became_party() -> None:
    text = (
        "Two States acceded to or ratified the Trafficking in Persons Protocol: Palau (27 May 2019) and Nepal (2020)."
    )
    assert [kind for _, _, kind, _ in actions(text, "en")] == ["became_party", "became_party"]


def test_one_verb_and_two_instruments() -> None:
    text = "Japan ratified the Organized Crime Convention and the Trafficking in Persons Protocol on 11 July 2017."
    assert actions(text, "en") == [
        ("JPN", UNTOC, "ratification", "2017-07-11"),
        ("JPN", TIP, "ratification", "2017-07-11"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("zh", "斐济于2017年9月19日交存了《人口贩运议定书》的加入书。", "accession"),
        ("zh", "斐济于2017年9月19日签署了《人口贩运议定书》。", "signature"),
        ("en", "On 19 September 2017, Fiji acceded to the Trafficking in Persons Protocol.", "accession"),
        ("en", "Under the Trafficking in Persons Protocol: Fiji (ratification, 19 September 2017).", "ratification"),
        ("en", "The Trafficking in Persons Protocol was ratified by Fiji on 19 September 2017.", "ratification"),
        (
            "fr",
            "Les Fidji ont adhéré au Protocole relatif à la traite des personnes le 19 septembre 2017.",
            "accession",
        ),
        ("es", "Fiji se adhirió al Protocolo contra la Trata de Personas el 19 de septiembre de 2017.", "accession"),
        ("ru", "Фиджи присоединилась к Протоколу о торговле людьми 19 сентября 2017 года.", "accession"),
        ("ar", "انضمت فيجي إلى بروتوكول الاتجار بالأشخاص في 19 أيلول/سبتمبر 2017.", "accession"),
    ],
)
def test_every_language_and_kind(language: Language, text: str, kind: str) -> None:
    assert actions(text, language) == [("FJI", TIP, kind, "2017-09-19")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "敦促马里考虑批准或加入《人口贩运议定书》。"),
        ("zh", "毒品和犯罪问题办公室支持马里加入《人口贩运议定书》。"),
        ("zh", "根据《人口贩运议定书》，意大利于2017年5月3日批准了国家行动计划。"),
        ("zh", "马里和塞内加尔签署了合作协定。"),
        ("zh", "马里加入《人口贩运议定书》的进程仍在继续。"),
        ("en", "UNODC assisted Mali in acceding to the Trafficking in Persons Protocol in 2019."),
        ("en", "In line with the Trafficking in Persons Protocol, Mali signed a bilateral agreement on 3 May 2019."),
        ("en", "Germany has not ratified the Trafficking in Persons Protocol."),
        ("en", "States parties to the Trafficking in Persons Protocol met in Austria on 3 May 2019."),
    ],
)
def test_what_is_no_action(language: Language, text: str) -> None:
    assert actions(text, language) == []


def test_a_short_name_before_any_long_one_looks_ahead() -> None:
    paragraphs = ["古巴成为《议定书》的缔约国。", "本报告述及《贩运人口议定书》。"]
    found = facts(TreatyAction, paragraphs, "zh")
    assert [(action.country, action.instrument, action.date) for action in found] == [("CUB", TIP, None)]


def test_the_title_names_the_treaty_that_the_text_calls_the_protocol() -> None:
    paper = document(["The Netherlands ratified the Protocol on 27 July 2005."], "en")
    titled = replace(paper, metadata=replace(paper.metadata, title="The Trafficking in Persons Protocol in practice"))
    found = [[fact for fact in extract(each) if isinstance(fact, TreatyAction)] for each in (paper, titled)]
    assert [[(each.instrument, each.country) for each in actions] for actions in found] == [[], [(TIP, "NLD")]]
