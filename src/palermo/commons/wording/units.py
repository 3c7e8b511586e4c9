"""Units in words, in the right grammatical number."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import cast

import yaml

from palermo.commons.wording.languages import active_language, locale_of
from palermo_engines.kit.languages import Language

_FILE = Path(__file__).with_name("units.yaml")
_CATEGORIES: dict[str, tuple[str, ...]] = {
    "en": ("one", "other"),
    "fr": ("one", "other"),
    "es": ("one", "other"),
    "ru": ("one", "few", "many"),
    "ar": ("zero", "one", "two", "few", "many", "other"),
    "zh": ("other",),
}
_INSTEAD = {"ru": "few", "fr": "other", "es": "other"}  # for fractions (ru) and round millions (fr, es)


@cache
def unit_words() -> dict[str, dict[Language, tuple[str, ...]]]:
    """Code to language to forms, as ``units.yaml`` has them."""
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        code: {cast("Language", language): tuple(forms) for language, forms in by_language.items()}
        for code, by_language in content.items()
    }


def unit_text(unit: str, amount: Decimal, language: Language | None = None) -> str:
    """The word for ``amount`` of ``unit``. A unit nobody put into words is shown as it is coded."""
    words = unit_words().get(unit)
    if words is None:
        return unit.replace("_", " ")
    wanted = language or active_language()
    spoken: Language = wanted if wanted in words else "en"
    category = locale_of(spoken).plural_form(abs(amount))
    categories = _CATEGORIES[spoken]
    return words[spoken][categories.index(category if category in categories else _INSTEAD[spoken])]
