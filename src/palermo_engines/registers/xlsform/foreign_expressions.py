"""Expressions of a foreign form as expressions of a register."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from palermo_engines.kit.errors import InputError
from palermo_engines.registers.expressions import compile_expression

_NAMED = re.compile(r"\$\{\s*([^}]*?)\s*\}")
_CONDITIONS = ("required", "relevant", "constraint", "value")
_TRUE = frozenset({"yes", "true", "true()", "1", "required"})
_FALSE = frozenset({"", "no", "false", "false()", "0"})


def translated(text: str, names: Mapping[str, str]) -> str | None:
    """The expression with the ids of fields instead of names of questions.

    None when it asks for a question that is no field, or uses a function that registers do not know.
    """
    wanted = _NAMED.findall(text)
    if any(name not in names for name in wanted):
        return None
    renamed = _NAMED.sub(lambda match: f"${{{names[match.group(1)]}}}", text)
    try:
        compile_expression(renamed)
    except InputError:
        return None
    return renamed


def drop_dangling(fields: list[dict[str, Any]]) -> list[str]:
    """Take out conditions that ask for a field that is not there, and fields computed from one.

    The ids of the fields concerned, each once, in the order in which it was seen.
    """
    concerned: dict[str, None] = {}
    while True:
        known = {field["id"] for field in fields}
        dangling = [(field, key) for field in fields for key in _CONDITIONS if _asks_beyond(field.get(key), known)]
        if not dangling:
            return list(concerned)
        for field, key in dangling:
            concerned[field["id"]] = None
            del field[key]
        fields[:] = [field for field in fields if field["type"] != "computed" or "value" in field]


def _asks_beyond(condition: Any, known: set[str]) -> bool:
    return isinstance(condition, str) and any(name.partition("/")[0] not in known for name in _NAMED.findall(condition))


def both(first: str, second: str) -> str:
    """An expression that holds when both do; an empty one always holds."""
    return f"({first}) and ({second})" if first and second else first or second


def truth(text: str) -> bool | None:
    """What ``yes``, ``TRUE()`` or ``false`` in a cell says; None when it is an expression."""
    folded = text.strip().casefold()
    if folded in _TRUE:
        return True
    return False if folded in _FALSE else None
