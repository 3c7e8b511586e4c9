"""The compiled files: read back word for word, equal for equal reports, and opened by LibreOffice where it stands."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from palermo_engines.documents.reading import read_document
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.synthesis.docx_report import compile_docx
from palermo_engines.synthesis.model import (
    CitedFigure,
    Naming,
    Override,
    Remark,
    ReplyState,
    Synthesis,
)
from palermo_engines.synthesis.pdf_report import compile_pdf
from palermo_engines.synthesis.writing import write_report
from tests.engines.synthesis.rounds import MEMBERS, all_languages, statement, synthesis

HOSTILE = "<w:p/> #panic() $x$ & \\ *b* _i_ `c` @ref //"
soffice = shutil.which("soffice")


def _report() -> Synthesis:
    override = Override("most", f"A reason. {HOSTILE}", "Secretariat", date(2030, 2, 1))
    made = synthesis(
        statement("first", MEMBERS[:4], naming=Naming.FOOTNOTE),
        statement("second", MEMBERS[4:9], naming=Naming.FOOTNOTE, paragraph="2", override=override),
        statement("ghost", (MEMBERS[60],), paragraph="3"),
        states={MEMBERS[1]: ReplyState.WITHDRAWN, MEMBERS[20]: ReplyState.LATE},
    )
    sources = CitedFigure("cases", all_languages("1,037"), all_languages("A/TEST/2, para. 7."))
    remark = Remark("number", "theme", "4", all_languages(f"There were {{figure:cases}} cases. {HOSTILE}"))
    return Synthesis(made.front, made.round, made.themes, (*made.items, remark), (sources,))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_file_reads_back_word_for_word(language: Language) -> None:
    written = write_report(_report(), language)
    document = read_document(compile_docx(_report(), language), "report.docx")
    assert [note.text for note in document.footnotes] == [note.text for note in written.footnotes]
    texts = {each.key: each.text for each in document.paragraphs}
    for paragraph in written.paragraphs:
        pieces = "".join(piece for piece in paragraph.pieces(language) if isinstance(piece, str))
        assert texts[str(paragraph.number)].replace("†", "") == pieces
    assert [note.paragraph for note in document.footnotes] == ["1", "2", "4"]


def _words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def _squeezed(text: str) -> str:
    """Letters alone: a raised footnote mark reads as a digit of the number before it."""
    return re.sub(r"[\W\d_]", "", text)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh"])
def test_the_pdf_says_what_the_report_says(language: Language) -> None:
    words = _squeezed(_words(compile_pdf(_report(), language)))
    written = write_report(_report(), language)
    sentences = [each.text for part in written.paragraphs for each in part.sentences]
    for text in (*sentences, *(note.text for note in written.footnotes)):
        assert _squeezed(text)[:40] in words
    assert "reason" in words


def test_the_arabic_pdf_is_made() -> None:
    """Text taken out of an Arabic PDF comes in the order of the glyphs: only plain words can be asked for."""
    words = _words(compile_pdf(_report(), "ar"))
    assert "الأمم المتحدة" in words
    assert len(pypdfium2.PdfDocument(compile_pdf(_report(), "ar"))) == 2


def test_overrides_withdrawals_and_open_questions_are_printed() -> None:
    text = _document_xml(compile_docx(_report(), "en"))
    late, withdrawn = "Replies that came after the cut-off", "Replies withdrawn"
    for words in ("Quantifiers set by hand", "A reason.", late, withdrawn, "Open questions"):
        assert words in text
    assert "“ghost” cites States that are not among those that replied" in text


def _document_xml(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(map(str, etree.fromstring(archive.read("word/document.xml")).itertext()))


def test_equal_reports_are_equal_files() -> None:
    assert compile_docx(_report(), "en") == compile_docx(_report(), "en")
    assert compile_pdf(_report(), "en") == compile_pdf(_report(), "en")


def test_footnotes_are_words_own() -> None:
    with zipfile.ZipFile(io.BytesIO(compile_docx(_report(), "zh"))) as archive:
        assert "word/footnotes.xml" in archive.namelist()
        assert b"footnotes+xml" in archive.read("[Content_Types].xml")
        assert archive.read("word/document.xml").count(b"<w:footnoteReference ") == 3
        assert b"SimSun" in archive.read("word/styles.xml")


def test_arabic_runs_from_the_right() -> None:
    with zipfile.ZipFile(io.BytesIO(compile_docx(_report(), "ar"))) as archive:
        body, notes = archive.read("word/document.xml"), archive.read("word/footnotes.xml")
    assert body.count(b"<w:bidi/>") > 5
    assert body.count(b"<w:rtl/>") > 5
    assert b"<w:bidiVisual/>" in body
    assert notes.count(b"<w:bidi/>") == 3
    with zipfile.ZipFile(io.BytesIO(compile_docx(_report(), "en"))) as archive:
        assert b"<w:bidi" not in archive.read("word/document.xml")


def test_a_refused_report_makes_no_file() -> None:
    broken = synthesis(statement(codes="ALB", wording=all_languages("{nobody}")))
    for compile_report in (compile_docx, compile_pdf):
        with pytest.raises(InputError):
            compile_report(broken, "en")


@pytest.mark.skipif(soffice is None, reason="LibreOffice (soffice) is not on this machine")
@pytest.mark.parametrize("language", ["en", "zh", "ar"])
def test_libreoffice_opens_the_word_file(tmp_path: Path, language: Language) -> None:
    (tmp_path / "report.docx").write_bytes(compile_docx(_report(), language))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(soffice), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    command.append(str(tmp_path / "report.docx"))
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    words = _words((tmp_path / "report.pdf").read_bytes())
    assert "A/TEST/1" in words
    if language != "ar":
        for note in write_report(_report(), language).footnotes:
            assert _squeezed(note.text)[:12] in _squeezed(words)
