"""Where the code lists live. They are data, kept in ``standards/`` at the root of the project."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

_BESIDE_SOURCE = Path(__file__).resolve().parents[3] / "standards"


def standards_directory() -> Path:
    """The folder of code lists: ``PALERMO_STANDARDS`` when set, else ``standards/`` beside ``src/``."""
    return _folder(os.environ.get("PALERMO_STANDARDS", ""))


@lru_cache(maxsize=8)
def _folder(named: str) -> Path:
    return Path(
        named or _BESIDE_SOURCE
    )  # asked for with every cell of an import: making a path costs more than it looks
