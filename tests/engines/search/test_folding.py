"""Folding loses nothing a reader would miss, and every folded character knows where it was printed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo_engines.search.folding import fold, fold_text, unaccented

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
CHINESE = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.sampled_from("，。ＡＢＣ１２㎏①ﬁ "), max_size=60
)


@given(CHINESE)
def test_for_chinese_it_is_nfkc_and_lower_case(text: str) -> None:
    assert fold_text(text) == unicodedata.normalize("NFKC", text).lower()


@given(TEXTS)
def test_it_does_not_matter_how_a_text_is_composed(text: str) -> None:
    forms = {fold_text(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert forms == {fold_text(text)}


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once


@given(TEXTS)
def test_every_folded_character_has_its_place_in_the_original(text: str) -> None:
    folded = fold(text)
    previous = 0
    for index in range(len(folded.text)):
        start, end = folded.original_span(index, index + 1)
        assert previous <= start < end <= len(text)
        assert folded.text[index] in fold_text(text[start:end])
        previous = start


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ｖictims’", "victims'"), ("٢٠١٤", "2014"), ("۲۰۱۴", "2014"), ("مُحَمَّد", "محمد"), ("كتـــاب", "كتاب"),
        ("5㎏", "5kg"), ("É", "é"), ("E\u0301", "é"),
    ],
)  # fmt: skip
def test_what_is_alike_becomes_the_same(text: str, folded: str) -> None:
    assert fold_text(text) == folded


def test_a_character_that_becomes_several_leads_back_to_itself() -> None:
    assert fold("约5㎏重").original_span(2, 4) == (2, 3)


def test_accents_fall_away_but_a_russian_letter_stays_itself() -> None:
    assert [unaccented(word) for word in ("prévention", "niño", "всё", "который")] == [
        "prevention", "nino", "все", "который",
    ]  # fmt: skip
