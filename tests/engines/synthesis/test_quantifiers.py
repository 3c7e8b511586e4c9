"""Which quantifier a count supports: the table itself, and the laws it must keep for every count and base."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.synthesis.quantifiers import (
    check_quantifier,
    codes_of,
    quantifier_for,
    quantifiers,
    quantifiers_named,
    quantifiers_supported,
)

COUNTS = st.integers(1, 220).flatmap(lambda base: st.tuples(st.integers(1, base), st.just(base)))
STRENGTH = {code: place for place, code in enumerate(quantifiers())}


@pytest.mark.parametrize(
    ("count", "base", "proposed"),
    [
        (1, 23, "one"), (2, 23, "some"), (4, 23, "several"), (6, 23, "many"), (11, 23, "many"),
        (12, 23, "more_than_half"), (14, 23, "most"), (21, 23, "almost_all"), (22, 23, "almost_all"), (23, 23, "all"),
        (2, 3, "more_than_half"), (1, 1, "one"), (2, 2, "all"), (5, 10, "many"), (96, 193, "many"),
    ],
)  # fmt: skip
def test_proposals(count: int, base: int, proposed: str) -> None:
    assert quantifier_for(count, base) == proposed


@pytest.mark.parametrize(
    ("word", "count", "base", "code"),
    [
        ("more than half", 11, 23, "share_low"), ("一半以上", 11, 23, "share_low"),
        ("plus de la moitié", 11, 22, "share_low"),
        ("more than half", 23, 23, "share_high"), ("all", 22, 23, "share_low"), ("almost all", 23, 23, "share_high"),
        ("several", 2, 23, "too_few"), ("a few", 5, 200, "too_many"), ("some", 12, 23, "share_high"),
        ("many", 4, 23, "too_few"), ("many", 5, 193, "share_low"), ("most", 13, 23, "share_low"),
        ("not all", 23, 23, "share_high"),
        ("several", 24, 23, "beyond"), ("several", 0, 23, "nothing"), ("a handful", 3, 23, "unknown"),
    ],
)  # fmt: skip
def test_refusals_say_why(word: str, count: int, base: int, code: str) -> None:
    verdict = check_quantifier(word, count, base)
    assert (verdict.accepted, verdict.code) == (False, code)
    assert verdict.reason


@pytest.mark.parametrize(
    ("word", "count", "base"),
    [
        ("more than half", 12, 23),
        ("一半以上", 12, 23),
        ("若干", 2, 23),
        ("some", 6, 23),
        ("several", 6, 23),
        ("many", 6, 23),
    ],
)
def test_words_that_a_count_supports(word: str, count: int, base: int) -> None:
    assert check_quantifier(word, count, base).accepted


def test_the_author_chooses_among_overlapping_quantifiers() -> None:
    assert quantifiers_supported(4, 23) == ("number", "not_all", "few", "some", "several")


@given(COUNTS)
def test_something_is_always_proposed_and_supported(pair: tuple[int, int]) -> None:
    proposed = quantifier_for(*pair)
    assert check_quantifier(proposed, *pair).accepted
    assert proposed in quantifiers_supported(*pair)


@given(COUNTS)
def test_one_reply_more_never_weakens_the_proposal(pair: tuple[int, int]) -> None:
    count, base = pair
    if count < base:
        assert STRENGTH[quantifier_for(count, base)] <= STRENGTH[quantifier_for(count + 1, base)]


@given(COUNTS)
def test_more_than_half_is_more_than_half(pair: tuple[int, int]) -> None:
    count, base = pair
    assert check_quantifier("more than half", count, base).accepted == (2 * count > base and 2 <= count < base)
    assert check_quantifier("all", count, base).accepted == (count == base >= 2)


@pytest.mark.parametrize(("count", "base"), [(0, 5), (6, 5), (1, 0), (-1, 3)])
def test_no_proposal_without_a_count(count: int, base: int) -> None:
    with pytest.raises(InputError):
        quantifier_for(count, base)


def test_every_word_leads_back_to_its_quantifier() -> None:
    for code, quantifier in quantifiers().items():
        for language in LANGUAGES:
            for word in (quantifier.words or {})[language]:
                assert code in codes_of(word)
                assert code in quantifiers_named(f"x {word} x", language)


def test_longer_words_are_read_first() -> None:
    assert quantifiers_named("Not all States replied", "en") == ("not_all",)
    assert quantifiers_named("几乎所有国家", "zh") == ("almost_all",)
    assert quantifiers_named("There is a handsome report", "en") == ()
