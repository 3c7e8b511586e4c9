"""From a query to a plan: one condition that says exactly what was asked, and looser ones for when nothing is found."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from palermo_engines.search.analysis import Run, chinese_words, literal_tokens, runs_of, symbols_in
from palermo_engines.search.conditions import AnyOf, Condition, Phrase, Without, all_of, any_of
from palermo_engines.search.queries import Manner, Query, Term
from palermo_engines.search.stemming import LATIN_STEMMERS, possible_stems, stem
from palermo_engines.search.synonyms import Synonyms

_MAX_VARIANTS = 12


@dataclass(frozen=True, slots=True)
class Stage:
    """``code``: ``asked`` (what the reader asked), ``all_words`` (a pasted passage cut into words, all of them),
    ``any_word`` (one is enough)."""

    code: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Plan:
    """Stages from strict to loose; ``also`` are the other names that are searched for too."""

    stages: tuple[Stage, ...]
    also: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def plan(query: Query, synonyms: Synonyms) -> Plan:
    """The stages for ``query``; none when there is nothing to look for."""
    if query.empty:
        return Plan((), (), query.notices)
    groups, also = _expanded(query, synonyms)
    unwanted = any_of([_condition(term) for term in query.excluded]) if query.excluded else None
    loose = [_content_words(term, synonyms) for group in query.required for term in group]
    words = list(dict.fromkeys(itertools.chain.from_iterable(loose)))
    stages = [Stage("asked", all_of(groups))]
    if any(len(parts) > 1 for parts in loose):
        stages.append(Stage("all_words", all_of(words)))
    if len(words) > 1:
        stages.append(Stage("any_word", any_of(words)))
    fenced = tuple(Stage(stage.code, _without(stage.condition, unwanted)) for stage in stages)
    return Plan(fenced, also, query.notices)


def _without(condition: Condition, unwanted: Condition | None) -> Condition:
    return condition if unwanted is None else Without(condition, unwanted)


def _expanded(query: Query, synonyms: Synonyms) -> tuple[list[Condition], tuple[str, ...]]:
    """One condition for each group of the query, neighbouring plain words that name one thing taken together."""
    conditions: list[Condition] = []
    also: list[str] = []
    index = 0
    while index < len(query.required):
        taken, names = _named_together(query.required[index:], synonyms)
        if taken:
            text = " ".join(group[0].text for group in query.required[index : index + taken])
            conditions.append(any_of([_all_words(query.required[index : index + taken]), *map(_name, names)]))
            also += [name for name in names if name != text]
            index += taken
        else:
            parts = [_variants(term, synonyms, also) for term in query.required[index]]
            conditions.append(any_of(parts))
            index += 1
    return conditions, tuple(dict.fromkeys(also))


def _named_together(groups: tuple[tuple[Term, ...], ...], synonyms: Synonyms) -> tuple[int, tuple[str, ...]]:
    """How many of the leading words form a known name, and that thing's other names."""
    words: list[str] = []
    for group in groups[: synonyms.longest]:
        if len(group) > 1 or group[0].manner is not Manner.PLAIN:
            break
        words.append(group[0].text)
    for length in range(len(words), 0, -1):
        names = synonyms.names(" ".join(words[:length]))
        if names:
            return length, names
    return 0, ()


def _all_words(groups: tuple[tuple[Term, ...], ...]) -> Condition:
    return all_of([_condition(group[0]) for group in groups])


def _name(text: str) -> Condition:
    """A whole name as a phrase: stems for words, the exact characters for Chinese."""
    if any(run.sort == "chinese" for run in runs_of(text)):
        return _literal(text)
    words = [run.text for run in runs_of(text) if run.sort == "word"]
    phrases = (tuple(stem(word, language) for word in words) for language in LATIN_STEMMERS)
    return any_of([Phrase("words", phrase) for phrase in phrases])


def _variants(term: Term, synonyms: Synonyms, also: list[str]) -> Condition:
    """A term, and for a plain one in Chinese the same with each known name in it replaced by its other names."""
    if term.manner is not Manner.PLAIN:
        return _condition(term)
    texts = synonyms.rewritten(term.text)[:_MAX_VARIANTS]
    also += texts[1:]
    return any_of([_condition(Term(text)) for text in texts])


def _condition(term: Term) -> Condition:
    if term.manner is Manner.LITERAL:
        return _literal(term.text)
    if term.manner is Manner.PREFIX:
        return _prefix(term.text)
    return _plain(term.text)


def _literal(text: str) -> Condition:
    """The exact characters. The last character of a Chinese run may go on in the text, so it is asked openly."""
    runs = list(runs_of(text))
    tokens = [token for run in runs for token, _, _ in literal_tokens(run)]
    ends_in_chinese = bool(runs) and runs[-1].sort == "chinese"
    if ends_in_chinese and len(runs[-1].text) > 1:
        return Phrase("exact", tuple(tokens[:-1]))  # the pair before already holds the last character
    return Phrase("exact", tuple(tokens), open_end=ends_in_chinese)


def _prefix(text: str) -> Condition:
    tokens = tuple(token for run in runs_of(text) for token, _, _ in literal_tokens(run))
    literal = _literal(text)
    return literal if isinstance(literal, Phrase) and literal.open_end else Phrase("exact", tokens, open_end=True)


def _plain(text: str) -> Condition:
    runs = [run for run in runs_of(text) if run.sort != "mark"]
    if any(run.sort == "chinese" for run in runs):
        return _chinese(text, runs)
    symbols = [token for token, start, end in symbols_in(text) if (start, end) == (0, len(text))]
    if symbols:
        return AnyOf((Phrase("words", (symbols[0],)), _literal(text)))
    if len(runs) == 1:
        return _word(runs[0].text)
    phrases = (tuple(stem(run.text, language) for run in runs) for language in LATIN_STEMMERS)
    return any_of([*(Phrase("words", phrase) for phrase in phrases), _literal(_trimmed(text, runs))])


def _word(word: str) -> Condition:
    """Any form of a word; the form that was typed counts for more."""
    stems: list[Condition] = [Phrase("words", (one,)) for one in possible_stems(word)]
    return any_of([*stems, Phrase("exact", (word,))])


def _chinese(text: str, runs: list[Run]) -> Condition:
    """The exact characters; where they are whole words of the text they count for more."""
    literal = _literal(_trimmed(text, runs))
    if len(runs) > 1:
        return literal
    words = tuple(word for word, _, _ in chinese_words(runs[0].text))
    return AnyOf((literal, Phrase("words", words)))


def _trimmed(text: str, runs: list[Run]) -> str:
    """Without the punctuation around it."""
    return text[runs[0].start : runs[-1].start + len(runs[-1].text)]


def _content_words(term: Term, synonyms: Synonyms) -> tuple[Condition, ...]:
    """A plain term's words without the too common ones, each with its other names; other terms stay whole."""
    if term.manner is not Manner.PLAIN:
        return (_condition(term),)
    words = [word for run in runs_of(term.text) if run.sort != "mark" for word in _words_of(run)]
    telling = [word for word in words if word not in synonyms.stop_words] or words
    if len(telling) < 2:
        return (_condition(term),)
    return tuple(_variants(Term(word), synonyms, []) for word in telling)


def _words_of(run: Run) -> list[str]:
    return [word for word, _, _ in chinese_words(run.text)] if run.sort == "chinese" else [run.text]
