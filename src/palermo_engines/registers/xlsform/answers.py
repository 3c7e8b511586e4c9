"""The answers of one submission -> values as records have them, still unchecked.

What cannot be understood is passed on as it was typed, so that ``checking.check_record`` names it and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from palermo_engines.registers.model import Choice, Field, FieldType
from palermo_engines.registers.xlsform.choices import labels_of
from palermo_engines.registers.xlsform.parts import QUALIFIERS, YES_NO
from palermo_engines.registers.xlsform.vocabulary import Vocabulary, of_choices, of_countries

_TRUE = frozenset({"yes", "true", "1", "ok"})
_FALSE = frozenset({"no", "false", "0"})
_QUALIFIED = frozenset({FieldType.PEOPLE, FieldType.NUMBER, FieldType.MONEY, FieldType.SHARE})
_WHOLE = re.compile(r"-?\d+")
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2})T.*")


def _own_list(list_id: str) -> Vocabulary:
    return of_choices(Choice(code, label) for code, label in labels_of(list_id, {}).items())


_QUALIFIER_WORDS = _own_list(QUALIFIERS)
_YES_NO_WORDS = _own_list(YES_NO)


def words_of(field: Field) -> Vocabulary:
    """The words that answer a question of the field, for ``value_of``."""
    return of_countries() if field.type is FieldType.COUNTRY else of_choices(field.choices)


def value_of(field: Field, answers: Mapping[str, str], chosen: tuple[str, ...], words: Vocabulary) -> Any:
    """The value of a field from its answers by part (``""``: the question itself) and the choices ticked one by one.

    None when nothing was answered.
    """
    if set(answers) == {""}:
        return _single(field, answers[""], words)
    return _compound(field, answers) if answers else list(chosen) or None


def _single(field: Field, text: str, words: Vocabulary) -> Any:
    match field.type:
        case FieldType.CHOICE | FieldType.COUNTRY:
            return words.codes(text) if field.multiple else words.code(text)
        case FieldType.YES_NO:
            return _yes_no(text)
        case FieldType.DATE:
            return _CLOCK.sub(r"\1", text)
        case FieldType.ORGANISATION:
            names = [{"name": name.strip()} for name in text.split(";") if name.strip()]
            return names if field.multiple else {"name": text}
        case FieldType.LINK:
            return text.split() if field.multiple else text
        case FieldType.NUMBER:
            return _compound(field, {"value": text})
        case FieldType.PEOPLE:
            return _compound(field, {"total": text})
        case _:
            return text


def _yes_no(text: str) -> bool | str:
    word = _YES_NO_WORDS.code(text).casefold()
    if word in _TRUE:
        return True
    return False if word in _FALSE else text


def _compound(field: Field, answered: Mapping[str, str]) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for part, text in answered.items():
        if part.startswith("parts/"):
            value.setdefault("parts", {})[part.removeprefix("parts/")] = _whole(text)
        else:
            value[part] = _part(field.type, part, text)
    if field.type in _QUALIFIED:
        value.setdefault("qualifier", "exact")
    return value


def _part(kind: FieldType, part: str, text: str) -> Any:
    if part == "qualifier":
        return _QUALIFIER_WORDS.code(text)
    if kind is FieldType.PEOPLE:
        return _whole(text)
    if kind is FieldType.PLACE and part == "country":
        return of_countries().code(text)
    if kind is FieldType.PLACE and part in ("lat", "lon"):
        return float(text) if _DECIMAL.fullmatch(text) else text
    return text


def _whole(text: str) -> int | str:
    return int(text) if _WHOLE.fullmatch(text) and len(text) < 19 else text
