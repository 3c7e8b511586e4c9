"""Noun phrases in six languages: quantified, counted, listed. Each stands whole in ``phrases/<language>.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale
from babel.lists import format_list

from palermo_engines.kit.languages import Language
from palermo_engines.kit.yaml_files import read_yaml

Frame = Literal["subject", "those", "of"]
_FOLDER = Path(__file__).with_name("phrases")
_LOCALES = {"en": "en_GB", "zh": "zh_Hans"}
_SPANISH_E = re.compile(r"^(?:[ií]|h[ií](?!e))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """``text`` begins with a small letter. ``form`` is which of the forms of a verb goes with it, from 0."""

    text: str
    form: int = 0


@cache
def _phrases(language: Language) -> Mapping[str, Any]:
    content = read_yaml(_FOLDER / f"{language}.yaml")
    assert isinstance(content, dict)
    return content


@cache
def locale_of(language: Language) -> Locale:
    """The CLDR locale: British spelling for English, simplified characters for Chinese."""
    return Locale.parse(_LOCALES.get(language, language))


def forms_of_verbs(language: Language) -> tuple[str, ...]:
    """The names of the forms that a choice in a wording gives, in order; empty where verbs do not change."""
    return tuple(_phrases(language)["agreement"])


def quantified(code: str, count: int, language: Language, frame: Frame = "subject") -> Phrase:
    """``several States``, ``ряд государств``; the quantifier ``number`` gives the count itself."""
    if code == "number":
        return counted(count, language, frame)
    return _phrase(_phrases(language)["quantified"][code], frame, language)


def counted(count: int, language: Language, frame: Frame = "subject") -> Phrase:
    """``six States``, ``11 States``: numbers up to ten in words where the language writes them so."""
    entry = _by_plural(_phrases(language)["counted"], count, language)
    phrase = _phrase(entry, frame, language)
    return Phrase(phrase.text.replace("{n}", _number(count, language, frame)), phrase.form)


def counted_organisations(count: int, language: Language) -> str:
    """``one organization``, ``3个组织``."""
    text = str(_by_plural(_phrases(language)["organisations"], count, language))
    return text.replace("{n}", _number(count, language, "subject")).replace("{d}", str(count))


def _by_plural(entries: Mapping[str, Any], count: int, language: Language) -> Any:  # a phrase, or its frames
    return entries.get(locale_of(language).plural_form(count), entries["other"])


def _phrase(entry: Mapping[str, str], frame: Frame, language: Language) -> Phrase:
    forms = forms_of_verbs(language)
    return Phrase(entry[frame], forms.index(entry["agrees"]) if forms else 0)


def _number(count: int, language: Language, frame: Frame) -> str:
    phrases = _phrases(language)
    words = phrases.get("numbers_of", phrases["numbers"]) if frame == "of" else phrases["numbers"]
    return str(words[count - 1]) if 1 <= count <= len(words) else str(count)


def form_of_list(count: int, language: Language) -> int:
    """The form of a verb whose subject is a list of ``count`` States."""
    return counted(count, language).form


def listed(names: Sequence[str], language: Language) -> str:
    """``A, B and C``; ``A、B和C``. Spanish ``y`` becomes ``e`` before the sound i."""
    if len(names) < 2:
        return "".join(names)
    text = format_list(list(names), locale=locale_of(language))
    if language == "es" and _SPANISH_E.match(names[-1]):
        return text.removesuffix(f" y {names[-1]}") + f" e {names[-1]}"
    return text


def in_parentheses(text: str, language: Language) -> str:
    """With the brackets of the language, and the blank before them where it has one."""
    return str(_phrases(language)["parentheses"]).replace("{list}", text)


def as_footnote(text: str, language: Language) -> str:
    """A footnote that is nothing but a list."""
    return str(_phrases(language)["footnote"]).replace("{list}", text)


def joins(language: Language) -> str:
    """What stands between two sentences."""
    return str(_phrases(language)["joins"])


def capitalised(text: str) -> str:
    """With a capital first letter, where the script has capitals."""
    return text[:1].upper() + text[1:]
