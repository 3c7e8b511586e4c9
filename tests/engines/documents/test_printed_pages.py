"""What programs that turn pages into text leave behind, in documents of kinds the samples do not hold."""

# ruff: noqa: E501 - sentences of documents stand on one line, as a paragraph does
from __future__ import annotations

import io

import docx
import pytest
from fpdf import FPDF

from palermo_engines.documents.model import Document, Heading, ParagraphKind, Table
from palermo_engines.documents.reading import read_document


def _read(text: str, name: str = "page.txt") -> Document:
    return read_document(text.encode(), name)


HEAD = """ United Nations                                     A/RES/98/31

              General Assembly                       Distr.: General
                                                     22 December 2043

Ninety-eighth session
Agenda item 8

"""


def test_a_footnotes_key_alone_on_its_line_is_no_page_number() -> None:
    text = HEAD + (
        "              1.    The orchards were visited in the summer of 2042,1 and the ladders were\n"
        "              counted in all of the orchards that had been visited.2\n\n"
        "              __________________\n                 1\n                   See A/98/7.\n"
        "                 2\n                   Not all of the ladders were found.\n\n"
        "1/2                                                     43-11234\n\f"
        "                                                       A/RES/98/31\n\n"
        "              2.    Nothing else was counted in the orchards that had been visited then.\n\n"
        "43-11234                                                         2/2\n"
    )
    document = _read(text)
    assert [(note.key, note.paragraph, note.text) for note in document.footnotes] == [
        ("1", "1", "See A/98/7."),
        ("2", "1", "Not all of the ladders were found."),
    ]
    assert document.paragraphs[0].text.startswith("The orchards were visited in the summer of 2042, and")
    assert [mark.offset for mark in document.paragraphs[0].marks] == [48, len(document.paragraphs[0].text)]


def test_a_page_number_under_a_footnote_stays_furniture() -> None:
    text = (
        "1. Nobody counted the ladders of the orchards in the valley by the river at all.1\n"
        "__________________\n1 See A/98/7.\n\n2\n\nA/98/164\n\n2. The ladders were sold in the following year.\n"
    )
    document = _read(text)
    assert [(note.key, note.text) for note in document.footnotes] == [("1", "See A/98/7.")]
    assert [paragraph.key for paragraph in document.paragraphs] == ["1", "2"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Le présent rapport est fondé sur les réponses reçues au 30 avril 2042.1",
        "The present report is based on the replies received by 30 April 2042.1",
    ],
)
def test_a_paragraph_that_ends_in_a_year_and_a_mark_is_no_heading(sentence: str) -> None:
    document = _read(f"1. {sentence}\n\n2. Two ladders were found.\n\n__________________\n1 A and B.\n")
    assert [paragraph.key for paragraph in document.paragraphs] == ["1", "2"]
    assert document.paragraphs[0].text == sentence[:-1]
    assert document.footnotes[0].paragraph == "1"


def test_joined_letters_of_text_files_are_taken_apart() -> None:
    document = _read("1. The oﬃce identiﬁed the ﬂow of ladders.\n\n2. It was ﬁve metres high.\n")
    assert document.paragraphs[0].text == "The office identified the flow of ladders."


def test_a_word_that_only_a_lines_end_divides_is_made_whole() -> None:
    text = (
        "1. Half of the pickers came to the orchards for seasonal work and for exploi-\n"
        "tation of the harvest, and a third of them were paid on a long-\n"
        "term contract by the owners of the orchards in the valley, as a rule.\n"
    )
    assert "exploitation" in _read(text).paragraphs[0].text
    assert "long-term" in _read(text).paragraphs[0].text


PAGE = """<html lang="en"><body><div id="nav"><ul><li><a href="/">Home</a></li></ul></div>
<table><tr><td>United Nations</td><td>E/CN.99/2043/4</td></tr>
<tr><td></td><td>Distr.: General<br>8 March 2043<br>Original: English</td></tr></table>
<p><b>Commission on Orchards</b></p><p><b>Item 6 of the provisional agenda</b></p>
<h1>Ladders in orchards</h1><p><b>Note by the Secretariat</b></p>
<h2>I. Introduction</h2><p>1. The present note was prepared in 2043.</p>
<table><tr><th>Region</th><th>Ladders</th></tr><tr><td>North</td><td>12</td></tr></table></body></html>"""


