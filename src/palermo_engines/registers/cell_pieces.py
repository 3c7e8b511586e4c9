"""Several values in one cell, and bodies: written so that reading gives the same back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_PIECE = re.compile(r'\s*(?P<piece>"(?:[^"]|"")*"|[^;\uff1b\n|]*?)\s*(?:[;\uff1b\n|]|\Z)')
_SEPARATES = re.compile(r'[;\uff1b\n|]|\A"|\A\s|\s\Z')
_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,40}")


def join_several(pieces: Iterable[str]) -> str:
    """The pieces with semicolons between; one that holds a separator stands in quotes, as in CSV."""
    return "; ".join(_quoted(piece) if _SEPARATES.search(piece) else piece for piece in pieces)


def split_several(text: str) -> Iterator[str]:
    """The pieces of a cell: between semicolons, bars or line ends, outside of quotes."""
    place = 0
    while place < len(text):
        found = _PIECE.match(text, place)
        if found is None or found.end() == place:
            yield text[place:].strip()
            return
        place = found.end()
        if found["piece"]:
            yield _unquoted(found["piece"])


def write_body(value: dict[str, Any]) -> str:
    """A code in capitals or a name as it stands; a name that looks like a code in quotes, another code in brackets."""
    code = value.get("code")
    if code is not None:
        return code if _CODE.fullmatch(code) else f"[{code}]"
    name = str(value["name"])
    return _quoted(name) if _CODE.fullmatch(name) or name[0] in '"[' else name


def read_body(text: str) -> dict[str, str]:
    """What ``write_body`` wrote, or somebody typed."""
    if _CODE.fullmatch(text):
        return {"code": text}
    if len(text) > 2 and text[0] == "[" and text[-1] == "]":
        return {"code": text[1:-1]}
    return {"name": _unquoted(text)}


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _unquoted(text: str) -> str:
    whole = re.fullmatch(r'"((?:[^"]|"")*)"', text)
    return whole[1].replace('""', '"') if whole else text
