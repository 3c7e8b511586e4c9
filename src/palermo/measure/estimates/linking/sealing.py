"""Sealing what a linkage holds. Its key is a file of its own, outside the database and outside every archive: once the
file is gone, no copy of the row can be read."""

from __future__ import annotations

import contextlib
import os
import secrets
import zlib
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from palermo_engines.kit.errors import InputError

_KEY, _NONCE = 32, 12


def draw_key(linkage: UUID) -> None:
    """Make the key of a linkage, readable by the instance only."""
    path = _path(linkage)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(_KEY))
        file.flush()
        os.fsync(file.fileno())


def destroy_key(linkage: UUID) -> None:
    """Overwrite the key and delete it; nothing when it is gone already."""
    with contextlib.suppress(FileNotFoundError):
        with _path(linkage).open("r+b") as file:
            file.write(secrets.token_bytes(_KEY))
            file.flush()
            os.fsync(file.fileno())
        _path(linkage).unlink()


def keys_kept(before: float) -> list[UUID]:
    """The linkages whose key was made before that instant (seconds of Unix time)."""
    folder = settings.HOME.root / "linkages"
    if not folder.is_dir():
        return []
    return [UUID(path.stem) for path in sorted(folder.glob("*.key")) if path.stat().st_mtime < before]


def seal(linkage: UUID, part: str, content: bytes) -> bytes:
    """Encrypt one part. It opens under the same linkage and part only. InputError ``linking.gone`` without the key."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + _cipher(linkage).encrypt(nonce, zlib.compress(content), _bound(linkage, part))


def unseal(linkage: UUID, part: str, sealed: bytes) -> bytes:
    """What was sealed. InputError ``linking.gone`` when the key is gone, or another instance sealed it."""
    try:
        opened = _cipher(linkage).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(linkage, part))
    except InvalidTag:
        raise gone() from None
    return zlib.decompress(opened)


def gone() -> InputError:
    """The records cannot be read any more."""
    return InputError("linking.gone", "The records of this linkage are deleted.", advice="Bring the lists again.")


def _path(linkage: UUID) -> Path:
    return settings.HOME.root / "linkages" / f"{linkage}.key"


def _cipher(linkage: UUID) -> AESGCM:
    try:
        drawn = _path(linkage).read_bytes()
    except FileNotFoundError:
        raise gone() from None
    derived = HKDF(SHA256(), _KEY, salt=settings.SECRET_KEY.encode(), info=b"palermo.linkage").derive(drawn)
    return AESGCM(derived)


def _bound(linkage: UUID, part: str) -> bytes:
    return f"{linkage}:{part}".encode()
