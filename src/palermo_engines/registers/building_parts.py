"""Pieces that every part of a declaration is built of: texts by language, words, expressions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.registers.expressions import compile_expression
from palermo_engines.registers.model import NO_TEXT, Text
from palermo_engines.registers.problems import Problems
from palermo_engines.registers.shapes import CONTROL
from palermo_engines.registers.tree import Tree

_LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Texts:
    """The languages that the declaration claims, and where problems go."""

    languages: tuple[Language, ...]
    problems: Problems


def known_keys(tree: Tree, known: frozenset[str], where: str, problems: Problems) -> None:
    """Note every key that means nothing here: a mistyped option must not pass for one that does something."""
    if not isinstance(tree.value, dict):
        problems.add(tree.line, where, "This must be a mapping of keys.")
    for key, entry in tree.items():
        if key not in known:
            problems.add(entry.line, where or key, f"There is no key {key} here.")


def read_text(tree: Tree, key: str, texts: Texts, *, required: bool = False, where: str = "") -> Text:
    """A text by language. Every language claimed must be there (rule 10); others may be."""
    entry = tree.get(key)
    place = where or key
    if entry is None:
        if required:
            texts.problems.add(tree.line, place, f"The text {key} is missing.")
        return NO_TEXT
    return text_of(entry, place, texts, key)


def text_of(entry: Tree, where: str, texts: Texts, key: str = "text") -> Text:
    """The mapping of a language to its text."""
    if not isinstance(entry.value, dict):
        texts.problems.add(entry.line, where, f"{key} is given by language, as in {{en: ..., zh: ...}}.")
        return NO_TEXT
    found: dict[Language, str] = {}
    for code, each in entry.items():
        if code not in LANGUAGES:
            texts.problems.add(each.line, where, f"{code} is none of the languages {', '.join(LANGUAGES)}.")
        elif not isinstance(each.value, str) or not each.value.strip() or len(each.value) > _LONGEST_TEXT:
            texts.problems.add(each.line, where, f"{key} in {code} must be text (put Yes, No and numbers in quotes).")
        elif CONTROL.search(each.value):
            texts.problems.add(each.line, where, f"{key} in {code} holds signs that cannot be shown.")
        else:
            found[code] = each.value
    missing = [code for code in dict.fromkeys(("en", *texts.languages)) if code not in entry.value]
    if missing:
        texts.problems.add(entry.line, where, f"{key} is missing in: {', '.join(missing)}.")
    return MappingProxyType(found)


def word_of(tree: Tree, key: str, problems: Problems) -> str:
    """A word; empty when the key is absent."""
    entry = tree.get(key)
    if entry is None:
        return ""
    if not isinstance(entry.value, str) or not entry.value.strip():
        problems.add(entry.line, key, f"{key} must be a word.")
        return ""
    return entry.value


def entries_of(tree: Tree, key: str, problems: Problems) -> list[Tree]:
    """The entries of a list; none when the key is absent. What is no list must not pass for one without entries: a
    check that lost its dash would be no check."""
    entry = tree.get(key)
    if entry is None:
        return []
    if not isinstance(entry.value, list):
        problems.add(entry.line, key, f"{key} is a list: each entry begins with a dash.")
    return list(entry.each())


def list_of_words(tree: Tree, key: str, problems: Problems) -> list[str]:
    """A list of words; empty when the key is absent."""
    entry = tree.get(key)
    if entry is None:
        return []
    if not isinstance(entry.value, list) or not all(isinstance(each.value, str) for each in entry.each()):
        problems.add(entry.line, key, f"{key} is a list of words.")
        return []
    return [str(each.value) for each in entry.each()]


def expression_of(
    tree: Tree, key: str, where: str, problems: Problems, known: set[str] | None = None, *, asks: bool = False
) -> str:
    """An expression; empty when the key is absent. It must compile, and name fields that are ``known``."""
    entry = tree.get(key)
    if entry is None:
        return ""
    if isinstance(entry.value, bool) and key == "required":
        return "true" if entry.value else ""
    if not isinstance(entry.value, str):
        problems.add(entry.line, where, f"{key} is an expression, in quotes.")
        return ""
    text = entry.value.strip()
    try:
        compiled = compile_expression(text)
    except InputError as error:
        problems.add(entry.line, where, error.message)
        return ""
    if compiled.asks_records and not asks:
        problems.add(entry.line, where, "total() and number-of() are asked in the checks of a move only.")
    for name in unknown_names(text, known) if known is not None else ():
        problems.add(entry.line, where, f"There is no field {name}, which the expression asks for.")
    return text


def unknown_names(text: str, known: set[str]) -> Iterator[str]:
    """Names of fields in an expression that no field has."""
    if text and text != "true":
        try:
            yield from sorted({name.partition("/")[0] for name in compile_expression(text).fields} - known)
        except InputError:
            return
