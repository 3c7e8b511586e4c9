"""The six official languages of the United Nations, as ISO 639-1 codes."""

from __future__ import annotations

from typing import Literal, get_args

Language = Literal["en", "fr", "es", "ru", "ar", "zh"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
RIGHT_TO_LEFT: frozenset[Language] = frozenset({"ar"})
