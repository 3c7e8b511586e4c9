"""Which part of a fact fills which field of a record: as the register's declaration says, in the field's own shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from palermo.ground.standards.api import body_name, organisation_named
from palermo.know import api as know
from palermo_engines.registers.model import Declaration, Field, FieldType, Intake

Facts = Sequence[know.AgreedFact]
_SEXES = {"female": "women", "male": "men", "not_disaggregated": "not_disaggregated"}
_TITLE = 300
_VALUE_OF = "value of "


def values_from(
    declaration: Declaration, intake: Intake, facts: Facts, document: know.AgreedDocument
) -> dict[str, Any]:  # fmt: skip
    """Raw values of a record made of ``facts`` (the first leads, its parts and further facts of its paragraph follow);
    empty when nothing of them fits."""
    values: dict[str, Any] = dict(intake.set)
    filled = False
    for name, part in intake.fields.items():
        field = declaration.field(name)
        if field is None:
            continue
        said = _citation(facts[0], document) if part == "citation" else _said(field, part, facts, document)
        if said is not None:
            values[name] = said
            filled = filled or part not in ("citation", "snippet")
    return values if filled else {}


def _said(field: Field, part: str, facts: Facts, document: know.AgreedDocument) -> Any:
    if part.startswith(_VALUE_OF):
        chosen = _with_measure(part.removeprefix(_VALUE_OF).split(), facts)
        return _quantity(field, chosen) if chosen else None
    lead = facts[0].fact
    if part == "value":
        return _quantity(field, [facts[0], *_parts_of(facts[0], facts)])
    if part in ("snippet", "text"):
        return _text(field, str(lead.get("text") or facts[0].snippet))
    if part == "document":
        return _text(field, document.symbol or document.title)
    if part == "paragraph":
        return _text(field, facts[0].locator)
    found = lead.get("verb_code") or lead.get("verb") if part == "verb" else lead.get(part)
    return _shaped(field, found)


def _with_measure(wanted: Sequence[str], facts: Facts) -> Facts:
    """The first total of the first measure that stands among the facts, with its parts."""
    keys = {fact.key for fact in facts if fact.key}
    for measure in wanted:
        for fact in facts:
            if fact.fact.get("measure") == measure and str(fact.fact.get("part_of") or "") not in keys:
                return [fact, *_parts_of(fact, facts)]
    return []


def _parts_of(total: know.AgreedFact, facts: Facts) -> list[know.AgreedFact]:
    """The parts of a total, and their parts."""
    keys, found = {total.key} - {""}, []
    for fact in facts:
        if str(fact.fact.get("part_of") or "") in keys:
            found.append(fact)
            keys.add(fact.key)
    return found


def _text(field: Field, text: str) -> str:
    short = " ".join(text.split())
    return text if field.options.get("lines") == "many" or field.type is FieldType.RICH_TEXT else short[:_TITLE]


def _shaped(field: Field, found: Any) -> Any:
    """A part of a fact in the shape of the field; None when it cannot be one."""
    if found in (None, "", [], {}):
        return None
    shape = _SHAPES.get(field.type)
    return shape(field, found) if shape else None


def _country(field: Field, found: Any) -> Any:
    codes = [found] if isinstance(found, str) else list(found)
    if field.multiple:
        return codes
    return codes[0] if len(codes) == 1 else None  # a fact about several States is about none of them alone


def _choice(field: Field, found: Any) -> Any:
    codes = [found] if isinstance(found, str) else [str(code) for code in found]
    known = [code for code in codes if field.choice(code) is not None]
    if field.multiple:
        return known or None
    return known[0] if known else None


def _organisation(field: Field, found: Any) -> Any:
    bodies = [_body(str(code)) for code in ([found] if isinstance(found, str) else found)]
    return bodies if field.multiple else bodies[0]


def _body(text: str) -> dict[str, str]:
    if body_name(text, "en") is not None:
        return {"code": text}
    code = organisation_named(text)
    return {"code": code} if code else {"name": text}


def _plain(field: Field, found: Any) -> Any:
    return _text(field, ", ".join(map(str, found)) if isinstance(found, list | tuple) else str(found))


def _pair(_field: Field, found: Any) -> Any:
    return {"actual": str(found)}


def _day(field: Field, found: Any) -> Any:
    """A field for one date takes no interval."""
    return None if field.type is FieldType.DATE and "/" in str(found) else str(found)


_SHAPES: Mapping[FieldType, Callable[[Field, Any], Any]] = {
    FieldType.TEXT: _plain,
    FieldType.RICH_TEXT: _plain,
    FieldType.CHOICE: _choice,
    FieldType.COUNTRY: _country,
    FieldType.ORGANISATION: _organisation,
    FieldType.DATE: _day,
    FieldType.PERIOD: _day,
    FieldType.PLANNED_ACTUAL: _pair,
}


def _quantity(field: Field, facts: Facts) -> Any:
    lead = facts[0].fact
    qualifier = lead.get("qualifier") or "exact"
    if field.type is FieldType.PEOPLE:
        return _people(field, facts)
    if field.type is FieldType.MONEY:
        return {"amount": _number(lead), "currency": str(lead.get("unit") or ""), "qualifier": qualifier}
    if field.type is FieldType.SHARE:
        return {"value": _number(lead), "qualifier": qualifier}
    if field.type is FieldType.NUMBER:
        high = {"high": str(lead["high"])} if lead.get("high") is not None else {}
        return {"value": _number(lead), "qualifier": qualifier, **high}
    return _shaped(field, str(lead.get("value")))


def _number(fact: Mapping[str, Any]) -> str:
    return str(fact.get("value", ""))


def _people(field: Field, facts: Facts) -> dict[str, Any]:
    """The lead's count with its parts: by sex where that alone tells them apart, by their codes where the field is
    split that way. What it is not split by stays in the cited words."""
    asked = {name: {choice.code for choice in choices} for name, choices in _breakdowns(field).items()}
    lead = facts[0]
    own = lead.fact.get("breakdown") or {}
    counted: dict[str, Any] = {"total": _whole(lead.fact), "qualifier": lead.fact.get("qualifier") or "exact"}
    parts: dict[str, int] = {}
    for fact in facts[1:]:
        further = {name: code for name, code in (fact.fact.get("breakdown") or {}).items() if own.get(name) != code}
        count = _whole(fact.fact)
        if not further or count is None or not all(_has(asked, name, code) for name, code in further.items()):
            continue
        if set(further) == {"sex"} and further["sex"] in _SEXES:
            counted.setdefault(_SEXES[further["sex"]], count)
        else:
            parts[";".join(f"{name}={further[name]}" for name in sorted(further))] = count
    if parts:
        counted["parts"] = parts
    return {name: said for name, said in counted.items() if said is not None}


def _breakdowns(field: Field) -> Mapping[str, Any]:
    found: Mapping[str, Any] = field.options.get("breakdown_choices") or {}
    return found


def _has(asked: Mapping[str, set[str]], name: str, code: str) -> bool:
    return name == "sex" or code in asked.get(name, ())


def _whole(fact: Mapping[str, Any]) -> int | None:
    text = str(fact.get("value", "")).partition(".")[0]
    return int(text) if text.isascii() and text.isdigit() else None


def _citation(fact: know.AgreedFact, document: know.AgreedDocument) -> dict[str, str]:
    said = {
        "source": str(document.source), "document": document.symbol or document.title[:300], "place": fact.locator,
        "snippet": fact.snippet[:5000], "language": document.language,
    }  # fmt: skip
    return {name: text for name, text in said.items() if text}
