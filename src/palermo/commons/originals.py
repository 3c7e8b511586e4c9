"""The files as they came, named by the SHA-256 of their bytes, in the instance's home.

A file is on the disk, whole and flushed, before any row that names it is committed. A file that no row names is
harmless: it is a file that was never read in.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def digest_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes) -> str:
    """Store the bytes once and return their digest. Safe against a crash at any moment, and against a twin."""
    digest = digest_of(content)
    path = path_of(digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix="incoming-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
    return digest


def fetch(digest: str) -> bytes:
    """The bytes of an original. FileNotFoundError when the home lacks them."""
    return path_of(digest).read_bytes()


def forget(digest: str) -> None:
    """Remove a file that nothing refers to. The caller has made sure of that."""
    path_of(digest).unlink(missing_ok=True)


def path_of(digest: str) -> Path:
    """Two levels, so that no folder grows too long. ValueError for anything that is not a digest."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError("an original is named by a SHA-256 in hexadecimal")
    return Path(settings.HOME.originals) / digest[:2] / digest
