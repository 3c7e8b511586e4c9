"""Imported files as they came, kept in the home by their SHA-256, so that a job can go on after a restart."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings

from palermo.measure.releases import digest_of
from palermo_engines.kit.errors import InputError


def keep(content: bytes) -> str:
    """Store the bytes unless they are there; returns their digest. Complete on disk when it returns."""
    digest = digest_of(content)
    path = _path(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    return digest


def fetch(digest: str) -> bytes:
    """InputError when the file is gone from the home."""
    try:
        return _path(digest).read_bytes()
    except FileNotFoundError as error:
        raise InputError("import.file_gone", "The uploaded file is gone.", advice="Upload it again.") from error


def _path(digest: str) -> Path:
    if len(digest) != 64 or not digest.isalnum():
        raise ValueError("not a digest")
    originals: Path = settings.HOME.originals
    return originals / digest[:2] / digest
