"""Compiles text catalogues to the binary files that Django reads. They are not kept in the repository."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def compile_catalogues(folder: Path = LOCALE) -> list[Path]:
    """Compiles what is missing or older than its text; returns what was written. Safe when several processes start at
    once: a file appears whole or not at all."""
    return [_compile(source) for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _stale(source)]


def _stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime <= source.stat().st_mtime


def _compile(source: Path) -> Path:
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parents[1].name, domain=source.stem)
    for message in list(catalogue):
        if isinstance(message.string, tuple | list) and not all(message.string):
            catalogue.delete(message.id, message.context)  # an empty plural would hide the English one
    target = source.with_suffix(".mo")
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(descriptor, "wb") as binary:
        write_mo(binary, catalogue)
    Path(temporary).replace(target)
    return target
