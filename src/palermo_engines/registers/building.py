"""From the tree of a YAML text to a Declaration, noting every problem on the way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.registers.building_fields import Lists, fields_of
from palermo_engines.registers.building_parts import (
    Texts,
    entries_of,
    expression_of,
    known_keys,
    list_of_words,
    read_text,
    word_of,
)
from palermo_engines.registers.building_workflow import workflow_of
from palermo_engines.registers.model import (
    PUBLIC,
    WINGS,
    Check,
    Declaration,
    Field,
    FieldType,
    Intake,
    MeasureOf,
    Role,
    Visibility,
)
from palermo_engines.registers.problems import Problems
from palermo_engines.registers.tree import Tree

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,23}")
_KEYS = frozenset({
    "id", "wing", "version", "title", "help", "languages", "refs", "visibility", "write", "lists", "fields", "workflow",
    "measures", "intake", "rules",
})  # fmt: skip
_VALUE_OF = re.compile(r"value of [a-z][a-z0-9_]*(?: [a-z][a-z0-9_]*)*")
_MEASURE_KEYS = frozenset({"id", "of", "when", "period", "as_of", "subject", "by", "scope", "grain"})
_INTAKE_KEYS = frozenset({"facts", "measures", "needs", "themes", "one_record", "fields", "set"})
_FACTS = frozenset({"figure", "action", "directive", "statement", "mention"})
_PARTS = frozenset({
    "value", "iso3", "period", "as_of", "breakdown", "measure", "date", "kind", "instrument", "verb", "addressees",
    "text", "snippet", "citation", "paragraph", "unit", "theme", "quantifier", "document",
})  # fmt: skip
_COUNTED = frozenset({FieldType.PEOPLE, FieldType.NUMBER, FieldType.MONEY, FieldType.SHARE, FieldType.COMPUTED})
_DATED = frozenset({FieldType.DATE, FieldType.PERIOD, FieldType.PLANNED_ACTUAL})


def build(tree: Tree, source: str, problems: Problems) -> Declaration | None:
    """The declaration, as far as it can be read; None when so much is missing that nothing can be."""
    known_keys(tree, _KEYS, "", problems)
    languages = _languages(tree, problems)
    texts = Texts(languages, problems)
    identifier = _identifier(tree, problems)
    lists = Lists(tree.get("lists"), texts)
    fields = fields_of(tree.get("fields"), lists, texts)
    states, moves = workflow_of(tree.get("workflow"), texts, fields)
    _demand_roles(fields, tree, problems)
    _demand_names(fields, problems)
    return Declaration(
        id=identifier,
        wing=_one_of(tree, "wing", WINGS, problems),
        version=_version(tree, problems),
        title=read_text(tree, "title", texts, required=True),
        help=read_text(tree, "help", texts),
        languages=languages,
        refs=tuple(str(ref) for ref in list_of_words(tree, "refs", problems)),
        visibility=visibility_of(tree.get("visibility"), "visibility", problems),
        write=word_of(tree, "write", problems) or "registrar",
        fields=fields,
        states=states,
        moves=moves,
        measures=_measures(tree, fields, problems),
        intake=_intake(tree, fields, problems),
        rules=_rules(tree, fields, texts),
        source=source,
    )


def _identifier(tree: Tree, problems: Problems) -> str:
    entry = tree.get("id")
    if entry is None:
        problems.add(tree.line, "id", "The key id is missing.")
        return ""
    if not isinstance(entry.value, str) or not _ID.fullmatch(entry.value):
        problems.add(entry.line, "id", "An id begins with a letter and has at most 24 letters, digits, _ and -.")
    return str(entry.value)


def _languages(tree: Tree, problems: Problems) -> tuple[Language, ...]:
    entry = tree.get("languages")
    if entry is None:
        return ("en", "zh")
    codes = [str(each.value) for each in entry.each()]
    if not codes or not set(codes) <= set(LANGUAGES):
        problems.add(entry.line, "languages", f"A list of: {', '.join(LANGUAGES)}.")
    if "en" not in codes:
        problems.add(entry.line, "languages", "English is always among them.")
    return tuple(code for code in LANGUAGES if code in codes)


def _one_of(tree: Tree, key: str, known: tuple[str, ...], problems: Problems) -> str:
    entry = tree.get(key)
    if entry is None or entry.value not in known:
        problems.add(entry.line if entry else tree.line, key, f"One of: {', '.join(known)}.")
        return known[0]
    return str(entry.value)


def _version(tree: Tree, problems: Problems) -> int:
    entry = tree.get("version")
    if (
        entry is None
        or not isinstance(entry.value, int)
        or isinstance(entry.value, bool)
        or not 0 < entry.value < 10**6
    ):
        problems.add(entry.line if entry else tree.line, "version", "A whole number from 1 on.")
        return 1
    return entry.value


def visibility_of(entry: Tree | None, field: str, problems: Problems) -> Visibility:
    """Who reads: a level, or a list of roles."""
    if entry is None:
        return PUBLIC
    if isinstance(entry.value, list):
        roles = tuple(str(role.value) for role in entry.each())
        if not roles or not all(isinstance(role.value, str) for role in entry.each()):
            problems.add(entry.line, field, "A list of roles is a list of words.")
        return Visibility("roles", roles)
    if entry.value not in ("public", "members", "organisation"):
        problems.add(entry.line, field, "Visibility is public, members, organisation or a list of roles.")
        return Visibility("roles", ())
    return Visibility(str(entry.value))


def _demand_roles(fields: tuple[Field, ...], tree: Tree, problems: Problems) -> None:
    titles = [field for field in fields if field.role is Role.TITLE]
    if fields and not titles:
        entry = tree.get("fields")
        problems.add(entry.line if entry else tree.line, "fields", "One field has role: title, to name the record.")
    for role in Role:
        same = [field for field in fields if field.role is role]
        if role is not Role.DATE and len(same) > 1:
            problems.add(same[1].line, same[1].id, f"Only one field may have the role {role.value}.")


def _demand_names(fields: tuple[Field, ...], problems: Problems) -> None:
    """Expressions name fields that exist."""
    from palermo_engines.registers.building_parts import unknown_names

    known = {field.id for field in fields}
    for field in fields:
        for text in (field.required, field.constraint, field.relevant, str(field.options.get("value", ""))):
            for name in unknown_names(text, known):
                problems.add(field.line, field.id, f"There is no field {name}, which the expression asks for.")


def _rules(tree: Tree, fields: tuple[Field, ...], texts: Texts) -> tuple[Check, ...]:
    return tuple(check_of(each, "rules", fields, texts) for each in entries_of(tree, "rules", texts.problems))


def check_of(entry: Tree, where: str, fields: tuple[Field, ...], texts: Texts, *, asks: bool = False) -> Check:
    """A condition with its message."""
    problems = texts.problems
    known_keys(entry, frozenset({"check", "message", "field"}), where, problems)
    expression = expression_of(entry, "check", where, problems, {field.id for field in fields}, asks=asks)
    if not expression:
        problems.add(entry.line, where, "A condition needs check: an expression.")
    field = word_of(entry, "field", problems)
    if field and not any(each.id == field for each in fields):
        problems.add(entry.line, where, f"There is no field {field}.")
    return Check(expression, read_text(entry, "message", texts, required=True, where=where), field)


def _measures(tree: Tree, fields: tuple[Field, ...], problems: Problems) -> tuple[MeasureOf, ...]:
    return tuple(_measure(each, fields, problems) for each in entries_of(tree, "measures", problems))


def _measure(entry: Tree, fields: tuple[Field, ...], problems: Problems) -> MeasureOf:
    identifier = word_of(entry, "id", problems)
    where = identifier or "measures"
    known_keys(entry, _MEASURE_KEYS, where, problems)
    if not identifier:
        problems.add(entry.line, where, "A measure needs its id.")
    counted = word_of(entry, "of", problems)
    kinds = {field.id: field.type for field in fields}
    if counted != "records" and kinds.get(counted) not in _COUNTED:
        problems.add(entry.line, where, "of: is records, or a field of type people, number, money, share or computed.")
    for key, types in (("period", _DATED), ("as_of", _DATED), ("subject", {FieldType.COUNTRY})):
        name = word_of(entry, key, problems)
        if name and kinds.get(name) not in types:
            problems.add(entry.line, where, f"{key}: names no field of a fitting type.")
    by = tuple(list_of_words(entry, "by", problems))
    for name in (*by, *filter(None, [word_of(entry, "scope", problems)])):
        if name not in kinds:
            problems.add(entry.line, where, f"There is no field {name}.")
    grain = word_of(entry, "grain", problems) or "record"
    if grain not in ("record", "register"):
        problems.add(entry.line, where, "grain: is record or register.")
    when = expression_of(entry, "when", where, problems, set(kinds))
    return MeasureOf(
        identifier, counted, when, word_of(entry, "period", problems), word_of(entry, "as_of", problems),
        word_of(entry, "subject", problems), by, word_of(entry, "scope", problems), grain,
    )  # fmt: skip


def _intake(tree: Tree, fields: tuple[Field, ...], problems: Problems) -> tuple[Intake, ...]:
    return tuple(_one_intake(each, fields, problems) for each in entries_of(tree, "intake", problems))


def _one_intake(entry: Tree, fields: tuple[Field, ...], problems: Problems) -> Intake:
    known_keys(entry, _INTAKE_KEYS, "intake", problems)
    facts = word_of(entry, "facts", problems)
    if facts not in _FACTS:
        problems.add(entry.line, "intake", f"facts: is one of {', '.join(sorted(_FACTS))}.")
    one_record = word_of(entry, "one_record", problems) or "fact"
    if one_record not in ("fact", "paragraph"):
        problems.add(entry.line, "intake", "one_record: is fact or paragraph.")
    mapped = {key: str(each.value) for key, each in _entries(entry, "fields")}
    for key, part in mapped.items():
        if not any(field.id == key for field in fields):
            problems.add(entry.line, "intake", f"There is no field {key}.")
        if part not in _PARTS and not _VALUE_OF.fullmatch(part):
            problems.add(entry.line, "intake", f"A fact has no part {part}.")
    fixed: dict[str, Any] = {key: each.plain() for key, each in _entries(entry, "set")}
    for key in fixed:
        if not any(field.id == key for field in fields):
            problems.add(entry.line, "intake", f"There is no field {key}.")
    return Intake(
        facts, tuple(list_of_words(entry, "measures", problems)), tuple(list_of_words(entry, "needs", problems)),
        tuple(list_of_words(entry, "themes", problems)), one_record, MappingProxyType(mapped),
        cast("Mapping[str, Any]", MappingProxyType(fixed)),
    )  # fmt: skip


def _entries(entry: Tree, key: str) -> list[tuple[str, Tree]]:
    inner = entry.get(key)
    return list(inner.items()) if inner is not None else []
