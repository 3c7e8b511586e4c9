"""Resolutions: the opening line, preambular and operative paragraphs, their items and their footnotes."""

# ruff: noqa: E501 - sentences of documents stand on one line, as a paragraph does
from __future__ import annotations

import pytest

from palermo_engines.documents.model import Document, Heading, ParagraphKind
from palermo_engines.documents.reading import read_document

ADOPTED = """\
United Nations                                                  A/RES/99/167

                    General Assembly                Distr.: General
                                                    8 February 2045

Ninety-ninth session
Agenda item 27 (a)


         Resolution adopted by the General Assembly on 19 December 2044

              [on the report of the Third Committee (A/99/476)]


     99/167. Safe passage for seasonal workers

     The General Assembly,
     Reiterating its strong condemnation of the exploitation of seasonal
workers, especially women and children, and recalling the conventions1 that
deal with it, noting with concern that orchards remain dangerous,
     Recalling the United Nations Convention on Orchards2 and the Protocols
thereto,3
     Reaffirming also its resolutions 95/12 of 5 December 2040 and
97/149 of 18 December 2042,
     1. Takes note with appreciation of the report of the Secretary-
General;4
     2. Urges Member States that have not yet done so to consider
ratifying or acceding to, as a matter of priority, the Convention,2 and:
     (a) To amend their laws;
     (b) To train inspectors, including:
     (i) Labour inspectors;
     (ii) Border guards;
     (c) To report to the Committee;
__________________
   1 United Nations, Treaty Series, vol. 1249, No. 20378.
   2 Ibid., vol. 2225, No. 39574.
   3 Ibid., vols. 2237, 2241 and 2326.
   4 A/99/150.

45-01234                                                         1/2

A/RES/99/167                     Safe passage for seasonal workers

     3. Requests the Secretary-General to submit to the General Assembly
at its one hundred and first session a report on the implementation of the
present resolution.

                                                       73rd plenary meeting
                                                          19 December 2044

Annex

Plan of action for orchards

I. Prevention

1. States shall keep ladders safe.

2. States shall count ladders every year and publish
the figures.
"""

OPENINGS = {
    "en": ("The Meridian Commission on Orchards,", "Recalling its resolution 3/1,", "Deeply concerned about ladders,", "Decides to meet again."),
    "fr": ("La Commission méridienne des vergers,", "Rappelant sa résolution 3/1,", "Profondément préoccupée par les échelles,", "Décide de se réunir à nouveau."),
    "es": ("La Comisión Meridiana de Huertos,", "Recordando su resolución 3/1,", "Profundamente preocupada por las escaleras,", "Decide volver a reunirse."),
    "ru": ("Меридианная комиссия по садам,", "ссылаясь на свою резолюцию 3/1,", "будучи глубоко озабочена состоянием лестниц,", "постановляет собраться вновь."),
    "ar": ("إن لجنة ميريديان للبساتين،", "إذ تشير إلى قرارها 3/1،", "وإذ يساورها بالغ القلق إزاء السلالم،", "تقرر أن تجتمع مرة أخرى."),
    "zh": ("子午线果园委员会，", "回顾其第3/1号决议，", "深为关切梯子的状况，", "决定再次举行会议。"),
}  # fmt: skip


def _read(text: str) -> Document:
    return read_document(text.encode(), "resolution.txt")


def _texts(document: Document) -> dict[str, str]:
    return {paragraph.key: paragraph.text for paragraph in document.paragraphs}


def test_an_adopted_resolution_hard_wrapped_with_indents_and_a_page_break() -> None:
    document = _read(ADOPTED)
    texts = _texts(document)
    assert list(texts) == [
        "0", "PP1", "PP2", "PP3", "OP1", "OP2", "OP2(a)", "OP2(b)", "OP2(b)(i)", "OP2(b)(ii)", "OP2(c)", "OP3", "0.2",
        "A1:1", "A1:2",
    ]  # fmt: skip
    assert texts["PP2"] == "Recalling the United Nations Convention on Orchards and the Protocols thereto,"
    assert texts["OP1"] == "Takes note with appreciation of the report of the Secretary-General;"
    assert texts["A1:2"] == "States shall count ladders every year and publish the figures."
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == [
        "Annex", "Plan of action for orchards", "Prevention",
    ]  # fmt: skip


