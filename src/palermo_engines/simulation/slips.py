"""Slips of the pen: one letter changed, dropped, doubled, or exchanged with its neighbour."""

from __future__ import annotations

import numpy as np

from palermo_engines.simulation.names import Texts

_CHANGED, _DROPPED, _DOUBLED, _EXCHANGED = range(4)


def mistyped(texts: Texts, rng: np.random.Generator) -> Texts:
    """Each text with one slip; a changed letter becomes another letter of the same texts, so of the same script."""
    letters = sorted({letter for text in texts[:1_000] for letter in text}) or [""]
    kinds, places = rng.integers(0, 4, len(texts)), rng.random(len(texts))
    others = rng.integers(0, len(letters), len(texts))
    return np.array(
        [
            _slip(text, kind, int(place * len(text)), letters[other]) if len(text) > 1 else text
            for text, kind, place, other in zip(texts, kinds.tolist(), places.tolist(), others.tolist(), strict=True)
        ],
        dtype=object,
    )


def _slip(text: str, kind: int, at: int, letter: str) -> str:
    if kind == _CHANGED:
        return text[:at] + letter + text[at + 1 :]
    if kind == _DROPPED:
        return text[:at] + text[at + 1 :]
    if kind == _DOUBLED:
        return text[:at] + text[at] + text[at:]
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]
