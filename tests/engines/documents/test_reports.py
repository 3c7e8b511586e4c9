"""Reports in six languages, set in lines of any width, with pages or without: the same paragraphs come back."""

# ruff: noqa: E501 - sentences of documents stand on one line, as a paragraph does
from __future__ import annotations

import io
import re
from html import escape

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo_engines.documents.model import Document, Heading, Paragraph, ParagraphKind
from palermo_engines.documents.reading import read_document
from tests.engines.documents.fictional import CHINESE, ENGLISH, REPORTS, Report, printed

by_language = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.language)


def _read(text: str, encoding: str = "utf-8") -> Document:
    return read_document(text.encode(encoding), "report.txt")


def _paragraphs(document: Document) -> dict[str, str]:
    return {paragraph.key: paragraph.text for paragraph in document.paragraphs}


def _headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


@by_language
@pytest.mark.parametrize("width", [10_000, 72])
def test_every_language_gives_back_its_paragraphs_and_headings(report: Report, width: int) -> None:
    document = _read("\n".join(printed(report, width if report.language != "zh" else min(width, 10_000) // 2)))
    assert document.metadata.language == report.language
    assert _paragraphs(document) == report.paragraphs
    assert _headings(document) == report.headings


@by_language
def test_a_web_page_gives_the_same(report: Report) -> None:
    blocks = [f"<p>{escape(line)}</p>" for line in report.front if line]
    for passage in report.passages:
        tag = "h2" if passage.key is None else "p"
        blocks.append(f"<{tag}>{escape(passage.label)} {escape(passage.text)}</{tag}>")
    document = read_document(f"<!doctype html><html><body>{''.join(blocks)}</body></html>".encode(), "report.html")
    assert _paragraphs(document) == report.paragraphs
    assert _headings(document) == report.headings


@by_language
def test_a_word_document_gives_the_same(report: Report) -> None:
    word = docx.Document()
    for line in report.front:
        word.add_paragraph(line)
    for passage in report.passages:
        word.add_paragraph(f"{passage.label}\t{passage.text}")
    held = io.BytesIO()
    word.save(held)
    document = read_document(held.getvalue(), "report.docx")
    assert _paragraphs(document) == report.paragraphs
    assert _headings(document) == report.headings


@pytest.mark.parametrize(
    ("language", "symbol", "session", "item", "date", "title", "kind"),
    [
        ("en", "A/99/164", "Ninety-ninth session", "28(a)", "2044-07-17", "Protection of seasonal workers in orchards", "report"),
        ("zh", None, "第九十九届会议", "3", None, "果园季节性工人的保护", "report"),
        ("fr", None, "Quatre-vingt-dix-neuvième session", "28a)", None, "Protection des travailleurs saisonniers", "report"),
        ("es", None, "Nonagésimo noveno período de sesiones", "28a)", None, "Protección de los trabajadores de temporada", "report"),
        ("ru", None, "Девяносто девятая сессия", "28a)", None, "Защита сезонных рабочих", "report"),
        ("ar", None, "الدورة التاسعة والتسعون", "٢٨(أ)", None, "حماية العمال الموسميين", "report"),
    ],
)  # fmt: skip
def test_the_front_page_is_read(
    language: str, symbol: str | None, session: str, item: str, date: str | None, title: str, kind: str
) -> None:
    report = next(each for each in REPORTS if each.language == language)
    told = _read("\n".join(printed(report, 72))).metadata
    assert (told.symbol, told.session, told.agenda_item, told.date, told.title, told.kind) == (
        symbol, session, item, date, title, kind,
    )  # fmt: skip


def _with_pages(lines: list[str], breaks: list[int], symbol: str) -> str:
    """Page furniture put between lines: a page number, a job number, the symbol."""
    paged = list(lines)
    for page, place in enumerate(sorted(breaks, reverse=True)):
        paged[place:place] = ["", "", f"{page + 2}/9" + " " * 40 + "44-12345", "", symbol, ""]
    return "\n".join(paged)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), width=st.integers(40, 100))
def test_english_comes_back_from_any_width_and_any_page_breaks(data: st.DataObject, width: int) -> None:
    lines = printed(ENGLISH, width)
    first = next(index for index, line in enumerate(lines) if line.startswith("1. In its"))
    places = [index for index in range(first + 1, len(lines)) if lines[index] and lines[index - 1]]
    breaks = data.draw(st.lists(st.sampled_from(places), max_size=3, unique=True)) if places else []
    document = _read(_with_pages(lines, breaks, "A/99/164"))
    assert _paragraphs(document) == ENGLISH.paragraphs


@settings(max_examples=60, deadline=None)
@given(data=st.data(), width=st.integers(24, 45), spaced=st.booleans())
def test_chinese_comes_back_from_any_width_and_any_page_breaks(data: st.DataObject, width: int, spaced: bool) -> None:
    lines = printed(CHINESE, width, spaced=spaced)
    starts = re.compile(r"\d+\.|[A-C一二三][.]|\(")
    first = next(index for index, line in enumerate(lines) if line.startswith("1.大会"))
    places = [index for index in range(first + 1, len(lines)) if lines[index] and not starts.match(lines[index])]
    breaks = data.draw(st.lists(st.sampled_from(places), max_size=3, unique=True)) if places else []
    document = _read(_with_pages(lines, breaks, "A/99/164"))
    assert _paragraphs(document) == CHINESE.paragraphs


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("zh", "gb18030"), ("zh", "utf-16"), ("zh", "utf-16-le"), ("ru", "cp1251"), ("ru", "koi8-r"), ("ar", "cp1256"),
        ("fr", "cp1252"), ("es", "cp1252"), ("en", "utf-8-sig"), ("en", "utf-16-be"), ("ru", "utf-16-be"),
    ],
)  # fmt: skip
def test_any_usual_encoding_is_read(language: str, encoding: str) -> None:
    report = next(each for each in REPORTS if each.language == language)
    western = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")  # windows-1256 has no Arabic-Indic digits
    text = "\n".join(printed(report, 72))
    document = _read(text.translate(western) if encoding == "cp1256" else text, encoding)
    assert document.metadata.language == language
    assert list(_paragraphs(document)) == list(report.paragraphs)


