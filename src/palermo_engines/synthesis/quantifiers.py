"""Which quantifier a count supports. The thresholds stand in ``quantifiers.yaml``; nothing here knows a number."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.kit.yaml_files import read_yaml

_FILE = Path(__file__).with_name("quantifiers.yaml")
_UNSPACED: frozenset[Language] = frozenset({"zh"})


@dataclass(frozen=True, slots=True)
class Quantifier:
    """Bounds on a count and on its share of the base; None where there is none. ``share_over`` and ``share_under``
    exclude their bound."""

    code: str
    count_min: int = 1
    count_max: int | None = None
    share_min: Fraction | None = None
    share_max: Fraction | None = None
    share_over: Fraction | None = None
    share_under: Fraction | None = None
    proposes: bool = True
    words: Mapping[Language, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """``code`` is what stands against it, for translation: ``""`` (accepted), ``unknown``, ``nothing``, ``beyond``
    (more replies than the base has), ``too_few``, ``too_many``, ``share_low`` or ``share_high``; ``bound`` is the
    threshold in replies or in per cent. ``reason`` says it in English."""

    accepted: bool
    code: str = ""
    bound: str = ""
    reason: str = ""


@cache
def quantifiers() -> Mapping[str, Quantifier]:
    """Every quantifier by code, weakest first."""
    return {entry["code"]: _quantifier(entry) for entry in read_yaml(_FILE)}


def _quantifier(entry: Mapping[str, Any]) -> Quantifier:
    given = {key: value for key, value in entry.items() if key != "words"}
    given |= {key: Fraction(str(value)) for key, value in given.items() if key.startswith("share_")}
    words = {language: tuple(entry["words"].get(language, ())) for language in LANGUAGES}
    return Quantifier(words=words, **given)


def quantifier_for(count: int, base: int) -> str:
    """The code proposed for ``count`` replies out of ``base``: the strongest that is supported.

    Raises InputError ``synthesis.count`` when no reply says so or more say so than there are.
    """
    if not 1 <= count <= base:
        raise InputError("synthesis.count", f"No quantifier fits {count} of {base} replies.")
    strongest_first = reversed(tuple(quantifiers().values()))
    return next(each.code for each in strongest_first if each.proposes and _verdict(each, count, base).accepted)


def quantifiers_supported(count: int, base: int) -> tuple[str, ...]:
    """The codes among which an author may choose, weakest first."""
    return tuple(code for code in quantifiers() if check_quantifier(code, count, base).accepted)


def check_quantifier(word: str, count: int, base: int) -> Verdict:
    """Whether ``count`` replies out of ``base`` support a quantifier, given by code or by a word of any language.

    A word that stands for several quantifiers is accepted when one of them is.
    """
    codes = codes_of(word)
    if not codes:
        return Verdict(False, "unknown", "", "This is no quantifier of the list.")
    if count < 1:
        return Verdict(False, "nothing", "", "No counted reply says so.")
    verdicts = [_verdict(quantifiers()[code], count, base) for code in codes]
    return next((verdict for verdict in verdicts if verdict.accepted), verdicts[0])


def codes_of(word: str) -> tuple[str, ...]:
    """The quantifiers that a code or a word of any language stands for."""
    wanted = " ".join(word.casefold().replace("_", " ").split())
    return tuple(code for code, quantifier in quantifiers().items() if wanted in _names(quantifier))


@cache
def _all_names() -> Mapping[str, frozenset[str]]:
    return {
        code: frozenset(
            [code.replace("_", " "), *(word.casefold() for words in (each.words or {}).values() for word in words)]
        )
        for code, each in quantifiers().items()
    }


def _names(quantifier: Quantifier) -> frozenset[str]:
    return _all_names()[quantifier.code]


def quantifiers_named(text: str, language: Language) -> tuple[str, ...]:
    """The quantifiers whose words stand in ``text``. Of words inside one another ("not all") the longest is read."""
    found: dict[str, None] = {}
    for match in _pattern(language).finditer(text):
        found |= dict.fromkeys(codes_of(match[0]))
    return tuple(code for code in quantifiers() if code in found)


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    words = {word for each in quantifiers().values() for word in (each.words or {}).get(language, ())}
    choice = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    edge = "" if language in _UNSPACED else r"\b"
    return re.compile(f"{edge}(?:{choice}){edge}", re.IGNORECASE)


def _verdict(quantifier: Quantifier, count: int, base: int) -> Verdict:
    if count > base:
        return _refused(quantifier, "beyond", str(base), f"only {base} replies are counted, and {count} are cited")
    if count < quantifier.count_min:
        return _refused(quantifier, "too_few", str(quantifier.count_min), f"it needs {quantifier.count_min} or more")
    if quantifier.count_max is not None and count > quantifier.count_max:
        return _refused(quantifier, "too_many", str(quantifier.count_max), f"it needs {quantifier.count_max} at most")
    return _share_verdict(quantifier, count, base)


def _share_verdict(quantifier: Quantifier, count: int, base: int) -> Verdict:
    share = Fraction(count, base)
    bounds: tuple[tuple[Fraction | None, str, str, Callable[[Fraction, Fraction], bool]], ...] = (
        (quantifier.share_min, "share_low", "at least", operator.lt),
        (quantifier.share_over, "share_low", "more than", operator.le),
        (quantifier.share_max, "share_high", "at most", operator.gt),
        (quantifier.share_under, "share_high", "less than", operator.ge),
    )
    for bound, code, words, breaks in bounds:
        if bound is not None and breaks(share, bound):
            per_cent = f"{float(bound * 100):g}"
            reason = f"it needs {words} {per_cent} per cent, and these are {count} of {base}"
            return _refused(quantifier, code, per_cent, reason)
    return Verdict(True)


def _refused(quantifier: Quantifier, code: str, bound: str, reason: str) -> Verdict:
    name = quantifier.code.replace("_", " ")
    return Verdict(False, code, bound, f'"{name}" is not supported: {reason}.')
