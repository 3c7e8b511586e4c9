"""Marks stand on the words as printed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from palermo_engines.search.analysis import analyse
from palermo_engines.search.highlights import holds, snippet_of, spans_in
from palermo_engines.search.planning import plan
from palermo_engines.search.queries import parse
from palermo_engines.search.synonyms import load_synonyms


def _condition(typed: str):  # type: ignore[no-untyped-def]
    return plan(parse(typed), load_synonyms()).stages[0].condition


def _marked(typed: str, text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in spans_in(text, language, _condition(typed))]


def test_the_words_are_marked_as_they_were_printed() -> None:
    assert _marked("victims", "Each Ｖictim and all VICTIMS.", "en") == ["Ｖictim", "VICTIMS"]
    assert _marked("受害者", "受害者、被害人和5㎏受害人", "zh") == ["受害者", "被害人", "受害人"]


def test_a_single_character_marks_itself_only() -> None:
    assert _marked("者", "受害者们", "zh") == ["者"]


def test_a_beginning_marks_the_beginning() -> None:
    assert _marked("traffick*", "traffickers", "en") == ["traffick"]


def test_excluded_words_are_not_marked() -> None:
    assert _marked("victim -child", "a victim", "en") == ["victim"]


def test_a_snippet_shows_the_first_place_and_says_why() -> None:
    text = "x " * 300 + "the victim stands here" + " y" * 300
    snippet = snippet_of(text, spans_in(text, "en", _condition("victim")))
    assert snippet.matched == ("victim",)
    assert snippet.before
    assert snippet.after
    assert len("".join(piece.text for piece in snippet.pieces)) < 320


WORDS = st.lists(
    st.sampled_from(["受害者", "被害人", "victims", "，", "贩运", "5㎏", "法", "Ｔrafficking", " ", "者"]), max_size=12
)


@given(WORDS, st.sampled_from(["受害者", "贩运", "者", "victim", '"贩运"', "traffick*", "法"]))
def test_a_text_has_marks_exactly_when_it_matches(words: list[str], typed: str) -> None:
    text = "".join(words)
    condition = _condition(typed)
    assert bool(spans_in(text, "zh", condition)) is holds(analyse(text, "zh"), condition)


@given(WORDS, st.sampled_from(["受害者", "贩运", "者", "victim"]))
def test_the_pieces_of_a_snippet_are_the_text(words: list[str], typed: str) -> None:
    text = "".join(words)
    snippet = snippet_of(text, spans_in(text, "zh", _condition(typed)))
    assert "".join(piece.text for piece in snippet.pieces) in text
