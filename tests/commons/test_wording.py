"""Words for figures, dates and places: the qualifier never falls off, whatever the language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from palermo.commons.wording.dates import date_text
from palermo.commons.wording.figures import figure_text
from palermo.commons.wording.languages import join_names, language_name
from palermo.commons.wording.numbers import below, money, number, plain
from palermo.commons.wording.places import alphabetical, alphabetical_key, country_name, in_alphabet
from palermo.commons.wording.units import _CATEGORIES, unit_text, unit_words
from palermo.ground.access.api import VISITOR
from palermo.ground.evidence.api import figures_visible_to
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.kit.quantities import Qualifier
from tests.site.planting import plant_figures

CODES = ("en", "fr", "es", "ru", "ar", "zh-hans")


@dataclass
class Stated:
    value: Decimal
    high: Decimal | None = None
    qualifier: str = "exact"
    unit: str = ""
    suppressed: bool = False


def _words(code: str, figure: Stated) -> str:
    with override(code):
        return figure_text(figure)


def test_qualifiers_in_chinese_and_english() -> None:
    more = Stated(Decimal("1400.0000"), qualifier="more_than", unit="victims")
    assert _words("en", more) == "more than 1,400 victims"
    assert _words("zh-hans", more) == "超过1,400名受害者"
    assert _words("zh-hans", Stated(Decimal(2_300_000), qualifier="about", unit="USD")) == "约2,300,000美元"
    assert _words("ru", Stated(Decimal(21), unit="victims")) == "21 жертва"


@pytest.mark.parametrize("code", CODES)
def test_no_qualifier_reads_like_another(code: str) -> None:
    said = [_words(code, Stated(Decimal(40), qualifier=qualifier.value)) for qualifier in Qualifier]
    assert len(set(said)) == len(said)
    assert all("40" in words for words in said)


@pytest.mark.parametrize("code", CODES)
def test_suppressed_zero_and_small_are_three_different_things(code: str) -> None:
    suppressed = _words(code, Stated(Decimal(5), qualifier="less_than", suppressed=True))
    zero = _words(code, Stated(Decimal(0)))
    assert "<5" in suppressed
    assert len(suppressed) > 3
    assert zero != "0"
    assert zero.startswith("0")


def test_a_bound_is_not_mirrored_in_arabic() -> None:
    assert below(5, "ar") == "\u2066<5\u2069"
    assert below(5, "en") == "<5"


def test_ranges_shares_and_money() -> None:
    assert _words("en", Stated(Decimal(14), Decimal(18), unit="years")) == "14 to 18 years"
    assert _words("zh-hans", Stated(Decimal(14), Decimal(18), unit="years_old")) == "14至18岁"
    assert _words("fr", Stated(Decimal("33.3333"), qualifier="nearly", unit="percent")) == "près de 33,3333\xa0%"
    assert money(Decimal("12.5"), "EUR", "es") == "12,5 euros"


@given(st.decimals(min_value=0, max_value=10**12, places=4))
def test_a_number_is_never_rounded(value: Decimal) -> None:
    assert Decimal(number(value, "en").replace(",", "")) == plain(value) == value


def test_dates_are_as_precise_as_they_were_printed() -> None:
    with override("en"):
        assert date_text("2014-11-07") == "7 November 2014"
        assert date_text("2014-11") == "November 2014"
        assert date_text("2014") == "2014"
        assert date_text("2013-12-18/2016-04-01") == "18 December 2013 to 1 April 2016"
        assert date_text("../2016") == "until 2016"
        assert date_text("2016/..") == "from 2016"
        assert date_text("autumn 2016") == "autumn 2016"
    with override("zh-hans"):
        assert date_text("2013-12-18/2016-04-01") == "2013年12月18日至2016年4月1日"


def test_every_unit_has_the_plural_forms_its_languages_take() -> None:
    for code, words in unit_words().items():
        assert {"en", "zh"} <= set(words), code
        assert all(len(forms) == len(_CATEGORIES[language]) for language, forms in words.items()), code
    assert unit_text("some_new_unit", Decimal(2)) == "some new unit"


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_stand_in_the_alphabet_of_the_reader(language: Language) -> None:
    codes = ["ZWE", "FRA", "EGY", "AFG", "CHN", "CIV", "SWE", "ALA"]
    ordered = alphabetical(codes, language)
    keys = [alphabetical_key(country_name(code, language), language) for code in ordered]
    assert sorted(codes) == sorted(ordered)
    assert keys == sorted(keys)


def test_the_alphabet_ignores_diacritics_and_follows_pinyin() -> None:
    assert alphabetical(["EGY", "ECU", "ETH", "ERI", "SLV", "ARE", "ESP", "USA"], "fr")[:3] == ["EGY", "SLV", "ARE"]
    assert alphabetical(["CHN", "AFG", "FRA", "DEU", "ALB"], "zh") == ["ALB", "AFG", "DEU", "FRA", "CHN"]


def test_names_of_languages_and_lists() -> None:
    assert language_name("ru", "zh") == "俄语"
    assert language_name("xx-unknown", "en") == "xx-unknown"
    assert join_names(["Benin", "Chad", "Togo"], "en") == "Benin, Chad and Togo"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_database_can_order_by_the_reader_s_alphabet(language: Language) -> None:
    plant_figures()
    found = figures_visible_to(VISITOR).order_by(in_alphabet("subject", language)).values_list("subject", flat=True)
    assert list(found) == alphabetical(set(found), language)
