"""Fields and code lists of a declaration."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import isfinite
from types import MappingProxyType
from typing import Any

from palermo_engines.kit import codelists
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.building_parts import (
    Texts,
    expression_of,
    known_keys,
    list_of_words,
    read_text,
    text_of,
    word_of,
)
from palermo_engines.registers.model import Choice, Field, FieldType, Role
from palermo_engines.registers.patterns import CostlyError, compiled
from palermo_engines.registers.tree import Tree

MOST_FIELDS = 400
_MOST_CHOICES = 5000
_FIELD_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
_CODE = re.compile(r"[^\s=;|]{1,120}")
_COMMON = frozenset({
    "id", "type", "label", "help", "required", "constraint", "message", "relevant", "visible", "multiple", "role",
    "facet",
})  # fmt: skip
_MULTIPLE = frozenset({FieldType.CHOICE, FieldType.COUNTRY, FieldType.ORGANISATION, FieldType.LINK, FieldType.FILE})
_OPTIONS: Mapping[FieldType, frozenset[str]] = {
    FieldType.TEXT: frozenset({"lines", "pattern", "format"}),
    FieldType.CHOICE: frozenset({"list"}),
    FieldType.COUNTRY: frozenset({"areas"}),
    FieldType.PEOPLE: frozenset({"breakdowns"}),
    FieldType.NUMBER: frozenset({"unit", "whole", "min", "max"}),
    FieldType.MONEY: frozenset({"currencies"}),
    FieldType.DATE: frozenset({"precision"}),
    FieldType.PLACE: frozenset({"finest"}),
    FieldType.FILE: frozenset({"accept"}),
    FieldType.LINK: frozenset({"to", "inverse"}),
    FieldType.COMPUTED: frozenset({"value", "of"}),
}
_ROLES: Mapping[Role, frozenset[FieldType]] = {
    Role.TITLE: frozenset({FieldType.TEXT, FieldType.TRANSLATED_TEXT, FieldType.CHOICE, FieldType.COMPUTED}),
    Role.COUNTRY: frozenset({FieldType.COUNTRY}),
    Role.DATE: frozenset({FieldType.DATE, FieldType.PERIOD, FieldType.PLANNED_ACTUAL}),
    Role.ORGANISATION: frozenset({FieldType.ORGANISATION, FieldType.SEAT}),
    Role.CITATION: frozenset({FieldType.CITATION}),
    Role.PLACE: frozenset({FieldType.PLACE}),
}
_WORDS: Mapping[str, tuple[str, ...]] = {
    "lines": ("many",), "format": ("url", "email"), "precision": ("day", "month", "year"),
    "finest": ("country", "region", "city", "point"), "of": ("number", "text", "date"),
}  # fmt: skip


class Lists:
    """The code lists of the file, and those of ``standards/codelists``."""

    def __init__(self, tree: Tree | None, texts: Texts) -> None:
        self._texts = texts
        self._own: dict[str, tuple[Choice, ...]] = {}
        for name, entry in tree.items() if tree is not None else ():
            self._own[name] = self._choices(name, entry)

    def choices(self, name: str, line: int, field: str) -> tuple[Choice, ...]:
        """The entries of the list; a problem is noted when there is none of that name."""
        if name in self._own:
            return self._own[name]
        try:
            listed = codelists.load(name)
        except InputError:
            self._texts.problems.add(line, field, f"There is no list {name}, here or in standards/codelists.")
            return ()
        return tuple(
            Choice(entry.code, entry.labels, entry.parent, entry.status is codelists.Status.ATTESTED)
            for entry in listed.entries
        )

    def _choices(self, name: str, tree: Tree) -> tuple[Choice, ...]:
        entries = list(tree.each())
        if not entries or len(entries) > _MOST_CHOICES:
            self._texts.problems.add(tree.line, name, f"A list has 1 to {_MOST_CHOICES} entries.")
            return ()
        found = tuple(self._choice(name, entry) for entry in entries)
        above = {choice.code: choice.parent for choice in found}
        seen: set[str] = set()
        for entry, choice in zip(entries, found, strict=True):
            if choice.code in seen:
                self._texts.problems.add(entry.line, name, f"The code {choice.code} stands twice.")
            seen.add(choice.code)
            if choice.parent is not None and (choice.parent not in above or choice.parent == choice.code):
                self._texts.problems.add(entry.line, name, f"The parent {choice.parent} is not in the list.")
            elif _is_above_itself(choice, above):
                self._texts.problems.add(entry.line, name, f"The code {choice.code} stands above itself.")
        return found

    def _choice(self, name: str, entry: Tree) -> Choice:
        known_keys(entry, frozenset({"code", "label", "parent", "status", "ref"}), name, self._texts.problems)
        code = word_of(entry, "code", self._texts.problems)
        if not _CODE.fullmatch(code):
            self._texts.problems.add(
                entry.line, name, "A code is text without spaces (put numbers, yes and no in quotes)."
            )
        status = word_of(entry, "status", self._texts.problems) or "attested"
        if status not in ("attested", "reconstructed"):
            self._texts.problems.add(entry.line, name, "status is attested or reconstructed.")
        label = read_text(entry, "label", self._texts, required=True, where=f"{name} {code}")
        return Choice(code, label, word_of(entry, "parent", self._texts.problems) or None, status == "attested")


def _is_above_itself(choice: Choice, above: Mapping[str, str | None]) -> bool:
    """Whether the parents of an entry lead back to it."""
    seen: set[str] = set()
    code = choice.parent
    while code is not None and code not in seen and code != choice.code:
        seen.add(code)
        code = above.get(code)
    return code == choice.code


def fields_of(tree: Tree | None, lists: Lists, texts: Texts) -> tuple[Field, ...]:
    """The fields in their order."""
    entries = list(tree.each()) if tree is not None else []
    if not entries:
        texts.problems.add(tree.line if tree else 1, "fields", "A register needs at least one field.")
    if len(entries) > MOST_FIELDS:
        texts.problems.add(entries[MOST_FIELDS].line, "fields", f"At most {MOST_FIELDS} fields.")
        return ()
    found: dict[str, Field] = {}
    for entry in entries:
        field = _field(entry, lists, texts)
        if field is None:
            continue
        if field.id in found:
            texts.problems.add(entry.line, field.id, "This field stands twice.")
        found[field.id] = field
    return tuple(found.values())


def _field(entry: Tree, lists: Lists, texts: Texts) -> Field | None:
    problems = texts.problems
    identifier = word_of(entry, "id", problems)
    if not _FIELD_ID.fullmatch(identifier):
        problems.add(entry.line, identifier or "fields", "A field's id is written in small letters, digits and _.")
        return None
    kind = _kind(entry, identifier, texts)
    if kind is None:
        return None
    known_keys(entry, _COMMON | _OPTIONS.get(kind, frozenset()), identifier, problems)
    choices, options = _options(entry, kind, identifier, lists, texts)
    from palermo_engines.registers.building import visibility_of

    return Field(
        id=identifier, type=kind, label=read_text(entry, "label", texts, required=True, where=identifier),
        help=read_text(entry, "help", texts, where=identifier), role=_role(entry, kind, identifier, texts),
        required=expression_of(entry, "required", identifier, problems),
        constraint=expression_of(entry, "constraint", identifier, problems),
        message=read_text(entry, "message", texts, where=identifier),
        relevant=expression_of(entry, "relevant", identifier, problems),
        visible=visibility_of(entry.get("visible"), identifier, problems),
        multiple=_multiple(entry, kind, identifier, texts), facet=_true(entry, "facet", identifier, texts),
        choices=choices, options=options, line=entry.line,
    )  # fmt: skip


def _kind(entry: Tree, identifier: str, texts: Texts) -> FieldType | None:
    name = word_of(entry, "type", texts.problems)
    try:
        return FieldType(name)
    except ValueError:
        texts.problems.add(entry.line, identifier, f"type is one of: {', '.join(FieldType)}.")
        return None


def _role(entry: Tree, kind: FieldType, identifier: str, texts: Texts) -> Role | None:
    name = word_of(entry, "role", texts.problems)
    if not name:
        return None
    try:
        role = Role(name)
    except ValueError:
        texts.problems.add(entry.line, identifier, f"role is one of: {', '.join(Role)}.")
        return None
    if kind not in _ROLES[role]:
        texts.problems.add(entry.line, identifier, f"A field of type {kind.value} cannot have the role {name}.")
    return role


def _multiple(entry: Tree, kind: FieldType, identifier: str, texts: Texts) -> bool:
    multiple = _true(entry, "multiple", identifier, texts)
    if multiple and kind not in _MULTIPLE:
        texts.problems.add(entry.line, identifier, f"A field of type {kind.value} holds one value.")
    return multiple


def _true(entry: Tree, key: str, identifier: str, texts: Texts) -> bool:
    found = entry.get(key)
    if found is not None and not isinstance(found.value, bool):
        texts.problems.add(found.line, identifier, f"{key} is true or false.")
    return found is not None and found.value is True


def _options(
    entry: Tree, kind: FieldType, identifier: str, lists: Lists, texts: Texts
) -> tuple[tuple[Choice, ...], Mapping[str, Any]]:
    """What the type alone takes, each checked."""
    options: dict[str, Any] = {}
    for key in sorted(_OPTIONS.get(kind, ())):
        found = entry.get(key)
        if found is not None:
            options[key] = _READERS[key](entry, key, identifier, texts)
    _demand_options(entry, kind, identifier, options, texts)
    choices: tuple[Choice, ...] = ()
    if kind is FieldType.CHOICE and options.get("list"):
        choices = lists.choices(options["list"], entry.line, identifier)
    if kind is FieldType.PEOPLE:
        split = {name: lists.choices(name, entry.line, identifier) for name in options.get("breakdowns", ())}
        options["breakdown_choices"] = MappingProxyType(split)
    return choices, MappingProxyType(options)


def _demand_options(entry: Tree, kind: FieldType, identifier: str, options: Mapping[str, Any], texts: Texts) -> None:
    needed = {FieldType.CHOICE: "list", FieldType.LINK: "to", FieldType.COMPUTED: "value"}.get(kind)
    if needed and not options.get(needed):
        texts.problems.add(entry.line, identifier, f"A field of type {kind.value} needs {needed}:.")
    low, high = options.get("min"), options.get("max")
    if low is not None and high is not None and low > high:
        texts.problems.add(entry.line, identifier, "min is more than max.")


def _word(entry: Tree, key: str, identifier: str, texts: Texts) -> str:
    word = word_of(entry, key, texts.problems)
    if key in _WORDS and word not in _WORDS[key]:
        texts.problems.add(entry.line, identifier, f"{key} is one of: {', '.join(_WORDS[key])}.")
    return word


def _words(entry: Tree, key: str, _identifier: str, texts: Texts) -> tuple[str, ...]:
    return tuple(list_of_words(entry, key, texts.problems))


def _pattern(entry: Tree, key: str, identifier: str, texts: Texts) -> str:
    pattern = word_of(entry, key, texts.problems)
    try:
        compiled(pattern)
    except CostlyError as error:
        texts.problems.add(entry.line, identifier, f"The pattern cannot be used: {error}.")
    return pattern


def _bound(entry: Tree, key: str, identifier: str, texts: Texts) -> int | float:
    found = entry.get(key)
    value = found.value if found is not None else None
    if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value):
        texts.problems.add(entry.line, identifier, f"{key} is a number.")
        return 0
    return value


def _computation(entry: Tree, key: str, identifier: str, texts: Texts) -> str:
    return expression_of(entry, key, identifier, texts.problems)


def _way_back(entry: Tree, key: str, identifier: str, texts: Texts) -> Any:
    found = entry.get(key)
    return text_of(found, identifier, texts, key) if found is not None else {}


_READERS: Mapping[str, Callable[[Tree, str, str, Texts], Any]] = {
    "lines": _word, "format": _word, "list": _word, "unit": _word, "precision": _word, "finest": _word, "to": _word,
    "of": _word, "breakdowns": _words, "currencies": _words, "accept": _words, "areas": _true, "whole": _true,
    "pattern": _pattern, "min": _bound, "max": _bound, "value": _computation, "inverse": _way_back,
}  # fmt: skip
