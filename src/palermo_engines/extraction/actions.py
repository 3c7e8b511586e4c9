"""Treaty actions: which State ratified, acceded to, signed or became a party to which instrument, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from palermo_engines.extraction.facts import FoundDate, Mention, TreatyAction
from palermo_engines.extraction.instruments import Naming
from palermo_engines.extraction.lexicons import lexicon
from palermo_engines.extraction.normalising import normalised
from palermo_engines.extraction.passages import ReadPassage
from palermo_engines.extraction.sentences import sentences
from palermo_engines.extraction.state_lists import is_separator
from palermo_engines.kit.languages import Language

_NOTHING, _ANYTHING = re.compile("(?!)"), re.compile("")
_IN_BRACKETS = re.compile(r"\s*\(([^()]{4,60})\)")
_CLAUSE = re.compile(r"[,，。;；:：.(]")
_REACH = 12


@dataclass(frozen=True, slots=True)
class _Words:
    kinds: Mapping[str, re.Pattern[str]]
    any_kind: re.Pattern[str]
    filler: re.Pattern[str]
    subject_after: re.Pattern[str]
    after_verb: re.Pattern[str]
    continued: re.Pattern[str]
    not_subject: re.Pattern[str]
    done: re.Pattern[str]
    since: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Verb:
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Run:
    """States named one after the other."""

    start: int
    end: int
    countries: tuple[str, ...]


@cache
def _words(language: Language) -> _Words:
    words = lexicon(language, "actions")
    kinds = {kind: normalised(pattern) for kind, pattern in words["kinds"].items()}
    return _Words(
        kinds={kind: re.compile(pattern) for kind, pattern in kinds.items()},
        any_kind=re.compile("|".join(f"(?:{pattern})" for pattern in kinds.values())),
        filler=re.compile(normalised(words["filler"])),
        subject_after=_pattern(words, "subject_after", _NOTHING),
        after_verb=_either(words, "filler", "subject_after"),
        continued=_either(words, "filler", "continued") if "continued" in words else _NOTHING,
        not_subject=_pattern(words, "not_subject_behind", _NOTHING),
        done=_pattern(words, "done", _ANYTHING),
        since=_pattern(words, "since", _NOTHING),
    )


def _pattern(words: Mapping[str, str], key: str, default: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(normalised(words[key])) if key in words else default


def _either(words: Mapping[str, str], *keys: str) -> re.Pattern[str]:
    """Any number of what the lists under the keys allow; each list is written ``(?:...|...)*``."""
    inner = [normalised(words[key]).removeprefix("(?:").removesuffix(")*") for key in keys if key in words]
    return re.compile("(?:" + "|".join(inner) + ")*")


def find_actions(read: ReadPassage, namings: Sequence[Naming]) -> list[TreatyAction]:
    """The treaty actions a passage states; ``namings`` are the instruments it names, short forms resolved."""
    if not namings:
        return []
    text = normalised(read.passage.text)
    words = _words(read.passage.language)
    if words.any_kind.search(text) is None:
        return []
    found: list[TreatyAction] = []
    for start, end in sentences(text, read.passage.language, clauses=True):
        sentence = _Sentence(read, text, start, end, namings, words)
        found.extend(sentence.actions())
    return found


@dataclass(frozen=True, slots=True)
class _Sentence:
    read: ReadPassage
    text: str
    start: int
    end: int
    all_namings: Sequence[Naming]
    words: _Words

    def actions(self) -> Iterator[TreatyAction]:
        """The actions of the sentence: each State with its own date in brackets, or lists that share one."""
        verbs = self.verbs()
        if not verbs:
            return
        states = [mention for mention in self.read.mentions if mention.kind == "country" and self.holds(mention)]
        dated = [(state, found) for state in states if (found := self.date_in_brackets(state)) is not None]
        for state, (date, end) in dated:
            own = self.verb_in_brackets(state) or self.verb_for(state, verbs)
            namings = self.instruments_of(own, own.end)
            yield from self.spelled(own, state.code, date.date, namings, (state.place.start, end))
        if not dated:
            yield from self.listed(states, verbs)

    def listed(self, states: list[Mention], verbs: list[_Verb]) -> Iterator[TreatyAction]:
        """The actions of States that share a verb."""
        runs = self.runs(states)
        for position, run in enumerate(runs):
            verb = self.verb_of(run, runs, position, verbs)
            if verb is not None and not self.words.not_subject.search(self.text[self.start : run.start]):
                yield from self.shared(run, verb, self.date_of(run, runs, position, verb))

    def shared(self, run: _Run, verb: _Verb, date: FoundDate | None) -> Iterator[TreatyAction]:
        """The actions of a list of States that share a verb and, where there is one, a date."""
        if date is None and not self.words.done.search(self.text[run.start : max(run.end, verb.end)]):
            return
        namings = self.instruments_of(verb, max(run.end, verb.end))
        starts, ends = [run.start, verb.start], [run.end, verb.end, *(naming.end for naming in namings)]
        if date is not None:
            starts.append(date.place.start)
            ends.append(date.place.end)
        span = max(self.start, min(starts)), min(self.end, max(ends))
        for country in run.countries:
            yield from self.spelled(verb, country, date.date if date else None, namings, span)

    def holds(self, fact: Mention | FoundDate) -> bool:
        return self.start <= fact.place.start < self.end

    def verbs(self) -> list[_Verb]:
        found = [
            _Verb(kind, match.start(), match.end())
            for kind, pattern in self.words.kinds.items()
            for match in pattern.finditer(self.text, self.start, self.end)
        ]
        found.sort(key=lambda verb: (verb.start, -verb.end))
        kept: list[_Verb] = []
        for verb in found:
            if not kept or verb.start >= kept[-1].end:
                kept.append(verb)
        return kept

    def date_in_brackets(self, state: Mention) -> tuple[FoundDate, int] | None:
        """The date in brackets right behind a State, and where the brackets end."""
        match = _IN_BRACKETS.match(self.text, state.place.end, self.end)
        if match is None:
            return None
        inside = match.span(1)
        dates = (date for date in self.read.dates if inside[0] <= date.place.start < inside[1])
        return next(((date, match.end()) for date in dates), None)

    def verb_in_brackets(self, state: Mention) -> _Verb | None:
        """``Fiji (accession, 19 September 2017)``."""
        match = _IN_BRACKETS.match(self.text, state.place.end, self.end)
        for kind, pattern in self.words.kinds.items() if match else ():
            if match and pattern.search(match.group(1)):
                return _Verb(kind, match.start(), match.end())
        return None

    def verb_for(self, state: Mention, verbs: list[_Verb]) -> _Verb:
        """The verb a State with its own date belongs to: the last one before it, else the first one."""
        before = [verb for verb in verbs if verb.start < state.place.start]
        return before[-1] if before else verbs[0]

    def runs(self, states: list[Mention]) -> list[_Run]:
        runs: list[list[Mention]] = []
        for state in states:
            joined = runs and is_separator(self.text[runs[-1][-1].place.end : state.place.start], self.language)
            if joined:
                runs[-1].append(state)
            else:
                runs.append([state])
        return [
            _Run(run[0].place.start, run[-1].place.end, tuple(dict.fromkeys(state.code for state in run)))
            for run in runs
        ]

    @property
    def language(self) -> Language:
        return self.read.passage.language

    def verb_of(self, run: _Run, runs: list[_Run], position: int, verbs: list[_Verb]) -> _Verb | None:
        """The verb whose subject the run is: behind it with nothing but filler between, or before it likewise."""
        after = runs[position + 1].start if position + 1 < len(runs) else self.end
        for verb in verbs:
            if run.end <= verb.start < after and self.words.filler.fullmatch(self.bare(run.end, verb.start)):
                return verb
            if verb.end <= run.start and self.words.subject_after.fullmatch(self.bare(verb.end, run.start)):
                return verb
        if position:
            spoken = [(verb.start, verb.end) for verb in verbs]
            gap = self.bare(runs[position - 1].end, run.start, spoken)
            if self.words.continued.fullmatch(gap):
                return self.verb_of(runs[position - 1], runs, position - 1, verbs)
        return None

    def bare(self, start: int, end: int, without: Sequence[tuple[int, int]] = ()) -> str:
        """The text of a stretch without dates, instruments and the given stretches."""
        spans = [(date.place.start, date.place.end) for date in self.read.dates]
        spans += [(naming.start, naming.end) for naming in self.all_namings]
        spans += without
        kept, at = [], start
        for low, high in sorted(span for span in spans if start <= span[0] < end):
            kept.append(self.text[at:low])
            at = max(at, high)
        kept.append(self.text[at:end])
        return "".join(kept)

    def date_of(self, run: _Run, runs: list[_Run], position: int, verb: _Verb) -> FoundDate | None:
        """The date of a run. When the sentence opens with a date ("In 2019, A acceded, in 2020, B") dates lead, and it
        is the last one before the run; else they trail, and it is the first one between the run and the next."""
        dates = [date for date in self.read.dates if self.holds(date) and not self.since(date)]
        first = [date for date in dates if date.place.end <= runs[0].start]
        if first:
            gap = self.bare(first[-1].place.end, runs[0].start, [(verb.start, verb.end)])
            if self.words.after_verb.fullmatch(gap):
                return [date for date in dates if date.place.end <= run.start][-1]
        after = runs[position + 1].start if position + 1 < len(runs) else self.end
        return next((date for date in dates if run.end <= date.place.start < after), None)

    def since(self, date: FoundDate) -> bool:
        before = self.text[max(0, date.place.start - _REACH) : date.place.start]
        return self.words.since.search(before) is not None

    def spelled(
        self, verb: _Verb, country: str, date: str | None, namings: Sequence[Naming], span: tuple[int, int]
    ) -> Iterator[TreatyAction]:
        place, snippet = self.read.passage.place(*span), self.read.passage.text[span[0] : span[1]]
        for code in dict.fromkeys(naming.code for naming in namings if naming.code is not None):
            yield TreatyAction(place, code, verb.kind, country, date, snippet)

    def instruments_of(self, verb: _Verb, reached_from: int) -> list[Naming]:
        """The instruments behind the verb, joined by nothing but separators; else the last one before it, when the
        verb has no other object."""
        chosen: list[Naming] = []
        for naming in self.all_namings:
            if not verb.start <= naming.start < self.end:
                continue
            near = not chosen and naming.start - reached_from <= _REACH
            if near or (chosen and self.joins(chosen[-1].end, naming.start)):
                chosen.append(naming)
            elif chosen:
                break
        if chosen or not self.has_no_object(verb):
            return chosen
        return [naming for naming in self.all_namings if naming.start < verb.start][-1:]

    def has_no_object(self, verb: _Verb) -> bool:
        """Whether nothing but States and filler follows the verb, up to its date or the end of its clause."""
        stop = _CLAUSE.search(self.text, verb.end, self.end)
        states = [(mention.place.start, mention.place.end) for mention in self.read.mentions]
        ends = [date.place.start for date in self.read.dates if verb.end <= date.place.start < self.end]
        ends.append(stop.start() if stop else self.end)
        return self.words.after_verb.fullmatch(self.bare(verb.end, min(ends), states)) is not None

    def joins(self, start: int, end: int) -> bool:
        gap = re.sub(r"[《》\"“”«»]|其|its|thereto", "", self.text[start:end])
        return len(gap) <= _REACH and is_separator(gap, self.language)
