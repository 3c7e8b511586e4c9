"""The database's index, a naive engine and brute force agree, text by text.

Both back ends run through here (the suite runs on SQLite and on PostgreSQL), and both must agree with the same naive
engine, so they agree with each other.
"""

from __future__ import annotations

import random
import unicodedata
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palermo.ground.access.api import VISITOR, console
from palermo.know.library.models import Document
from palermo.know.search.models import SearchRow
from palermo.know.search.queries import Filters, count, search
from palermo_engines.search.analysis import analyse
from palermo_engines.search.conditions import Condition
from palermo_engines.search.highlights import holds
from palermo_engines.search.planning import plan
from palermo_engines.search.queries import parse
from palermo_engines.search.synonyms import load_synonyms
from tests.know.corpus import CHINESE, WORDS, corpus
from tests.know.shelving import shelve

pytestmark = pytest.mark.django_db
TEXTS = corpus(seed=20261123, chinese=200, others=30)
KEPT = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def shelf() -> list[Document]:
    """One published document for each language."""
    return [
        shelve(
            {str(number): text for number, text in enumerate(texts, start=1)}, language=language, published=True,
            title=f"Corpus {language}",
        )
        for language, texts in TEXTS.items()
    ]  # fmt: skip


def _asked(typed: str) -> Condition:
    return plan(parse(typed), load_synonyms()).stages[0].condition


def _naively(condition: Condition) -> int:
    rows = SearchRow.objects.values_list("text", "document__source__language")
    return sum(holds(_analysed(text, language), condition) for text, language in rows)


_analysed = lru_cache(maxsize=2000)(analyse)


def _by_brute_force(words: str) -> int:
    sought = unicodedata.normalize("NFKC", words).lower()
    texts = SearchRow.objects.filter(kind="paragraph").values_list("text", flat=True)
    return sum(sought in unicodedata.normalize("NFKC", text).lower() for text in texts)


def _substrings(chance: random.Random, number: int) -> list[str]:
    found = []
    for _ in range(number):
        start = chance.randrange(len(CHINESE) - 1)
        found.append(CHINESE[start : start + chance.choice([1, 2, 2, 3, 4, 5, 8])])
    return found


@pytest.mark.usefixtures("shelf")
def test_for_chinese_the_count_is_that_of_brute_force() -> None:
    chance = random.Random(7)
    hits = 0
    for words in _substrings(chance, 150):
        expected = _by_brute_force(words)
        hits += expected > 0
        assert count(VISITOR, _asked(f'"{words}"')) == expected, words
    assert hits > 100, "most of these must have something to find"


@pytest.mark.usefixtures("shelf")
def test_for_every_class_of_query_the_index_agrees_with_the_naive_engine() -> None:
    typed = [
        "受害者", "贩运", "法人", "国会", "者", "各国，", "victims", "victim -law", "victim OR law", '"in persons"',
        "traffick*", "prevention", "prevención", "жертва", "всё", "ضحية", "المحكمة", "الاتجار بالأشخاص",
        "CTOC/COP/2014/3", "COP/2014", "A/RES/64/293", "human trafficking", "traite des personnes", "2019年", "u", "kg",
        "会议报告 国际合作", "报告 -会议", "措施 OR 公约", "第四届会议", "victimes identifiées", "五届",
    ]  # fmt: skip
    answers = {query: (count(VISITOR, _asked(query)), _naively(_asked(query))) for query in typed}
    assert {query: found for query, found in answers.items() if found[0] != found[1]} == {}
    assert sum(found[0] > 0 for found in answers.values()) > 25


QUERIES = st.lists(
    st.one_of(
        st.text(CHINESE, min_size=1, max_size=5),
        st.sampled_from([word for words in WORDS.values() for word in words]),
        st.sampled_from(["OR", "-", '"', "*", "2019年", "，", "A/RES/64/293", "(", "'", "\\", ":", "^", "NEAR", "\0"]),
    ),
    min_size=1,
    max_size=4,
)


@KEPT
@given(pieces=QUERIES, glue=st.sampled_from([" ", "", ' "']))
def test_whatever_is_typed_the_index_agrees_with_the_naive_engine(
    shelf: list[Document], pieces: list[str], glue: str
) -> None:
    for stage in plan(parse(glue.join(pieces)), load_synonyms()).stages:
        assert count(VISITOR, stage.condition) == _naively(stage.condition), pieces


def test_facets_and_pages_add_up_to_the_total(shelf: list[Document]) -> None:
    answer = search(console(), "victim")
    assert answer.total > 20
    for name in ("language", "part", "document"):
        assert sum(facet.count for facet in answer.facets[name]) == answer.total, name
    pages = [search(console(), "victim", page=page).hits for page in range(1, answer.pages + 1)]
    places = [(hit.document, hit.anchor) for hits in pages for hit in hits]
    assert len(places) == len(set(places)) == answer.total
    one = search(console(), "victim", Filters(document=str(shelf[1].uuid)))
    assert one.total == _naively_in(shelf[1], _asked("victim"))


def _naively_in(document: Document, condition: Condition) -> int:
    return sum(holds(_analysed(row.text, document.language), condition) for row in document.search_rows.all())