def test_a_table_that_sets_the_head_of_a_web_page_is_read() -> None:
    document = _read(PAGE, "page.html")
    about = document.metadata
    assert (about.symbol, about.date, about.title) == ("E/CN.99/2043/4", "2043-03-08", "Ladders in orchards")
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == ["Introduction"]
    assert [block.rows[1] for block in document.blocks if isinstance(block, Table)] == [("North", "12")]


def test_a_table_that_sets_the_head_of_a_word_document_is_read() -> None:
    word = docx.Document()
    table = word.add_table(rows=2, cols=2)
    table.cell(0, 1).text = "E/CN.99/2043/4"
    table.cell(1, 1).text = "Distr.: General\n8 March 2043"
    word.add_paragraph("Ladders in orchards")
    word.add_paragraph("1. The present note was prepared in 2043.")
    held = io.BytesIO()
    word.save(held)
    document = read_document(held.getvalue(), "note.docx")
    assert (document.metadata.symbol, document.metadata.date) == ("E/CN.99/2043/4", "2043-03-08")
    assert document.metadata.title == "Ladders in orchards"


def test_short_numbered_paragraphs_of_a_pdf_are_no_table() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    pdf.write(6, "The General Assembly,\n")
    for label, text in (("1.", "Calls upon States:"), ("(a)", "To count ladders;"), ("(b)", "To mend them;")):
        pdf.set_x(30)
        pdf.write(6, label)
        pdf.set_x(45)
        pdf.write(6, text)
        pdf.ln(8)
    document = read_document(bytes(pdf.output()), "resolution.pdf")
    assert [(paragraph.key, paragraph.text) for paragraph in document.paragraphs if paragraph.key != "0"] == [
        ("OP1", "Calls upon States:"),
        ("OP1(a)", "To count ladders;"),
        ("OP1(b)", "To mend them;"),
    ]


def test_a_title_over_two_lines_below_a_line_that_tells_whose_report_it_is() -> None:
    text = (
        "United Nations    A/HRC/99/28\nGeneral Assembly\nDistr.: General\n1 May 2043\n\nHuman Rights Council\n\n"
        "Report of the Special Rapporteur on the rights of pickers,\nespecially in orchards\n\n"
        "Ladders and the law\n\nI. Activities\n\n1. The present report covers the year 2042.\n\n2. It is short.\n"
    )
    assert _read(text).metadata.title == "Ladders and the law"


@pytest.mark.parametrize(
    ("number", "title"), [("98/31.", "Ladders in orchards"), ("98/31 -", "Ladders in orchards"), ("", "Ladders")]
)
def test_a_resolutions_number_is_no_part_of_its_title(number: str, title: str) -> None:
    text = f"{HEAD}Resolution adopted by the General Assembly on 19 December 2043\n\n{number} {title}\n\n" + (
        "The General Assembly,\n\nRecalling its resolution 97/2 of 4 May 2042,\n\n1. Calls upon States to count ladders;\n\n"
        "2. Decides to remain seized of the matter.\n"
    )
    document = _read(text)
    assert document.metadata.title == title
    assert [paragraph.kind for paragraph in document.paragraphs][-2:] == [ParagraphKind.OPERATIVE] * 2


def test_the_security_councils_number_is_its_title() -> None:
    text = (
        "S/RES/9650 (2043)\n\nResolution 9650 (2043)\n\n"
        "Adopted by the Security Council at its 19141st meeting, on 29 September 2043\n\n"
        "The Security Council,\n\nRecalling its resolution 9240 (2042),\n\n1. Decides to remain seized of the matter.\n"
    )
    assert _read(text).metadata.title == "Resolution 9650 (2043)"
