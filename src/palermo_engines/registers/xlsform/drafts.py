"""A declaration in the making: what a form's questions become, gathered until it can be written as YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from palermo_engines.kit.languages import LANGUAGES, Language

Texts = Mapping[Language, str]
REFERENCE: Texts = {
    "en": "Reference of the record",
    "fr": "Référence de l'enregistrement",
    "es": "Referencia del registro",
    "ru": "Обозначение записи",
    "ar": "مرجع السجل",
    "zh": "记录编号",
}
REFERENCE_HELP: Texts = {
    "en": "A number or code. Never the name of a person.",
    "fr": "Un numéro ou un code. Jamais le nom d'une personne.",
    "es": "Un número o código. Nunca el nombre de una persona.",
    "ru": "Номер или код. Никогда не имя человека.",
    "ar": "رقم أو رمز. لا يُكتب اسم شخص أبدا.",
    "zh": "编号或代码，绝不填写人名。",
}
OTHER: Texts = {"en": "Other", "fr": "Autre", "es": "Otro", "ru": "Другое", "ar": "أخرى", "zh": "其他"}
PART_OF: Texts = {
    "en": "Part of the record",
    "fr": "Fait partie de l'enregistrement",
    "es": "Forma parte del registro",
    "ru": "Часть записи",
    "ar": "جزء من السجل",
    "zh": "所属记录",
}
_TEXT_KEYS = frozenset({"title", "help", "label", "message", "inverse"})


@dataclass(slots=True)
class Draft:
    """A register in the making. ``lists`` are by id; ``names`` are the questions that became fields, by name."""

    id: str
    title: dict[Language, str]
    wing: str
    fields: list[dict[str, Any]] = field(default_factory=list)
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def declared(self) -> dict[str, Any]:
        """The declaration as plain values, with every language claimed in which each text exists.

        Only its own organisation reads an imported register until somebody decides otherwise: deny by default.
        """
        content: dict[str, Any] = {"id": self.id, "wing": self.wing, "version": 1, "title": dict(self.title)}
        content |= {"visibility": "organisation", "lists": self.lists, "fields": self.fields}
        texts = list(_texts(content))
        for text in texts:
            if "en" not in text:
                text["en"] = next(iter(text.values()))
        languages = [language for language in LANGUAGES if all(language in text for text in texts)]
        content["title"] = {language: content["title"][language] for language in languages}
        return {**{key: value for key, value in content.items() if value != {}}, "languages": languages}

    def yaml(self) -> str:
        """The declaration as a file."""
        return write_yaml(self.declared())


class _Plain(yaml.SafeDumper):
    """Writes a text that stands twice as two texts, without anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the name is the library's
        return True


def write_yaml(declared: Mapping[str, Any]) -> str:
    """Plain content as the file of a declaration, its keys in the order given."""
    return yaml.dump(dict(declared), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=140)


def reference_field(taken: set[str]) -> dict[str, Any]:
    """The field that names a record of an imported register: not one of the form's, which may ask for a name."""
    taken.add("reference")
    return {"id": "reference", "type": "text", "role": "title", "label": dict(REFERENCE), "help": dict(REFERENCE_HELP)}


def _texts(content: Any) -> Iterator[dict[Language, str]]:
    if isinstance(content, list):
        for entry in content:
            yield from _texts(entry)
    elif isinstance(content, dict):
        for key, value in content.items():
            if key in _TEXT_KEYS and isinstance(value, dict):
                yield value
            else:
                yield from _texts(value)
