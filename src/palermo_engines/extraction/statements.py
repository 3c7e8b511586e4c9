"""Statements: what "several States reported", on which theme, and which States stand behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from palermo_engines.documents.model import ParagraphKind
from palermo_engines.extraction.facts import Mention, Statement
from palermo_engines.extraction.lexicons import lexicon
from palermo_engines.extraction.normalising import normalised
from palermo_engines.extraction.passages import ReadPassage
from palermo_engines.extraction.sentences import sentences
from palermo_engines.extraction.state_lists import StateList, is_separator, lists_of_states
from palermo_engines.kit.languages import Language
from palermo_engines.kit.standards import standards_directory
from palermo_engines.kit.yaml_files import read_yaml

_DIRECTING = (ParagraphKind.OPERATIVE, ParagraphKind.PREAMBULAR)


@dataclass(frozen=True, slots=True)
class _Words:
    counted: re.Pattern[str]
    listed: re.Pattern[str]
    listed_before: re.Pattern[str]
    subject: re.Pattern[str]
    reports: re.Pattern[str]
    only_list: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Quantified:
    """A subject with its quantifier: ``start`` of the quantifier, ``end`` of the noun, ``clause`` where it begins."""

    quantifier: tuple[int, int]
    clause: int
    end: int


@cache
def _words(language: Language) -> _Words:
    words = lexicon(language, "statements")
    quantifiers = sorted((normalised(word) for word in words["quantifiers"]), key=len, reverse=True)
    choice = "|".join(re.escape(word) for word in quantifiers)
    nouns = normalised(words["nouns"])
    behind = normalised(words.get("after_noun", "(?!)"))
    counted = (
        rf"(?:{normalised(words['opens'])}(?P<q>{choice}){nouns}(?!{normalised(words['not_after'])})"
        rf"|{behind}(?P<p>{choice}))"
    )
    return _Words(
        counted=re.compile(counted, re.IGNORECASE if language != "zh" else 0),
        subject=re.compile(normalised(words["subject_opens"])),
        **{key: re.compile(normalised(words[key])) for key in ("listed", "listed_before", "reports", "only_list")},
    )


def states_of_footnote(footnote: ReadPassage) -> tuple[str, ...]:
    """The States of a footnote that is nothing but a list of them; empty for any other footnote."""
    text, states = footnote.passage.text, [mention for mention in footnote.mentions if mention.kind == "country"]
    if not states:
        return ()
    rest, at = [], 0
    for mention in footnote.mentions:
        rest.append(text[at : mention.place.start])
        at = mention.place.end
    rest.append(text[at:])
    only = _words(footnote.passage.language).only_list
    language = footnote.passage.language
    if all(is_separator(piece, language) or only.fullmatch(normalised(piece)) for piece in rest):
        return tuple(dict.fromkeys(mention.code for mention in states))
    return ()


def subjects_that_report(read: ReadPassage) -> Iterator[Mention]:
    """The States that open a sentence as those who report something ("Latvia reported that ...")."""
    if read.passage.kind in _DIRECTING or read.passage.footnote is not None:
        return
    text, words = normalised(read.passage.text), _words(read.passage.language)
    starts = {start for start, _ in sentences(text, read.passage.language)}
    for mention in read.mentions:
        if mention.kind == "country" and words.reports.match(text, mention.place.end):
            start = max((start for start in starts if start <= mention.place.start), default=0)
            if words.subject.fullmatch(text[start : mention.place.start]):
                yield mention


def find_statements(read: ReadPassage, footnotes: Mapping[str, ReadPassage]) -> list[Statement]:
    """The statements of a passage; ``footnotes`` holds the footnotes of the document by key.

    The States behind a statement are those of the footnote on its mark, when that is a list of States, or of the list
    in its own words.
    """
    if read.passage.kind in _DIRECTING:
        return []
    text, language = normalised(read.passage.text), read.passage.language
    words = _words(language)
    supported = {
        mark.offset: states
        for mark in read.passage.marks
        if mark.footnote in footnotes and (states := states_of_footnote(footnotes[mark.footnote]))
    }
    lists = lists_of_states(text, read.mentions, language)
    if not supported and not lists and words.counted.search(text) is None:
        return []
    found: list[Statement] = []
    for start, end in sentences(text, language):
        sentence = _Sentence(read, text, start, end, supported, lists, words)
        found.extend(sentence.statements())
    return found


@dataclass(frozen=True, slots=True)
class _Sentence:
    read: ReadPassage
    text: str
    start: int
    end: int
    supported: Mapping[int, tuple[str, ...]]
    lists: Sequence[StateList]
    words: _Words

    def statements(self) -> Iterator[Statement]:
        """One for each part of the sentence that has a quantified subject, a footnoted list, or a list as subject."""
        counted = [self.quantified(match) for match in self.words.counted.finditer(self.text, self.start, self.end)]
        marks = [offset for offset in self.supported if self.start < offset <= self.end]
        for low, high in self.parts(counted, marks):
            inside = next((found for found in counted if low <= found.quantifier[0] < high), None)
            states = self.supported.get(high) or self.states_between(marks, low, high)
            listed = self.listed(inside, low, high)
            if inside is not None or states or listed:
                yield self.statement(low, high, inside, states or listed)

    def states_between(self, marks: Sequence[int], low: int, high: int) -> tuple[str, ...]:
        return next((self.supported[mark] for mark in marks if low < mark <= high), ())

    def quantified(self, match: re.Match[str]) -> _Quantified:
        span = match.span("q") if match["q"] is not None else match.span("p")
        opening = len(match[0]) - len(match[0].lstrip(" .;:,。；，：،؛"))
        return _Quantified(span, match.start() + opening, match.end())

    def parts(self, counted: Sequence[_Quantified], marks: Sequence[int]) -> list[tuple[int, int]]:
        """The sentence cut before every quantified subject but the first, and behind every footnoted list."""
        cuts = {self.start, self.end} | {found.clause for found in counted[1:]}
        cuts |= {mark for mark in marks if self.text[mark : self.end].strip(" .。；;")}
        ordered = sorted(cut for cut in cuts if self.start <= cut <= self.end)
        return [(low, high) for low, high in pairwise(ordered) if self.text[low:high].strip()]

    def listed(self, inside: _Quantified | None, low: int, high: int) -> tuple[str, ...]:
        """The States of the list that names or is the subject of this part."""
        for found in self.lists:
            if not low <= found.start < high:
                continue
            if inside is None:
                opens = self.words.subject.fullmatch(self.text[low : found.start])
                if opens and self.words.reports.match(self.text, found.end):
                    return found.countries
                continue
            named = self.words.listed.fullmatch(self.text[inside.end : found.start])
            before = self.words.listed_before.fullmatch(self.text[found.end : inside.quantifier[0]])
            if named or before:
                return found.countries
        return ()

    def statement(self, low: int, high: int, inside: _Quantified | None, states: tuple[str, ...]) -> Statement:
        """The statement; its theme shows in what follows the subject, else in the whole of it."""
        whole, language = self.read.passage.text, self.read.passage.language
        raw = whole[low:high]
        start, text = low + len(raw) - len(raw.lstrip()), raw.strip()
        quantifier = whole[slice(*inside.quantifier)] if inside else None
        theme = theme_of(whole[inside.end : high], language) if inside else None
        place = self.read.passage.place(start, start + len(text))
        return Statement(place, theme or theme_of(text, language), quantifier, states, text)


def theme_of(text: str, language: Language) -> str | None:
    """The theme of which the text shows most signs; of equals the one standing first in standards/themes.yaml."""
    lowered = normalised(text).lower()
    best, most = None, 0
    for code, signs in _themes(language, standards_directory()):
        count = len(signs.findall(lowered))
        if count > most:
            best, most = code, count
    return best


@lru_cache(maxsize=12)
def _themes(language: Language, folder: Path) -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for entry in read_yaml(folder / "themes.yaml"):
        signs = [normalised(sign).lower() for sign in entry["words"].get(language, ())]
        if signs:
            start = "" if language in ("zh", "ar") else r"(?<!\w)"
            found.append((entry["code"], re.compile(start + "(?:" + "|".join(map(re.escape, signs)) + ")")))
    return tuple(found)
