"""A value as it was sent -> the canonical JSON that is kept, or a refusal that says what to write instead.

The shapes are those of docs/how-to/declare-a-register.md. None stands for nothing said. Nothing is guessed here: a
number is written in plain digits and a date as ISO 8601; what people type is made of that by forms and ``cells``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.registers.counts import decimal, money, number, people, share
from palermo_engines.registers.days import day, interval, planned_actual
from palermo_engines.registers.model import Field, FieldType
from palermo_engines.registers.patterns import matches
from palermo_engines.registers.places import known_area
from palermo_engines.registers.shapes import LONG, MOST, SHORT, mapping, plain, said_in, wrong

_DIGEST = re.compile(r"[0-9a-f]{64}")
_URL = re.compile(r"https?://[^\s<>\"]{3,}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_FINENESS = {"country": ("country",), "region": ("country", "region"), "city": ("country", "region", "city")}

Reader = Callable[[Field, Any], Any]


def normalise(field: Field, raw: Any) -> Any:
    """The canonical value of a field; None for nothing said. InputError ``registers.value``, ``where`` the field."""
    if raw is None or raw in ("", [], {}):
        return None
    if field.type in _SEVERAL and field.multiple:
        return _several(field, raw)
    return _READERS[field.type](field, raw)


def _several(field: Field, raw: Any) -> Any:
    """Each value once, in the order given."""
    entries = raw if isinstance(raw, list | tuple) else [raw]
    if len(entries) > MOST:
        raise wrong(field, f"At most {MOST} values.")
    read = _READERS[field.type]
    found: list[Any] = []
    for entry in entries:
        value = read(field, entry) if entry not in (None, "") else None
        if value is not None and value not in found:
            found.append(value)
    return found or None


def _text(field: Field, raw: Any) -> str | None:
    text = plain(field, raw, LONG if field.options.get("lines") == "many" else SHORT)
    if text is None:
        return None
    form = field.options.get("format")
    if form == "url" and not _URL.fullmatch(text):
        raise wrong(field, "This is no web address.", "Write https://...")
    if form == "email" and not _EMAIL.fullmatch(text):
        raise wrong(field, "This is no e-mail address.")
    pattern = field.options.get("pattern")
    if pattern and not matches(str(pattern), text):
        raise wrong(field, "This is not written in the way the register asks for.")
    return text


def _rich(field: Field, raw: Any) -> str | None:
    return plain(field, raw, LONG)


def _translated(field: Field, raw: Any) -> dict[str, str] | None:
    texts = mapping(field, raw, LANGUAGES)
    return {code: text for code in LANGUAGES if (text := said_in(field, texts, code, LONG))} or None


def _choice(field: Field, raw: Any) -> str:
    if not isinstance(raw, str) or field.choice(raw) is None:
        raise wrong(field, "This is not one of the choices.", _offered(field))
    return raw


def _offered(field: Field) -> str:
    codes = [choice.code for choice in field.choices[:12]]
    more = ", ..." if len(field.choices) > len(codes) else ""
    return f"Choices are {', '.join(codes)}{more}."


def _yes_no(field: Field, raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise wrong(field, "This is true or false.")
    return raw


def _country(field: Field, raw: Any) -> str:
    """A place may be anywhere; elsewhere territories and regions are countries only where the field says so."""
    areas = field.type is FieldType.PLACE or bool(field.options.get("areas"))
    if not isinstance(raw, str) or not known_area(raw, areas=areas):
        raise wrong(field, "This is no country that is known here.", "Use the three letters of ISO 3166-1.")
    return raw


def _organisation(field: Field, raw: Any) -> dict[str, str]:
    parts = mapping(field, raw, ("code", "name"))
    code, name = said_in(field, parts, "code", 60), said_in(field, parts, "name", 300)
    if bool(code) == bool(name):
        raise wrong(field, "An organisation has either a code or a name as printed.")
    return {"code": code} if code else {"name": str(name)}


def _seat(field: Field, raw: Any) -> dict[str, Any] | None:
    parts = mapping(field, raw, ("body", "role", "seat"))
    body, role = said_in(field, parts, "body", 300), said_in(field, parts, "role", 300)
    found = {"body": body, "role": role, "seat": _uuid(field, parts["seat"]) if parts.get("seat") else None}
    return {name: part for name, part in found.items() if part is not None} or None


def _place(field: Field, raw: Any) -> dict[str, Any] | None:
    finest = str(field.options.get("finest", "city"))
    allowed = (*_FINENESS["city"], "lat", "lon") if finest == "point" else _FINENESS[finest]
    parts = mapping(field, raw, ("country", "region", "city", "lat", "lon"))
    if any(part not in (None, "") and name not in allowed for name, part in parts.items()):
        raise wrong(field, f"A place here is never finer than its {finest}.")
    found: dict[str, Any] = {}
    if parts.get("country"):
        found["country"] = _country(field, parts["country"])
    for name in ("region", "city"):
        if words := said_in(field, parts, name, 200):
            found[name] = words
    found |= _point(field, parts)
    return found or None


def _point(field: Field, parts: Mapping[str, Any]) -> dict[str, float]:
    if parts.get("lat") in (None, "") and parts.get("lon") in (None, ""):
        return {}
    lat, lon = (decimal(field, parts.get(name)) for name in ("lat", "lon"))
    if lat is None or lon is None or not -90 <= float(lat) <= 90 or not -180 <= float(lon) <= 180:
        raise wrong(field, "A point has a latitude from -90 to 90 and a longitude from -180 to 180.")
    return {"lat": float(lat), "lon": float(lon)}


def _file(field: Field, raw: Any) -> dict[str, Any]:
    parts = mapping(field, raw, ("digest", "name", "size"))
    digest, name, size = parts.get("digest"), said_in(field, parts, "name", 200), parts.get("size")
    if not isinstance(digest, str) or not _DIGEST.fullmatch(digest) or not name:
        raise wrong(field, "A file has a digest and a name.")
    if isinstance(size, bool) or not isinstance(size, int) or size < 0:
        raise wrong(field, "A file has a size in bytes.")
    if re.search(r"[/\\\n]", name):
        raise wrong(field, "The name of a file has no folders in it.")
    endings = field.options.get("accept")
    if endings and not name.lower().endswith(tuple(f".{str(ending).lstrip('.').lower()}" for ending in endings)):
        raise wrong(field, f"Files here end in {', '.join(endings)}.")
    return {"digest": digest, "name": name, "size": size}


def _uuid(field: Field, raw: Any) -> str:
    try:
        return str(UUID(str(raw) if isinstance(raw, str | UUID) else ""))
    except ValueError:
        raise wrong(field, "This names no record.") from None


def _citation(field: Field, raw: Any) -> dict[str, Any] | None:
    parts = mapping(field, raw, ("source", "document", "place", "snippet", "language"))
    found: dict[str, Any] = {}
    if parts.get("source"):
        found["source"] = _uuid(field, parts["source"])
    for name, longest in (("document", 300), ("place", 60), ("snippet", 5000)):
        if said := said_in(field, parts, name, longest):
            found[name] = said
    language = parts.get("language")
    if language:
        if language not in LANGUAGES:
            raise wrong(field, f"The language is one of {', '.join(LANGUAGES)}.")
        found["language"] = language
    return found if set(found) - {"language"} else None


def _computed(field: Field, _raw: Any) -> Any:
    raise wrong(field, "This field is computed and never typed.")


_SEVERAL = frozenset({FieldType.CHOICE, FieldType.COUNTRY, FieldType.ORGANISATION, FieldType.LINK, FieldType.FILE})
_READERS: Mapping[FieldType, Reader] = {
    FieldType.TEXT: _text,
    FieldType.RICH_TEXT: _rich,
    FieldType.TRANSLATED_TEXT: _translated,
    FieldType.CHOICE: _choice,
    FieldType.YES_NO: _yes_no,
    FieldType.COUNTRY: _country,
    FieldType.ORGANISATION: _organisation,
    FieldType.SEAT: _seat,
    FieldType.PEOPLE: people,
    FieldType.NUMBER: number,
    FieldType.MONEY: money,
    FieldType.SHARE: share,
    FieldType.DATE: day,
    FieldType.PERIOD: interval,
    FieldType.PLANNED_ACTUAL: planned_actual,
    FieldType.PLACE: _place,
    FieldType.FILE: _file,
    FieldType.LINK: _uuid,
    FieldType.CITATION: _citation,
    FieldType.COMPUTED: _computed,
}
