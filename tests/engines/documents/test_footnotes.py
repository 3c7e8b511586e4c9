"""Footnotes: found wherever they are printed, tied to their marks, and no other number taken for a mark."""

# ruff: noqa: E501 - sentences of documents stand on one line, as a paragraph does
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo_engines.documents.model import Document
from palermo_engines.documents.reading import read_document


def _read(text: str, name: str = "notes.txt") -> Document:
    return read_document(text.encode(), name)


def _ties(document: Document) -> list[tuple[str, str | None]]:
    return [(note.key, note.paragraph) for note in document.footnotes]


def test_marks_glued_to_chinese_text_are_taken_out_and_years_stay() -> None:
    text = (
        "1. 各国报告了所采取的措施，1并通过了法律。2其他国家没有答复。2005年以来共有3个国家通过了《果园议定书》3，该议定书已经生效。\n"
        "__________________\n 1 甲国和乙国。\n 2 丙国。\n 3 第97/149号决议。\n\n2. 梯子共有12个。\n"
    )
    document = _read(text)
    first = document.paragraphs[0]
    assert (
        first.text
        == "各国报告了所采取的措施，并通过了法律。其他国家没有答复。2005年以来共有3个国家通过了《果园议定书》，该议定书已经生效。"
    )
    assert [(mark.footnote, first.text[mark.offset - 2 : mark.offset]) for mark in first.marks] == [
        ("1", "施，"), ("2", "律。"), ("3", "书》"),
    ]  # fmt: skip
    assert _ties(document) == [("1", "1"), ("2", "1"), ("3", "1")]


def test_a_note_in_the_middle_of_a_paragraph_at_the_foot_of_a_page() -> None:
    lines = [
        "1. 各国政府在收获季节开始以前清点了所有的梯子，并将清点结果通",
        "",
        "知各国工人。1梯子的数目和长度都有所增加，而果园的数目则没有变",
        "",
        "__________________ ",
        "",
        " 1 甲国、乙国、丙国、丁国、戊国、己国、庚国、辛国、壬国、癸国和",
        "",
        "子国。 ",
        " 化，工人们对此表示满意，并希望各国在今后各年继续进行清点的工",
        "",
        "作。",
        "",
        "2. 有些国家还没有清点梯子，但是已经表示愿意在下一年开始清点。",
    ]
    document = _read("\n".join(lines))
    assert [each.text for each in document.paragraphs] == [
        "各国政府在收获季节开始以前清点了所有的梯子，并将清点结果通知各国工人。梯子的数目和长度都有所增加，而果园的数目则没有变化，工人们对此表示满意，并希望各国在今后各年继续进行清点的工作。",
        "有些国家还没有清点梯子，但是已经表示愿意在下一年开始清点。",
    ]
    assert document.footnotes[0].text.endswith("癸国和子国。")
    assert _ties(document) == [("1", "1")]


def test_a_note_whose_last_line_is_full_ends_where_the_text_above_waits() -> None:
    lines = [
        "1. 各国政府在收获季节开始以前清点了所有的梯子，并将结果通",
        "知各国工人。1梯子的数目和长度都有所增加，而果园的数目则没",
        "__________________",
        "1 甲国、乙国、丙国、丁国、戊国、己国、庚国、辛国和壬国等。",
        "有变化，工人们对此表示满意，并希望各国在今后继续进行清点。",
        "",
        "2. 有些国家还没有清点梯子。",
    ]
    document = _read("\n".join(lines))
    assert document.paragraphs[0].text.endswith(
        "而果园的数目则没有变化，工人们对此表示满意，并希望各国在今后继续进行清点。"
    )
    assert document.footnotes[0].text.endswith("壬国等。")


def test_raised_marks_and_notes_between_paragraphs() -> None:
    document = _read(
        "1. Ladders are counted.¹ They are long,² and some are safe.\n\n¹ By hand.\n\n² See A/99/1.\n\n2. An area of 4 km² is safe.\n"
    )
    assert document.paragraphs[0].text == "Ladders are counted. They are long, and some are safe."
    assert _ties(document) == [("1", "1"), ("2", "1")]


