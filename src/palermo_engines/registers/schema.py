"""A register's records as JSON Schema (2020-12), for programs. Visibility and workflow are not part of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.kit.quantities import Qualifier
from palermo_engines.registers.model import Declaration, Field, FieldType, in_language

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_NUMBER: Schema = {"type": "string", "pattern": r"^-?\d{1,16}(\.\d{1,6})?$"}
_DAY: Schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
_TIME: Schema = {"type": "string", "pattern": r"^(\d{4}(-\d{2}){0,2}|\.\.)(/(\d{4}(-\d{2}){0,2}|\.\.))?$"}
_AREA: Schema = {"type": "string", "pattern": r"^([A-Z]{3}|[a-z_]{4,30})$"}
_QUALIFIER: Schema = {"enum": [item.value for item in Qualifier]}
_KNOWN: Schema = {"enum": [*(item.value for item in Qualifier), "none_known"]}


def json_schema(declaration: Declaration, language: str = "en") -> Schema:
    """The schema of a record's values, titles and descriptions in ``language``."""
    required = [field.id for field in declaration.fields if field.required == "true" and not field.relevant]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": in_language(declaration.title, language),
        "description": in_language(declaration.help, language),
        "type": "object",
        "properties": {field.id: _described(field, language) for field in declaration.fields},
        "required": required,
        "additionalProperties": False,
    }


def _described(field: Field, language: str) -> Schema:
    one = _SCHEMAS[field.type](field)
    shape = {"type": "array", "items": one} if field.multiple else one
    found = {"title": in_language(field.label, language), **shape}
    help_text = in_language(field.help, language)
    if help_text:
        found["description"] = help_text
    if field.type is FieldType.COMPUTED:
        found["readOnly"] = True
    return found


def _object(**parts: Schema) -> Schema:
    return {"type": "object", "properties": parts, "additionalProperties": False}


def _choice(field: Field) -> Schema:
    return {"enum": [choice.code for choice in field.choices]}


def _people(_field: Field) -> Schema:
    parts: Schema = {"type": "object", "additionalProperties": _COUNT}
    return _object(total=_COUNT, women=_COUNT, men=_COUNT, not_disaggregated=_COUNT, qualifier=_KNOWN, parts=parts)


def _computed(field: Field) -> Schema:
    return _object(value=_NUMBER, qualifier=_KNOWN) if field.options.get("of") == "number" else _TEXT


_SCHEMAS: Mapping[FieldType, Callable[[Field], Schema]] = {
    FieldType.TEXT: lambda _field: _TEXT,
    FieldType.RICH_TEXT: lambda _field: _TEXT,
    FieldType.TRANSLATED_TEXT: lambda _field: _object(**{str(code): _TEXT for code in LANGUAGES}),
    FieldType.CHOICE: _choice,
    FieldType.YES_NO: lambda _field: {"type": "boolean"},
    FieldType.COUNTRY: lambda _field: _AREA,
    FieldType.ORGANISATION: lambda _field: _object(code=_TEXT, name=_TEXT),
    FieldType.SEAT: lambda _field: _object(body=_TEXT, role=_TEXT, seat=_TEXT),
    FieldType.PEOPLE: _people,
    FieldType.NUMBER: lambda _field: _object(value=_NUMBER, high=_NUMBER, qualifier=_KNOWN),
    FieldType.MONEY: lambda _field: _object(
        amount=_NUMBER,
        currency={"type": "string", "pattern": "^[A-Z]{3}$"},
        qualifier=_QUALIFIER,
        on=_TIME,
        rate_source=_TEXT,
    ),
    FieldType.SHARE: lambda _field: _object(value=_NUMBER, words=_TEXT, qualifier=_QUALIFIER),
    FieldType.DATE: lambda _field: _DAY,
    FieldType.PERIOD: lambda _field: _TIME,
    FieldType.PLANNED_ACTUAL: lambda _field: _object(planned=_TIME, actual=_TIME),
    FieldType.PLACE: lambda _field: _object(
        country=_AREA, region=_TEXT, city=_TEXT, lat={"type": "number"}, lon={"type": "number"}
    ),
    FieldType.FILE: lambda _field: _object(digest=_TEXT, name=_TEXT, size=_COUNT),
    FieldType.LINK: lambda _field: {"type": "string", "format": "uuid"},
    FieldType.CITATION: lambda _field: _object(
        source={"type": "string", "format": "uuid"},
        document=_TEXT,
        place=_TEXT,
        snippet=_TEXT,
        language={"enum": list(LANGUAGES)},
    ),
    FieldType.COMPUTED: _computed,
}
