"""Free-text countries and citizenships -> codes, only where certain. The text as printed is kept by the caller.

Certain means: the text, or the text with a known encoding slip undone, is a name, adjective or listed misprint of one
place alone. A sign that an export replaced by U+FFFD may stand for any one sign, if one place alone fits.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from palermo.ground.standards.api import citizenship_list, countries
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.kit.places import Country

_LOST = "\ufffd"
_ARTICLE = re.compile(r"^(?:the|la|el|los|las|le|les|l|de) ")
_OFFICIAL = frozenset({"short", "formal"})


@dataclass(frozen=True, slots=True)
class Coder:
    """``official`` and ``usual`` map folded names to the codes they can mean; ``concepts`` to codes of their own."""

    official: Mapping[str, frozenset[str]]
    usual: Mapping[str, frozenset[str]]
    concepts: Mapping[str, str]

    def code(self, text: str) -> str | None:
        """An ISO 3166-1 alpha-3 code or a concept (``national``, ``unknown`` ...); None when it is not certain.

        An official United Nations name outranks other uses of the same word: Congo is COG.
        """
        folded = fold(undo_mojibake(text))
        if not folded:
            return None
        for names in (self.concepts, self.official, self.usual):
            if found := _only(names, folded):
                return found
        return None


def _only(names: Mapping[str, frozenset[str]] | Mapping[str, str], folded: str) -> str | None:
    if _LOST in folded:
        pattern = re.compile(re.escape(folded).replace(re.escape(_LOST), "."))
        fitting = [value for name, value in names.items() if pattern.fullmatch(name)]
    else:
        fitting = [names[folded]] if folded in names else []
    codes = {code for value in fitting for code in ([value] if isinstance(value, str) else value)}
    return codes.pop() if len(codes) == 1 else None


def fold(text: str) -> str:
    """Case, accents, punctuation and a leading article removed."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _ARTICLE.sub("", re.sub(rf"[^\w{_LOST}]+", " ", plain).strip())


def undo_mojibake(text: str) -> str:
    """UTF-8 that was read as Windows-1252 (``TÃ¼rkiye``), read rightly; any other text unchanged."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def make_coder() -> Coder:
    """A coder over the places this instance knows. Costs some 10 ms; make one per import."""
    official: dict[str, set[str]] = defaultdict(set)
    usual: dict[str, set[str]] = defaultdict(set)
    for country in countries().values():
        for text, kind in _names(country):
            (official if kind in _OFFICIAL else usual)[fold(text)].add(country.iso3)
    lists = citizenship_list()
    for section in ("variants", "adjectives", "misprints"):
        for code, texts in lists[section].items():
            for text in texts:
                usual[fold(text)].add(code)
    concepts = {fold(text): concept for concept, texts in lists["concepts"].items() for text in texts}
    return Coder(_frozen(official), _frozen(usual), concepts)


def _names(country: Country) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        for name in country.all_names(language):
            yield name.text, name.kind


def _frozen(names: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(codes) for name, codes in names.items()}
