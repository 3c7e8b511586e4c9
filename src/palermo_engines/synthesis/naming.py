"""Names of those who replied, and the order in which they are listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from palermo_engines.kit.alphabet import alphabetical_key
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.kit.places import countries
from palermo_engines.synthesis.model import Round, Synthesis
from palermo_engines.synthesis.phrasing import listed


def name_of(code: str, round_: Round, language: Language) -> str:
    """The name used in the round, else today's short name; a code nobody knows is shown as it is."""
    respondent = round_.respondent(code)
    names = respondent.names if respondent else {}
    if names.get(language):
        return names[language]
    country = countries().get(code)
    return country.name(language) if country else names.get("en", code)


def in_order(codes: Iterable[str], round_: Round, language: Language) -> list[str]:
    """States in the alphabetical order of ``language``, then organisations in the same order."""

    def alphabetical_place(code: str) -> tuple[bool, tuple[str, str]]:
        respondent = round_.respondent(code)
        is_organisation = respondent is not None and respondent.organisation
        return is_organisation, alphabetical_key(name_of(code, round_, language), language)

    return sorted(dict.fromkeys(codes), key=alphabetical_place)


def list_of(codes: Iterable[str], synthesis: Synthesis, language: Language) -> str:
    """The names as the language lists them, in the order that the report keeps."""
    ordered = in_order(codes, synthesis.round, synthesis.order or language)
    return listed([name_of(code, synthesis.round, language) for code in ordered], language)


def languages_in_whose_order(lists: Iterable[Sequence[str]], round_: Round) -> tuple[Language, ...]:
    """The languages whose alphabet every list keeps: how to find out in which order a document lists States."""
    kept = [list(codes) for codes in lists]
    return tuple(language for language in LANGUAGES if all(_keeps(codes, round_, language) for codes in kept))


def _keeps(codes: Sequence[str], round_: Round, language: Language) -> bool:
    keys = [alphabetical_key(name_of(code, round_, language), language) for code in codes]
    return all(first <= second for first, second in pairwise(keys))
