"""Which strings the pages use: from templates by Django's own rewriting and Babel's extractor, from Python by its
syntax tree, and the titles that are kept as data."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

from palermo.ground.access.api import roles

PACKAGE = Path(__file__).resolve().parents[2]
_SINGULAR = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
_PLURAL = frozenset({"ngettext", "ngettext_lazy"})
_CONTEXT = frozenset({"pgettext", "pgettext_lazy"})
_TEMPLATE_KEYWORDS: dict[str, None] = dict.fromkeys(("_", "gettext", "ngettext", "pgettext"))

Found = tuple[str, str, str]  # context, singular, plural


@dataclass(frozen=True, slots=True)
class Message:
    """A string to translate; ``context`` tells homonyms apart, ``plural`` is empty for one without a count, ``places``
    are the files that use it."""

    context: str
    singular: str
    plural: str
    places: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """As ``translations.yaml`` spells it: ``context::msgid`` first, then ``msgid``, a plural ``one|many``."""
        plain = f"{self.singular}|{self.plural}" if self.plural else self.singular
        return (f"{self.context}::{plain}", plain) if self.context else (plain,)

    @property
    def key(self) -> str:
        return self.keys[0]


def messages_used(package: Path = PACKAGE) -> list[Message]:
    """Every message of the package, sorted, each once."""
    places: dict[Found, set[str]] = {}
    for path in sorted((*package.rglob("*.py"), *package.rglob("*.html"), *package.rglob("*.txt"))):
        relative = path.relative_to(package.parent).as_posix()
        for found in _messages_of(path):
            places.setdefault(found, set()).add(relative)
    for title in roles().titles.values():
        places.setdefault(("", title, ""), set()).add("palermo/ground/access/roles.yaml")
    return [Message(*found, tuple(sorted(places[found]))) for found in sorted(places)]


def _messages_of(path: Path) -> Iterator[Found]:
    if path.suffix == ".py":
        return python_messages(path.read_text(encoding="utf-8"))
    return template_messages(path.read_text(encoding="utf-8")) if "templates" in path.parts else iter(())


def template_messages(source: str) -> Iterator[Found]:
    """Messages of a Django template. Its rewriting keeps the template's indentation, which Python would refuse."""
    rewritten = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    for _line, name, found, _comments in extract_python(BytesIO(rewritten.encode()), _TEMPLATE_KEYWORDS, (), {}):
        texts = [found] if isinstance(found, str) else list(found)
        yield from _arranged(str(name), texts)


def python_messages(source: str) -> Iterator[Found]:
    """Messages of a module, whatever name it gave to gettext when importing it."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            yield from _arranged(names[node.func.id], texts)


def _arranged(function: str, texts: list[str]) -> Iterator[Found]:
    """The literal arguments of a call, by what the function takes them for. Without literals, nothing."""
    if function in _SINGULAR and texts and texts[0]:
        yield "", texts[0], ""
    elif function in _PLURAL and len(texts) > 1:
        yield "", texts[0], texts[1]
    elif function in _CONTEXT and len(texts) > 1:
        yield texts[0], texts[1], ""
