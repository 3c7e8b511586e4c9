"""Titles of the parts of compound values, for columns of a table."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType

from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.kit.yaml_files import read_yaml
from palermo_engines.registers.model import Field, Text, in_language

_FILE = Path(__file__).with_name("wording_parts.yaml")


def part_title(field: Field, part: str) -> Text:
    """``Participants: women``, in every language that the field's label has."""
    titles: dict[Language, str] = {}
    for language in LANGUAGES:
        if language in field.label:
            colon = "：" if language == "zh" else ": "
            titles[language] = f"{in_language(field.label, language)}{colon}{in_language(_part(part), language)}"
    return MappingProxyType(titles)


def part_words(part: str) -> Text:
    """``women``, in every language; the part itself, in English, when it has no words."""
    return _part(part)


def _part(part: str) -> Text:
    return _parts().get(part) or {"en": part.replace("_", " ")}


@cache
def _parts() -> dict[str, Text]:
    found: dict[str, Text] = read_yaml(_FILE)
    return found
