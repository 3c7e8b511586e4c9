"""The JSON Schema of a register's records (draft 2020-12): every value as ``values`` keeps it.

It says what one value looks like. Conditions between fields (relevance, constraints, rules) are expressions, which
JSON Schema has no words for: a record that fits the schema may still be refused by ``checking``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.kit.quantities import Qualifier
from palermo_engines.registers.counts import NONE_KNOWN
from palermo_engines.registers.model import Declaration, Field, FieldType, in_language
from palermo_engines.registers.shapes import LONG, MOST, SHORT

Schema = dict[str, Any]
_DAY = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_NUMBER: Schema = {"type": "string", "pattern": r"^-?[0-9]{1,16}(\.[0-9]{1,6})?$"}
_PERIOD: Schema = {"type": "string", "pattern": rf"^({_DAY}|({_DAY}|\.\.)/({_DAY}|\.\.))$"}
_UUID: Schema = {"type": "string", "format": "uuid"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_COUNTRY: Schema = {"type": "string", "pattern": "^([A-Z]{3}|[a-z0-9_]{2,40})$"}
_EXACT = [qualifier.value for qualifier in Qualifier]
_QUALIFIER: Schema = {"enum": _EXACT}
_COUNTED: Schema = {"enum": [*_EXACT, NONE_KNOWN]}
_PRECISION = {"day": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "month": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"}
_PLACES = {"country": ("country",), "region": ("country", "region")}


def json_schema(declaration: Declaration, language: str = "en") -> Schema:
    """The schema of a record's values; titles and descriptions in the language, in English where it has none."""
    asked = [field.id for field in declaration.fields if field.required == "true" and not field.relevant]
    schema: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": in_language(declaration.title, language),
        "description": in_language(declaration.help, language),
        "type": "object",
        "properties": {field.id: _property(field, language) for field in declaration.fields},
        "required": asked,
        "additionalProperties": False,
    }
    return {key: entry for key, entry in schema.items() if entry not in ("", [])}


def _property(field: Field, language: str) -> Schema:
    value = _SCHEMAS[field.type](field)
    if field.multiple:
        value = {"type": "array", "items": value, "minItems": 1, "maxItems": MOST, "uniqueItems": True}
    words = {"title": in_language(field.label, language), "description": in_language(field.help, language)}
    return {key: text for key, text in words.items() if text} | value


def _parts(properties: Mapping[str, Schema], *required: str) -> Schema:
    found: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return {**found, "required": list(required)} if required else {**found, "minProperties": 1}


def _string(longest: int = SHORT) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": longest}


def _text(field: Field) -> Schema:
    """A web address is told by its format. The pattern is left out: it speaks Python's dialect, not ECMA's."""
    formats = {"url": "uri", "email": "email"}
    said = _string(LONG if field.options.get("lines") == "many" else SHORT)
    form = formats.get(str(field.options.get("format")))
    return {**said, "format": form} if form else said


def _choice(field: Field) -> Schema:
    return {"enum": [choice.code for choice in field.choices]}


def _people(_field: Field) -> Schema:
    counts = dict.fromkeys(("total", "women", "men", "not_disaggregated"), _COUNT)
    split = {"type": "object", "additionalProperties": _COUNT, "minProperties": 1, "maxProperties": MOST}
    return _parts({**counts, "qualifier": _COUNTED, "parts": split}, "qualifier")


def _number(_field: Field) -> Schema:
    return _parts({"value": _NUMBER, "high": _NUMBER, "qualifier": _COUNTED}, "value", "qualifier")


def _money(field: Field) -> Schema:
    allowed = field.options.get("currencies")
    currency: Schema = {"enum": list(allowed)} if allowed else {"type": "string", "pattern": "^[A-Z]{3}$"}
    parts = {"amount": _NUMBER, "currency": currency, "qualifier": _QUALIFIER, "on": _PERIOD}
    return _parts({**parts, "rate_source": _string(300)}, "amount", "currency", "qualifier")


def _share(_field: Field) -> Schema:
    parts = _parts({"value": _NUMBER, "words": _string(100), "qualifier": _QUALIFIER}, "qualifier")
    return {**parts, "anyOf": [{"required": ["value"]}, {"required": ["words"]}]}


def _date(field: Field) -> Schema:
    return {"type": "string", "pattern": _PRECISION.get(str(field.options.get("precision")), rf"^{_DAY}$")}


def _organisation(_field: Field) -> Schema:
    parts = _parts({"code": _string(60), "name": _string(300)})
    return {**parts, "maxProperties": 1}


def _place(field: Field) -> Schema:
    finest = str(field.options.get("finest", "city"))
    named: dict[str, Schema] = {"country": _COUNTRY, "region": _string(200), "city": _string(200)}
    if finest in _PLACES:
        return _parts({name: named[name] for name in _PLACES[finest]})
    if finest == "city":
        return _parts(named)
    point = {"lat": {"type": "number", "minimum": -90, "maximum": 90}}
    point["lon"] = {"type": "number", "minimum": -180, "maximum": 180}
    return {**_parts({**named, **point}), "dependentRequired": {"lat": ["lon"], "lon": ["lat"]}}


def _file(_field: Field) -> Schema:
    digest = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    return _parts({"digest": digest, "name": _string(200), "size": _COUNT}, "digest", "name", "size")


def _citation(_field: Field) -> Schema:
    parts = {"source": _UUID, "document": _string(300), "place": _string(60), "snippet": _string(5000)}
    return _parts({**parts, "language": {"enum": list(LANGUAGES)}})


def _computed(field: Field) -> Schema:
    said = _number(field) if field.options.get("of") == "number" else {"type": "string", "minLength": 1}
    return {**said, "readOnly": True}


def _always(schema: Schema) -> Callable[[Field], Schema]:
    return lambda _field: schema


_SCHEMAS: Mapping[FieldType, Callable[[Field], Schema]] = {
    FieldType.TEXT: _text,
    FieldType.RICH_TEXT: _always(_string(LONG)),
    FieldType.TRANSLATED_TEXT: _always(_parts(dict.fromkeys(LANGUAGES, _string(LONG)))),
    FieldType.CHOICE: _choice,
    FieldType.YES_NO: _always({"type": "boolean"}),
    FieldType.COUNTRY: _always(_COUNTRY),
    FieldType.ORGANISATION: _organisation,
    FieldType.SEAT: _always(_parts({"body": _string(300), "role": _string(300), "seat": _UUID})),
    FieldType.PEOPLE: _people,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.SHARE: _share,
    FieldType.DATE: _date,
    FieldType.PERIOD: _always(_PERIOD),
    FieldType.PLANNED_ACTUAL: _always(_parts({"planned": _PERIOD, "actual": _PERIOD})),
    FieldType.PLACE: _place,
    FieldType.FILE: _file,
    FieldType.LINK: _always(_UUID),
    FieldType.CITATION: _citation,
    FieldType.COMPUTED: _computed,
}
