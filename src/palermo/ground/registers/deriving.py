"""What is derived from a record's content: promoted columns, words to search, tags. One function, so that it can be
made anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from palermo.ground.registers.models import SORTING_LENGTH, RegisterRecord
from palermo.ground.registers.tagging import (
    ALL,
    FIRST_YEAR,
    LAST_YEAR,
    NO_YEAR,
    ORGANISATION,
    OWNER,
    STATE,
    Tag,
)
from palermo_engines.registers.model import Declaration, FieldType, Role
from palermo_engines.registers.promoting import promote

_TEXTS = frozenset({FieldType.TEXT, FieldType.RICH_TEXT, FieldType.TRANSLATED_TEXT, FieldType.ORGANISATION})
_TITLE = RegisterRecord._meta.get_field("title").max_length or 300
_ORGANISATION = RegisterRecord._meta.get_field("organisation").max_length or 200
_CODE = 200
_WORDS = 10_000  # signs of a record that text search sees
_FORM = 2  # raise it when other things are derived from the same content


@dataclass(frozen=True, slots=True)
class Derived:
    """``first`` and ``last`` bound the days of the record's date; None when open or unknown."""

    title: str
    country: str
    first: date | None
    last: date | None
    organisation: str
    sorting: str
    words: str
    tags: tuple[Tag, ...]


def derive(declaration: Declaration, values: Mapping[str, Any], *, state: str, owner: str) -> Derived:
    """Everything about a record that its content, state and owner say. ``sorting``: what a list is ordered by;
    ``words``: what text search sees, on one line."""
    found = promote(declaration, values)
    organisation = found.organisation[:_ORGANISATION]
    built_in = (
        (ALL, ""),
        (STATE, state),
        *(((OWNER, owner),) if owner else ()),
        *(((ORGANISATION, organisation),) if organisation else ()),
        *_years(found.first, found.last),
    )
    tags = (*built_in, *found.tags)
    return Derived(
        title=found.title[:_TITLE],
        country=found.country,
        first=found.first,
        last=found.last,
        organisation=organisation,
        sorting=_sorting(declaration, found.title),
        words=_words(declaration, values),
        tags=tuple((field, code[:_CODE]) for field, code in tags),
    )


def derivation(declaration: Declaration) -> str:
    """SHA-256 of whatever decides what is derived: another one means that columns, tags and figures are stale."""
    said = [
        str(_FORM),
        repr([(f.id, f.type, f.role, f.visible, f.multiple, sorted(f.options.items())) for f in declaration.fields]),
        repr([(state.id, state.public, state.end) for state in declaration.states]),
        repr((declaration.measures, declaration.visibility)),
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _years(first: date | None, last: date | None) -> tuple[Tag, ...]:
    if first is None and last is None:
        return ()
    return (FIRST_YEAR, str(first.year) if first else NO_YEAR), (LAST_YEAR, str(last.year) if last else NO_YEAR)


def listed(value: Any) -> list[str]:
    """The codes or identifiers of a value that may be one, several or nothing."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def _sorting(declaration: Declaration, title: str) -> str:
    """Empty where only some may read the title: the order of a list would tell it."""
    titles = [field for field in declaration.fields if field.role is Role.TITLE]
    shown = all(field.visible.level == "public" for field in titles)
    return " ".join(title.casefold().split())[:SORTING_LENGTH] if shown else ""


def _words(declaration: Declaration, values: Mapping[str, Any]) -> str:
    """Lower case, on one line. A field that only some may read is not in it: a search would tell its words."""
    fields = (f for f in declaration.fields if f.type in _TEXTS and f.visible.level == "public" and f.id in values)
    texts = (text for field in fields for text in _texts(values[field.id]))
    return " ".join(" ".join(texts).casefold().split())[:_WORDS]


def _texts(value: Any) -> Iterable[str]:
    entries = value if isinstance(value, list) else [value]
    for entry in entries:
        if isinstance(entry, str):
            yield entry
        elif isinstance(entry, dict):
            yield from (text for text in entry.values() if isinstance(text, str))
