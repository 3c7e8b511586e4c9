"""Keyed encodings for agencies that may not share identities, made on the agency's own side.

A record becomes one string of bits, a cryptographic long-term key (CLK: Schnell, Bachteler and Reiher 2011): the
letter pairs of every field are hashed under a secret key into one Bloom filter, so that similar records have similar
bits, and neither a field nor a person can be read from them without the key. docs/decisions/0015-linkage.md names the
known attacks and why these settings.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from zlib import compress

import numpy as np
from numpy.typing import NDArray

from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.births import read_birth
from palermo_engines.linkage.names import latin, skeleton
from palermo_engines.linkage.records import AgencyList

Bits = NDArray[np.bool_]

SHORTEST_KEY, WORD = 32, 64
CODE = "palermo-code-1"
_HASHES = {"family": 10, "family_key": 8, "given": 8, "given_key": 6, "birth": 8, "sex": 4, "citizenship": 4}


@dataclass(frozen=True)
class Encoder:
    """All agencies of one linkage use the same settings and key; the joint instance has neither.

    ``key``: at least 32 random bytes, agreed by the agencies for this linkage alone. ``length``: bits before folding
    (the result has half as many). ``hashes``: positions for each letter pair of a field. ``flipped``: the share of bits
    turned over by chance, the same for the same record (BLIP).
    """

    key: bytes = field(repr=False)
    length: int = 1024
    hashes: Mapping[str, int] = field(default_factory=lambda: dict(_HASHES))
    flipped: float = 0.02

    def __post_init__(self) -> None:
        if len(self.key) < SHORTEST_KEY:
            advice = "Make one with: openssl rand -hex 32"
            raise InputError("linkage.key", f"the key has fewer than {SHORTEST_KEY} bytes.", advice=advice)
        if self.length % (2 * WORD) or not 256 <= self.length <= 4096:
            raise InputError("linkage.length", f"the length must be a multiple of {2 * WORD} from 256 to 4,096.")
        if not 0 <= self.flipped < 0.25 or not all(0 < count <= 40 for count in self.hashes.values()):
            raise InputError("linkage.encoder", "flipped must be below 0.25, hashes of a field from 1 to 40.")

    def encode(self, columns: Mapping[str, str]) -> Bits:
        """The bits of one record (``length / 2``); a record without any compared field is all zero."""
        bits = np.zeros(self.length, dtype=bool)
        for name, tokens in _tokens(columns).items():
            for token in tokens:
                bits[self._positions(name, token)] = True
        if not bits.any():
            return bits[: self.length // 2]
        folded = bits[: self.length // 2] ^ bits[self.length // 2 :]
        return np.asarray(folded ^ self._noise(folded))

    def _positions(self, name: str, token: str) -> NDArray[np.int64]:
        """Independent positions: a keyed stream of its own for every field and token, never sums of two hashes."""
        count = self.hashes.get(name, 0)
        return self._stream(f"{name}\0{token}", count) % self.length

    def _stream(self, text: str, count: int) -> NDArray[np.int64]:
        blocks = [
            hmac.new(self.key, f"{text}\0{block}".encode(), hashlib.sha512).digest()
            for block in range((count * 4 + 63) // 64)
        ]
        return np.frombuffer(b"".join(blocks), dtype=">u4")[:count].astype(np.int64)

    def _noise(self, bits: Bits) -> Bits:
        """Which bits are turned over: by chance to whoever lacks the key, the same whenever the record is encoded."""
        stream = self._stream("flip\0" + np.packbits(bits).tobytes().hex(), len(bits))
        return np.asarray(stream < self.flipped * 2**32)


def _tokens(columns: Mapping[str, str]) -> dict[str, list[str]]:
    """The letter pairs of the names, and the parts of the other fields, that a record is encoded by."""
    family, given = columns.get("family", ""), columns.get("given", "")
    tokens = {
        "family": _pairs_of(latin(family)),
        "family_key": _pairs_of(skeleton(family)),
        "given": _pairs_of(latin(given)),
        "given_key": _pairs_of(skeleton(given)),
        "birth": _birth_parts(columns.get("birth", ""), columns.get("year", "")),
    }
    for name in ("sex", "citizenship"):
        value = latin(columns.get(name, ""))
        tokens[name] = [value[:1] if name == "sex" else value] if value else []
    return tokens


def _pairs_of(name: str) -> list[str]:
    """Letter pairs, padded, so that the first and last letter count."""
    return [f"_{name}_"[at : at + 2] for at in range(len(name) + 1)] if name else []


def _birth_parts(text: str, seen_in: str) -> list[str]:
    """The parts that are known; the year with both neighbours, so that an age and a year have something in common."""
    birth = read_birth(text, seen_in)
    years = [birth.year] * 2 if birth.year else [birth.low, birth.high]
    near = sorted({year + gap for year in years if year for gap in (-1, 0, 1)})
    parts = [f"near {year}" for year in near] + [f"year {birth.year}"] * bool(birth.year)
    parts += [f"month {birth.month}"] * bool(birth.month) + [f"day {birth.day}"] * bool(birth.day)
    return parts


def read_key(text: str, *, where: str = "") -> bytes:
    """The key in a key file: 64 or more hexadecimal digits, as ``openssl rand -hex 32`` writes them.

    Raises InputError ``linkage.key`` for a key that chance does not make: too short, words, or a pattern. No check can
    tell a key that was told to somebody.
    """
    advice = "Make one with: openssl rand -hex 32"
    try:
        key = bytes.fromhex(text.strip())
    except ValueError as error:
        raise InputError("linkage.key", "the key is not hexadecimal.", advice=advice, where=where) from error
    if len(key) < SHORTEST_KEY:
        raise InputError("linkage.key", f"the key has fewer than {SHORTEST_KEY} bytes.", advice=advice, where=where)
    steps = {(after - before) % 256 for before, after in pairwise(key)}
    # of 32 random bytes fewer than 16 differ, or all are printable signs, in one of some 10**13 keys
    if min(len(set(key)), len(steps)) < 16 or all(32 <= byte < 127 for byte in key) or len(compress(key)) < len(key):
        raise InputError("linkage.key", "the key is not random.", advice=advice, where=where)
    return key


def heading_of(encoder: Encoder) -> str:
    """The title of a column of codes. Codes under another title were made with another key or other settings, and are
    no more alike than those of strangers. The mark of the key is a keyed hash: it gives no more away than a code."""
    made = f"{encoder.length} {sorted(encoder.hashes.items())} {encoder.flipped}"
    mark = hmac.new(encoder.key, f"mark\0{made}".encode(), hashlib.sha512).hexdigest()
    return f"{CODE}-{mark[:8]}"


def is_code(heading: str) -> bool:
    """Whether a column holds codes, by its title."""
    return re.fullmatch(f"{CODE}-[0-9a-f]{{8}}", heading) is not None


def encode_list(listed: AgencyList, encoder: Encoder) -> NDArray[np.uint64]:
    """The words of every record's bits (records x length / 128): all that leaves the agency, in the list's order.

    Raises InputError ``linkage.birth`` with the row.
    """
    words = np.zeros((len(listed), encoder.length // 2 // WORD), dtype=np.uint64)
    for row in range(len(listed)):
        columns = {name: str(column[row]) for name, column in listed.columns.items()}
        try:
            bits = encoder.encode(columns)
        except InputError as error:
            where = f"{listed.name}, row {row + 1}, birth"
            raise InputError(error.code, error.message, advice=error.advice, where=where) from error
        words[row] = np.packbits(bits).view(">u8")
    return words


def spelled(words: NDArray[np.uint64]) -> list[str]:
    """The words as hexadecimal text, as they stand in a file."""
    return [row.astype(">u8").tobytes().hex() for row in words]


def read_spelled(texts: Sequence[str], *, where: str = "", first_row: int = 1) -> NDArray[np.uint64]:
    """Read them again. Raises InputError ``linkage.encoded`` naming the row, the first being ``first_row``."""
    width = len(texts[0]) if texts else 16
    rows = []
    for number, text in enumerate(texts, start=first_row):
        try:
            row = bytes.fromhex(text)
        except ValueError:
            row = b""
        if not row or len(text) != width or len(row) % 8:
            message = "an encoded record must be hexadecimal and as long as the first."
            raise InputError("linkage.encoded", message, where=f"{where}, row {number}".removeprefix(", "))
        rows.append(np.frombuffer(row, dtype=">u8").astype(np.uint64))
    return np.array(rows, dtype=np.uint64).reshape(len(rows), -1)
