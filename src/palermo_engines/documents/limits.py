"""How much a document may ask of the machine that reads it. Uploads are hostile until read."""

from __future__ import annotations

from palermo_engines.kit.errors import InputError

MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_UNPACK_RATIO = 200
MAX_ZIP_MEMBERS = 10_000
MAX_PAGES = 5_000
MAX_TABLE_CELLS = 200_000


def check_size(size: int, name: str) -> None:
    """Refuse empty and oversized input. Raises InputError ``documents.empty`` or ``documents.too_large``."""
    if size == 0:
        raise InputError(
            "documents.empty", "the file is empty.", where=name, advice="Choose a file that has text in it."
        )
    if size > MAX_BYTES:
        raise InputError(
            "documents.too_large",
            f"the file has {size / 1_048_576:.0f} MB; at most {MAX_BYTES // 1_048_576} MB can be read.",
            where=name,
            advice="Split the document, or save it without pictures.",
        )
