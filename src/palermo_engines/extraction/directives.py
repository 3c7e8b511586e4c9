"""Directives: what an operative paragraph or a recommendation asks, of whom, with which verb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import ahocorasick_rs

from palermo_engines.documents.model import ParagraphKind
from palermo_engines.extraction.facts import Directive
from palermo_engines.extraction.lexicons import lexicon
from palermo_engines.extraction.normalising import normalised
from palermo_engines.extraction.passages import ReadPassage
from palermo_engines.kit.languages import Language
from palermo_engines.kit.standards import standards_directory
from palermo_engines.kit.yaml_files import read_yaml

# What an organ does itself, whomever it spoke to before: "requests the Office ..., and decides to meet again".
_OWN_ACTS = frozenset({"decides", "adopts", "remains_seized"})
_SECRETARY_GENERAL = {"SG": "secretary_general"}


@dataclass(frozen=True, slots=True)
class _Words:
    opening: re.Pattern[str]
    following: re.Pattern[str]
    codes: Mapping[str, str]
    asking: frozenset[str]
    opens_clause: frozenset[str]
    addressees: ahocorasick_rs.AhoCorasick
    addressee_codes: tuple[tuple[str, ...], ...]
    lead: re.Pattern[str]
    between: re.Pattern[str]
    owner: re.Pattern[str]
    again: re.Pattern[str]
    headings: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Verb:
    """``joined`` tells whether a conjunction stands before a second verb; in languages that inflect verbs for the
    third person ("takes note") the verb itself tells."""

    printed: str
    code: str
    start: int
    end: int
    joined: bool = True


@dataclass(frozen=True, slots=True)
class _Body:
    codes: tuple[str, ...]
    start: int
    end: int


def find_directives(read: ReadPassage) -> list[Directive]:
    """The directives of an operative paragraph, or of a recommendation under a heading that says so; else none.

    A verb that is repeated without an addressee of its own belongs to the directive it repeats; another verb without
    one speaks to the addressees of the verb before it.
    """
    words = _words(read.passage.language, standards_directory())
    if not _directs(read, words):
        return []
    text = normalised(read.passage.text)
    verbs = list(_verbs(text, words))
    bodies = _bodies(read, text, words)
    found: list[Directive] = []
    for position, verb in enumerate(verbs):
        end = verbs[position + 1].start if position + 1 < len(verbs) else len(text)
        addressees = _addressees(text, verb, end, bodies, words)
        if position and not _stands(verb, addressees, found, words):
            continue
        place = read.passage.place(verb.start, end)
        printed = read.passage.text[verb.start : verb.end].strip()
        if not addressees and found and verb.code not in _OWN_ACTS:
            addressees = found[-1].addressees
        found.append(Directive(place, printed, verb.code, addressees, read.passage.text))
    return found


def _directs(read: ReadPassage, words: _Words) -> bool:
    if read.passage.kind is ParagraphKind.OPERATIVE:
        return True
    if read.passage.kind not in (ParagraphKind.ITEM, ParagraphKind.NUMBERED) or not read.passage.headings:
        return False
    return words.headings.search(normalised(read.passage.headings[-1])) is not None


def _stands(verb: _Verb, addressees: tuple[str, ...], found: list[Directive], words: _Words) -> bool:
    """Whether a further verb is a directive: it asks someone, or expresses something new behind a conjunction."""
    if addressees and (verb.joined or verb.code in words.asking):
        return True
    repeated = any(directive.verb_code == verb.code for directive in found)
    return not repeated and verb.code in words.opens_clause and (verb.joined or verb.code == "looks_forward")


def _verbs(text: str, words: _Words) -> Iterator[_Verb]:
    first = words.opening.match(text)
    if first is None:
        return
    yield _verb(first, words, joined=True)
    for match in words.following.finditer(text, first.end()):
        yield _verb(match, words, joined=bool(match["conjunction"]) or match["whole"][0].isascii())


def _verb(match: re.Match[str], words: _Words, *, joined: bool) -> _Verb:
    core = re.sub(r"\s+", " ", match["verb"]).lower()
    code = words.codes.get(core) or next(code for known, code in words.codes.items() if _same(known, core))
    return _Verb(match["whole"], code, match.start("whole"), match.end("whole"), joined)


def _same(known: str, printed: str) -> bool:
    """Whether a verb of several words is printed with an adverb inside ("note également avec satisfaction")."""
    head, _, tail = known.partition(" ")
    return bool(tail) and printed.startswith(head + " ") and printed.endswith(" " + tail)


def _bodies(read: ReadPassage, text: str, words: _Words) -> list[_Body]:
    """The possible addressees of the text: bodies and States named, groups of them, and words that point back."""
    found = [
        _Body((_SECRETARY_GENERAL.get(mention.code, mention.code),), mention.place.start, mention.place.end)
        for mention in read.mentions
        if mention.kind in ("organisation", "country")
    ]
    for index, start, end in words.addressees.find_matches_as_indexes(text, overlapping=True):
        if _whole(text, start, end):
            found.append(_Body(words.addressee_codes[index], start, end))
    found = _longest(found)
    for match in words.again.finditer(text):
        before = [body for body in found if body.end <= match.start() and body.codes[0].isupper()]
        if before and not any(body.start <= match.start() < body.end for body in found):
            found.append(_Body(before[-1].codes, match.start(), match.end()))
    return sorted(found, key=lambda body: body.start)


def _whole(text: str, start: int, end: int) -> bool:
    """Chinese has no word boundary; elsewhere no letter may follow, and in Arabic particles may stand before."""
    if text[start] >= "\u2e80":
        return True
    arabic = "\u0600" <= text[start] <= "\u06ff"
    return not (end < len(text) and text[end].isalpha()) and (arabic or not (start and text[start - 1].isalpha()))


def _longest(bodies: list[_Body]) -> list[_Body]:
    kept: list[_Body] = []
    for body in sorted(bodies, key=lambda body: (body.start - body.end, body.start)):
        if all(body.end <= other.start or body.start >= other.end for other in kept):
            kept.append(body)
    return sorted(kept, key=lambda body: body.start)


def _addressees(text: str, verb: _Verb, end: int, bodies: list[_Body], words: _Words) -> tuple[str, ...]:
    """The bodies of the list that follows the verb; a body that only owns the next one gives way to it."""
    inside = [body for body in bodies if verb.end <= body.start and body.end <= end]
    if not inside or words.lead.fullmatch(text[verb.end : inside[0].start]) is None:
        return ()
    chosen: list[_Body] = []
    for body in inside:
        gap = text[chosen[-1].end : body.start] if chosen else ""
        if chosen and words.owner.fullmatch(gap):
            chosen[-1] = body
        elif not chosen or words.between.fullmatch(gap):
            chosen.append(body)
        else:
            break
    return tuple(dict.fromkeys(code for body in chosen for code in body.codes))


@lru_cache(maxsize=12)
def _words(language: Language, folder: Path) -> _Words:
    standard, rules = read_yaml(folder / "directive_verbs.yaml"), lexicon(language, "directives")
    codes = {
        normalised(word).lower(): verb["code"] for verb in standard["verbs"] for word in verb["words"].get(language, ())
    }
    adverbs = [normalised(word) for word in standard["adverbs"][language]]
    opening, following = _patterns(list(codes), adverbs, rules, language)
    groups: dict[str, list[str]] = {}
    for code, texts in standard["addressees"].items():
        for text in texts.get(language, ()):
            groups.setdefault(normalised(text), []).append(code)
    return _Words(
        opening=opening,
        following=following,
        codes=codes,
        asking=frozenset(verb["code"] for verb in standard["verbs"] if verb["strength"] != "express"),
        opens_clause=frozenset(verb["code"] for verb in standard["verbs"] if verb.get("opens_clause")),
        addressees=ahocorasick_rs.AhoCorasick(list(groups)),
        addressee_codes=tuple(tuple(found) for found in groups.values()),
        **{key: re.compile(normalised(rules[key])) for key in ("lead", "between", "owner", "again", "headings")},
    )


def _patterns(
    verbs: list[str], adverbs: list[str], rules: Mapping[str, Any], language: Language
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a paragraph opens with, and what opens a further clause; group ``whole`` is the verb with its adverbs."""
    adverb = "|".join(re.escape(word) for word in sorted(adverbs, key=len, reverse=True))
    if language == "zh":
        verb = "|".join(re.escape(word) for word in sorted(verbs, key=len, reverse=True))
        whole = rf"(?P<whole>(?!{rules['not_verb']})(?:{adverb})*(?P<verb>{verb}))"
    else:
        verb = "|".join(_with_adverb(word, adverb) for word in sorted(verbs, key=len, reverse=True))
        whole = (
            rf"(?P<whole>(?:(?:{adverb}) )*(?!{normalised(rules['not_verb'])})"
            rf"(?P<verb>{verb})(?!\w)(?: (?:{adverb})(?!\w))*)"
        )
    return (
        re.compile(r"\s*" + whole, re.IGNORECASE),
        re.compile(rf"(?:(?P<conjunction>{normalised(rules['joint'])})|{normalised(rules['joint_alone'])})" + whole),
    )


def _with_adverb(verb: str, adverb: str) -> str:
    head, _, tail = verb.partition(" ")
    return re.escape(head) + (rf" (?:(?:{adverb}) )*{re.escape(tail)}" if tail else "")
