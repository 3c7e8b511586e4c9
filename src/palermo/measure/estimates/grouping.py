"""Groups of people as evidence codes them."""

from __future__ import annotations

import re

from palermo.ground.evidence.api import as_printed, spell_breakdown
from palermo.measure.wording import PARTS


def known_code(covariate: str, value: str) -> str:
    """The code that evidence has for a group, such as ``female`` of ``sex``; empty when it has none."""
    code = value.casefold().replace(" ", "_")
    return code if code in PARTS.get(covariate.casefold(), {}) else ""


def breakdown_of(covariate: str, value: str) -> str:
    """A group as evidence spells it: known codes as they are, other words as printed."""
    key = re.sub(r"\W+", "_", covariate.casefold()).strip("_") or "group"
    return spell_breakdown({key: known_code(covariate, value) or (as_printed(value) if value else "unknown")})
