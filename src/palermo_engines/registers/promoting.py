"""What a list of records needs of each: its title, country, days, organisation, and the codes it can be found by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from palermo_engines.kit.periods import days_of
from palermo_engines.registers.model import Declaration, Field, FieldType, Role, in_language
from palermo_engines.registers.scalars import plain_of, text_in

_TITLE, _ORGANISATION = 300, 200
_TAGGED = frozenset({FieldType.CHOICE, FieldType.YES_NO, FieldType.COUNTRY, FieldType.LINK})


@dataclass(frozen=True, slots=True)
class Promoted:
    """``countries`` are all codes of the country field, ``country`` the first; ``first`` and ``last`` the days that the
    record's date touches; ``organisation`` a code, or a name as printed; ``tags`` are (field, code)."""

    title: str
    country: str
    countries: tuple[str, ...]
    first: date | None
    last: date | None
    organisation: str
    tags: tuple[tuple[str, str], ...]


def promote(declaration: Declaration, values: Mapping[str, Any]) -> Promoted:
    """Worked out from values as they are kept."""
    countries = tuple(_codes(_of_role(declaration, values, Role.COUNTRY)))
    first, last = _days(_of_role(declaration, values, Role.DATE))
    return Promoted(
        title=_title(declaration, values)[:_TITLE],
        country=countries[0] if countries else "",
        countries=countries,
        first=first,
        last=last,
        organisation=_body(_of_role(declaration, values, Role.ORGANISATION))[:_ORGANISATION],
        tags=tuple(dict.fromkeys(_tags(declaration, values))),
    )


def _of_role(declaration: Declaration, values: Mapping[str, Any], role: Role) -> Any:
    """The first value that a field of the role has: a second date counts when the first is not known."""
    for field in declaration.fields:
        if field.role is role and values.get(field.id) is not None:
            return values[field.id]
    return None


def _title(declaration: Declaration, values: Mapping[str, Any]) -> str:
    field = declaration.with_role(Role.TITLE)
    value = values.get(field.id) if field else None
    if field is None or value is None:
        return ""
    if field.type is FieldType.CHOICE:
        return ", ".join(_choice_words(field, code) for code in _codes(value))
    if isinstance(value, dict) and field.type is FieldType.TRANSLATED_TEXT:
        return str(value.get("en") or next(iter(value.values()), ""))
    return " ".join(text_in(plain_of(value)).split())


def _choice_words(field: Field, code: str) -> str:
    choice = field.choice(code)
    return in_language(choice.label, "en") if choice else code


def _codes(value: Any) -> Iterator[str]:
    if isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        yield from (str(code) for code in value)


def _days(value: Any) -> tuple[date | None, date | None]:
    """Of a planned and an actual date the actual one counts."""
    text = (value.get("actual") or value.get("planned")) if isinstance(value, dict) else value
    if not text:
        return None, None
    days = days_of(str(text))
    return days.first, days.last


def _body(value: Any) -> str:
    body = value[0] if isinstance(value, list) and value else value
    if not isinstance(body, dict):
        return ""
    return str(body.get("code") or body.get("name") or body.get("body") or "")


def _tags(declaration: Declaration, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in declaration.fields:
        value = values.get(field.id)
        if value is not None and field.type in _TAGGED:
            yield from ((field.id, code) for code in _codes(value))
