"""Word files are archives; archives carry a clock."""

from __future__ import annotations

import io
import zipfile


def without_clock(content: bytes) -> bytes:
    """The same archive with the same time on every member, so that equal reports are equal files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
