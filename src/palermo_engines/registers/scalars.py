"""What a value is inside an expression: text, a number or a truth."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

Scalar = str | Decimal | bool
_NUMBER = re.compile(r"\s*[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?\s*")


def plain_of(value: Any) -> Scalar:
    """The main number or text of a value: of a count its total (or the sum of its parts by sex), of a quantity its
    value, of money its amount, of a period its first day, of several codes the codes with spaces between."""
    if value is None:
        return ""
    if isinstance(value, bool | str | Decimal):
        return value.partition("/")[0] if isinstance(value, str) and _is_interval(value) else value
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, list | tuple):
        return " ".join(text_in(plain_of(one)) for one in value)
    return _main(value) if isinstance(value, dict) else ""


def _is_interval(text: str) -> bool:
    return (
        "/" in text
        and len(text) < 24
        and re.fullmatch(r"(?:[0-9]{4}[0-9-]*|\.\.)?/(?:[0-9]{4}[0-9-]*|\.\.)?", text) is not None
    )


def _main(value: dict[str, Any]) -> Scalar:
    for part in ("value", "amount", "total"):
        if value.get(part) is not None:
            said = plain_of(value[part])
            number = number_in(said)
            return said if number is None else number
    counts = [value[part] for part in ("women", "men", "not_disaggregated") if isinstance(value.get(part), int)]
    if counts:
        return Decimal(sum(counts))
    for part in ("words", "code", "name", "actual", "planned", "document", "body", "en"):
        if value.get(part) is not None:
            return plain_of(value[part])
    return Decimal(0) if value.get("qualifier") == "none_known" else ""


def number_in(value: Scalar) -> Decimal | None:
    """The number a scalar reads as; None for text that is none, and for nothing."""
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, Decimal):
        return value
    return Decimal(value.strip()) if _NUMBER.fullmatch(value) else None


def text_in(value: Scalar) -> str:
    """The text of a scalar, numbers without needless zeros."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value == value.to_integral_value() else format(value, "f")
    return value


def truth_in(value: Scalar) -> bool:
    """Text is true unless empty, a number unless zero."""
    return bool(value)
