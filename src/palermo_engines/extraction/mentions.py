"""Which States, territories, organisations and regions a passage names, and where: longest match, look-alikes out."""

from __future__ import annotations

import re
from functools import cache

from palermo_engines.extraction.facts import Mention
from palermo_engines.extraction.gazetteer import Gazetteer, Name
from palermo_engines.extraction.lexicons import lexicon
from palermo_engines.extraction.normalising import normalised
from palermo_engines.extraction.passages import Passage
from palermo_engines.extraction.state_lists import misprints_in_lists

_URL = re.compile(r"(?:https?://|www\.)[^\s，。；、）]+")
_LOOK_BACK = 24
_LOOK_AHEAD = 16
_CONTEXT = 60

Span = tuple[Name, int, int]


def find_mentions(passage: Passage, names: Gazetteer) -> list[Mention]:
    """The mentions of a passage in order of their start; none inside another, none inside a web address."""
    text = normalised(passage.text)
    spans = _longest([span for span in names.matches(text) if _stands_alone(text, span, names)])
    spans = [span for span in spans if span[0].kind != "none"]
    if "www." in text or "://" in text:
        spans = _outside_urls(text, spans)
    spans = [span for span in spans if not _is_language(text, span, names)]
    spans = _in_company(text, spans, names)
    mentions = [
        Mention(passage.place(start, end), name.code, name.kind, passage.text[start:end]) for name, start, end in spans
    ]
    return misprints_in_lists(passage, mentions, names)


def _longest(spans: list[Span]) -> list[Span]:
    """Where spans overlap the longest stays, of equals the first."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda span: (span[1] - span[2], span[1])):
        if span[1] not in taken and span[2] - 1 not in taken:
            taken.update(range(span[1], span[2]))
            kept.append(span)
    kept.sort(key=lambda span: span[1])
    return kept


def _stands_alone(text: str, span: Span, names: Gazetteer) -> bool:
    name, start, end = span
    if not _has_boundaries(text, start, end, names.language):
        return False
    if name.kind == "none":
        return True
    keys = (name.text, "*") if name.kind == "country" else (name.text,)
    for key in keys:
        after = names.not_followed.get(key)
        if after is not None and after.match(text[end : end + _LOOK_AHEAD]):
            return False
        before = names.not_preceded.get(key)
        if before is not None and before.search(text[max(0, start - _LOOK_BACK) : start]):
            return False
    return True


def _has_boundaries(text: str, start: int, end: int, language: str) -> bool:
    """Whether no letter of the same script touches the span; Chinese characters never join, Arabic particles may."""
    if end < len(text) and _joins(text[end - 1], text[end]):
        return False
    if start == 0 or not _joins(text[start], text[start - 1]):
        return True
    return language == "ar" and _only_prefix_before(text, start)


def _joins(inside: str, outside: str) -> bool:
    if not outside.isalnum() or outside >= "\u2e80" or inside >= "\u2e80":
        return False
    return outside.isalpha() or inside.isascii()


def _only_prefix_before(text: str, start: int) -> bool:
    for prefix in lexicon("ar", "mentions").get("prefixes", ()):
        before = start - len(prefix)
        if before >= 0 and text.startswith(prefix, before) and (before == 0 or not text[before - 1].isalpha()):
            return True
    return False


def _outside_urls(text: str, spans: list[Span]) -> list[Span]:
    urls = [match.span() for match in _URL.finditer(text)]
    return [span for span in spans if not any(start <= span[1] < end for start, end in urls)]


@cache
def _languages(language: str) -> tuple[frozenset[str], re.Pattern[str] | None]:
    rules = lexicon(language, "mentions") if language == "en" else {}
    context = rules.get("language_context")
    return frozenset(rules.get("languages", ())), re.compile(context) if context else None


def _is_language(text: str, span: Span, names: Gazetteer) -> bool:
    """Whether an adjective such as "French" speaks of a language here."""
    name, start, end = span
    words, context = _languages(names.language)
    if context is None or not name.adjective or name.text not in words:
        return False
    return context.search(text, max(0, start - _CONTEXT), end + _CONTEXT) is not None


@cache
def _company(language: str) -> tuple[frozenset[str], re.Pattern[str]]:
    rules = lexicon("ar", "mentions") if language == "ar" else {}
    return frozenset(normalised(word) for word in rules.get("needs_company", ())), re.compile(
        normalised(rules.get("cues", "$"))
    )


def _in_company(text: str, spans: list[Span], names: Gazetteer) -> list[Span]:
    """Without the common words that are names only in a list of States or behind a cue ("in", "the Government of")."""
    common, cues = _company(names.language)
    if not common:
        return spans
    kept = []
    for position, span in enumerate(spans):
        near = [other for other in spans[max(0, position - 1) : position + 2] if other is not span]
        listed = any(max(other[1] - span[2], span[1] - other[2]) <= 3 for other in near)
        cued = cues.search(text[max(0, span[1] - _LOOK_BACK) : span[1]]) is not None
        if normalised(span[0].text) not in common or listed or cued:
            kept.append(span)
    return kept
