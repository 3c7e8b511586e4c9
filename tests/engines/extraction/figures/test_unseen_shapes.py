"""Shapes of figures that documents outside the samples use: currencies, halves, ratios, counts without a noun."""

from __future__ import annotations

import pytest

from palermo_engines.kit.languages import Language
from tests.engines.extraction.figures.reading import all_said, figures_in


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The hub cost R 3.2 million.", ["3200000 ZAR"]),
        ("en", "The court ordered N$ 250,000 to be paid.", ["250000 NAD"]),
        ("en", "Pledges of SKr 4 million were received.", ["4000000 SEK"]),
        ("en", "The fine was 20,000 to 100,000 leva.", ["20000-100000 BGN"]),
        ("en", "Fees of US$ 500 to US$ 1,000 are common.", ["500-1000 USD"]),
        ("en", "Prison of 3 years and a fine of 200 dinars.", ["3 years", "200 None"]),
        ("zh", "并处一千万至一亿基普罚款。", ["10000000-100000000 LAK"]),
    ],
)
def test_money_of_many_currencies(language: Language, text: str, expected: list[str]) -> None:
    assert all_said(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Over half a million leaflets were distributed.", ["more_than 500000 leaflets"]),
        ("en", "The training lasted for two and a half days.", ["2.5 days"]),
        ("en", "It received two and a half million euros.", ["2500000 EUR"]),
        ("es", "Se distribuyeron medio millón de euros.", ["500000 EUR"]),
        ("ru", "Получено 6,2 млн. долл. США.", ["6200000 USD"]),
    ],
)
def test_halves_and_abbreviated_scales(language: Language, text: str, expected: list[str]) -> None:
    assert all_said(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Une victime sur trois est un enfant.", ["33.33 percent"]),
        ("ru", "Каждая третья жертва — ребенок.", ["33.33 percent"]),
        ("zh", "来自司法部的协调人至多占四分之一。", ["at_most 25 percent"]),
        ("zh", "跨境贩运的受害者不足四成。", ["less_than 40 percent"]),
        ("zh", "他成立了小组，两成员参加。", []),
        ("ar", "وكان نحو ثلثهم من القاصرين.", ["about 33.33 percent"]),
        ("ar", "ساعدت خمس نساء.", ["5 people"]),
        ("es", "Más del 60 % de las víctimas son mujeres.", ["more_than 60 percent"]),
        ("en", "One in eight had been held for ransom.", ["12.5 percent"]),
        ("en", "Migrants make up as much as 90 per cent of the crews.", ["at_most 90 percent"]),
    ],
)
def test_shares_in_words(language: Language, text: str, expected: list[str]) -> None:
    assert all_said(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The number of parties rose to 178.", ["178 parties"]),
        ("en", "The number of participating countries has grown from 9 to 27.", ["9 countries", "27 countries"]),
        ("fr", "Il y a adhéré, portant à 178 le nombre des parties.", ["178 parties"]),
        ("es", "El número de partes ascendió a 178.", ["178 parties"]),
        ("en", "In all, 327 cases were opened, as against 289 in the previous year.", ["327 cases", "289 cases"]),
        (
            "en",
            "In 2021, 12,727 victims were found, compared with the preceding year (10,601).",
            ["12727 victims", "10601 victims"],
        ),
        ("en", "By May, 44 States had replied. Forty of them were parties.", ["44 States", "40 States"]),
        ("en", "Fifteen judges were trained; a further 12 registered.", ["15 people", "12 people"]),
        ("en", "Most of the children are aged 5 to 11.", ["5-11 years"]),
        ("ar", "وردت ردود من 29 دولة وثلاث منظمات إقليمية.", ["29 States", "3 organizations"]),
    ],
)
def test_counts_whose_noun_is_said_elsewhere(language: Language, text: str, expected: list[str]) -> None:
    assert all_said(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "period"),
    [
        ("fr", "En 2020, 1 200 victimes ont été signalées, soit une baisse de 12 % par rapport à 2019.", "2020"),
        ("en", "In 2020, 100 victims were found, a 12 per cent drop from 2019.", "2020"),
        ("es", "En 2020 hubo 1.200 víctimas, una disminución del 12 % respecto de 2019.", "2020"),
        ("ru", "В 2020 году выявлено 1 200 жертв, на 12 процентов меньше, чем в 2019 году.", "2020"),
        ("zh", "2020年查明1,200名受害者，比2019年减少12%。", "2020"),
    ],
)
def test_a_change_is_no_share_and_is_not_of_the_year_it_is_reckoned_from(
    language: Language, text: str, period: str
) -> None:
    change = figures_in(text, language)[-1]
    assert (change.value, change.measure, change.period) == (12, "percent_change", period)


