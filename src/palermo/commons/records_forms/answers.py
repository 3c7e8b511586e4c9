"""What was typed into a record's form, as the raw values that the engine checks. Nothing is judged here.

Every input is named after its field, with a dot before a part: ``participants.women``, ``held.first.year``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict

from palermo.commons.wording.bodies import organisation_named
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.registers.model import Declaration, Field, FieldType

Answer = Callable[[Field, QueryDict], Any]
_DAY = (("year", 0), ("month", 2), ("day", 2))  # a year is never filled up: 31 is not the year 31
_SEPARATORS = {ord("-"): "\N{NON-BREAKING HYPHEN}", ord("/"): "\N{DIVISION SLASH}"}
_PEOPLE = ("total", "women", "men", "not_disaggregated")


def answers_of(declaration: Declaration, posted: QueryDict) -> dict[str, Any]:
    """Raw values by field id. A field that the form did not hold (hidden, not asked) is absent; one left empty is
    None."""
    asked = set(posted.getlist("_asked"))
    return {
        field.id: _READERS[field.type](field, posted)
        for field in declaration.fields
        if field.id in asked and field.type is not FieldType.COMPUTED
    }


def _text(field: Field, posted: QueryDict) -> str | None:
    return posted.get(field.id, "").replace("\r\n", "\n").strip() or None


def _translated(field: Field, posted: QueryDict) -> dict[str, str] | None:
    texts = {str(language): posted.get(f"{field.id}.{language}", "").strip() for language in LANGUAGES}
    return _said(texts)


def _codes(field: Field, posted: QueryDict) -> list[str] | str | None:
    if field.multiple:
        return [code for code in posted.getlist(field.id) if code] or None
    return _text(field, posted)


def _yes_no(field: Field, posted: QueryDict) -> bool | None:
    return {"true": True, "false": False}.get(posted.get(field.id, ""))


def _people(field: Field, posted: QueryDict) -> dict[str, Any] | None:
    counts: dict[str, Any] = {part: _count(posted.get(f"{field.id}.{part}", "")) for part in _PEOPLE}
    prefix = f"{field.id}.parts."
    parts = {name.removeprefix(prefix): _count(posted.get(name, "")) for name in posted if name.startswith(prefix)}
    counts["parts"] = {name: count for name, count in parts.items() if count is not None} or None
    return _qualified(counts, field, posted)


def _number(field: Field, posted: QueryDict) -> dict[str, Any] | None:
    return _qualified(_figures(field, posted, "value", "high"), field, posted)


def _money(field: Field, posted: QueryDict) -> dict[str, Any] | None:
    asked = _figures(field, posted, "amount", "on") | _parts(field, posted, "rate_source")
    said = _qualified(asked, field, posted)
    if said is not None:
        said["currency"] = posted.get(f"{field.id}.currency", "").strip()
    return said


def _share(field: Field, posted: QueryDict) -> dict[str, Any] | None:
    return _qualified(_figures(field, posted, "value") | _parts(field, posted, "words"), field, posted)


def _date(field: Field, posted: QueryDict) -> str | None:
    return _day(field.id, posted) or None


def _period(field: Field, posted: QueryDict) -> str | None:
    return _interval(field.id, posted)


def _planned_actual(field: Field, posted: QueryDict) -> dict[str, str] | None:
    return _said({part: _interval(f"{field.id}.{part}", posted) or "" for part in ("planned", "actual")})


def _place(field: Field, posted: QueryDict) -> dict[str, Any] | None:
    return _said(_parts(field, posted, "country", "region", "city") | _figures(field, posted, "lat", "lon"))


def _organisations(field: Field, posted: QueryDict) -> Any:
    names = (
        [name.strip() for name in posted.get(field.id, "").split("\n")] if field.multiple else [_text(field, posted)]
    )
    bodies = [_body(name) for name in names if name]
    return (bodies or None) if field.multiple else next(iter(bodies), None)


def _body(name: str) -> dict[str, str]:
    code = organisation_named(name)
    return {"code": code} if code else {"name": name}


def _seat(field: Field, posted: QueryDict) -> dict[str, Any] | None:
    return _said(_parts(field, posted, "body", "role"))


def _citation(field: Field, posted: QueryDict) -> dict[str, Any] | None:
    return _said(_parts(field, posted, "source", "document", "place", "snippet", "language"))


def _links(field: Field, posted: QueryDict) -> list[str] | str | None:
    typed = [line.strip() for line in posted.get(field.id, "").replace(",", "\n").split("\n") if line.strip()]
    if field.multiple:
        return typed or None
    return typed[0] if typed else None


def _file(field: Field, posted: QueryDict) -> Any:
    """Uploads are kept before the form is read; what stands here is their description, carried along."""
    kept = [
        {"digest": digest, "name": name, "size": int(size) if size.isdecimal() and len(size) < 16 else 0}
        for digest, name, size in zip(
            posted.getlist(f"{field.id}.digest"), posted.getlist(f"{field.id}.name"),
            posted.getlist(f"{field.id}.size"), strict=False,
        )
    ]  # fmt: skip
    return (kept or None) if field.multiple else next(iter(kept), None)


def _parts(field: Field, posted: QueryDict, *names: str) -> dict[str, Any]:
    return {name: posted.get(f"{field.id}.{name}", "").strip() for name in names}


def _figures(field: Field, posted: QueryDict, *names: str) -> dict[str, Any]:
    return {name: _in_digits(said) for name, said in _parts(field, posted, *names).items()}


def _in_digits(typed: str) -> str:
    """Digits of any script as 0 to 9, and the Arabic decimal sign as a point: keyboards give what they give."""
    digits = (str(unicodedata.decimal(sign, sign)) for sign in typed)
    return "".join(digits).replace("\N{ARABIC DECIMAL SEPARATOR}", ".")


def _said(parts: Mapping[str, Any]) -> dict[str, Any] | None:
    """The parts that say something; None when none does."""
    return {name: part for name, part in parts.items() if part not in ("", None)} or None


def _qualified(parts: Mapping[str, Any], field: Field, posted: QueryDict) -> dict[str, Any] | None:
    """A quantity with its qualifier. A qualifier alone says nothing, but "none known" does."""
    said, qualifier = _said(parts), posted.get(f"{field.id}.qualifier", "")
    if said is None:
        return {"qualifier": qualifier} if qualifier == "none_known" else None
    return {**said, "qualifier": qualifier or "exact"}


def _count(typed: str) -> int | str | None:
    """A count as a number; what is none stays as typed, for the engine to refuse with words."""
    text = _in_digits(typed.strip())
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 13 else text


def _day(prefix: str, posted: QueryDict) -> str:
    """A date as precise as it was given: year, then month, then day. What is out of order is kept in
    its place (``-04``: a month of no year), for the message and for the form to show again. A sign that separates
    parts gives way to its twin when it was typed into one of them (``-5``), for the same reason."""
    typed = ((_in_digits(posted.get(f"{prefix}.{part}", "").strip()), width) for part, width in _DAY)
    parts = (part.zfill(width) if part.isdecimal() else part.translate(_SEPARATORS) for part, width in typed)
    return "-".join(parts).rstrip("-")


def _interval(prefix: str, posted: QueryDict) -> str | None:
    first, last = _day(f"{prefix}.first", posted), _day(f"{prefix}.last", posted)
    if not last and first and posted.get(f"{prefix}.open"):
        return f"{first}/.."
    if not last:
        return first or None
    return first if first == last else f"{first or '..'}/{last}"


_READERS: Mapping[FieldType, Answer] = {
    FieldType.TEXT: _text,
    FieldType.RICH_TEXT: _text,
    FieldType.TRANSLATED_TEXT: _translated,
    FieldType.CHOICE: _codes,
    FieldType.YES_NO: _yes_no,
    FieldType.COUNTRY: _codes,
    FieldType.ORGANISATION: _organisations,
    FieldType.SEAT: _seat,
    FieldType.PEOPLE: _people,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.SHARE: _share,
    FieldType.DATE: _date,
    FieldType.PERIOD: _period,
    FieldType.PLANNED_ACTUAL: _planned_actual,
    FieldType.PLACE: _place,
    FieldType.FILE: _file,
    FieldType.LINK: _links,
    FieldType.CITATION: _citation,
}
