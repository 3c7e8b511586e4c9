"""The cells of one field -> the raw value of it, as people write such things in spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from palermo_engines.kit.places import countries
from palermo_engines.registers.cell_pieces import read_body, split_several
from palermo_engines.registers.model import Field, FieldType, Text
from palermo_engines.registers.places import known_area
from palermo_engines.registers.refusals import refusal

Cells = Mapping[str, Any]
CountryCodes = Callable[[str], str | None] | None
_SPLIT = re.compile(r"\s*[;；\n|]\s*")
_SPACED = re.compile(r"(?<=[0-9])[\s\u00a0\u202f,](?=[0-9]{3}(?:[^0-9]|$))")
_TRUE = frozenset({"true", "yes", "y", "1", "oui", "sí", "si", "да", "نعم", "是"})
_FALSE = frozenset({"false", "no", "n", "0", "non", "нет", "لا", "否"})
_QUALIFIERS = frozenset({"exact", "about", "more_than", "at_least", "nearly", "less_than", "at_most", "none_known"})


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that cannot be read: its column, a stable code, words by language."""

    column: str
    code: str
    message: Text


class Unreadable(Exception):  # noqa: N818  what the cell is
    """Raised while a field's cells are read; ``part`` is the part of the value the cell is for."""

    def __init__(self, message: str, part: str = "", advice: str = "") -> None:
        super().__init__(message)
        self.part = part
        self.code = "registers.cell"
        self.message = refusal(message, advice)


def read_value(field: Field, cells: Cells, country_codes: CountryCodes = None) -> Any:
    """The raw value of ``cells`` by part. Unreadable for a cell that says nothing this type can hold."""
    if field.multiple or "" in cells:
        return _whole(field, cells[""], country_codes)
    return _COMPOUND[field.type](field, cells, country_codes)


def _whole(field: Field, cell: Any, country_codes: CountryCodes) -> Any:
    if field.multiple:
        return [_single(field, text, country_codes) for text in split_several(_text(cell))]
    return _single(field, cell, country_codes)


def _single(field: Field, cell: Any, country_codes: CountryCodes) -> Any:
    if field.type is FieldType.COUNTRY:
        return _country(_text(cell), country_codes)
    read = _PLAIN.get(field.type)
    return _text(cell) if read is None else read(field, cell)


def _text(cell: Any) -> str:
    if isinstance(cell, str):  # nearly always
        return cell.strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if (cell.hour, cell.minute, cell.second) == (0, 0, 0) else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _date(cell: Any) -> str:
    return _text(cell).replace("\u2013", "/").replace(" / ", "/")


def _truth(cell: Any) -> bool:
    text = _text(cell).casefold()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise Unreadable("This is true or false.")


def _code(field: Field, text: str) -> str:
    """The code itself, or the code of the entry with this label in any language."""
    if field.choice(text) is not None:
        return text
    wanted = _folded(text)
    found = {
        choice.code
        for choice in field.choices
        if wanted == choice.code.casefold() or any(wanted == _folded(label) for label in choice.label.values())
    }
    if len(found) == 1:
        return found.pop()
    raise Unreadable("This is not one of the choices.", "", _offered(field))


def _offered(field: Field) -> str:
    codes = [choice.code for choice in field.choices[:12]]
    return f"Choices are {', '.join(codes)}{', ...' if len(field.choices) > 12 else ''}."


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _country(text: str, country_codes: CountryCodes) -> str:
    if known_area(text, areas=True):
        return text
    found = country_codes(text) if country_codes else None
    found = found or _country_names().get(_folded(text))
    if found is None:
        raise Unreadable("This is no country that is known here.", "", "Use the three letters of ISO 3166-1.")
    return found


@lru_cache(maxsize=1)
def _country_names() -> Mapping[str, str]:
    """Every name of every country in the six languages, those that mean two countries left out."""
    names: dict[str, str] = {}
    doubtful: set[str] = set()
    for code, country in countries().items():
        for language in country.short:
            for alias in country.all_names(language):
                name = _folded(alias.text)
                if names.setdefault(name, code) != code:
                    doubtful.add(name)
    official = {_folded(text): code for code, country in countries().items() for text in country.short.values()}
    return {**{name: code for name, code in names.items() if name not in doubtful}, **official}


def _kept_file(text: str) -> dict[str, Any]:
    found = re.fullmatch(r"(.+) \(([0-9a-f]{64}), (\d+)\)", text)
    if found is None:
        raise Unreadable("A file has a digest and a name.")
    return {"name": found[1], "digest": found[2], "size": int(found[3])}


