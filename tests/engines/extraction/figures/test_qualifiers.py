"""The word that qualifies a value stays with it, on whichever side it stands (rule 6)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo_engines.extraction.figures.lexicon import lexicon_for
from palermo_engines.kit.languages import LANGUAGES, Language
from tests.engines.extraction.figures.reading import all_said, figures_in

FRAME: dict[Language, str] = {
    "zh": "共有{}{}名受害者获救",
    "en": "In all, {} {} victims were rescued",
    "fr": "Ont été secourues {} {} victimes",
    "es": "Fueron rescatadas {} {} víctimas",
    "ru": "Было спасено {} {} жертв",
    "ar": "تم إنقاذ {} {} ضحية",
}


@given(number=st.integers(3, 900))
@settings(max_examples=4, deadline=None)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_listed_word_before_a_number_survives(language: Language, number: int) -> None:
    for word, qualifier in lexicon_for(language).qualifiers_before.items():
        found = figures_in(FRAME[language].format(word, number), language)
        assert [(figure.value, figure.qualifier) for figure in found] == [(number, qualifier)], word


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("zh", "1400多名人员", ["more_than 1400 people"]),
        ("zh", "200余名人员", ["more_than 200 people"]),
        ("zh", "筹集了18.5万多美元", ["more_than 185000 USD"]),
        ("zh", "有90,000美元余额", ["90000 USD"]),
        ("zh", "100名以上的人员", ["more_than 100 people"]),
        ("zh", "处以五年以上有期徒刑", ["at_least 5 years"]),
        ("zh", "一半以上的国家", ["more_than 50 percent"]),
        ("zh", "降至4.7万人左右", ["about 47000 people"]),
        ("zh", "《公约》10个缔约国", ["10 States"]),
        ("zh", "最近三个国家加入", ["3 countries"]),
        ("zh", "每年至少需要50万美元", ["at_least 500000 USD"]),
        ("zh", "发放至少为期六个月的居留证", ["at_least 6 months"]),
        ("zh", "最多监禁20年", ["at_most 20 years"]),
        ("en", "40 or more victims", ["at_least 40 victims"]),
        ("en", "some 40 per cent of States", ["about 40 percent"]),
        ("en", "up to 90 days of recovery", ["at_most 90 days"]),
        ("en", "information about 3 cases", ["3 cases"]),
        ("en", "no more than 10 convictions", ["at_most 10 convictions"]),
        ("en", "just under 50,000 victims", ["nearly 50000 victims"]),
        ("en", "fines of over $5,000", ["more_than 5000 USD"]),
    ],
)
def test_words_around_numbers(language: Language, text: str, found: list[str]) -> None:
    assert all_said(text, language) == found
