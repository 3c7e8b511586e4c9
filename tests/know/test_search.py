"""What a reader finds, what a stranger never finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from palermo.ground.access.api import VISITOR, console
from palermo.know.api import rebuild_search_index, search_index_is_stale
from palermo.know.ingest.actions import ingest
from palermo.know.review.actions import Decision, decide
from palermo.know.review.publishing import publish, unpublish
from palermo.know.search.index import PIECE_LENGTH
from palermo.know.search.models import SearchRow
from palermo.know.search.queries import Filters, search
from palermo_engines.documents.model import Footnote, Table
from tests.know.shelving import figure, mention, only_finding, put, shelve

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).parents[3] / "shared" / "documents"


def test_a_stranger_finds_published_passages_only() -> None:
    shelve({"1": "The word marimba is here."})
    public = shelve({"1": "The word marimba is there."}, published=True)
    assert [hit.document for hit in search(VISITOR, "marimba").hits] == [public.uuid]
    assert search(console(), "marimba").total == 2


def test_what_is_taken_back_is_not_found_any_more() -> None:
    public = shelve({"1": "The word marimba is there."}, published=True)
    unpublish(console(), document=public)
    answer = search(VISITOR, "marimba")
    assert (answer.total, answer.hits, answer.facets) == (0, (), {})


def test_other_names_of_the_same_thing_are_found_unless_quoted() -> None:
    for number, word in enumerate(("受害者", "受害人", "被害人")):
        shelve({"1": f"第{number}份报告提到{word}。"}, language="zh", published=True)
    assert search(VISITOR, "受害者").total == 3
    assert search(VISITOR, "victim").total == 3
    assert search(VISITOR, '"受害者"').total == 1


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not beside this repository")
def test_the_five_documents_answer_alike_for_all_three_words() -> None:
    documents = {}
    for path in sorted(SHARED.glob("*.txt")):
        done = ingest(console(), name=path.name, content=path.read_bytes())
        publish(console(), document=done.document)
        documents[done.document.uuid] = path
    totals = {word: search(VISITOR, word) for word in ("受害者", "受害人", "被害人")}
    found = {word: {facet.value for facet in answer.facets["document"]} for word, answer in totals.items()}
    assert len({answer.total for answer in totals.values()}) == 1
    assert set.union(*found.values()) == set.intersection(*found.values())
    for word in totals:
        literal = search(VISITOR, f'"{word}"')
        texts = SearchRow.objects.values_list("text", flat=True)
        assert literal.total == sum(word in text for text in texts)
        assert 0 < literal.total < totals[word].total


def test_headings_footnotes_and_tables_are_found_at_their_place() -> None:
    shelve(
        {"1": "Text."}, headings=["Xylophone heading"], footnotes=[Footnote("1", "1", "A xylophone note.")],
        tables=[Table("T1", (("State", "Xylophones"), ("Aldoria", "4")))], published=True,
    )  # fmt: skip
    hits = {hit.part: hit.anchor for hit in search(VISITOR, "xylophone").hits}
    assert hits == {"heading": "h-0", "footnote": "fn-1", "table": "t-2"}
    assert search(VISITOR, "xylophone", Filters(part="footnote")).total == 1


def test_filters_narrow_down_and_combine() -> None:
    text = "Aldoria reported victims."
    shelve({"1": text, "2": "victims"}, [mention(text, "Aldoria", "XAA")], published=True, date="2030")
    shelve({"1": "La victime."}, language="fr", published=True, date="2031-01-01")
    assert search(VISITOR, "victim").total == 3
    assert search(VISITOR, "victim", Filters(country="XAA")).total == 1
    assert search(VISITOR, "victim", Filters(year="2031")).total == 1
    assert search(VISITOR, "victim", Filters(language="en", year="2030")).total == 2
    assert search(VISITOR, "victim", Filters(language="fr", year="2030")).total == 0
    assert [facet.value for facet in search(VISITOR, "victim").facets["country"]] == ["XAA"]


@pytest.mark.parametrize("value", ["2030' OR 1=1 --", "99999999999", "²", "x" * 60, "%", "00000000", "\0"])
@pytest.mark.parametrize("name", ["year", "document", "language", "country", "kind", "part"])
def test_a_strange_filter_matches_nothing(name: str, value: str) -> None:
    shelve({"1": "victims"}, published=True)
    assert search(VISITOR, "victim", Filters(**{name: value})).total == 0


def test_a_country_is_found_by_an_accepted_figure_about_it_and_lost_with_a_rejected_mention() -> None:
    text = "The island counted 7 victims. Aldoria knew."
    facts = [figure(text, "7 victims", 7, countries=("XAB",)), mention(text, "Aldoria", "XAA")]
    document = shelve({"1": text}, facts, published=True)
    assert search(VISITOR, "victim", Filters(country="XAB")).total == 0
    decide(console(), finding=only_finding(document, kind="figure"), decision=Decision("accept", 0))
    assert search(VISITOR, "victim", Filters(country="XAB")).total == 1
    decide(console(), finding=only_finding(document, kind="mention"), decision=Decision("reject", 0, "a ship"))
    assert search(VISITOR, "victim", Filters(country="XAA")).total == 0


def test_a_long_pasted_passage_is_answered_with_a_notice() -> None:
    shelve({"1": "会员国为打击人口贩运采取了各项措施，并向会议报告。"}, language="zh", published=True)
    answer = search(VISITOR, "会员国向会议报告了打击人口贩运的措施")
    assert (answer.total, answer.stage) == (1, "all_words")
    assert search(VISITOR, "会员国 xylophone").stage == "any_word"


def test_whole_words_come_before_parts_of_longer_ones() -> None:
    shelve({"1": "司法人员参加了培训。", "2": "法人应当承担责任。"}, language="zh", published=True)
    assert [hit.anchor for hit in search(VISITOR, "法人").hits] == ["p-2", "p-1"]


def test_newest_first_when_asked() -> None:
    for year in ("2029", "2031", "2030"):
        shelve({"1": f"victims in {year}"}, published=True, date=year)
    assert [hit.dated for hit in search(VISITOR, "victims", newest_first=True).hits] == ["2031", "2030", "2029"]


@pytest.mark.parametrize("typed", ["", "   ", "，。", "-victim", "*"])
def test_a_query_that_asks_nothing_finds_nothing(typed: str) -> None:
    shelve({"1": "victims"}, published=True)
    assert search(VISITOR, typed).total == 0


def test_a_very_long_passage_is_indexed_to_its_end() -> None:
    text = "各国，" * (PIECE_LENGTH // 2) + "马林巴琴。"
    shelve({"1": text}, language="zh", published=True)
    assert search(VISITOR, '"马林巴琴"').total == 1
    assert SearchRow.objects.count() > 1


def test_a_page_beyond_the_last_is_the_last() -> None:
    shelve({"1": "victims"}, published=True)
    assert search(VISITOR, "victims", page=10_000).page == 1


def test_rebuilding_gives_the_same_answers_and_heals_an_old_index() -> None:
    document = shelve({"1": "The word marimba is there."}, published=True, symbol="MER/1")
    rebuild_search_index(console())
    assert search(VISITOR, "marimba").total == 1
    _grow_old()
    assert search_index_is_stale()
    put({"1": "The word changed."}, symbol="MER/1", on_likeness="edition")
    assert not search_index_is_stale()
    assert search(VISITOR, "marimba").total == 0
    assert search(VISITOR, "changed").hits[0].document == document.uuid
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid FROM know_search_fts WHERE know_search_fts MATCH 'exact : marimba'")
            assert cursor.fetchall() == [], "no ghost of the old tokens"


def _grow_old() -> None:
    from palermo.ground.audit import api as audit

    with audit.act(console(), "test.index.aged", object_kind="search_index"):
        SearchRow.objects.update(version=0)


def test_what_is_written_like_the_question_comes_first() -> None:
    """Short passages rank high; a reader who asks in Chinese still reads Chinese before them."""
    shelve({"1": "Victims."}, language="en", published=True)
    shelve({"1": "الضحايا."}, language="ar", published=True)
    shelve(
        {"1": "该报告以较长篇幅说明了为受害者提供援助和保护的情况，包括住所、医疗和法律援助。"},
        language="zh",
        published=True,
    )
    assert search(VISITOR, "受害者").hits[0].language == "zh"
    assert search(VISITOR, "الضحايا").hits[0].language == "ar"
    assert search(VISITOR, "victims").hits[0].language == "en"
    assert {search(VISITOR, word).total for word in ("受害者", "الضحايا", "victims")} == {3}
