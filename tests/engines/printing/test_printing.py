"""Reports open: Word files in python-docx and LibreOffice, PDF with its words; links lead where they say."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest

from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.printing.model import Link, Paragraph, Report, Section, Table, plain
from palermo_engines.printing.pdf_files import compile_pdf
from palermo_engines.printing.word_files import compile_docx

ADDRESS = "https://palermo.example.org/estimates/runs/1/#method-stepwise"
WORDS = {"en": "Seen", "fr": "Vues", "es": "Vistas", "ru": "Выявлено", "ar": "المرصودون", "zh": "已发现人数"}


def report(language: Language = "en") -> Report:
    word = WORDS[language]
    table = Table((word, "n"), (("stepwise #1 *not bold*", Link("11,418", ADDRESS)), ("bic", "12,350")))
    return Report(
        language, f"{word} <1>", "subtitle", (
            Section(word, (Paragraph((f"{word}: ", Link("2,744", ADDRESS), ".")), table)),
            Section("$x$ [y]", (Paragraph(("#import", "item"), item=True),), level=2),
        ), "foot 0.3", date(2026, 11, 27),
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_files_say_the_same_in_every_language(language: Language) -> None:
    opened = docx.Document(io.BytesIO(compile_docx(report(language))))
    texts = [paragraph.text for paragraph in opened.paragraphs]
    assert f"{WORDS[language]}: 2,744." in texts
    assert [cell.text for cell in opened.tables[0].rows[1].cells] == ["stepwise #1 *not bold*", "11,418"]
    targets = [each.target_ref for each in opened.part.rels.values() if each.is_external]
    assert targets == [ADDRESS]
    pdf = pypdfium2.PdfDocument(compile_pdf(report(language)))
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "#import" in text
    assert "11,418" in text


def test_the_same_report_is_the_same_file() -> None:
    assert compile_docx(report()) == compile_docx(report())
    assert plain(("a", Link("b", ADDRESS))) == "ab"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_libreoffice_opens_the_word_file(tmp_path: Path, language: Language) -> None:
    (tmp_path / "report.docx").write_bytes(compile_docx(report(language)))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "txt:Text"]
    subprocess.run([*command, "report.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert WORDS[language] in (tmp_path / "report.txt").read_text(encoding="utf-8-sig")
