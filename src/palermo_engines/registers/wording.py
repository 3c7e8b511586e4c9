"""A value in words. What only the house around knows (names of countries and bodies, dates in words) is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from palermo_engines.kit.yaml_files import read_yaml
from palermo_engines.registers.model import Field, FieldType, in_language
from palermo_engines.registers.scalars import plain_of, text_in

Names = Callable[[str, str, str], str]
Units = Callable[[str, Decimal, str], str]
_FILE = Path(__file__).with_name("wording.yaml")
_SEXES = ("women", "men", "not_disaggregated")


def in_words(
    field: Field, value: Any, language: str, *, names: Names | None = None, units: Units | None = None
) -> str:  # fmt: skip
    """The value as text in the language. ``names(kind, code, language)`` names a ``country``, an ``organisation`` or
    words a ``date``; without it codes stand as they are. ``units(code, amount, language)`` words the unit of an amount;
    without it the code stands in English, and nothing elsewhere."""
    if value is None:
        return ""
    say = _Saying(field, language, names or (lambda _kind, code, _language: code), units or _english)
    if isinstance(value, list | tuple) and field.multiple:
        return say.word("list").join(say.one(each) for each in value)
    return say.one(value)


def _english(unit: str, _amount: Decimal, language: str) -> str:
    return unit.replace("_", " ") if language == "en" else ""


class _Saying:
    """One value in one language."""

    def __init__(self, field: Field, language: str, names: Names, units: Units) -> None:
        self._field = field
        self._language = language.partition("-")[0].partition("_")[0]
        self._names = names
        self._units = units

    def word(self, key: str) -> str:
        texts = _words()[key]
        return texts.get(self._language) or texts["en"]

    def one(self, value: Any) -> str:
        shown = _SHOWN.get(self._field.type)
        return shown(self, value) if shown else text_in(plain_of(value))

    def choice(self, value: Any) -> str:
        found = self._field.choice(str(value))
        return in_language(found.label, self._language) if found else str(value)

    def yes_no(self, value: Any) -> str:
        return self.word("yes" if value else "no")

    def country(self, value: Any) -> str:
        return self._names("country", str(value), self._language)

    def organisation(self, value: Any) -> str:
        if not isinstance(value, dict):
            return str(value)
        return value.get("name") or self._names("organisation", str(value.get("code", "")), self._language)

    def seat(self, value: Any) -> str:
        return ", ".join(str(value[part]) for part in ("role", "body") if value.get(part))

    def translated(self, value: Any) -> str:
        return str(value.get(self._language) or value.get("en") or next(iter(value.values()), ""))

    def people(self, value: Any) -> str:
        if value.get("qualifier") == "none_known":
            return self.word("none_known")
        parts = [f"{self.word(sex)} {self.number(value[sex])}" for sex in _SEXES if value.get(sex) is not None]
        parts += [f"{self._cell(key)} {self.number(count)}" for key, count in (value.get("parts") or {}).items()]
        listed = self.word("list").join(parts)
        total = value.get("total")
        if total is None:
            return self._qualified(value, listed)
        said = self._qualified(value, self.number(total))
        return f"{said}{self.word('bracket').format(listed)}" if listed else said

    def _cell(self, key: str) -> str:
        """``age=child`` by the label of the entry, when the field's breakdowns have it."""
        lists: Mapping[str, Any] = self._field.options.get("breakdown_choices") or {}
        words = []
        for piece in key.split(";"):
            name, _equals, code = piece.partition("=")
            label = next((choice.label for choice in lists.get(name, ()) if choice.code == code), None)
            words.append(in_language(label, self._language) if label else code.replace("_", " "))
        return " ".join(words)

    def quantity(self, value: Any) -> str:
        if value.get("qualifier") == "none_known":
            return self.word("none_known")
        amount = self.number(value["value"])
        if value.get("high") is not None:
            amount = self.word("range").format(amount, self.number(value["high"]))
        return self._qualified(value, amount + self._unit(value.get("high") or value["value"]))

    def _unit(self, amount: Any) -> str:
        unit = str(self._field.options.get("unit", ""))
        word = self._units(unit, Decimal(str(amount)), self._language) if unit else ""
        return f"{'' if self._language == 'zh' else ' '}{word}" if word else ""

    def money(self, value: Any) -> str:
        said = self._qualified(value, f"{self.number(value['amount'])} {value['currency']}")
        return f"{said}{self.word('bracket').format(self.date(value['on']))}" if value.get("on") else said

    def share(self, value: Any) -> str:
        amount = f"{self.number(value['value'])}%" if value.get("value") is not None else str(value.get("words", ""))
        return self._qualified(value, amount)

    def date(self, value: Any) -> str:
        return self._names("date", str(value), self._language)

    def planned_actual(self, value: Any) -> str:
        said = [self.word(part).format(self.date(value[part])) for part in ("actual", "planned") if value.get(part)]
        return self.word("list").join(said)

    def place(self, value: Any) -> str:
        parts = [str(value[part]) for part in ("city", "region") if value.get(part)]
        if value.get("country"):
            parts.append(self.country(value["country"]))
        if value.get("lat") is not None:
            parts.append(f"{value['lat']:.4f}, {value['lon']:.4f}")
        return self.word("list").join(parts)

    def file(self, value: Any) -> str:
        return str(value.get("name", ""))

    def citation(self, value: Any) -> str:
        place = self.word("place").format(value["place"]) if value.get("place") else ""
        said = self.word("list").join(part for part in (str(value.get("document") or ""), place) if part)
        return said or str(value.get("snippet", ""))

    def computed(self, value: Any) -> str:
        return self.quantity(value) if isinstance(value, dict) else str(value)

    def number(self, value: Any) -> str:
        """Grouped by thousands, as the language writes it, with the decimals it has."""
        number = Decimal(str(value))
        whole, _point, rest = format(abs(number), "f").partition(".")
        grouped = f"{int(whole):,}".replace(",", self.word("thousands"))
        rest = rest.rstrip("0")
        return f"{'-' if number < 0 else ''}{grouped}{self.word('decimal') + rest if rest else ''}"

    def _qualified(self, value: Mapping[str, Any], amount: str) -> str:
        qualifier = value.get("qualifier") or "exact"
        return self.word(qualifier).format(amount) if qualifier in _words() and qualifier != "exact" else amount


_SHOWN: Mapping[FieldType, Callable[[_Saying, Any], str]] = {
    FieldType.CHOICE: _Saying.choice,
    FieldType.YES_NO: _Saying.yes_no,
    FieldType.COUNTRY: _Saying.country,
    FieldType.ORGANISATION: _Saying.organisation,
    FieldType.SEAT: _Saying.seat,
    FieldType.TRANSLATED_TEXT: _Saying.translated,
    FieldType.PEOPLE: _Saying.people,
    FieldType.NUMBER: _Saying.quantity,
    FieldType.MONEY: _Saying.money,
    FieldType.SHARE: _Saying.share,
    FieldType.DATE: _Saying.date,
    FieldType.PERIOD: _Saying.date,
    FieldType.PLANNED_ACTUAL: _Saying.planned_actual,
    FieldType.PLACE: _Saying.place,
    FieldType.FILE: _Saying.file,
    FieldType.CITATION: _Saying.citation,
    FieldType.COMPUTED: _Saying.computed,
}


@cache
def _words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = read_yaml(_FILE)
    return words
