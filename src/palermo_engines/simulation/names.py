"""Names of nobody: fictional parts in four scripts, joined to given and family names with their transliterations.

A name is written natively or in one of several romanisations, as clerks write it by ear. How often a name occurs
falls with its rank, as in every country.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

Texts = NDArray[np.object_]
Places = NDArray[np.int64]

SCRIPTS = ("latin", "cyrillic", "arabic", "chinese")
SPELLINGS = 3
_GIVEN, _FAMILY, _FLATTENED = 1_500, 10_000, 0.75

# native spelling, then romanisations: the usual one first, those by ear after it
_PARTS: dict[str, tuple[str, ...]] = {
    "latin": (
        "bel bel|bell", "dor dor", "fen fen|phen", "gal gal", "hul hul", "jor jor|yor", "kes kes|ces", "lun lun",
        "mir mir|myr", "nad nad", "oru oru", "pel pel|pell", "quo quo|kwo", "ras ras|raz", "sil sil|syl", "tam tam",
        "vek vek|wek", "wen wen|ven", "yar yar|jar", "zon zon|son", "abri abri",
        "cathe cathe|kate", "édo edo", "ñul nul",
    ),
    "cyrillic": (
        "бел bel", "дор dor", "жун zhun|jun", "зар zar", "кес kes", "лю lyu|liu", "мир mir", "над nad", "ольш olsh",
        "пев pev", "рын ryn|rin", "сил sil", "тям tyam|tiam", "уфа ufa", "фен fen", "хор khor|hor", "цев tsev|cev",
        "чул chul|tchul", "шен shen", "щар shchar|schar", "эдо edo", "юра yura|iura", "яго yago|iago", "вьек vyek|viek",
    ),
    "arabic": (
        "باد bad", "تول tul|tol", "ثار thar|tar", "جون jun|joun", "حير hir|heer", "خود khud|hod", "دام dam",
        "ذيب dhib|zib", "راز raz", "زول zul|zol", "سيم sim|seem", "شان shan|chan", "صود sud|soud", "ضار dar|dhar",
        "طول tul|toul", "عام am|aam", "غين ghin|gin", "فار far", "قود qud|kod", "كيل kil|keel", "لوم lum|loum",
        "مير mir|meer", "نود nud|noud", "وال wal|oual",
    ),
    "chinese": (
        "白 bai|pai", "冬 dong|tung", "风 feng|fung", "谷 gu|ku", "河 he|ho", "金 jin|chin", "空 kong|hung",
        "林 lin|lam", "木 mu|muk", "南 nan|nam", "平 ping|peng", "青 qing|ching", "溶 rong|yung", "山 shan|san",
        "田 tian|tin", "云 yun|wan", "泽 ze|chak", "舟 zhou|chow", "竹 zhu|chuk", "雪 xue|hsueh", "月 yue|yuet",
        "早 zao|tsao", "石 shi|shek", "夏 xia|hsia",
    ),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Lexicon:
    """One script: ``native`` (names), ``romanised`` (names x SPELLINGS, may repeat), and the ``shares`` of names."""

    native: Texts
    romanised: Texts
    shares: NDArray[np.float64]


@lru_cache(maxsize=len(SCRIPTS) * 2)
def lexicon(script: str, kind: str) -> Lexicon:
    """The ``given`` or ``family`` names of a script: always the same ones, whatever the seed."""
    parts = [part.split(" ") for part in _PARTS[script]]
    lengths = (1, 2) if script == "chinese" and kind == "family" else (2, 3)
    joined = [chosen for length in lengths for chosen in product(range(len(parts)), repeat=length)]
    wanted = min(_GIVEN if kind == "given" else _FAMILY, len(joined))
    order = np.random.default_rng([SCRIPTS.index(script), kind == "given"]).permutation(len(joined))[:wanted]
    names = [joined[at] for at in order]
    native = ["".join(parts[at][0] for at in name).capitalize() for name in names]
    romanised = [[_romanised(name, parts, spelling) for spelling in range(SPELLINGS)] for name in names]
    weights = (np.arange(wanted) + 10.0) ** -_FLATTENED
    return Lexicon(_texts(native), _texts(romanised), weights / weights.sum())


def _romanised(name: tuple[int, ...], parts: list[list[str]], spelling: int) -> str:
    """The name by the usual romanisation (0), all by ear (1), or with only its last part by ear (2)."""
    chosen = []
    for place, at in enumerate(name):
        ways = parts[at][1].split("|")
        by_ear = spelling == 1 or (spelling == 2 and place == len(name) - 1)
        chosen.append(ways[-1] if by_ear else ways[0])
    return "".join(chosen).capitalize()


def _texts(values: list[str] | list[list[str]]) -> Texts:
    return np.array(values, dtype=object)
