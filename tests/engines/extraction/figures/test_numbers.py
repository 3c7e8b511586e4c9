"""A number that a formatter of any of the six languages writes is read back, and words are read as digits are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo_engines.extraction.figures.digits import read_digits
from palermo_engines.extraction.figures.numerals import read_chinese_numeral
from palermo_engines.kit.languages import LANGUAGES, Language
from tests.engines.extraction.figures.reading import all_said, figures_in

PEOPLE: dict[Language, str] = {
    "zh": "共有{}名官员参加。",
    "en": "A total of {} officials attended.",
    "fr": "Au total, {} personnes ont participé.",
    "es": "En total participaron {} personas.",
    "ru": "Всего участвовало {} человек.",
    "ar": "وشارك {} شخصا في ذلك.",
}


@given(number=st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("language", LANGUAGES)
def test_whole_numbers_are_read_back(language: Language, number: int) -> None:
    read = read_digits(format_decimal(number, locale=language), language)
    assert read is not None
    assert number in (read.value, read.other)


@given(number=st.integers(2, 10**7))
@settings(max_examples=40, deadline=None)
@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_of_people_are_read_back(language: Language, number: int) -> None:
    printed = format_decimal(number, locale=language)
    assert [figure.value for figure in figures_in(PEOPLE[language].format(printed), language)] == [number]


@given(number=st.decimals(Decimal("0.1"), Decimal("999.9"), places=1))
@settings(max_examples=40, deadline=None)
@pytest.mark.parametrize("language", LANGUAGES)
def test_decimals_are_read_back(language: Language, number: Decimal) -> None:
    read = read_digits(format_decimal(number, locale=language), language)
    assert read is not None
    assert read.value == number


def in_numerals(number: int) -> str:
    """A Chinese numeral, written the long way."""
    digits = "零一二三四五六七八九"
    if number >= 10_000:
        rest = number % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return in_numerals(number // 10_000) + "万" + gap + (in_numerals(rest) if rest else "")
    written, zero = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            written += ("零" if zero else "") + digits[digit] + name
            zero = False
        elif written:
            zero = True
    return written


@given(number=st.integers(1, 99_999_999))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert read_chinese_numeral(in_numerals(number)) == number


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("zh", "有2,692名学员", ["2692 people"]),
        ("zh", "有1\u00a0037名学员", ["1037 people"]),
        ("zh", "有2.692名学员", ["2692 people"]),
        ("zh", "有１２名学员", ["12 people"]),
        ("zh", "有十五名学员和两名教员", ["15 people", "2 people"]),
        ("zh", "平均每年有560万受众", ["5600000 people"]),
        ("zh", "收到230万美元", ["2300000 USD"]),
        ("zh", "收到1.2亿欧元", ["120000000 EUR"]),
        ("zh", "占三分之一", ["33.33 percent"]),
        ("zh", "占百分之四十", ["40 percent"]),
        ("zh", "每五名受害者中就有一名是男童", ["20 percent"]),
        ("en", "twelve workshops and twenty-five experts", ["12 workshops", "25 people"]),
        ("en", "one hundred and five officials attended", ["105 people"]),
        ("en", "two thirds of the victims", ["66.67 percent"]),
        ("en", "1 in 5 victims was a boy", ["20 percent"]),
        ("en", "it received $1.5 million", ["1500000 USD"]),
        ("en", "3 regional and 12 national workshops", ["3 workshops", "12 workshops"]),
        ("fr", "2\u202f692 personnes ont été formées", ["2692 people"]),
        ("fr", "quatre-vingt-quinze victimes", ["95 victims"]),
        ("fr", "1,5 million de dollars", ["1500000 USD"]),
        ("es", "2.692 personas recibieron capacitación", ["2692 people"]),
        ("es", "treinta y dos casos", ["32 cases"]),
        ("ru", "2 692 человека прошли подготовку", ["2692 people"]),
        ("ru", "получено 1,5 млн долларов США", ["1500000 USD"]),
        ("ar", "تدريب ٢٬٦٩٢ شخصا", ["2692 people"]),
        ("ar", "خمسة وعشرون خبيرا", ["25 people"]),
    ],
)
def test_prints_of_numbers(language: Language, text: str, found: list[str]) -> None:
    assert all_said(text, language) == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("zh", "年龄从14至18岁不等", ["14-18 years"]),
        ("zh", "处以五年以上十年以下有期徒刑", ["5-10 years"]),
        ("zh", "资助15至20个项目", ["15-20 projects"]),
        ("en", "between 3 and 5 experts", ["3-5 people"]),
        ("en", "aged 13-18 years", ["13-18 years"]),
        ("en", "approximately 1.5 to 2 million people", ["about 1500000-2000000 people"]),
        ("en", "a fine of between €10,000 and €50,000", ["10000-50000 EUR"]),
        ("en", "the number of convictions rose from 12 to 27", ["12 convictions", "27 convictions"]),
        ("fr", "de 3 à 5 ateliers", ["3-5 workshops"]),
    ],
)
def test_ranges_are_one_figure_and_changes_are_two(language: Language, text: str, found: list[str]) -> None:
    assert all_said(text, language) == found