def test_a_number_at_the_beginning_of_a_line_of_prose_is_no_paragraph() -> None:
    text = (
        "1. The working group met in the orchard and adopted its report, as asked for in paragraph\n"
        "2. It then went home, which took the members of the group the rest of a long summer day.\n"
        "\n"
        "2. In the second year the group met again and counted the ladders that were still there,\n"
        "as well as 39 that were not, and the report says so in so many words on its last page.\n"
    )
    document = _read(text)
    assert [paragraph.key for paragraph in document.paragraphs] == ["1", "2"]
    assert document.paragraphs[0].text.endswith("rest of a long summer day.")


def test_a_heading_with_the_next_number_is_a_heading() -> None:
    lines = ["I. Results"]
    lines += [f"{number}. Paragraph {number} says that something was done in the orchard." for number in (1, 2, 3)]
    lines += [
        "",
        "4. Ladders",
        "",
        "4. Ladders were counted in the orchard, all of them.",
        "5. Then everyone went home.",
    ]
    document = _read("\n".join(lines))
    assert [paragraph.key for paragraph in document.paragraphs] == ["1", "2", "3", "4", "5"]
    assert _headings(document)[-1] == "Ladders"


def test_a_table_of_contents_makes_no_paragraphs() -> None:
    text = (
        "Contents\n\nI. Introduction ........ 3\nII. Ladders ........ 4\n    A. Long ones ........ 4\n\n"
        "I. Introduction\n\n1. Ladders are dangerous.\n\nII. Ladders\n\nA. Long ones\n\n2. Long ones are worse.\n"
    )
    document = _read(text)
    assert _headings(document) == ["Introduction", "Ladders", "Long ones"]
    assert _paragraphs(document) == {"1": "Ladders are dangerous.", "2": "Long ones are worse."}


def test_a_number_that_is_missing_is_told() -> None:
    document = _read("\n".join(f"{number}. Sentence {number} of the report on ladders." for number in (1, 2, 4, 5)))
    assert [paragraph.key for paragraph in document.paragraphs] == ["1", "2", "4", "5"]
    assert document.notices == ("Numbers are missing before paragraph 4.",)


def test_a_number_printed_twice_keeps_both_paragraphs() -> None:
    document = _read("\n".join(f"{number}. Sentence of the report on ladders." for number in (1, 2, 2, 3)))
    assert [paragraph.key for paragraph in document.paragraphs] == ["1", "2", "2~2", "3"]


def test_letters_inside_a_paragraph_stay_inside_it() -> None:
    text = "1. The group: (a) met; (b) counted ladders, as the resolution had asked for; and\n(c) went home.\n2. It met again.\n"
    document = _read(text)
    assert [paragraph.key for paragraph in document.paragraphs] == ["1", "2"]
    assert "(c) went home." in document.paragraphs[0].text


def test_a_letter_at_the_beginning_of_a_line_whose_next_is_inside_a_line_stays_inline() -> None:
    text = "1. The group did the following:\n(a) it met in the orchard; (b) it counted the ladders there; and\n(c) it went home.\n2. It met again.\n"
    document = _read(text)
    assert [paragraph.key for paragraph in document.paragraphs if paragraph.kind is ParagraphKind.ITEM] == []
    assert "".join(paragraph.text for paragraph in document.paragraphs).count("(c) it went home.") == 1


def test_spaces_between_chinese_and_digits_go_and_those_inside_latin_names_stay() -> None:
    document = _read(
        "1. 2014 年 8 月 12 日，San Servolo 果园有 1,037 名工人，占 85% 的工人来自 A 区。\n2. 其他工人来自别处。\n"
    )
    assert document.paragraphs[0].text == "2014年8月12日，San Servolo果园有1,037名工人，占85%的工人来自A区。"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([
    "1. Text.", "2. Text that goes on and", "3.", "一. 导言", "(a) 项目；", "(b) 项目。", "大会，", "回顾其决议，", "The General Assembly,",
    "Recalling all,", "A. Heading", "12", "A/99/1", "____________", " 1 Note.", "* Star.", "附件", "Annex I", "目录", "", "end of it.", "¹ Note", "x¹ y",
]), max_size=30))  # fmt: skip
def test_keys_are_unique_whatever_the_order_of_lines(lines: list[str]) -> None:
    document = _read("x\n" + "\n".join(lines))
    keys = [paragraph.key for paragraph in document.paragraphs]
    assert len(keys) == len(set(keys))
    for paragraph in document.paragraphs:
        assert all(0 <= mark.offset <= len(paragraph.text) for mark in paragraph.marks)


def test_kinds_tell_items_from_paragraphs() -> None:
    document = _read("\n".join(printed(ENGLISH, 72)))
    kinds = {block.key: block.kind for block in document.blocks if isinstance(block, Paragraph)}
    assert kinds["5(b)"] is ParagraphKind.ITEM
    assert kinds["5"] is ParagraphKind.NUMBERED
