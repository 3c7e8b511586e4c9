"""Facts as JSON in the fields of the line format, and what makes two of them the same fact."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from palermo_engines.extraction.facts import Fact, Mention
from palermo_engines.extraction.lines import fact_line

_WHERE = frozenset({"type", "source", "paragraph", "footnote", "id", "part_of", "snippet", "text", "message"})
"""Fields that say where a fact stands or in which words, not what it says. Words are compared on their own."""


def payload_of(fact: Fact) -> tuple[str, dict[str, Any], str] | None:
    """Kind, payload and words of a fact; None for dates, which only serve other facts."""
    line = fact_line(fact)
    if line is None:
        return None
    kind = str(line.pop("type"))
    payload = {name: value for name, value in line.items() if name not in ("paragraph", "footnote")}
    if isinstance(fact, Mention):
        payload["area"] = fact.kind
    words = getattr(fact, "snippet", None) or payload.get("text") or payload.get("message") or ""
    return kind, payload, str(words)


def decimal_of(value: Any) -> Decimal | None:
    """A JSON number, or one written as text, exactly as it is spelled. None when there is none."""
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def code_of(kind: str, payload: Mapping[str, Any]) -> str:
    """The one country, organisation or region the fact is about; empty when none or several."""
    about = payload.get("iso3")
    if isinstance(about, str):
        return about
    return str(about[0]) if isinstance(about, list) and len(about) == 1 and kind == "figure" else ""


def plain_words(text: str) -> str:
    """Words as they are compared: NFKC, white space squeezed out of the way."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def fingerprint(kind: str, payload: Mapping[str, Any], words: str) -> str:
    """The same for the same fact in the same words, wherever in the document it stands."""
    said = {name: _canonical(value) for name, value in payload.items() if name not in _WHERE}
    content = json.dumps([kind, said, plain_words(words)], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(content.encode()).hexdigest()


def says_the_same(kind: str, left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    """Whether two payloads state the same, words aside: for comparing with what a person wrote down."""
    return _said(kind, left) == _said(kind, right)


_SAYING = {
    "figure": ("value", "high", "qualifier", "unit", "measure", "iso3", "period", "as_of", "breakdown"),
    "action": ("instrument", "kind", "iso3", "date"),
    "mention": ("iso3", "text"),
    "statement": ("theme", "quantifier", "iso3"),
    "directive": ("verb", "addressees"),
    "warning": ("code",),
}


def _said(kind: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _canonical(payload.get(name)) for name in _SAYING[kind]}


def _canonical(value: Any) -> Any:
    """Empty things are alike, numbers compare by value, lists of codes without their order."""
    if isinstance(value, bool) or value is None or value in ("", [], {}):
        return None if not isinstance(value, bool) else value
    if isinstance(value, int | float | Decimal):
        return format(Decimal(str(value)).normalize(), "f")
    if isinstance(value, list | tuple):
        return sorted(map(str, value))
    return value