def test_a_raised_number_without_a_note_stays_as_printed() -> None:
    document = _read("1. The orchard has an area of 12 km³ and was measured twice.\n\n2. It grows.\n")
    assert document.paragraphs[0].text == "The orchard has an area of 12 km³ and was measured twice."


def test_markdown_superscripts_links_and_escapes() -> None:
    text = (
        "# Report\n\n## I. Results\n\n1. Ladders of the kind *Long* were counted,<sup>1</sup> and **all** were safe; see [the site](http://example.org/a_b).\n\n"
        "<sup>1</sup> See [www.example.org/a\\_b](http://www.example.org/a_b).\n\n2. More followed in `2\\_000` cases.\n"
    )
    document = _read(text)
    assert document.paragraphs[0].text == "Ladders of the kind Long were counted, and all were safe; see the site."
    assert document.footnotes[0].text == "See www.example.org/a_b."


def test_two_figures_in_a_key() -> None:
    sentences = "".join(f"State {chr(64 + number)} replied.{number} " for number in range(1, 13))
    notes = "\n".join(f" {number} Letter {number}." for number in range(1, 13))
    document = _read(f"1. {sentences}\n__________________\n{notes}\n\n2. The end came.\n")
    assert _ties(document) == [(str(number), "1") for number in range(1, 13)]
    assert not any(sign.isdigit() for sign in document.paragraphs[0].text)


def test_stars_on_the_front_page_belong_to_no_paragraph() -> None:
    document = _read(
        "第七届会议\n临时议程*项目 2\n\n果园\n\n秘书处的报告\n\n一. 导言\n\n1. 梯子很长。\n\n* A/99/1。\n\n2. 梯子很多。\n"
    )
    assert _ties(document) == [("*", None)]
    assert document.metadata.symbol is None


def test_arabic_marks_in_brackets() -> None:
    text = "١ - أبلغت الدول عن السلالم(1) وعن البساتين(2).\n\n٢ - وانتهى التقرير.\n\n__________________\n(1) القرار 97/149.\n(2) القرار 95/12.\n"
    document = _read(text)
    assert document.paragraphs[0].text == "أبلغت الدول عن السلالم وعن البساتين."
    assert _ties(document) == [("1", "1"), ("2", "1")]


@pytest.mark.parametrize("kept", ["3.5", "A/99/1", "CN.15/2", "Corr.1", "85%", "1,037", "COVID-19", "第1条", "2个"])
def test_numbers_that_belong_to_the_text_stay(kept: str) -> None:
    document = _read(
        f"1. 报告提到{kept}，并说明了情况。1其他情况见下文。\n__________________\n 1 第97/149号决议。\n\n2. 完。\n"
    )
    assert document.paragraphs[0].text == f"报告提到{kept}，并说明了情况。其他情况见下文。"


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(2, 6), min_size=1, max_size=4))
def test_taking_marks_out_gives_the_text_without_them(counts: list[int]) -> None:
    number, paragraphs, plain, notes = 0, [], [], []
    for count in counts:
        marked, bare = "", ""
        for _ in range(count):
            number += 1
            marked += f"The orchard was inspected again and again,{number} and nothing was found. "
            bare += "The orchard was inspected again and again, and nothing was found. "
            notes.append(f" {number} Inspection report.")
        paragraphs.append(marked.strip())
        plain.append(bare.strip())
    text = "\n\n".join(f"{index}. {each}" for index, each in enumerate(paragraphs, start=1))
    document = _read(f"{text}\n\n__________________\n" + "\n".join(notes) + "\n")
    assert [each.text for each in document.paragraphs] == plain
    assert len(document.footnotes) == number
    assert all(note.paragraph for note in document.footnotes)
