"""What a reader types is understood, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo_engines.search.analysis import analyse
from palermo_engines.search.highlights import holds
from palermo_engines.search.planning import plan
from palermo_engines.search.queries import MAX_TERMS, Manner, Query, Term, parse
from palermo_engines.search.synonyms import load_synonyms


def _plain(*words: str) -> tuple[tuple[Term, ...], ...]:
    return tuple((Term(word),) for word in words)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("forced labour", Query(_plain("forced", "labour"))),
        ('"forced labour"', Query(((Term("forced labour", Manner.LITERAL),),))),
        ("“强迫劳动”", Query(((Term("强迫劳动", Manner.LITERAL),),))),
        ("a victim OR survivor", Query(((Term("a"),), (Term("victim"), Term("survivor"))))),
        ("victim -child", Query(_plain("victim"), (Term("child"),))),
        ('victim -"child soldier"', Query(_plain("victim"), (Term("child soldier", Manner.LITERAL),))),
        ("traffick*", Query(((Term("traffick", Manner.PREFIX),),))),
        ("well-being", Query(_plain("well-being"))),
        ('victim "unclosed words', Query(((Term("victim"),), (Term("unclosed words", Manner.LITERAL),)))),
        ("OR victim OR", Query(_plain("victim"))),
        ("， 。 * -", Query(())),
        ("-child", Query((), (Term("child"),), ("only_exclusions",))),
    ],
)
def test_queries(typed: str, understood: Query) -> None:
    assert parse(typed) == understood


def test_a_very_long_query_is_shortened_and_says_so() -> None:
    query = parse("word " * 500)
    assert len(query.required) == MAX_TERMS
    assert query.notices == ("shortened",)


@given(st.text(max_size=80))
def test_nothing_typed_is_an_error(typed: str) -> None:
    for stage in plan(parse(typed), load_synonyms()).stages:
        holds(analyse("各国报告了 victims 受害者 CTOC/COP/2014/3", "zh"), stage.condition)


def _finds(typed: str, text: str, language: str) -> bool:
    stages = plan(parse(typed), load_synonyms()).stages
    return bool(stages) and holds(analyse(text, language), stages[0].condition)


@pytest.mark.parametrize(
    ("typed", "text", "language", "found"),
    [
        ("受害者", "保护被害人", "zh", True),
        ("受害者", "保护受害人", "zh", True),
        ("人口贩运受害者", "帮助贩运人口被害人", "zh", True),
        ('"受害者"', "保护被害人", "zh", False),
        ("victim", "保护被害人", "zh", True),
        ("victims", "assistance to each victim", "en", True),
        ('"victims"', "assistance to each victim", "en", False),
        ("survivor", "assistance to each victim", "en", False),
        ("human trafficking", "la traite des personnes", "fr", True),
        ("prevención", "prevencion del delito", "es", True),
        ("CTOC/COP/2014/3", "见CTOC/COP/2014/3", "zh", True),
        ("COP/2014", "见CTOC/COP/2014/3", "zh", True),
        ("CTOC/COP/2014/3", "见CTOC/COP/2015/3", "zh", False),
        ("traffick*", "traffickers", "en", True),
        ("traffick*", "drugs", "en", False),
        ("victim -child", "a child victim", "en", False),
        ("l'exploitation", "aux fins d'exploitation", "fr", False),
        ("exploitation", "aux fins d'exploitation", "fr", True),
        ("الضحية", "حماية ضحية الاتجار", "ar", True),
    ],
)
def test_what_a_query_finds(typed: str, text: str, language: str, found: bool) -> None:
    assert _finds(typed, text, language) is found


def test_a_pasted_passage_falls_back_to_its_words_and_then_to_any() -> None:
    stages = plan(parse("会员国为打击贩运人口而采取的各项措施"), load_synonyms()).stages
    assert [stage.code for stage in stages] == ["asked", "all_words", "any_word"]
    text = "各项措施由会员国采取，以打击人口贩运"
    assert [holds(analyse(text, "zh"), stage.condition) for stage in stages] == [False, True, True]


def test_exclusions_hold_in_every_stage() -> None:
    for stage in plan(parse("会员国采取的措施 -打击"), load_synonyms()).stages:
        assert not holds(analyse("会员国采取的打击措施", "zh"), stage.condition)
