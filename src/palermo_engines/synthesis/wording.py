"""The places in a wording, and what fills them.

``{who}`` the quantified subject (``several States``), ``{Who}`` with a capital, ``{of}`` and ``{Of}`` its genitive;
``{count}``, ``{Count}`` the counted subject (``six States``); ``{n}`` the number; ``{states}`` the list of names;
``{mark}`` where the footnote marks stand (else at the end); ``{figure:ID}`` a cited figure. In remarks also
``{respondents}`` (everyone whose reply counts, as a list), ``{replies}`` (how many, as a phrase), ``{sent_on}``,
``{deadline}`` and ``{cut_off}``. ``[reports|report]`` chooses the form of the verb, in the order of the language's
forms (docs/how-to/survey.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import Language
from palermo_engines.synthesis.phrasing import forms_of_verbs

STATEMENT_PLACES = frozenset({"who", "Who", "of", "Of", "count", "Count", "n", "states", "mark", "figure"})
REMARK_PLACES = frozenset({"respondents", "replies", "sent_on", "deadline", "cut_off", "mark", "figure"})
MARKS = frozenset({"mark", "figure"})
LONGEST = 5_000
_PARTS = re.compile(r"\{([A-Za-z_]+)(?::([\w-]+))?\}|\[([^\[\]{}]*\|[^\[\]{}]*)\]")


@dataclass(frozen=True, slots=True)
class Literal:
    """Text as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place in braces; ``argument`` is what stands behind its colon."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The forms of a verb."""

    forms: tuple[str, ...]


Part = Literal | Place | Choice


def parts_of(text: str) -> Iterator[Part]:
    """The parts of a wording, in order."""
    at = 0
    for match in _PARTS.finditer(text):
        if match.start() > at:
            yield Literal(text[at : match.start()])
        yield Choice(tuple(match[3].split("|"))) if match[3] is not None else Place(match[1], match[2] or "")
        at = match.end()
    if at < len(text):
        yield Literal(text[at:])


def check_wording(text: str, language: Language, places: frozenset[str] = STATEMENT_PLACES, *, where: str = "") -> None:
    """Refuse a wording whose places are unknown or whose choices have the wrong number of forms.

    Raises InputError ``synthesis.wording``.
    """
    if not text.strip() or len(text) > LONGEST or not is_printable(text):
        message = f"A wording has 1 to {LONGEST} characters, and no control characters."
        raise InputError("synthesis.wording", message, where=where)
    forms = forms_of_verbs(language)
    for part in parts_of(text):
        if isinstance(part, Place) and part.name not in places:
            advice = "Places are " + ", ".join(f"{{{name}}}" for name in sorted(places)) + "."
            raise InputError("synthesis.wording", "A place in braces is unknown.", advice=advice, where=where)
        if isinstance(part, Choice) and len(part.forms) != len(forms):
            advice = f"Forms in this language: {', '.join(forms) or 'none'}."
            raise InputError("synthesis.wording", "A choice has the wrong number of forms.", advice=advice, where=where)


def is_printable(text: str) -> bool:
    """Whether a file can hold it: control characters and lone surrogates are not allowed in XML."""
    return not any(unicodedata.category(char) in ("Cc", "Cs") for char in text)


def names_of_places(text: str) -> frozenset[str]:
    """Which places a wording has."""
    return frozenset(part.name for part in parts_of(text) if isinstance(part, Place))


def filled(
    text: str, form: int, values: Mapping[str, str], place: Callable[[Place], Iterator[object]]
) -> Iterator[object]:
    """The pieces of a sentence: texts, and what ``place`` makes of the places for marks."""
    for part in parts_of(text):
        if isinstance(part, Literal):
            yield part.text
        elif isinstance(part, Choice):
            yield part.forms[form]
        elif part.name in MARKS:
            yield from place(part)
        else:
            yield values[part.name]
