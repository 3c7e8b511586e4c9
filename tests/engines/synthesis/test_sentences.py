"""Sentences and footnotes: numbered as they appear, in step with the replies, checked before they are printed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo_engines.kit.alphabet import alphabetical_key
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.kit.places import countries
from palermo_engines.synthesis.changes import changes_between
from palermo_engines.synthesis.checking import check_synthesis
from palermo_engines.synthesis.model import Naming, Override, ReplyState, Statement, Synthesis
from palermo_engines.synthesis.numerals import heading_number
from palermo_engines.synthesis.writing import write_report
from palermo_engines.synthesis.written import Mark, Written
from tests.engines.synthesis.rounds import MEMBERS, all_languages, statement, synthesis, with_league

REPLIED = MEMBERS[:23]
OVERRIDE = Override("most", "The replies speak for their regions.", "Secretariat", date(2030, 2, 1))
SUPPORT = st.lists(st.lists(st.sampled_from(REPLIED), max_size=23, unique=True), min_size=1, max_size=12)
WITHDRAWN = st.sets(st.sampled_from(REPLIED), max_size=6)


def _many(support: list[list[str]], gone: set[str] | None = None) -> Synthesis:
    statements = [
        statement(f"s{number}", tuple(codes), paragraph=str(number // 3), naming=list(Naming)[number % 4])
        for number, codes in enumerate(support)
    ]
    return synthesis(*statements, states=dict.fromkeys(gone or (), ReplyState.WITHDRAWN))


def _marks(written: Written) -> list[int]:
    pieces = [piece for part in written.paragraphs for each in part.sentences for piece in each.pieces]
    return [piece.footnote for piece in pieces if isinstance(piece, Mark) and piece.footnote is not None]


@given(SUPPORT, WITHDRAWN, st.sampled_from(LANGUAGES))
def test_footnotes_are_numbered_as_they_appear(support: list[list[str]], gone: set[str], language: Language) -> None:
    written = write_report(_many(support, gone), language)
    assert _marks(written) == [note.number for note in written.footnotes] == list(range(1, len(written.footnotes) + 1))
    assert [part.number for part in written.paragraphs] == list(range(1, len(written.paragraphs) + 1))


@given(SUPPORT, WITHDRAWN, st.sampled_from(LANGUAGES))
def test_footnotes_list_who_says_so_in_the_readers_alphabet(
    support: list[list[str]], gone: set[str], language: Language
) -> None:
    made = _many(support, gone)
    for note in write_report(made, language).footnotes:
        keys = [alphabetical_key(countries()[code].name(language), language) for code in note.states]
        assert keys == sorted(keys)
        coded = {each.code for each in made.statement(note.item).support}  # type: ignore[union-attr]
        assert set(note.states) == coded - gone


@given(SUPPORT, WITHDRAWN)
def test_no_withdrawn_state_is_printed_and_changes_are_all_there_is(support: list[list[str]], gone: set[str]) -> None:
    before, after = write_report(_many(support), "en"), write_report(_many(support, gone), "en")
    assert not gone & {code for note in after.footnotes for code in note.states}
    changed = {change.item for change in changes_between(before, after)}
    touched = {f"s{number}" for number, codes in enumerate(support) if gone & set(codes)}
    visible = {item for item in touched if _reads(before, item) != _reads(after, item)}
    assert visible <= changed
    assert changes_between(before, before) == ()


def _reads(written: Written, item: str) -> object:
    sentence = written.sentence(item)
    return None if sentence is None else (sentence.pieces, written.footnotes_of(sentence))


def _one(made: Synthesis, language: Language = "en") -> str:
    return write_report(made, language).paragraphs[0].sentences[0].text


def test_a_late_reply_waits_until_it_is_taken_in() -> None:
    coded = statement(codes=MEMBERS[:12])
    late = synthesis(coded, states={MEMBERS[0]: ReplyState.LATE})
    taken = synthesis(coded, states={MEMBERS[0]: ReplyState.ADMITTED})
    assert _one(late).startswith("Many States")
    assert _one(taken).startswith("More than half of the responding States")
    notices = [(fault.code, fault.error) for fault in check_synthesis(late)]
    assert notices == [("not_counted", False)]
    assert check_synthesis(taken) == ()


def test_the_base_may_be_the_supporters_of_another_statement() -> None:
    law, plan = statement("law", MEMBERS[:5], naming=Naming.NONE), statement("plan", MEMBERS[:3], base="law")
    made = synthesis(law, plan)
    written = write_report(made, "en").sentence("plan")
    assert written is not None
    assert written.text.startswith("Most of those States (")
    assert check_synthesis(made) == ()
    stranger = synthesis(law, statement("plan", MEMBERS[3:7], base="law", quantifier="number"))
    assert [(each.code, each.codes) for each in check_synthesis(stranger)] == [("outside_base", MEMBERS[5:7])]


def test_a_cited_state_must_have_replied() -> None:
    made = synthesis(statement(codes=(*MEMBERS[:3], MEMBERS[40])))
    assert [(each.code, each.codes) for each in check_synthesis(made)] == [("not_a_respondent", (MEMBERS[40],))]


def test_a_statement_nobody_supports_is_left_out_and_told() -> None:
    made = synthesis(statement())
    assert write_report(made, "en").paragraphs == ()
    assert [fault.code for fault in check_synthesis(made)] == ["no_support"]


def test_an_unsupported_quantifier_is_an_error_and_an_override_a_notice() -> None:
    chosen = synthesis(statement(codes=MEMBERS[:6], quantifier="most"))
    overridden = synthesis(statement(codes=MEMBERS[:6], override=OVERRIDE))
    assert [(fault.code, fault.error) for fault in check_synthesis(chosen)] == [("quantifier", True)]
    assert [(fault.code, fault.error) for fault in check_synthesis(overridden)] == [("quantifier", False)]


def test_an_override_stays_visible() -> None:
    written = write_report(synthesis(statement(codes=MEMBERS[:6], override=OVERRIDE)), "en")
    pieces = written.paragraphs[0].sentences[0].pieces
    assert pieces[:2] == ("Most responding States", Mark(None))
    assert written.choices[0].override is OVERRIDE
    assert written.choices[0].proposed == "many"


def test_an_override_needs_a_reason() -> None:
    made = synthesis(statement(codes=MEMBERS[:6], override=Override("most", " ", "Secretariat", date(2030, 2, 1))))
    assert "override_without_reason" in {fault.code for fault in check_synthesis(made) if fault.error}


def test_organisations_are_listed_last_and_not_counted_among_states() -> None:
    made = with_league(synthesis(), statement(codes=("LEAGUE", *MEMBERS[:4]), naming=Naming.FOOTNOTE))
    written = write_report(made, "en")
    assert written.paragraphs[0].sentences[0].text == "Several States and one organization report a plan."
    assert written.footnotes[0].states[-1] == "LEAGUE"
    assert written.choices[0].count == 4


def test_a_statement_of_an_organisation_alone() -> None:
    made = with_league(synthesis(), statement(codes="LEAGUE", wording=all_languages("{Who} had a plan.")))
    assert _one(made) == "One organization (League) had a plan."
    assert check_synthesis(made) == ()


@pytest.mark.parametrize(
    ("wording", "language"),
    [
        ("{Whom} report.", "en"), ("[a|b|c] {who}", "en"), ("[a|b] {who}", "ru"), ("[a|b]{who}", "zh"), ("   ", "en"),
        ("x" * 5001, "en"), ("{who}\x00", "en"), ("{figure:none}", "en"), ("{respondents}", "en"),
        ("{who}\ud800", "en"),
    ],
)  # fmt: skip
def test_wordings_that_cannot_be_filled_are_refused(wording: str, language: Language) -> None:
    with pytest.raises(InputError) as refused:
        write_report(synthesis(statement(codes="ALB", wording=all_languages(wording))), language)
    assert refused.value.where == "plan"


def test_text_that_looks_like_code_stays_text() -> None:
    wording = all_languages("{who} [sic] {} {0} {who!r} <w:p/> #import $x$ \\ %s.")
    assert _one(synthesis(statement(codes="ALB", wording=wording))) == (
        "one State (Albania) [sic] {} {0} {who!r} <w:p/> #import $x$ \\ %s."
    )


@pytest.mark.parametrize(
    "wrong",
    [
        (statement("a"), statement("a")),
        (statement("a", base="b"),),
        (statement("a", base="a"),),
        (statement("a", quantifier="umpteen"),),
        (statement("a", footnote_of="b"),),
        (statement("a"), statement("b", footnote_of="a"), statement("c", footnote_of="b")),
        (statement("a", wording={"zh": "{who}。"}),),
    ],
)
def test_a_broken_coding_is_refused(wrong: tuple[Statement, ...]) -> None:
    with pytest.raises(InputError, match=r"."):
        write_report(synthesis(*wrong), "en")


def test_numbers_of_headings() -> None:
    assert [heading_number(1, number, "en") for number in (1, 4, 9, 14)] == ["I", "IV", "IX", "XIV"]
    assert [heading_number(1, number, "zh") for number in (1, 10, 11, 20)] == ["一", "十", "十一", "二十"]
    assert [heading_number(2, number, "fr") for number in (1, 26, 27)] == ["A", "Z", "27"]
    assert [heading_number(1, number, "ar") for number in (1, 11)] == ["أولا", "11"]
