"""Join lists by encoded records alone, where nobody who joins them may know a name.

Candidates agree on some sample of bits (locality-sensitive hashing); what counts is the share of bits that differ.
How it differs within one person was measured on simulated records; how it differs between people, and how many
pairs are one person, is learned from the records themselves.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.choices import Choices, Comparison, Level, Rule, equal
from palermo_engines.linkage.encoding import WORD, is_code, read_spelled, spelled
from palermo_engines.linkage.matching import duckdb_of, read_pairs
from palermo_engines.linkage.pairs import Floats, Pairs
from palermo_engines.linkage.records import AgencyList, Records
from palermo_engines.linkage.settings import settings_of, table_of

Words = NDArray[np.uint64]

# the largest share of differing bits of each level, and how often one person's records are there (the last: beyond
# all levels): 10,000 simulated people, five agencies with the usual slips, the encoder's own settings
WITHIN = {0.02: 0.161, 0.06: 0.246, 0.10: 0.258, 0.14: 0.083, 0.18: 0.060, 0.22: 0.044, 0.26: 0.064, 0.30: 0.043}
BEYOND = 0.041
SURE, FALL = 5, 6.0  # the nearest levels; different people were six times rarer or more at each nearer level
_TABLES, _LEAST = 40, 0.001


def encoded_choices(words: int) -> Choices:
    """One comparison, of all bits, for codes of so many words."""
    both = " + ".join(f"cast(bit_count(word_{at}_l & word_{at}_r) AS int)" for at in range(words))
    differing = f"(ones_l + ones_r - 2 * ({both}))"
    levels = tuple(
        Level(f"at most {share:.0%} of the bits differ", f"{differing} <= {round(share * words * WORD)}")
        for share in WITHIN
    )
    rules = tuple(Rule(equal(f"sample_{at}"), "a sample of bits is the same") for at in range(_TABLES))
    missing = Level("empty", "ones_l = 0 OR ones_r = 0", silent=True)
    return Choices(rules, (Comparison("code", "all bits at once", (missing, *levels)),), ())


def codes_of(name: str, headings: Sequence[str], rows: Sequence[Sequence[Any]], *, first_row: int = 2) -> Words:
    """The codes of a table that holds nothing but codes.

    Raises InputError ``linkage.encoded`` naming list and row, or when there is another column: what stands beside a
    code can tell whose it is.
    """
    if len(headings) != 1 or not is_code(headings[0]):
        message = "a coded list holds codes and nothing else."
        raise InputError("linkage.encoded", message, advice="Make it with: palermo encode", where=name)
    texts = [str(row[0]).strip() if row else "" for row in rows]
    while texts and not texts[-1]:
        texts.pop()
    return read_spelled(texts, where=name, first_row=first_row)


def encoded_records(lists: Mapping[str, Words], seed: int) -> Records:
    """The records of encoded lists. Which bits make a sample depends on ``seed``.

    Raises InputError ``linkage.lists`` for no lists, or codes of different lengths.
    """
    if not lists or len({words.shape[1] for words in lists.values()}) != 1:
        raise InputError("linkage.lists", "all lists must be encoded with the same settings.")
    words = np.concatenate(list(lists.values()))
    columns: dict[str, list[Any]] = {
        f"word_{at}": words[:, at].astype(np.int64).tolist() for at in range(words.shape[1])
    }
    columns["ones"] = np.bitwise_count(words).sum(axis=1).astype(np.int64).tolist()
    columns |= _samples(words, seed)
    sizes = [len(part) for part in lists.values()]
    agencies = tuple(AgencyList(name, {"number": spelled(part)}) for name, part in lists.items())
    rows = np.concatenate([np.arange(size) for size in sizes])
    return Records(agencies, np.repeat(np.arange(len(sizes)), sizes), rows, columns)


def _samples(words: Words, seed: int) -> dict[str, list[Any]]:
    """Samples of as many bits as tell twice as many records apart; None for an empty record."""
    bits = np.unpackbits(words.astype(">u8").view(np.uint8).reshape(len(words), -1), axis=1)
    size = min(max(10, int(np.log2(max(len(words), 2))) + 1), 40)
    rng = np.random.default_rng(seed)
    empty = [not row.any() for row in words]
    samples = {}
    for at in range(_TABLES):
        chosen = bits[:, rng.choice(bits.shape[1], size, replace=False)].astype(np.int64)
        numbers = chosen @ (np.int64(1) << np.arange(size))
        samples[f"sample_{at}"] = [
            None if none else number for none, number in zip(empty, numbers.tolist(), strict=True)
        ]
    return samples


def match_encoded(records: Records, *, database: Any = None) -> Pairs:
    """Compare encoded records; everything after it is as for records in clear."""
    from splink import Linker

    words = sum(name.startswith("word_") for name in records.columns)
    choices, database = encoded_choices(words), database or duckdb_of()
    settings = settings_of(choices)
    linker = Linker(database.register(table_of(records, choices)), settings, log_level=logging.ERROR)
    pairs = read_pairs(linker.inference.predict(warning_mode="never"), choices)
    linker.table_management.invalidate_cache()  # type: ignore[no-untyped-call]
    weight = _weights(pairs.agreement[:, 0], len(records))
    probability = 1 / (1 + np.exp2(-weight))
    evidence = weight[:, None].astype(np.float32)
    found = Pairs(pairs.left, pairs.right, weight, probability, pairs.fields, evidence, pairs.agreement)
    return found.only(probability >= _LEAST)


def _weights(agreement: NDArray[np.int8], records: int) -> Floats:
    """The evidence of each pair in bits, prior included.

    How many pairs are one person follows from the levels where hardly anybody else is. What is left are different
    people, of whom each nearer level has at least one for FALL squared at the one before: none is beyond doubt.
    """
    within = np.array([BEYOND, *reversed(WITHIN.values())])
    counts = np.bincount(np.maximum(agreement, 0), minlength=len(within)).astype(float)
    counts[0] += records * (records - 1) / 2 - counts.sum()  # pairs that no sample brought together
    matches = counts[-SURE:].sum() / within[-SURE:].sum()
    others = [max(counts[0] - matches * within[0], 1.0)]
    for count, share in zip(counts[1:], within[1:], strict=True):
        others.append(max(min(count - matches * share, others[-1]), others[-1] / FALL**2, 1e-3))
    bits = np.log2(np.maximum(matches, 0.5) * within) - np.log2(np.array(others))
    return np.asarray(np.maximum.accumulate(bits)[np.maximum(agreement, 0)])
