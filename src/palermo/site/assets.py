"""Addresses of the site's own files, with a digest so that a browser never shows last week's style sheet."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static


@cache
def asset_address(path: str) -> str:
    """``/static/site/base.css?v=1f2e3d4c``. LookupError for a file that does not exist: a typo is a defect."""
    found = finders.find(path)
    if not isinstance(found, str):
        raise LookupError(f"no static file {path}")
    digest = hashlib.sha256(Path(found).read_bytes()).hexdigest()[:8]
    return f"{static(path)}?v={digest}"
