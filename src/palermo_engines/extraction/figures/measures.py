"""Which measure of standards/measures.yaml a figure is: by its unit and the words around it.

The rules are data: ``lexicons/<language>/figures_measures.yaml``. A rule names a measure, the units it may have, and
``cues`` of which one must stand near; ``all`` and ``not`` are words that must, and must not, stand in the sentence.
The cue nearest to the number wins; the number's own stretch is searched first, then its clause, then, for rules with
``reach: sentence``, what the sentence said before. ``weak`` rules, whose cue is the counted noun itself rather than
what happened to it, come after all others. A rule without cues holds for its unit when no other does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from palermo_engines.extraction.figures.layout import Span
from palermo_engines.extraction.figures.lexicon import Lexicon, alternatives, lexicon_for
from palermo_engines.kit.languages import Language


@dataclass(frozen=True)
class Rule:
    measure: str
    cues: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    bars: re.Pattern[str] | None
    far: bool
    weak: bool


def read_measure(
    text: str,
    unit: str | None,
    number: Span,
    stretch: Span,
    clause: Span,
    sentence: Span,
    headings: Sequence[str],
    lexicon: Lexicon,
    *,
    by_unit: bool = True,
) -> str | None:
    """The measure id, or None when nothing near the number says what is measured."""
    rules = _rules(lexicon.language)
    fitting = (*rules.get(unit or "", ()), *rules.get("*", ()))
    said = text[sentence[0] : sentence[1]]
    named = [rule for rule in fitting if rule.cues is None or rule.cues.search(said)]
    open_rules = [rule for rule in named if _allowed(rule, said, headings)]
    windows = (stretch, clause, sentence)
    for weak in (False, True):
        for depth, window in enumerate(windows):
            usable = [rule for rule in open_rules if rule.weak is weak and (depth < 2 or rule.far)]
            found = _nearest(usable, text, window, number)
            if found is not None:
                return found
    return next((rule.measure for rule in open_rules if rule.cues is None and by_unit), None)


def _nearest(rules: Sequence[Rule], text: str, window: Span, number: Span) -> str | None:
    best = min(
        (
            (distance, order)
            for order, rule in enumerate(rules)
            if (distance := _distance(rule, text, window, number)) is not None
        ),
        default=None,
    )
    return rules[best[1]].measure if best is not None else None


def _allowed(rule: Rule, said: str, headings: Sequence[str]) -> bool:
    if rule.bars is not None and rule.bars.search(said):
        return False
    if rule.needs is None:
        return True
    return bool(rule.needs.search(said)) or any(rule.needs.search(words) for words in headings)


def _distance(rule: Rule, text: str, window: Span, number: Span) -> int | None:
    """How far the nearest cue stands from the number, in characters."""
    if rule.cues is None:
        return None
    gaps = [
        number[0] - match.end() if match.end() <= number[0] else match.start() - number[1]
        for match in rule.cues.finditer(text, window[0], window[1])
    ]
    return min((max(gap, 0) for gap in gaps), default=None)


@cache
def _rules(language: Language) -> Mapping[str, tuple[Rule, ...]]:
    lexicon = lexicon_for(language)
    by_unit: dict[str, list[Rule]] = {}
    for declared in lexicon.rules:
        rule = Rule(
            declared["measure"],
            _words(declared.get("cues"), lexicon),
            _words(declared.get("all"), lexicon),
            _words(declared.get("not"), lexicon),
            declared.get("reach") == "sentence",
            bool(declared.get("weak")),
        )
        for unit in declared["units"]:
            by_unit.setdefault(unit, []).append(rule)
    return {unit: tuple(rules) for unit, rules in by_unit.items()}


def _words(listed: Sequence[str] | None, lexicon: Lexicon) -> re.Pattern[str] | None:
    if not listed:
        return None
    if lexicon.chinese:
        return re.compile(alternatives(listed))
    return re.compile(rf"(?<!\w)(?:{alternatives(listed)})", re.IGNORECASE)
