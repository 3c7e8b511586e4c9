"""Dates and intervals as precise as printed, in six languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo_engines.extraction.lexicons import lexicon
from palermo_engines.kit.languages import LANGUAGES, Language
from tests.engines.extraction.texts import dates, read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2014 年 8 月 12 日", ["2014-08-12"]),
        ("2013年5月13日至15日", ["2013-05-13/2013-05-15"]),
        ("2019年2月26日至3月1日和7月2日至5日", ["2019-02-26/2019-03-01", "2019-07-02/2019-07-05"]),
        ("期限从2015-2018年延长至2015-2020年", ["2015/2018", "2015/2020"]),
        ("2020年第四季度", ["2020-10/2020-12"]),
        ("2012年下半年", ["2012-07/2012-12"]),
        ("2018年底", ["2018"]),
        ("2012年10月", ["2012-10"]),
        ("7月30日", ["--07-30"]),
        ("2014年和2015年7月30日", ["2014-07-30", "2015-07-30"]),
        ("2016/17年", ["2016/2017"]),
        ("2009至2015年间", ["2009/2015"]),
        ("2013年和2014年间", ["2013/2014"]),
        ("2013和2014年", ["2013", "2014"]),
        ("2020年4月22日和27日", ["2020-04-22", "2020-04-27"]),
        ("2017年9月27日和28日", ["2017-09-27/2017-09-28"]),
        ("2019年6月和12月", ["2019-06", "2019-12"]),
        ("二〇一八年五月十四日至十八日", ["2018-05-14/2018-05-18"]),
        ("1999年至2004年6月", ["1999/2004-06"]),
        ("2006 年年 12 月", ["2006-12"]),
        ("第1178/2020号公告和第2437(2018)号决议", []),
        ("三个月，30日，5月，去年，1990年代", []),
        ("2019年2月30日", []),
    ],
)
def test_chinese(text: str, found: list[str]) -> None:
    assert dates(text, "zh") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3 to 5 May 2016", ["2016-05-03/2016-05-05"]),
        ("from 18 December 2013 to 1 April 2016", ["2013-12-18/2016-04-01"]),
        ("on 30 July", ["--07-30"]),
        ("May 3, 2016", ["2016-05-03"]),
        ("30 April-2 May 2019", ["2019-04-30/2019-05-02"]),
        ("12–16 October 2020", ["2020-10-12/2020-10-16"]),
        ("in 2014 and 2015", ["2014", "2015"]),
        ("between 2010 and 2012", ["2010/2012"]),
        ("2015-2020", ["2015/2020"]),
        ("the fourth quarter of 2020 and the first half of 2019", ["2020-10/2020-12", "2019-01/2019-06"]),
        ("October and November 2019", ["2019-10", "2019-11"]),
        ("from January to June 2019", ["2019-01/2019-06"]),
        ("10 and 11 December 2018", ["2018-12-10/2018-12-11"]),
        ("22 and 27 April 2020", ["2020-04-22", "2020-04-27"]),
        ("Kenya (5 January 2005), Mali (2002)", ["2005-01-05", "2002"]),
        ("trained 2000 officers for 2000 victims, resolution 2437 (2018), E/CN.15/2008/6", []),
        ("may 2016 people march 31 miles", []),
        ("31 February 2016", []),
    ],
)
def test_english(text: str, found: list[str]) -> None:
    assert dates(text, "en") == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "du 3 au 5 mai 2016", ["2016-05-03/2016-05-05"]),
        ("fr", "le 1er avril 2016, entre 2010 et 2012", ["2016-04-01", "2010/2012"]),
        ("fr", "au quatrième trimestre de 2020, le 30 juillet", ["2020-10/2020-12", "--07-30"]),
        ("fr", "de janvier à juin 2019", ["2019-01/2019-06"]),
        ("es", "del 3 al 5 de mayo de 2016", ["2016-05-03/2016-05-05"]),
        ("es", "del 28 de abril al 2 de mayo de 2019", ["2019-04-28/2019-05-02"]),
        ("es", "en el cuarto trimestre de 2020 y en 2014", ["2020-10/2020-12", "2014"]),
        ("ru", "с 3 по 5 мая 2016 года", ["2016-05-03/2016-05-05"]),
        ("ru", "с января по июнь 2019 года, в 2014 году", ["2019-01/2019-06", "2014"]),
        ("ru", "в четвертом квартале 2020 года", ["2020-10/2020-12"]),
        ("ar", "١٢ آب/أغسطس ٢٠١٤", ["2014-08-12"]),
        ("ar", "12 أغسطس 2014", ["2014-08-12"]),
        ("ar", "من 3 إلى 5 أيار/مايو 2016", ["2016-05-03/2016-05-05"]),
        ("ar", "بين عامي 2010 و2012", ["2010/2012"]),
        ("ar", "10 و11 كانون الأول/ديسمبر 2018", ["2018-12-10/2018-12-11"]),
    ],
)
def test_other_languages(language: Language, text: str, found: list[str]) -> None:
    assert dates(text, language) == found


def _written(day: date, language: Language) -> str:
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    month = lexicon(language, "dates")["months"][day.month][0]
    joint = " de " if language == "es" else " "
    return f"{day.day}{joint}{month}{joint}{day.year}"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(LANGUAGES), st.dates(date(1990, 1, 1), date(2035, 12, 31)))
def test_any_day_is_read_back(language: Language, day: date) -> None:
    assert dates(_written(day, language), language) == [day.isoformat()]


@settings(max_examples=80, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2035, 12, 31)), st.integers(1, 700))
def test_any_interval_of_days_is_read_back(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    assert dates(f"{_written(first, 'zh')}至{_written(last, 'zh')}", "zh") == [f"{first}/{last}"]
    assert dates(f"from {_written(first, 'en')} to {_written(last, 'en')}", "en") == [f"{first}/{last}"]


def test_the_text_is_kept_as_printed() -> None:
    found = read("于 2013 年 5 月 13 日至 15 日举行", "zh").dates[0]
    assert found.text == "2013 年 5 月 13 日至 15 日"
