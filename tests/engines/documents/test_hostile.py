"""Hostile, broken and foreign input: a clear InputError, never another exception, never much time or memory."""

# ruff: noqa: E501 - sentences of documents stand on one line, as a paragraph does
from __future__ import annotations

import io
import itertools
import struct
import sys
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from fpdf import FPDF
from hypothesis import example, given, settings
from hypothesis import strategies as st

from palermo_engines.documents import limits
from palermo_engines.documents.reading import read_document, read_path
from palermo_engines.kit.errors import InputError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RELATIONS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _code(content: bytes, name: str = "input") -> str:
    with pytest.raises(InputError) as caught:
        read_document(content, name)
    assert caught.value.where == name
    assert caught.value.advice
    return caught.value.code


def _refusal(content: bytes, name: str) -> str:
    """The code of the refusal, or one of our own when the document is read; any other exception goes through."""
    try:
        read_document(content, name)
    except InputError as error:
        return error.code
    return "documents.read"


def _word(document_xml: str, **more: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document_xml)
        for name, text in more.items():
            archive.writestr(f"word/{name}.xml", text)
    return held.getvalue()


def _pdf(text: str = "1. Ladders are long.") -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    if text:
        pdf.multi_cell(0, 6, text)
    return bytes(pdf.output())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "documents.empty"),
        (b" \n\t\n", "documents.empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "documents.not_a_document"),
        (b"\x7fELF" + bytes(200), "documents.not_a_document"),
        (b"\x1f\x8b\x08" + bytes(20), "documents.not_a_document"),
        (bytes(range(256)) * 20, "documents.not_a_document"),
        (b"{\\rtf1\\ansi ladders}", "documents.not_a_document"),
        (OLE + bytes(600), "documents.not_a_document"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "documents.encrypted"),
        (b"PK\x03\x04" + bytes(60), "documents.broken"),
        (b"%PDF-1.7\nnothing more", "documents.broken"),
        (b"<!doctype html><html><body></body></html>", "documents.no_text"),
        (_word("<x/>"), "documents.broken"),
        (_word("not xml"), "documents.broken"),
        (_word(f'<w:document xmlns:w="{RELATIONS}"><w:body/></w:document>'), "documents.no_text"),
        (_pdf(""), "documents.no_text"),
        (_pdf()[:400], "documents.broken"),
    ],
)
def test_what_cannot_be_read_is_told_apart(content: bytes, code: str) -> None:
    assert _code(content) == code


def test_the_advice_for_a_scan_is_text_recognition() -> None:
    with pytest.raises(InputError, match="OCR"):
        read_document(_pdf(""), "scan.pdf")


def test_a_pdf_with_a_password() -> None:
    pdf = FPDF()
    pdf.set_encryption(owner_password="owner", user_password="user")
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    pdf.cell(text="1. Ladders.")
    assert _code(bytes(pdf.output()), "locked.pdf") == "documents.encrypted"


def test_a_spreadsheet_is_no_document() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert _code(held.getvalue()) == "documents.not_a_document"


def test_the_size_of_a_file_is_asked_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(500 * 1024 * 1024)  # sparse: takes no room, and would take half a gigabyte to read
    with pytest.raises(InputError) as caught:
        read_path(large)
    assert caught.value.code == "documents.too_large"


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 100)
    assert _code(b"x" * 101) == "documents.too_large"


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_a_path_that_cannot_be_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / "x").write_bytes(b"x")
    with pytest.raises(InputError) as caught:
        read_path(tmp_path / name)
    assert caught.value.code == "documents.unreadable"


def test_the_kind_is_told_from_the_bytes(tmp_path: Path) -> None:
    disguised = tmp_path / "report.txt"
    disguised.write_bytes(_pdf("1. Ladders are long."))
    assert read_path(disguised).paragraphs[0].text == "Ladders are long."
    assert read_path(disguised).source == "report.txt"


def test_a_zip_bomb_is_stopped_before_it_unpacks() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<x>" + b" " * 80_000_000 + b"</x>")
    tracemalloc.start()
    try:
        assert _code(held.getvalue()) == "documents.too_large"
        assert tracemalloc.get_traced_memory()[1] < 40_000_000  # half of what it would unpack to
    finally:
        tracemalloc.stop()


