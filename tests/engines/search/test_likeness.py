"""A corrected file is recognised, another document is not."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from palermo_engines.search.likeness import likely_overlap, overlap, shingles_of, sketch_of

WORDS = ["state", "trafficking", "report", "measure", "victim", "law", "training", "border", "court", "child", "fund"]


def _text(seed: int, length: int = 1500) -> list[str]:
    chance = random.Random(seed)
    return [f"{chance.choice(WORDS)}{chance.randint(1, 60)}" for _ in range(length)]


def test_a_few_corrected_words_leave_texts_near_identical() -> None:
    words = _text(1)
    corrected = list(words)
    for index in range(0, 1500, 100):
        corrected[index] = "corrected"
    left, right = shingles_of([" ".join(words)]), shingles_of([" ".join(corrected)])
    assert overlap(left, right) > 0.8
    assert abs(likely_overlap(sketch_of(left), sketch_of(right)) - overlap(left, right)) < 0.12


def test_another_text_is_another() -> None:
    left, right = shingles_of([" ".join(_text(1))]), shingles_of([" ".join(_text(2))])
    assert overlap(left, right) < 0.05
    assert likely_overlap(sketch_of(left), sketch_of(right)) < 0.1


def test_where_paragraphs_break_does_not_matter() -> None:
    words = _text(3)
    assert shingles_of([" ".join(words)]) == shingles_of([" ".join(words[:700]), " ".join(words[700:])])


@given(st.lists(st.text("受害者贩运人口，", max_size=30), max_size=5))
def test_a_text_is_like_itself(texts: list[str]) -> None:
    shingles = shingles_of(texts)
    assert overlap(shingles, shingles) == (1.0 if shingles else 0.0)
