"""Patterns: what forms use is taken, what could run for ever is not."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo_engines.registers.patterns import CostlyError, compiled, matches


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        ("[A-Z]{3}", "ABC", "ABCD"),
        ("^(A/RES/)?[0-9]+/[0-9]+$", "A/RES/55/25", "A/RES/"),
        ("[A-Z][A-Za-z0-9./-]*(/[A-Za-z0-9.]+)+", "CTOC/COP/2014", "CTOC"),
        ("[0-9]+/[0-9]+(, [0-9]+/[0-9]+)*", "1/2, 3/4", "1/2 3/4"),
        (r"([0-9]{1,3}\.){3}[0-9]{1,3}", None, None),
        (r"(?:\.[0-9]+)*", ".1.22", "1.2"),
        ("[^@ ]+@[^@ ]+", "a@b", "a@b@c"),
        ("https?://.+", "https://a", "ftp://a"),
        (r"#\S{1,80}", "#a", "a"),
        ("a|b", "b", "c"),
        ("([a-z]{2}-){2}", "ab-cd-", "ab-"),
        ("[]a]+", "a]", "b"),
        (r"\d{4}(-\d{2}(-\d{2})?)?", "2014-11", "2014-"),
    ],
)
def test_patterns_of_forms(pattern: str, good: str | None, bad: str | None) -> None:
    if good is None or bad is None:
        with pytest.raises(CostlyError):
            compiled(pattern)
        return
    assert matches(pattern, good)
    assert not matches(pattern, bad)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+", "(a*)*b", "(a|a)*", "(a|ab)+c", "([a-z]+)*", "((a+)b?)+", "(a?){50}", "(.*a){9}", "(aa+)+",
        "(a.)*(a+b?)*", "([ab]c+)+",
        ".*" * 7, "a{0,99}" * 7, "(", "[", "*a", "x" * 301,
        r"(?P<a>.)(?P=a)", "(?i)a", "(?<=a)b",
        "a{99999999999}", "(/[a-z/]+)+", "(.[a-z]+)+", r"(\w[a-z]+)+",
    ],
)  # fmt: skip
def test_what_could_run_for_ever_is_refused(pattern: str) -> None:
    with pytest.raises(CostlyError):
        compiled(pattern)
    assert not matches(pattern, "a")


def test_a_long_text_matches_nothing() -> None:
    assert matches(".*", "x" * 300)
    assert not matches(".*", "x" * 301)
    assert matches(".*.*.*.*", "x" * 140)
    assert not matches(".*.*.*.*", "x" * 141)


def test_the_slowest_that_is_taken_ends_soon() -> None:
    for repeats in range(1, 7):
        began = time.process_time()
        assert not matches(".*" * repeats + "!", "x" * compiled(".*" * repeats).longest)
        assert time.process_time() - began < 5


PIECES = ["a", "b", "/", ".", "[ab]", "[a-z/]", "(", "(?:", ")", "|", "*", "+", "?", "{0,9}", "{2}", "{2,}", "$"]


@settings(deadline=None)
@given(pattern=st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_is_taken_is_quick(pattern: str) -> None:
    try:
        compiled(pattern)
    except CostlyError:
        return
    began = time.process_time()
    for text in ("a" * 40, "a" * 39 + "!", "a/" * 20 + "!", "ab" * 20 + "!"):
        assert matches(pattern, text) == (re.fullmatch(pattern, text) is not None)
    assert time.process_time() - began < 1
