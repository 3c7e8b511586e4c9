"""Word documents (.docx) as lines, with their automatic numbers, footnotes and tables.

The package is read part by part with limits on what it may unpack to; the XML parser expands no entities and
fetches nothing, and a part with a document type declaration is refused: Word writes none.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from palermo_engines.documents import limits
from palermo_engines.documents.formats.docx_numbering import Numbering
from palermo_engines.documents.formats.text import clean
from palermo_engines.documents.furniture import is_masthead
from palermo_engines.documents.lines import MARK_CLOSE, MARK_OPEN, Line, Note, Source
from palermo_engines.kit.errors import InputError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LEVEL = re.compile(r"(?:heading|titre|título|titulo|заголовок|标题|عنوان|überschrift)\s*(\d)", re.IGNORECASE)
_RAISED = re.compile(r"\s*(\d{1,3}|\*{1,4})\s*")
_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}txbxContent"})


def lines_of_docx(content: bytes, name: str) -> Source:
    """The lines of a Word document.

    Raises InputError ``documents.broken``, ``documents.too_large``, ``documents.encrypted``, ``documents.no_text``.
    """
    package = _Package(content, name)
    root = package.part("word/document.xml")
    if root is None:
        raise _broken(name)
    reader = _Reader(
        numbering=Numbering(package.part("word/numbering.xml"), package.part("word/styles.xml")),
        styles=_heading_levels(package.part("word/styles.xml")),
    )
    body = root.find(f"{_W}body")
    if body is None:
        raise _broken(name)
    reader.read_blocks(body)
    notes = _notes(package, reader)
    if not any(line.text or line.rows for line in reader.lines):
        raise InputError(
            "documents.no_text",
            "the Word document holds no text.",
            where=name,
            advice="Check that it is the right file.",
        )
    return Source(reader.lines, whole=True, notes=notes, furniture=_headers(package))


def _broken(name: str) -> InputError:
    return InputError(
        "documents.broken", "the Word document is damaged.", where=name, advice="Open it in Word and save it again."
    )


class _Package:
    """The parts of a document, read within limits."""

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            infos = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise _broken(name) from error
        unpacked = sum(info.file_size for info in infos)
        if len(infos) > limits.MAX_ZIP_MEMBERS or unpacked > limits.MAX_UNPACKED_BYTES:
            raise self._too_large()
        self._left = limits.MAX_UNPACKED_BYTES
        self._names = {info.filename: info for info in infos}

    def names(self, prefix: str) -> list[str]:
        """The parts whose names begin so."""
        return sorted(name for name in self._names if name.startswith(prefix) and name.endswith(".xml"))

    def part(self, name: str) -> etree._Element | None:
        """A part's root element, or None when there is no such part."""
        info = self._names.get(name)
        if info is None:
            return None
        if info.flag_bits & 0x1:
            raise InputError(
                "documents.encrypted",
                "the Word document is protected.",
                where=self._name,
                advice="Save a copy without protection.",
            )
        return self._parse(self._unpack(info))

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        """A part's bytes, unpacked no further than the limits allow, whatever its header promises."""
        most = min(self._left, max(1_000_000, info.compress_size * limits.MAX_UNPACK_RATIO))
        try:
            with self._archive.open(info) as stream:
                unpacked = stream.read(most + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise _broken(self._name) from error
        if len(unpacked) > most:
            raise self._too_large()
        self._left -= len(unpacked)
        return unpacked

    def _parse(self, unpacked: bytes) -> etree._Element:
        if b"<!DOCTYPE" in unpacked[:4096].upper():
            raise _broken(self._name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(unpacked.replace(_STRICT, _USUAL), parser=parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _broken(self._name) from error

    def _too_large(self) -> InputError:
        return InputError(
            "documents.too_large",
            "the Word document unpacks to more than can be read.",
            where=self._name,
            advice="Save it again without pictures, or split it.",
        )


@dataclass(slots=True)
class _Style:
    """What a paragraph style says: a heading's level, 0 for text."""

    level: int


def _heading_levels(styles: etree._Element | None) -> dict[str, int]:
    levels: dict[str, int] = {}
    if styles is None:
        return levels
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        found = _LEVEL.match((name.get(f"{_W}val") or "") if name is not None else "")
        if found:
            levels[style.get(f"{_W}styleId") or ""] = int(found[1])
        elif name is not None and (name.get(f"{_W}val") or "").lower() == "title":
            levels[style.get(f"{_W}styleId") or ""] = 1
    return levels


class _Reader:
    """Reads blocks into lines."""

    def __init__(self, numbering: Numbering, styles: dict[str, int]) -> None:
        self.lines: list[Line] = []
        self._numbering = numbering
        self._styles = styles
        self._cells = 0

    def read_blocks(self, parent: etree._Element) -> None:
        """Every paragraph and table below ``parent``, content controls and tracked insertions looked into."""
        for child in parent:
            if child.tag == f"{_W}p":
                self._read_paragraph(child)
            elif child.tag == f"{_W}tbl":
                self._read_table(child)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}moveTo"):
                self.read_blocks(child)

    def _read_paragraph(self, paragraph: etree._Element) -> None:
        text = text_of(paragraph).strip()
        label = self._numbering.label(paragraph) if text else ""
        for index, part in enumerate(text.split("\n")):
            part = part.strip()
            if part:
                printed = f"{label} {part}" if label and index == 0 else part
                self.lines.append(Line(printed, gap=1, level=self._level(paragraph)))

    def _level(self, paragraph: etree._Element) -> int:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and (style.get(f"{_W}val") or "") in self._styles:
            return self._styles[style.get(f"{_W}val") or ""]
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        value = outline.get(f"{_W}val") if outline is not None else None
        return int(value) + 1 if value and value.isdecimal() and int(value) < 9 else 0

    def _read_table(self, table: etree._Element) -> None:
        rows: list[tuple[str, ...]] = []
        for row in table.iter(f"{_W}tr"):
            cells = tuple(_cell_text(cell) for cell in row.findall(f"{_W}tc"))
            self._cells += len(cells)
            if self._cells > limits.MAX_TABLE_CELLS:
                break
            rows.append(cells)
        is_frame = len(rows) < 2 or max(map(len, rows)) < 2
        if is_frame or is_masthead((cell for row in rows for cell in row), len(self.lines)):
            self._read_frame(table)
        elif any(any(row) for row in rows):
            self.lines.append(Line("", gap=1, rows=tuple(rows)))

    def _read_frame(self, table: etree._Element) -> None:
        """A table of one row or one column frames text: a front page's head is set so."""
        for cell in table.iter(f"{_W}tc"):
            self.read_blocks(cell)


def _cell_text(cell: etree._Element) -> str:
    return " ".join(filter(None, (text_of(paragraph).strip() for paragraph in cell.iter(f"{_W}p"))))


def text_of(paragraph: etree._Element) -> str:
    """A paragraph's text; footnote references as marks, deleted text left out, line breaks as ``\\n``."""
    parts: list[str] = []
    # An iterator that can skip: a field's instruction and deleted runs are not text.
    walker = etree.iterwalk(paragraph, events=("start",))
    for _, element in walker:
        if element.tag in _SKIPPED:
            walker.skip_subtree()
        elif element.tag == f"{_W}t":
            parts.append(_run_text(element))
        elif element.tag == f"{_W}tab":
            if element.getparent() is not None and element.getparent().tag == f"{_W}r":
                parts.append("\t")
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif element.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif element.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
            parts.append(_reference(element))
    return "".join(parts)


def _run_text(element: etree._Element) -> str:
    text = clean(element.text or "").replace("\n", " ")
    found = _RAISED.fullmatch(text)
    run = element.getparent()
    if found is None or run is None:
        return text
    vertical = run.find(f"{_W}rPr/{_W}vertAlign")
    raised = vertical is not None and vertical.get(f"{_W}val") == "superscript"
    if raised and run.find(f"{_W}footnoteReference") is not None:
        return ""
    return MARK_OPEN + found[1] + MARK_CLOSE if raised else text


def _reference(element: etree._Element) -> str:
    """A reference as a mark; its printed key is put in when the notes are read (``_NoteReader``)."""
    kind = "e" if element.tag == f"{_W}endnoteReference" else "f"
    identifier = element.get(f"{_W}id") or ""
    return f"{MARK_OPEN}{kind}{identifier[:6]}{MARK_CLOSE}"


_REFERENCE = re.compile(f"{MARK_OPEN}([ef])(-?\\d+){MARK_CLOSE}")


def _notes(package: _Package, reader: _Reader) -> list[Note]:
    """The notes in the order of their references; the marks in the lines get their printed keys."""
    texts = {**_note_texts(package, "footnote", "f"), **_note_texts(package, "endnote", "e")}
    numbers = _NoteReader(texts)
    for index, line in enumerate(reader.lines):
        if MARK_OPEN in line.text:
            line.text = numbers.rename(line.text, index)
        if line.rows:
            line.rows = tuple(tuple(_REFERENCE.sub("", cell) for cell in row) for row in line.rows)
    return numbers.notes


class _NoteReader:
    """Numbers the notes as Word does: in the order of their references."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.notes: list[Note] = []
        self._texts = texts
        self._stars = _custom_marks(texts)
        self._counts = {"f": 0, "e": 0}

    def rename(self, text: str, line: int) -> str:
        """A line's text with the references in it made marks."""
        pieces: list[str] = []
        done = 0
        for found in _REFERENCE.finditer(text):
            pieces.extend([text[done : found.start()], self._mark(found[1], found[1] + found[2], line)])
            done = found.end()
        return "".join([*pieces, text[done:]])

    def _mark(self, kind: str, reference: str, line: int) -> str:
        if reference not in self._texts:
            return ""
        key = self._stars.get(reference)
        if key is None:
            self._counts[kind] += 1
            key = str(self._counts[kind])
        self.notes.append(Note(key, _without_own_key(self._texts[reference], key), line))
        return MARK_OPEN + key + MARK_CLOSE


def _custom_marks(texts: dict[str, str]) -> dict[str, str]:
    """Notes whose own text begins with stars keep them as their mark, as on a front page."""
    return {reference: found[0] for reference, text in texts.items() if (found := re.match(r"\*{1,4}", text))}


def _without_own_key(text: str, key: str) -> str:
    return text[len(key) :].lstrip(" .)\t") if key.startswith("*") and text.startswith(key) else text


def _note_texts(package: _Package, kind: str, letter: str) -> dict[str, str]:
    part = package.part(f"word/{kind}s.xml")
    texts: dict[str, str] = {}
    if part is None:
        return texts
    for note in part.iter(f"{_W}{kind}"):
        if note.get(f"{_W}type") in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        text = " ".join(filter(None, (text_of(each).strip() for each in note.iter(f"{_W}p"))))
        texts[letter + (note.get(f"{_W}id") or "")[:6]] = text.replace("\n", " ").strip()
    return texts


def _headers(package: _Package) -> list[str]:
    """The running heads: they carry the symbol."""
    heads: list[str] = []
    for name in package.names("word/header"):
        part = package.part(name)
        if part is not None:
            heads.extend(filter(None, (text_of(paragraph).strip() for paragraph in part.iter(f"{_W}p"))))
    return heads
