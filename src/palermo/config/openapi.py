"""The description of the API that is kept in docs/reference; ``docs/build.py`` writes it.

A kept copy shows in review what a change does to programs out there; a test compares it with the code.
"""

from __future__ import annotations

import json
from pathlib import Path

KEPT = Path(__file__).resolve().parents[3] / "docs" / "reference" / "openapi.json"


def description() -> str:
    """The OpenAPI document as text, keys sorted, ending in a line break. Django must be set up."""
    from palermo.config.api import api

    return json.dumps(api.get_openapi_schema(), indent=1, sort_keys=True, ensure_ascii=False, default=str) + "\n"
