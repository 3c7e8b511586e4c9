"""Names of a foreign form as ids of a register."""

from __future__ import annotations

import re

_LONGEST = 48
_LONGEST_REGISTER = 24
_LONGEST_CODE = 100


def field_id(name: str) -> str:
    """``prs_FirstName`` -> ``prs_first_name``: snake_case, beginning with a letter; ``field`` when nothing is left."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    plain = re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")
    return re.sub(r"^(?=\d)", "q_", plain)[:_LONGEST].strip("_") or "field"


def unused(wanted: str, taken: set[str]) -> str:
    """``wanted``, with a number when it is taken; it is then taken."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    taken.add(name)
    return name


def register_id(name: str, default: str = "FORM") -> str:
    """An id of a register from the id of a form."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-_")
    plain = re.sub(r"^[^A-Za-z]+", "", plain)
    return plain[:_LONGEST_REGISTER].strip("-_") or default


def choice_code(name: str) -> str:
    """A code of a choice: blanks, which separate codes in answers, become underscores."""
    return re.sub(r"[^\w.\-]+", "_", name.strip()).strip("_")[:_LONGEST_CODE]