def test_the_year_before() -> None:
    figures = figures_in("In 2021, 327 cases were opened, as against 289 in the previous year.", "en")
    assert [figure.period for figure in figures] == ["2021", "2020"]


def test_parties_of_a_treaty_are_not_about_the_state_that_acceded() -> None:
    figures = figures_in("Nepal acceded to the Protocol, bringing the number of parties to 178.", "en")
    assert [(figure.measure, figure.countries) for figure in figures] == [("protocol_parties", ())]


def test_a_group_named_right_before_its_count_in_chinese() -> None:
    figures = figures_in("共解救1,546名受害者，其中女性812人，男性734人。", "zh")
    assert [figure.breakdown.get("sex") for figure in figures] == [None, "female", "male"]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        (
            "There were 190 parties to the United Nations Convention against Transnational Organized Crime.",
            "convention",
        ),
        ("There were 180 parties to the Protocol to Prevent, Suppress and Punish Trafficking in Persons.", "protocol"),
    ],
)
def test_the_treaty_named_in_full_behind_the_count(text: str, measure: str) -> None:
    assert figures_in(text, "en")[0].measure == f"{measure}_parties"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A grant does not exceed $20,000."),
        ("fr", "Chaque subvention est plafonnée à 20 000 dollars."),
        ("es", "Cada subvención no supera los 20.000 dólares."),
        ("ru", "Размер субсидии не превышает 20 000 долл. США."),
    ],
)
def test_not_exceeding_is_at_most(language: Language, text: str) -> None:
    assert all_said(text, language) == ["at_most 20000 USD"]


def test_an_abbreviation_ends_no_sentence() -> None:
    figures = figures_in("Фонд выделил 12,9 млн долл. США на 36 проектов в 2019 году.", "ru")
    assert [figure.period for figure in figures] == ["2019", "2019"]


def test_a_state_right_before_brackets_owns_what_stands_in_them() -> None:
    figures = figures_in("The largest pledges came from Sweden (SKr 12 million) and Japan (¥80 million).", "en")
    assert [figure.countries for figure in figures] == [("SWE",), ("JPN",)]


def test_some_forty_is_no_new_subject() -> None:
    figures = figures_in("Ukraine reported on its hotline. It took some 40,600 calls in 2021.", "en")
    assert figures[0].countries == ("UKR",)


def test_both_ends_of_a_change_take_the_noun_behind() -> None:
    text = "Ghana raised the minimum prison sentence from five to seven years."
    assert [(figure.value, figure.unit) for figure in figures_in(text, "en")] == [(5, "years"), (7, "years")]


def test_measures_hold_for_every_currency() -> None:
    text = "El autor se enfrenta a una multa de 10.000 a 500.000 dirhams."
    assert [(figure.unit, figure.measure) for figure in figures_in(text, "es")] == [(None, "fines")]


def test_five_and_ten_in_arabic_are_not_fifteen() -> None:
    figures = figures_in("يعاقب الجناة بالسجن لمدة تتراوح بين خمس وعشر سنوات.", "ar")
    assert 15 not in [figure.value for figure in figures]


def test_parties_stand_as_of_the_day_said() -> None:
    text = "On 1 April 2024, there were 182 parties to the Protocol to Prevent Trafficking in Persons."
    assert [(figure.period, figure.as_of) for figure in figures_in(text, "en")] == [(None, "2024-04-01")]


def test_states_that_act_together_are_the_subject_in_chinese() -> None:
    figures = figures_in("塞尔维亚和黑山联合开展了十二次行动。", "zh")
    assert figures[0].countries == ("SRB", "MNE")
