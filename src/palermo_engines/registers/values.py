"""A value as it was sent -> the canonical JSON that is kept, or a refusal that says what to write instead.

The shapes are those of docs/how-to/declare-a-register.md. None stands for nothing said. Nothing is guessed here: a
number is written in plain digits and a date as ISO 8601; what people type is made of that by forms and ``cells``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.kit.periods import days_of
from palermo_engines.kit.quantities import Qualifier
from palermo_engines.registers.model import Field, FieldType
from palermo_engines.registers.places import known_area

SHORT, LONG = 2_000, 50_000
MOST = 500  # entries of a field with several values
QUALIFIERS = frozenset(Qualifier)
NONE_KNOWN = "none_known"
_NUMBER = re.compile(r"-?\d{1,16}(?:\.\d{1,6})?")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_URL = re.compile(r"https?://[^\s<>\"]{3,}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PART = re.compile(r"[^=;\s]{1,60}=[^=;\s]{1,120}(?:;[^=;\s]{1,60}=[^=;\s]{1,120}){0,3}")
_SEXES = ("women", "men", "not_disaggregated")
_FINENESS = {"country": ("country",), "region": ("country", "region"), "city": ("country", "region", "city")}
_DIGITS = "Write digits, with a point for decimals and nothing between thousands."
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Reader = Callable[[Field, Any], Any]


def normalise(field: Field, raw: Any) -> Any:
    """The canonical value of a field; None for nothing said. InputError ``registers.value``, ``where`` the field."""
    if raw is None or raw in ("", [], {}):
        return None
    if field.type in _SEVERAL and field.multiple:
        return _several(field, raw)
    return _READERS[field.type](field, raw)


def _wrong(field: Field, message: str, advice: str = "") -> InputError:
    return InputError("registers.value", message, advice=advice, where=field.id)


def _several(field: Field, raw: Any) -> Any:
    """Each value once, in the order given."""
    entries = raw if isinstance(raw, list | tuple) else [raw]
    if len(entries) > MOST:
        raise _wrong(field, f"At most {MOST} values.")
    read = _READERS[field.type]
    found: list[Any] = []
    for entry in entries:
        value = read(field, entry) if entry not in (None, "") else None
        if value is not None and value not in found:
            found.append(value)
    return found or None


def _plain(field: Field, raw: Any, longest: int) -> str | None:
    if not isinstance(raw, str):
        raise _wrong(field, "This must be text.")
    text = raw.replace("\r\n", "\n").strip()
    if len(text) > longest:
        raise _wrong(field, f"The text is longer than {longest:,} signs.")
    if _CONTROL.search(text):
        raise _wrong(field, "The text holds signs that cannot be shown.")
    return text or None


def _text(field: Field, raw: Any) -> str | None:
    text = _plain(field, raw, LONG if field.options.get("lines") == "many" else SHORT)
    if text is None:
        return None
    form = field.options.get("format")
    if form == "url" and not _URL.fullmatch(text):
        raise _wrong(field, "This is no web address.", "Write https://...")
    if form == "email" and not _EMAIL.fullmatch(text):
        raise _wrong(field, "This is no e-mail address.")
    pattern = field.options.get("pattern")
    if pattern and not re.fullmatch(str(pattern), text[:SHORT]):
        raise _wrong(field, "This is not written in the way the register asks for.")
    return text


def _rich(field: Field, raw: Any) -> str | None:
    return _plain(field, raw, LONG)


def _translated(field: Field, raw: Any) -> dict[str, str] | None:
    texts = _mapping(field, raw, LANGUAGES)
    return {code: text for code in LANGUAGES if (text := _said(field, texts, code, LONG))} or None


def _mapping(field: Field, raw: Any, known: tuple[str, ...] | frozenset[str]) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise _wrong(field, f"This has parts: {', '.join(known)}.")
    strange = [str(key)[:40] for key in raw if key not in known]
    if strange:
        raise _wrong(field, f"There is no part {strange[0]}.", f"Parts are {', '.join(known)}.")
    return raw


def _said(field: Field, parts: Mapping[str, Any], name: str, longest: int = SHORT) -> str | None:
    part = parts.get(name)
    return None if part in (None, "") else _plain(field, part, longest)


def _choice(field: Field, raw: Any) -> str:
    if not isinstance(raw, str) or field.choice(raw) is None:
        raise _wrong(field, "This is not one of the choices.", _offered(field))
    return raw


def _offered(field: Field) -> str:
    codes = [choice.code for choice in field.choices[:12]]
    more = ", ..." if len(field.choices) > len(codes) else ""
    return f"Choices are {', '.join(codes)}{more}."


def _yes_no(field: Field, raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise _wrong(field, "This is true or false.")
    return raw


def _country(field: Field, raw: Any) -> str:
    if not isinstance(raw, str) or not known_area(raw, areas=bool(field.options.get("areas"))):
        raise _wrong(field, "This is no country that is known here.", "Use the three letters of ISO 3166-1.")
    return raw


def _organisation(field: Field, raw: Any) -> dict[str, str]:
    parts = _mapping(field, raw, ("code", "name"))
    code, name = _said(field, parts, "code", 60), _said(field, parts, "name", 300)
    if bool(code) == bool(name):
        raise _wrong(field, "An organisation has either a code or a name as printed.")
    return {"code": code} if code else {"name": str(name)}


def _seat(field: Field, raw: Any) -> dict[str, Any] | None:
    parts = _mapping(field, raw, ("body", "role", "seat"))
    body, role = _said(field, parts, "body", 300), _said(field, parts, "role", 300)
    found = {"body": body, "role": role, "seat": _uuid(field, parts["seat"]) if parts.get("seat") else None}
    return {name: part for name, part in found.items() if part is not None} or None


def _people(field: Field, raw: Any) -> dict[str, Any] | None:
    known = ("total", *_SEXES, "qualifier", "parts")
    parts = _mapping(field, raw, known)
    counts = {name: _count(field, parts[name]) for name in ("total", *_SEXES) if parts.get(name) not in (None, "")}
    split = _split(field, parts.get("parts"))
    qualifier = _qualifier(field, parts, none_known=True)
    if not counts and not split and qualifier != NONE_KNOWN:
        return None
    if qualifier == NONE_KNOWN and any(counts.values()):
        raise _wrong(field, "None known, but people are counted.")
    found: dict[str, Any] = {**counts, "qualifier": qualifier}
    return {**found, "parts": split} if split else found


def _split(field: Field, raw: Any) -> dict[str, int]:
    if raw in (None, {}, ""):
        return {}
    if not isinstance(raw, dict) or len(raw) > MOST:
        raise _wrong(field, "parts are counts by code, as in age=child.")
    found: dict[str, int] = {}
    for key in sorted(raw):
        if not isinstance(key, str) or not _PART.fullmatch(key):
            raise _wrong(field, "A part is named by its code, as in age=child.")
        found[key] = _count(field, raw[key])
    return found


def _count(field: Field, raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw < 10**12:
        raise _wrong(field, "A count of people is a whole number, written in digits only.")
    return raw


def _qualifier(field: Field, parts: Mapping[str, Any], *, none_known: bool = False) -> str:
    said = parts.get("qualifier") or Qualifier.EXACT.value
    if said not in QUALIFIERS and not (none_known and said == NONE_KNOWN):
        raise _wrong(field, f"The qualifier is one of {', '.join(Qualifier)}.")
    return str(said)


def _decimal(field: Field, raw: Any) -> str | None:
    """A number as text, without needless zeros; JSON numbers are taken too, except fractions that lost digits."""
    if raw in (None, ""):
        return None
    text = str(raw) if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool) else raw
    if not isinstance(text, str) or not _NUMBER.fullmatch(text.strip()):
        raise _wrong(
            field, "This is no number.", "Write digits, with a point for decimals and nothing between thousands."
        )
    number = Decimal(text.strip())
    return format(number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize(), "f")


def _number(field: Field, raw: Any) -> dict[str, Any] | None:
    parts = _mapping(field, raw if isinstance(raw, dict) else {"value": raw}, ("value", "high", "qualifier", "unit"))
    value, high = _decimal(field, parts.get("value")), _decimal(field, parts.get("high"))
    qualifier = _qualifier(field, parts, none_known=True)
    if value is None:
        if high is not None:
            raise _wrong(field, "A range needs its lower value too.")
        return {"value": "0", "qualifier": NONE_KNOWN} if qualifier == NONE_KNOWN else None
    if qualifier == NONE_KNOWN and Decimal(value) != 0:
        raise _wrong(field, "None known, but a number is given.")
    if high is not None and Decimal(high) < Decimal(value):
        raise _wrong(field, "A range runs from the lower value to the higher one.")
    _within(field, value, high)
    found: dict[str, Any] = {"value": value, "qualifier": qualifier}
    return {**found, "high": high} if high is not None and high != value else found


def _within(field: Field, *numbers: str | None) -> None:
    for text in numbers:
        if text is None:
            continue
        number = Decimal(text)
        if field.options.get("whole") and number != number.to_integral_value():
            raise _wrong(field, "This must be a whole number.")
        least, most = field.options.get("min"), field.options.get("max")
        if least is not None and number < Decimal(str(least)):
            raise _wrong(field, f"This must be at least {least}.")
        if most is not None and number > Decimal(str(most)):
            raise _wrong(field, f"This must be at most {most}.")


def _money(field: Field, raw: Any) -> dict[str, Any] | None:
    parts = _mapping(field, raw, ("amount", "currency", "qualifier", "on", "rate_source"))
    amount = _decimal(field, parts.get("amount"))
    if amount is None:
        return None
    currency = parts.get("currency")
    allowed = field.options.get("currencies")
    if not isinstance(currency, str) or not re.fullmatch(r"[A-Z]{3}", currency):
        raise _wrong(field, "An amount needs its currency, in the three letters of ISO 4217.")
    if allowed and currency not in allowed:
        raise _wrong(field, f"Amounts here are in {', '.join(allowed)}.")
    found: dict[str, Any] = {"amount": amount, "currency": currency, "qualifier": _qualifier(field, parts)}
    on = parts.get("on")
    if on not in (None, ""):
        found["on"] = _interval(field, on)
    source = _said(field, parts, "rate_source", 300)
    return {**found, "rate_source": source} if source else found


def _share(field: Field, raw: Any) -> dict[str, Any] | None:
    parts = _mapping(field, raw, ("value", "words", "qualifier"))
    value, words = _decimal(field, parts.get("value")), _said(field, parts, "words", 100)
    if value is not None and not 0 <= Decimal(value) <= 1000:
        raise _wrong(field, "A share is given in per cent.")
    found: dict[str, Any] = {} if value is None else {"value": value}
    if words:
        found["words"] = words
    return {**found, "qualifier": _qualifier(field, parts)} if found else None


def _date(field: Field, raw: Any) -> str:
    text = raw.strip() if isinstance(raw, str) else ""
    if not _DAY.fullmatch(text) or not _is_day(text):
        raise _wrong(field, "This is no date.", "Write 2014, 2014-11 or 2014-11-07.")
    wanted = {"day": 10, "month": 7}.get(str(field.options.get("precision", "year")), 4)
    if len(text) < wanted:
        raise _wrong(field, f"The date must say the {field.options['precision']}.")
    return text


def _is_day(text: str) -> bool:
    try:
        days_of(text)
    except ValueError:
        return False
    return not text.startswith("0000")


def _interval(field: Field, raw: Any) -> str:
    """A date or an interval; ``..`` for an open end; an interval of one date is that date."""
    text = raw.strip() if isinstance(raw, str) else ""
    first, slash, last = text.partition("/")
    ends = [end for end in ((first, last) if slash else (first,)) if end not in ("", "..")]
    if not ends or text.count("/") > 1 or not all(_DAY.fullmatch(end) and _is_day(end) for end in ends):
        raise _wrong(field, "This is no date or period.", "Write 2014, 2014-11-07 or 2013-12-18/2016-04-01.")
    if not slash or (first == last):
        return first
    days = days_of(text)
    if days.first and days.last and days.last < days.first:
        raise _wrong(field, "The period ends before it begins.")
    return f"{first or '..'}/{last or '..'}"


def _planned_actual(field: Field, raw: Any) -> dict[str, str] | None:
    parts = _mapping(field, raw, ("planned", "actual"))
    return {name: _interval(field, parts[name]) for name in ("planned", "actual") if parts.get(name)} or None


def _place(field: Field, raw: Any) -> dict[str, Any] | None:
    finest = str(field.options.get("finest", "city"))
    allowed = (*_FINENESS["city"], "lat", "lon") if finest == "point" else _FINENESS[finest]
    parts = raw if isinstance(raw, dict) else {}
    finer = [
        name
        for name in ("country", "region", "city", "lat", "lon")
        if parts.get(name) not in (None, "") and name not in allowed
    ]
    if finer:
        raise _wrong(field, f"A place here is never finer than its {finest}.")
    _mapping(field, raw, ("country", "region", "city", "lat", "lon"))
    found: dict[str, Any] = {}
    if parts.get("country"):
        found["country"] = _country(field, parts["country"])
    for name in ("region", "city"):
        if words := _said(field, parts, name, 200):
            found[name] = words
    found |= _point(field, parts)
    return found or None


def _point(field: Field, parts: Mapping[str, Any]) -> dict[str, float]:
    if parts.get("lat") in (None, "") and parts.get("lon") in (None, ""):
        return {}
    lat, lon = (_decimal(field, parts.get(name)) for name in ("lat", "lon"))
    if lat is None or lon is None or not -90 <= float(lat) <= 90 or not -180 <= float(lon) <= 180:
        raise _wrong(field, "A point has a latitude from -90 to 90 and a longitude from -180 to 180.")
    return {"lat": float(lat), "lon": float(lon)}


def _file(field: Field, raw: Any) -> dict[str, Any]:
    parts = _mapping(field, raw, ("digest", "name", "size"))
    digest, name, size = parts.get("digest"), _said(field, parts, "name", 200), parts.get("size")
    if not isinstance(digest, str) or not _DIGEST.fullmatch(digest) or not name:
        raise _wrong(field, "A file has a digest and a name.")
    if isinstance(size, bool) or not isinstance(size, int) or size < 0:
        raise _wrong(field, "A file has a size in bytes.")
    if re.search(r"[/\\]", name):
        raise _wrong(field, "The name of a file has no folders in it.")
    endings = field.options.get("accept")
    if endings and not name.lower().endswith(tuple(f".{str(ending).lstrip('.').lower()}" for ending in endings)):
        raise _wrong(field, f"Files here end in {', '.join(endings)}.")
    return {"digest": digest, "name": name, "size": size}


def _uuid(field: Field, raw: Any) -> str:
    try:
        return str(UUID(raw)) if isinstance(raw, str) else str(raw)
    except ValueError:
        raise _wrong(field, "This names no record.") from None


def _link(field: Field, raw: Any) -> str:
    if not isinstance(raw, str | UUID):
        raise _wrong(field, "This names no record.")
    return _uuid(field, raw)


def _citation(field: Field, raw: Any) -> dict[str, Any] | None:
    parts = _mapping(field, raw, ("source", "document", "place", "snippet", "language"))
    found: dict[str, Any] = {}
    if parts.get("source"):
        found["source"] = _link(field, parts["source"])
    for name, longest in (("document", 300), ("place", 60), ("snippet", 5000)):
        if said := _said(field, parts, name, longest):
            found[name] = said
    language = parts.get("language")
    if language:
        if language not in LANGUAGES:
            raise _wrong(field, f"The language is one of {', '.join(LANGUAGES)}.")
        found["language"] = language
    return found if set(found) - {"language"} else None


def _computed(field: Field, _raw: Any) -> Any:
    raise _wrong(field, "This field is computed and never typed.")


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
    FieldType.PEOPLE: _people,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.SHARE: _share,
    FieldType.DATE: _date,
    FieldType.PERIOD: _interval,
    FieldType.PLANNED_ACTUAL: _planned_actual,
    FieldType.PLACE: _place,
    FieldType.FILE: _file,
    FieldType.LINK: _link,
    FieldType.CITATION: _citation,
    FieldType.COMPUTED: _computed,
}
