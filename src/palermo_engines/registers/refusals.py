"""What is said when a value cannot be kept, in the languages of the house.

Messages are written in English where they arise; ``refusals.yaml`` beside this file has the others. A message with a
number or a code in it is found by its pattern, where ``{}`` stands for what differs.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.kit.yaml_files import read_yaml
from palermo_engines.registers.model import Text

_FILE = Path(__file__).with_name("refusals.yaml")


def refusal(message: str, advice: str = "") -> Text:
    """The message and its advice by language; a language that has no words for it says it in English."""
    found: dict[Language, str] = {}
    for language in LANGUAGES:
        words = _said(message, language)
        added = _said(advice, language) if advice else ""
        found[language] = f"{words}{'' if language == 'zh' or not added else ' '}{added}"
    return MappingProxyType(found)


@lru_cache(maxsize=4000)
def _said(message: str, language: Language) -> str:
    if language == "en":
        return message
    exact = _words().get(message)
    if exact is not None:
        return exact.get(language, message)
    for pattern, texts in _patterns():
        found = pattern.fullmatch(message)
        if found is not None:
            return texts[language].format(*found.groups()) if language in texts else message
    return message


@cache
def _words() -> dict[str, dict[Language, str]]:
    return cast("dict[str, dict[Language, str]]", read_yaml(_FILE))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], dict[Language, str]], ...]:
    return tuple(
        (re.compile(re.escape(message).replace(r"\{\}", "(.+)")), texts)
        for message, texts in _words().items()
        if "{}" in message
    )
