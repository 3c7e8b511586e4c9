"""Read a document: the public face of this engine."""

from __future__ import annotations

import hashlib
from pathlib import Path

from palermo_engines.documents import limits
from palermo_engines.documents.assembly import document_of
from palermo_engines.documents.formats.text import lines_of_text
from palermo_engines.documents.model import Document
from palermo_engines.kit.errors import InputError


def read_path(path: Path) -> Document:
    """Read a file. Raises InputError, also when the file is missing or too large (asked before it is read)."""
    try:
        limits.check_size(path.stat().st_size, path.name)
        content = path.read_bytes()
    except OSError as error:
        raise InputError(
            "documents.unreadable", f"the file cannot be opened ({error.strerror}).", where=path.name, advice="Check the path."
        ) from error
    return read_document(content, path.name)


def read_document(content: bytes, name: str) -> Document:
    """Read a document from its bytes; ``name`` is what errors and ``Document.source`` call it.

    The kind is told from the bytes. Raises InputError with a stable code beginning in ``documents.``.
    """
    limits.check_size(len(content), name)
    source = lines_of_text(content.decode("utf-8"))
    return document_of(source, Path(name).name, hashlib.sha256(content).hexdigest())
