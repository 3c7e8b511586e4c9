"""Noun phrases in six languages: whole, in number and case, and lists as each language writes them."""

from __future__ import annotations

from typing import get_args

import pytest

from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.synthesis.phrasing import (
    Frame,
    capitalised,
    counted,
    counted_organisations,
    forms_of_verbs,
    listed,
    quantified,
)
from palermo_engines.synthesis.quantifiers import quantifiers, quantifiers_named
from palermo_engines.synthesis.writing import write_report
from tests.engines.synthesis.rounds import MEMBERS, statement, synthesis


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("frame", get_args(Frame))
def test_every_quantifier_has_its_phrase(language: Language, frame: Frame) -> None:
    phrases = {code: quantified(code, 7, language, frame) for code in quantifiers()}
    assert all(phrase.text for phrase in phrases.values())
    assert len({phrase.text for phrase in phrases.values()}) == len(phrases)
    assert all(phrase.form < max(len(forms_of_verbs(language)), 1) for phrase in phrases.values())


@pytest.mark.parametrize("language", ["en", "zh", "ru", "ar", "es"])
def test_a_phrase_is_read_as_the_quantifier_it_is(language: Language) -> None:
    """Who reads the printed report with the words of the table finds what was coded. French is left out: its words for
    "not all" as a subject are others."""
    for code in quantifiers():
        if code not in ("number", "one", "not_all"):
            assert code in quantifiers_named(quantified(code, 7, language).text, language), code


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", "Several States report a plan."), ("fr", "Plusieurs États disposent d'un plan."),
        ("es", "Varios Estados tienen un plan."), ("ru", "Ряд государств сообщил о плане."),
        ("ar", "أفادت عدة دول بوجود خطة."), ("zh", "若干国家报告了计划。"),
    ],
)  # fmt: skip
def test_the_verb_agrees(language: Language, first: str) -> None:
    written = write_report(synthesis(statement(codes=MEMBERS[:4])), language)
    assert written.paragraphs[0].sentences[0].text == first


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", "One State (Albania) reports a plan."), ("fr", "Un État (Albanie) dispose d'un plan."),
        ("es", "Un Estado (Albania) tiene un plan."), ("ru", "Одно государство (Албания) сообщило о плане."),
        ("ar", "أفادت دولة واحدة (ألبانيا) بوجود خطة."), ("zh", "一个国家（阿尔巴尼亚）报告了计划。"),
    ],
)  # fmt: skip
def test_one_state_is_named_in_the_text(language: Language, first: str) -> None:
    written = write_report(synthesis(statement(codes="ALB")), language)
    assert written.paragraphs[0].sentences[0].text == first
    assert written.footnotes == ()


@pytest.mark.parametrize(
    ("language", "count", "text"),
    [
        ("en", 1, "one State"), ("en", 10, "ten States"), ("en", 23, "23 States"), ("fr", 2, "deux États"),
        ("ru", 1, "одно государство"), ("ru", 3, "три государства"), ("ru", 5, "пять государств"),
        ("ru", 21, "21 государство"), ("ru", 22, "22 государства"), ("ru", 25, "25 государств"),
        ("ar", 1, "دولة واحدة"), ("ar", 2, "دولتان"), ("ar", 3, "ثلاث دول"), ("ar", 11, "11 دولة"),
        ("ar", 103, "103 دول"), ("zh", 6, "6个国家"), ("es", 10, "diez Estados"),
    ],
)  # fmt: skip
def test_counts(language: Language, count: int, text: str) -> None:
    assert counted(count, language).text == text


def test_cases() -> None:
    assert counted(2, "ar", "of").text == "دولتين"
    assert counted(5, "ru", "of").text == "пяти государств"
    assert quantified("several", 4, "ru", "of").text == "ряда государств"
    assert quantified("one", 1, "fr", "of").text == "d'un État"
    assert quantified("number", 6, "en", "those").text == "six of those States"
    assert counted_organisations(1, "ru") == "1 организация"


@pytest.mark.parametrize(
    ("language", "names", "text"),
    [
        ("en", ["A", "B", "C"], "A, B and C"), ("en", ["A", "B"], "A and B"), ("fr", ["A", "B"], "A et B"),
        ("es", ["Francia", "Italia"], "Francia e Italia"),
        ("es", ["Chile", "Cuba", "Irlanda"], "Chile, Cuba e Irlanda"),
        ("es", ["Grecia", "Hungría"], "Grecia y Hungría"), ("ru", ["А", "Б", "В"], "А, Б и В"),
        ("ar", ["أ", "ب", "ج"], "أ وب وج"), ("zh", ["甲", "乙", "丙"], "甲、乙和丙"),
        ("zh", ["甲"], "甲"), ("en", [], ""),
    ],
)  # fmt: skip
def test_lists(language: Language, names: list[str], text: str) -> None:
    assert listed(names, language) == text


def test_capitals() -> None:
    assert capitalised("état") == "État"
    assert capitalised("若干国家") == "若干国家"
    assert capitalised("") == ""
