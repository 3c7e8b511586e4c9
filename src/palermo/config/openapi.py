"""Writes the description of the API that is kept in docs/reference: ``python -m palermo.config.openapi``.

A kept copy shows in review what a change does to programs out there; a test compares it with the code.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

KEPT = Path(__file__).resolve().parents[3] / "docs" / "reference" / "openapi.json"


def description() -> str:
    """The OpenAPI document as text, keys sorted, ending in a line break. Django must be set up."""
    from palermo.config.api import api

    return json.dumps(api.get_openapi_schema(), indent=1, sort_keys=True, ensure_ascii=False, default=str) + "\n"


def main() -> None:
    """Write the kept copy."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.config.settings")
    django.setup()
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(description(), encoding="utf-8")
    sys.stdout.write(f"{KEPT}\n")


if __name__ == "__main__":
    main()
