"""Case forms of Russian names, so that ``Республики Молдова`` and ``Кубой`` are found as the names they are.

The rules stand in ``lexicons/ru/declension.yaml``; a form that does not exist does no harm, since nobody prints it.
"""

from __future__ import annotations

from functools import cache

from palermo_engines.extraction.lexicons import lexicon

_CASES = 5
_ADJECTIVE_ENDINGS = ("ая", "яя", "ое", "ее", "ый", "ий", "ой", "ые", "ие")
_NEUTER_NOUN = "ние"


def case_forms(name: str) -> frozenset[str]:
    """The name in every case: all words declined together, and the head alone with what follows it fixed."""
    words = name.split(" ")
    declined = [_word_forms(word) for word in words]
    after_head = _head(words) + 1
    forms = {name}
    for case in range(_CASES):
        forms.add(" ".join(word[case] for word in declined))
        forms.add(" ".join([*(word[case] for word in declined[:after_head]), *words[after_head:]]))
    return frozenset(forms)


def _head(words: list[str]) -> int:
    """The position of the head noun: the first word that is not an adjective."""
    for position, word in enumerate(words):
        if not word.endswith(_ADJECTIVE_ENDINGS) or word.endswith(_NEUTER_NOUN):
            return position
    return len(words) - 1


@cache
def _word_forms(word: str) -> tuple[str, ...]:
    """Genitive, dative, accusative, instrumental, prepositional of one word; of a compound, its last part's."""
    rules = lexicon("ru", "declension")
    if word in rules["unchanging"] or not word[:1].isalpha() or word.isupper():
        return (word,) * _CASES
    if word in rules["whole"]:
        return tuple(rules["whole"][word])
    head, hyphen, tail = word.rpartition("-")
    return tuple(head + hyphen + form for form in _tail_forms(tail))


def _tail_forms(word: str) -> tuple[str, ...]:
    rules = lexicon("ru", "declension")
    for ending, *replacements in rules["endings"]:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: len(word) - len(ending)]
            return tuple(stem + replacement for replacement in replacements)
    if word[-1:] in rules["consonants"]:
        return tuple(word + ending for ending in rules["consonant_endings"])
    return (word,) * _CASES
