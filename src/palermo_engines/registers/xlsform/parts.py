"""Values of several parts as groups of questions: which question each part of a value becomes.

A question of a part is named ``field.part``; no field's id has a full stop. ``primary`` is the part that an expression
means when it names the field alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.registers.wording_parts import part_words

Texts = Mapping[Language, str]
QUALIFIERS = "palermo_qualifiers"
YES_NO = "palermo_yes_no"
COUNTRIES = "palermo_countries"
AREAS = "palermo_areas"
SEPARATOR = "."
_DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
A_DATE = f"regex(., '{_DATE}')"
A_PERIOD = rf"regex(., '({_DATE}|\.\.)(/({_DATE}|\.\.))?')"
NOT_NEGATIVE = ". >= 0"


@dataclass(frozen=True, slots=True)
class Part:
    """``key`` is that of the value; ``type`` a type of XLSForm, with its list."""

    key: str
    type: str
    label: Texts
    constraint: str = ""


def _part(key: str, kind: str, constraint: str = "") -> Part:
    label = {language: words[:1].upper() + words[1:] for language, words in part_words(key).items()}
    return Part(key, kind, label, constraint)


_QUALIFIER = _part("qualifier", f"select_one {QUALIFIERS}")
_COUNTS = tuple(_part(key, "integer", NOT_NEGATIVE) for key in ("total", "women", "men", "not_disaggregated"))
_PLACES = (
    _part("country", f"select_one {AREAS}"),
    _part("region", "text"),
    _part("city", "text"),
    _part("lat", "decimal", ". >= -90 and . <= 90"),
    _part("lon", "decimal", ". >= -180 and . <= 180"),
)
_FINEST = {"country": 1, "region": 2, "city": 3, "point": 5}
_LANGUAGES = {"en": "English", "fr": "Français", "es": "Español", "ru": "Русский", "ar": "العربية", "zh": "中文"}

_PARTS: Mapping[str, tuple[Part, ...]] = {
    "share": (_part("value", "decimal"), _QUALIFIER, _part("words", "text")),
    "money": (
        _part("amount", "decimal"),
        _part("currency", "text", "regex(., '[A-Z]{3}')"),
        _QUALIFIER,
        _part("on", "text", A_DATE),
        _part("rate_source", "text"),
    ),
    "planned_actual": (_part("actual", "text", A_PERIOD), _part("planned", "text", A_PERIOD)),
    "citation": (
        *(_part(key, "text") for key in ("document", "place", "snippet")),
        _part("language", "text", "regex(., '[a-z]{2,3}')"),
    ),
    "seat": (_part("body", "text"), _part("role", "text")),
    "translated_text": tuple(Part(code, "text", dict.fromkeys(LANGUAGES, _LANGUAGES[code])) for code in LANGUAGES),
}


def parts_of(field: Mapping[str, Any], breakdowns: Mapping[str, Mapping[str, Texts]]) -> tuple[Part, ...]:
    """The parts of a field, as declared, the primary one first; none for a field that is one question.

    ``breakdowns`` are the codes and labels of the lists by which a count of people is split.
    """
    match field["type"]:
        case "people":
            return (*_COUNTS, _QUALIFIER, *_split(field, breakdowns))
        case "number":
            return _number(field)
        case "place":
            return _PLACES[: _FINEST[field.get("finest", "city")]]
        case other:
            return _PARTS.get(other, ())


def _split(field: Mapping[str, Any], breakdowns: Mapping[str, Mapping[str, Texts]]) -> tuple[Part, ...]:
    lists = field.get("breakdowns", [])
    return tuple(
        Part(f"parts/{list_id}={code}", "integer", label, NOT_NEGATIVE)
        for list_id in lists
        for code, label in breakdowns.get(list_id, {}).items()
    )


def _number(field: Mapping[str, Any]) -> tuple[Part, ...]:
    kind = "integer" if field.get("whole") else "decimal"
    limits = [f". {sign} {field[key]}" for key, sign in (("min", ">="), ("max", "<=")) if field.get(key) is not None]
    constraint = " and ".join(limits)
    return (_part("value", kind, constraint), _part("high", kind, constraint), _QUALIFIER)


def question_name(field_id: str, key: str) -> str:
    """The name of the question of a part. Signs that names of questions may not have become hyphens."""
    plain = key.removeprefix("parts/")
    return f"{field_id}{SEPARATOR}{''.join(sign if sign.isalnum() or sign in '_-' else '-' for sign in plain)}"
