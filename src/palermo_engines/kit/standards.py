"""Where the code lists live. They are data, kept in ``standards/`` at the root of the project."""

from __future__ import annotations

import os
from pathlib import Path

_BESIDE_SOURCE = Path(__file__).resolve().parents[3] / "standards"


def standards_directory() -> Path:
    """The folder of code lists: ``PALERMO_STANDARDS`` when set, else ``standards/`` beside ``src/``."""
    return Path(os.environ.get("PALERMO_STANDARDS") or _BESIDE_SOURCE)