def test_its_front_page_is_read() -> None:
    told = _read(ADOPTED).metadata
    assert (told.symbol, told.kind, told.session, told.agenda_item) == (
        "A/RES/99/167", "resolution", "Ninety-ninth session", "27(a)",
    )  # fmt: skip
    assert (told.title, told.date) == ("Safe passage for seasonal workers", "2045-02-08")


def test_its_footnotes_are_tied_and_a_mark_used_again_is_found() -> None:
    document = _read(ADOPTED)
    assert [(note.key, note.paragraph) for note in document.footnotes] == [
        ("1", "PP1"),
        ("2", "PP2"),
        ("3", "PP2"),
        ("4", "OP1"),
    ]
    marks = {paragraph.key: [mark.footnote for mark in paragraph.marks] for paragraph in document.paragraphs}
    assert marks["PP2"] == ["2", "3"]
    assert marks["OP2"] == ["2"]
    paragraph = document.paragraphs[2]
    assert paragraph.text[: paragraph.marks[0].offset].endswith("Orchards")


@pytest.mark.parametrize("language", OPENINGS)
def test_any_organ_opens_a_resolution_in_each_language(language: str) -> None:
    opening, first, second, operative = OPENINGS[language]
    document = _read("\n\n".join([opening, first, second, f"1. {operative}"]))
    assert [(each.key, each.kind.value) for each in document.paragraphs] == [
        ("0", "unnumbered"), ("PP1", "preambular"), ("PP2", "preambular"), ("OP1", "operative"),
    ]  # fmt: skip
    assert document.metadata.language == language
    assert document.metadata.kind == "resolution"


@pytest.mark.parametrize("language", OPENINGS)
def test_a_single_operative_paragraph_needs_no_number(language: str) -> None:
    document = _read("\n\n".join(OPENINGS[language]))
    assert [each.key for each in document.paragraphs] == ["0", "PP1", "PP2", "OP1"]


def test_a_resolution_inside_a_report_has_keys_of_its_own_and_the_report_goes_on() -> None:
    lines = [
        "I. Action",
        "1. The Committee met.",
        "2. It recommends the following draft resolution:",
        "",
        "Ladders",
        "",
    ]
    lines += ["The General Assembly,", "", "Recalling its resolution 97/149,", "", "1. Decides to count ladders;", ""]
    lines += ["2. Requests a report.", "", "II. Close", "", "3. The Committee closed its session.", "4. It went home."]
    document = _read("\n".join(lines))
    assert [each.key for each in document.paragraphs] == ["1", "2", "0", "A1:PP1", "A1:OP1", "A1:OP2", "3", "4"]
    assert document.paragraphs[4].kind is ParagraphKind.OPERATIVE
    assert document.paragraphs[6].kind is ParagraphKind.NUMBERED


def test_an_annex_with_headings_of_its_own_keeps_its_numbers_through_them() -> None:
    lines = ["I. Work", "1. The Committee met.", "II. Close", "2. It went home.", "3. It slept.", "", "Annex", ""]
    lines += ["I. Ladders", "1. Ladders are counted.", "2. They are safe.", "II. Orchards", "3. Orchards are green."]
    document = _read("\n".join(lines))
    assert [each.key for each in document.paragraphs] == ["1", "2", "3", "A1:1", "A1:2", "A1:3"]


def test_a_preambular_paragraph_broken_by_a_page_is_whole() -> None:
    text = (
        "大会，\n\n回顾其关于果园的第97/149号决议以及关于梯子的第95/12号决议，其中请各国\n\n"
        "2/3  44-12345\n\nA/99/1\n\n清点所有梯子，\n\n深为关切许多梯子没有得到清点，\n\n1. 请各国清点梯子。\n"
    )
    texts = _texts(_read(text))
    assert texts["PP1"] == "回顾其关于果园的第97/149号决议以及关于梯子的第95/12号决议，其中请各国清点所有梯子，"
    assert list(texts) == ["0", "PP1", "PP2", "OP1"]
