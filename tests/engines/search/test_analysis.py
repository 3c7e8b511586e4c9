"""Tokens: what the index holds of a text."""

from __future__ import annotations

import pytest

from palermo_engines.search.analysis import SEPARATOR, analyse
from palermo_engines.search.stemming import arabic_stem, possible_stems, stem


def _exact(text: str, language: str = "zh") -> list[str]:
    return [token.text for token in analyse(text, language).exact]


def _words(text: str, language: str) -> list[str]:
    return [token.text for token in analyse(text, language).words if token.text != SEPARATOR]


def test_chinese_is_pairs_of_characters_and_the_last_one_alone() -> None:
    assert _exact("受害者") == ["受害", "害者", "者"]


def test_pairs_do_not_cross_punctuation() -> None:
    assert "国会" not in _exact("各国，会议")


def test_chinese_words_do_not_touch_across_punctuation() -> None:
    words = [token.text for token in analyse("各国，会议", "zh").words]
    assert words[words.index("各国") + 1] == SEPARATOR


def test_a_symbol_is_one_token_beside_its_parts() -> None:
    assert "ctoc·cop·wg·4·2014·3" in _words("见CTOC/COP/WG.4/2014/3号文件", "zh")
    assert {"ctoc", "wg", "2014"} <= set(_exact("CTOC/COP/WG.4/2014/3", "en"))


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "victims", "Victim"), ("fr", "préventions", "prevention"), ("es", "víctimas", "victima"),
        ("ru", "жертвами", "жертва"), ("ru", "всё", "все"), ("ar", "والضحايا", "ضحايا"), ("ar", "واللجنة", "لجنة"),
        ("ar", "المحكمة", "محكمة"), ("ar", "والطفل", "طفل"),
    ],
)  # fmt: skip
def test_forms_of_a_word_meet(language: str, one: str, other: str) -> None:
    assert _words(one, language) == _words(other, language)


def test_different_words_do_not_meet() -> None:
    assert stem("survivor", "en") != stem("victim", "en")
    assert arabic_stem("ضحايا") != arabic_stem("محاكم")


def test_a_stem_is_never_empty() -> None:
    assert all(arabic_stem(word) for word in ("و", "ال", "ات", "ي", "والي", "ء", "ها"))


def test_a_query_knows_every_stem_its_word_may_have() -> None:
    for language in ("en", "fr", "es", "zh"):
        assert stem("victims", language) in possible_stems("victims")


def test_tokens_know_where_they_stand_in_the_original() -> None:
    text = "共5㎏，受害者"
    for token in analyse(text, "zh").exact:
        if token.text == "受害":
            assert text[token.start : token.end] == "受害"
