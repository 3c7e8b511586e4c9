"""Pieces that the readers of all types share: text within its limits, mappings of known parts, refusals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Field

SHORT, LONG = 2_000, 50_000
MOST = 500  # entries of a field with several values, parts of a count
# Control signs show nothing, and halves of surrogate pairs cannot be stored at all.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def wrong(field: Field, message: str, advice: str = "") -> InputError:
    """The refusal of a value: it never quotes what was sent."""
    return InputError("registers.value", message, advice=advice, where=field.id)


def plain(field: Field, raw: Any, longest: int) -> str | None:
    """Text of at most ``longest`` signs, trimmed, with line ends as ``\\n``; None for nothing."""
    if not isinstance(raw, str):
        raise wrong(field, "This must be text.")
    text = raw.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > longest:
        raise wrong(field, f"The text is longer than {longest:,} signs.")
    if CONTROL.search(text):
        raise wrong(field, "The text holds signs that cannot be shown.")
    return text or None


def mapping(field: Field, raw: Any, known: Sequence[str]) -> dict[str, Any]:
    """The value as a mapping that has no other than the known parts."""
    if not isinstance(raw, dict):
        raise wrong(field, f"This has parts: {', '.join(known)}.")
    if not raw.keys() <= set(known):
        raise wrong(field, "There is a part that does not belong here.", f"Parts are {', '.join(known)}.")
    return raw


def said_in(field: Field, parts: Mapping[str, Any], name: str, longest: int = SHORT) -> str | None:
    """The text of a part; None for nothing."""
    part = parts.get(name)
    return None if part in (None, "") else plain(field, part, longest)
