"""Read a document: the public face of this engine."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePath

from palermo_engines.documents import limits
from palermo_engines.documents.assembly import document_of
from palermo_engines.documents.formats.docx import lines_of_docx
from palermo_engines.documents.formats.html import lines_of_html
from palermo_engines.documents.formats.pdf import lines_of_pdf
from palermo_engines.documents.formats.text import lines_of_text
from palermo_engines.documents.lines import Source
from palermo_engines.documents.model import Document
from palermo_engines.documents.sniffing import Kind, decode, kind_of
from palermo_engines.kit.errors import InputError


def read_path(path: Path) -> Document:
    """Read a file. Raises InputError as ``read_document`` does, and ``documents.unreadable`` when it cannot be opened.

    The size is asked before the file is read into memory.
    """
    try:
        limits.check_size(path.stat().st_size, path.name)
        content = path.read_bytes()
    except OSError as error:
        raise InputError(
            "documents.unreadable",
            f"the file cannot be opened ({error.strerror or 'no reason given'}).",
            where=path.name,
            advice="Check that it is there, that it is a file, and that you may read it.",
        ) from error
    return read_document(content, path.name)


def read_document(content: bytes, name: str) -> Document:
    """Read a document from its bytes; ``name`` is what errors and ``Document.source`` call it.

    The kind is told from the bytes, not from the name. Raises InputError with one of the codes ``documents.empty``,
    ``documents.too_large``, ``documents.too_many_pages``, ``documents.encrypted``, ``documents.not_a_document``,
    ``documents.broken``, ``documents.no_text``.
    """
    source_name = PurePath(name).name
    limits.check_size(len(content), source_name)
    source = _lines_of(content, source_name)
    return document_of(source, source_name, hashlib.sha256(content).hexdigest())


def _lines_of(content: bytes, name: str) -> Source:
    kind = kind_of(content, name)
    if kind is Kind.PDF:
        return lines_of_pdf(content, name)
    if kind is Kind.DOCX:
        return lines_of_docx(content, name)
    if kind is Kind.HTML:
        return lines_of_html(content, name)
    source = lines_of_text(decode(content))
    if not source.lines:
        raise InputError(
            "documents.empty",
            "the file holds no text, only blanks.",
            where=name,
            advice="Choose a file that has text in it.",
        )
    return source
