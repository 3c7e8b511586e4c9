"""Lists of States: where one name ends and the next begins, and which unknown item is a misprinted name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from palermo_engines.extraction.facts import Mention
from palermo_engines.extraction.gazetteer import Gazetteer
from palermo_engines.extraction.lexicons import lexicon
from palermo_engines.extraction.normalising import normalised
from palermo_engines.extraction.passages import Passage
from palermo_engines.kit.languages import Language

_LONGEST_ITEM = 40
_STOP = re.compile(r"[。.;；:：(（]")


@dataclass(frozen=True, slots=True)
class StateList:
    """Two or more States named one after the other; ``start`` and ``end`` are characters of the passage."""

    start: int
    end: int
    countries: tuple[str, ...]


@cache
def _separators(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand between two States (whole), and the strong separators alone (to cut items)."""
    rules = lexicon(language, "mentions").get("separators", {})
    strong = "|".join(re.escape(normalised(mark)) for mark in rules.get("strong", (",",)))
    weak = "|".join(re.escape(normalised(word)) for word in rules.get("weak", ()))
    return re.compile(rf"(?:\s|{strong}|{weak})*"), re.compile(strong)


def is_separator(text: str, language: Language) -> bool:
    """Whether a stretch between two names only separates them (commas, conjunctions, articles)."""
    return _separators(language)[0].fullmatch(normalised(text)) is not None


def lists_of_states(text: str, mentions: Sequence[Mention], language: Language, *, least: int = 2) -> list[StateList]:
    """The runs of ``least`` or more mentions with nothing but separators between them, countries in printed order.

    Organisations may stand in a list ("... and the League of Arab States"); they do not break it and do not count.
    """
    found = []
    for run in _runs(text, mentions, language):
        countries = tuple(dict.fromkeys(mention.code for mention in run if mention.kind == "country"))
        if len(countries) >= least:
            found.append(StateList(run[0].place.start, run[-1].place.end, countries))
    return found


def _runs(text: str, mentions: Sequence[Mention], language: Language) -> Iterator[list[Mention]]:
    run: list[Mention] = []
    for mention in mentions:
        if run and not is_separator(text[run[-1].place.end : mention.place.start], language):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def misprints_in_lists(passage: Passage, mentions: list[Mention], names: Gazetteer) -> list[Mention]:
    """The mentions with misprinted names added: an item of a list of States that is one edit from one name only."""
    countries = [mention for mention in mentions if mention.kind == "country"]
    if len(countries) < 2:
        return mentions
    text = normalised(passage.text)
    found = list(mentions)
    for start, end in _doubtful_items(text, mentions, names.language):
        code = _one_edit_away(text[start:end], names)
        if code is not None:
            found = [mention for mention in found if mention.place.end <= start or mention.place.start >= end]
            found.append(Mention(passage.place(start, end), code, "country", passage.text[start:end]))
    found.sort(key=lambda mention: mention.place.start)
    return found


def _doubtful_items(text: str, mentions: list[Mention], language: Language) -> Iterator[tuple[int, int]]:
    """Items next to named States in a list that hold more than names: whole, then cut at the weak separators."""
    known = [(mention.place.start, mention.place.end) for mention in mentions]
    for start, end in _items(text, language, known):
        if (start, end) in known:
            continue
        yield start, end
        yield from _cut(text, start, end, language)


def _items(text: str, language: Language, known: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches between strong separators that touch an item which is exactly a known name."""
    strong, opening = _separators(language)[1], _opening(language)
    cuts = [0, *(match.end() for match in strong.finditer(text)), len(text) + 1]
    stretches = [_trim(text, begin, min(stop - 1, len(text)), opening) for begin, stop in pairwise(cuts)]
    exact = set(known)
    for position, (start, end) in enumerate(stretches):
        near = stretches[max(0, position - 1) : position + 2]
        if 2 < end - start <= _LONGEST_ITEM and any(item in exact for item in near if item != (start, end)):
            yield start, end


@cache
def _opening(language: Language) -> re.Pattern[str]:
    """Spaces, conjunctions and articles that may open an item in a language that writes spaces."""
    weak = "|".join(re.escape(word) for word in lexicon(language, "mentions").get("separators", {}).get("weak", ()))
    return re.compile(r"\s*" if language == "zh" or not weak else rf"\s*(?:(?:{weak})(?:\s+|(?<=')))*")


def _trim(text: str, start: int, end: int, opening: re.Pattern[str]) -> tuple[int, int]:
    """The item without spaces and opening words, without what follows the end of a sentence or precedes a colon."""
    found = _STOP.search(text, start + 1, end)
    if found and found.group() in ":：":
        start = found.end()
        found = _STOP.search(text, start + 1, end)
    stop = found.start() if found else end
    match = opening.match(text, start, stop)
    start = match.end() if match else start
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop


def _cut(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    for weak in lexicon(language, "mentions").get("separators", {}).get("weak", ()):
        joint = weak if language == "zh" else f" {weak} "
        at = text.find(joint, start, end)
        if at > start:
            yield start, at
            yield _trim(text, at + len(joint), end, _opening(language))


def _one_edit_away(item: str, names: Gazetteer) -> str | None:
    """The country whose name the item is but for one character; None when short, unclear, or a name with a word
    before or behind it."""
    least = 3 if names.language == "zh" else 5
    if len(item) < least or item in names.known:
        return None
    index = _neighbours(names.language, tuple(names.country_spellings.items()))
    candidates = set()
    for key in (item, *_shorter(item)):
        for spelling in index.get(key, ()):
            glued = names.language == "zh" and spelling in item
            if not glued and _within_one(item, spelling):
                candidates.add(names.country_spellings[spelling])
    return candidates.pop() if len(candidates) == 1 else None


@lru_cache(maxsize=12)
def _neighbours(language: Language, spellings: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[str, ...]]:
    """Every spelling under itself and under itself less one character."""
    least = 3 if language == "zh" else 5
    index: dict[str, list[str]] = {}
    for spelling, _ in spellings:
        if len(spelling) >= least:
            for key in {spelling, *_shorter(spelling)}:
                index.setdefault(key, []).append(spelling)
    return {key: tuple(found) for key, found in index.items()}


def _shorter(text: str) -> Iterator[str]:
    for position in range(len(text)):
        yield text[:position] + text[position + 1 :]


def _within_one(first: str, second: str) -> bool:
    """Whether the edit distance is at most one, two neighbours that changed places counting as one edit."""
    if abs(len(first) - len(second)) > 1:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    rest_first, rest_second = first[start:], second[start:]
    if rest_first[:2] == rest_second[:2][::-1] and rest_first[2:] == rest_second[2:]:
        return True
    changed, added, lost = rest_second[1:], rest_second, rest_first
    return rest_first[1:] in (changed, added) or lost == rest_second[1:]