def _number(cells: Cells, part: str) -> str | None:
    cell = cells.get(part)
    if cell is None:
        return None
    if isinstance(cell, bool):
        raise Unreadable("This is no number.", part)
    if isinstance(cell, int | Decimal):
        return format(Decimal(cell), "f")
    # A spreadsheet keeps 15 digits: what it shows as 0.3 may be stored as 0.30000000000000004.
    text = f"{cell:.15g}" if isinstance(cell, float) else _SPACED.sub("", _text(cell))
    if not re.fullmatch(r"-?[0-9]{1,16}(?:\.[0-9]{1,6})?", text):
        advice = "Write digits, with a point for decimals and nothing between thousands."
        raise Unreadable("This is no number.", part, advice)
    return text


def _count(cells: Cells, part: str) -> int | None:
    text = _number(cells, part)
    if text is None:
        return None
    if "." in text or text.startswith("-"):
        raise Unreadable("A count of people is a whole number, written in digits only.", part)
    return int(text)


def _qualifier(cells: Cells) -> dict[str, str]:
    if "qualifier" not in cells:
        return {}
    text = _text(cells["qualifier"]).casefold().replace(" ", "_")
    if text not in _QUALIFIERS:
        raise Unreadable(f"The qualifier is one of {', '.join(sorted(_QUALIFIERS))}.", "qualifier")
    return {"qualifier": text}


def _people(_field: Field, cells: Cells, _codes: CountryCodes) -> Any:
    counts = {part: _count(cells, part) for part in ("total", "women", "men", "not_disaggregated")}
    found: dict[str, Any] = {part: count for part, count in counts.items() if count is not None}
    if "parts" in cells:
        found["parts"] = dict(_one_part(text) for text in _SPLIT.split(_text(cells["parts"])) if text)
    return {**found, **_qualifier(cells)}


def _one_part(text: str) -> tuple[str, int]:
    key, _colon, count = text.rpartition(":")
    if not key or not re.fullmatch(r"[0-9]{1,12}", count.strip()):
        raise Unreadable("parts are counts by code, as in age=child.", "parts")
    return key.strip().replace("+", ";"), int(count)


def _quantity(_field: Field, cells: Cells, _codes: CountryCodes) -> Any:
    numbers = {part: number for part in ("value", "high") if (number := _number(cells, part)) is not None}
    return {**numbers, **_qualifier(cells)}


def _money(_field: Field, cells: Cells, _codes: CountryCodes) -> Any:
    amount = _number(cells, "amount")
    texts = {part: _text(cells[part]) for part in ("rate_source",) if part in cells}
    if "currency" in cells:
        texts["currency"] = _text(cells["currency"]).upper()
    if "on" in cells:
        texts["on"] = _date(cells["on"])
    return {**({"amount": amount} if amount is not None else {}), **texts, **_qualifier(cells)}


def _share(_field: Field, cells: Cells, _codes: CountryCodes) -> Any:
    value = _number({"value": _text(cells["value"]).rstrip("%").strip()}, "value") if "value" in cells else None
    words = {"words": _text(cells["words"])} if "words" in cells else {}
    return {**({"value": value} if value is not None else {}), **words, **_qualifier(cells)}


def _planned_actual(_field: Field, cells: Cells, _codes: CountryCodes) -> Any:
    return {part: _date(cell) for part, cell in cells.items()}


def _place(_field: Field, cells: Cells, country_codes: CountryCodes) -> Any:
    found: dict[str, Any] = {part: _text(cell) for part, cell in cells.items() if part in ("region", "city")}
    if "country" in cells:
        try:
            found["country"] = _country(_text(cells["country"]), country_codes)
        except Unreadable as problem:
            problem.part = "country"
            raise
    point = {part: float(number) for part in ("lat", "lon") if (number := _number(cells, part)) is not None}
    return {**found, **point}


def _texts(_field: Field, cells: Cells, _codes: CountryCodes) -> Any:
    return {part: _text(cell) for part, cell in cells.items()}


def _file(_field: Field, cells: Cells, _codes: CountryCodes) -> Any:
    texts = {part: _text(cells[part]) for part in ("name", "digest") if part in cells}
    return {**texts, "size": _count(cells, "size")}


_PLAIN: Mapping[FieldType, Callable[[Field, Any], Any]] = {
    FieldType.CHOICE: lambda field, cell: _code(field, _text(cell)),
    FieldType.YES_NO: lambda _, cell: _truth(cell),
    FieldType.ORGANISATION: lambda _, cell: read_body(_text(cell)),
    FieldType.DATE: lambda _, cell: _date(cell),
    FieldType.PERIOD: lambda _, cell: _date(cell),
    FieldType.FILE: lambda _, cell: _kept_file(_text(cell)),
}
_COMPOUND: Mapping[FieldType, Callable[[Field, Cells, CountryCodes], Any]] = {
    FieldType.PEOPLE: _people,
    FieldType.NUMBER: _quantity,
    FieldType.MONEY: _money,
    FieldType.SHARE: _share,
    FieldType.PLANNED_ACTUAL: _planned_actual,
    FieldType.PLACE: _place,
    FieldType.SEAT: _texts,
    FieldType.CITATION: _texts,
    FieldType.FILE: _file,
    FieldType.TRANSLATED_TEXT: _texts,
}