def test_a_zip_that_lies_about_its_size_is_stopped_too() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<x>" + b" " * 50_000_000 + b"</x>")
    content = bytearray(held.getvalue())
    central = content.index(b"PK\x01\x02")
    content[central + 24 : central + 28] = struct.pack("<I", 1000)
    assert _code(bytes(content)) in ("documents.too_large", "documents.broken")


def test_entity_bombs_and_outside_entities_are_refused() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    assert _code(_word(bomb)) == "documents.broken"
    assert _code(_word(outside)) == "documents.broken"


def test_an_entity_in_a_web_page_reads_no_file() -> None:
    page = b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>1. Ladders &a; are long.</p></body></html>'
    text = " ".join(paragraph.text for paragraph in read_document(page, "page.html").paragraphs)
    assert "root:" not in text
    assert "Ladders" in text


def test_scripts_and_navigation_are_no_text() -> None:
    page = b"<html><body><nav>1. Home</nav><script>1. evil()</script><p>1. Ladders are long.</p></body></html>"
    assert [paragraph.text for paragraph in read_document(page, "page.html").paragraphs] == ["Ladders are long."]


def test_a_deeply_nested_page_is_read_or_refused() -> None:
    page = b"<html><body>" + b"<div>" * 50_000 + b"1. Ladders." + b"</div>" * 50_000
    assert _refusal(page, "deep.html").startswith("documents.")


def test_a_document_cannot_bring_its_own_marks() -> None:
    text = "1. Ladders\ue000x\ue001 are\ue0001\ue001 long.\u200b\u202e\n"
    assert read_document(text.encode(), "marks.txt").paragraphs[0].text == "Laddersx are1 long."


@pytest.mark.parametrize(
    "line",
    ["1.\n", "1. x\n", "(a) x\n", "一.\n", "大会，\n", "____________\n", " 1 x\n", "x1\n", "* x\n", "¹ x\n", "a\n\n", "x-\n", "|a|b|\n", "目录\n", "I\n", "x" * 400 + "\n"],
)  # fmt: skip
@pytest.mark.timeout(60)  # what the calls do not show: an expression that runs away
def test_many_lines_of_one_kind_take_work_in_proportion(line: str) -> None:
    """Work is counted in function calls: the same on every machine, however busy."""

    def calls(size: int) -> int:
        content = ("大会 report\n" + line * (size // len(line.encode()))).encode()
        count = itertools.count()
        sys.setprofile(lambda *_: next(count))
        try:
            read_document(content, "many.txt")
        finally:
            sys.setprofile(None)
        return next(count)

    assert calls(80_000) < 6 * calls(20_000)  # four times the lines; sixteen times would be quadratic


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
@example(b"%PDF-")
@example(b"PK\x03\x04")
@example(b"\xff\xfe")
@example(b"\xfe\xff\xd8\x00")
@example(b"<html>")
@example(b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>")
def test_arbitrary_bytes_raise_nothing_but_input_errors(content: bytes) -> None:
    assert _refusal(content, "x").startswith("documents.")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_arbitrary_text_is_read(text: str) -> None:
    with suppress(InputError):
        document = read_document(("x " + text).encode("utf-8", errors="replace"), "x.txt")
        assert len({paragraph.key for paragraph in document.paragraphs}) == len(document.paragraphs)


def _mutations(content: bytes) -> st.SearchStrategy[bytes]:
    def change(places: list[tuple[int, int]]) -> bytes:
        changed = bytearray(content)
        for place, value in places:
            changed[place % len(changed)] = value
        return bytes(changed)

    return st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), min_size=1, max_size=30).map(
        change
    )


def _small_word() -> bytes:
    word = docx.Document()
    word.add_paragraph("1. Ladders are long.")
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


@settings(max_examples=120, deadline=None)
@given(_mutations(_pdf()) | _mutations(_small_word()) | st.integers(1, 3000).map(lambda size: _small_word()[:-size]))
def test_damaged_files_raise_nothing_but_input_errors(content: bytes) -> None:
    assert _refusal(content, "damaged").startswith("documents.")
