"""Regular expressions of declarations: only those that cannot take for ever, whatever text they meet.

Python's ``re`` tries every way to match. A repeated group whose inside may match in several ways, such as ``(a+)+``,
takes twice as long with each sign more. Such a group is allowed only when each turn begins with a sign that nothing
else in it matches, as in ``(/[a-z]+)+``. Repeats that follow each other multiply, so texts and repeats are counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

LONGEST_PATTERN = 300
# The longest text by the number of repeats in the pattern: so that about ten million ways are tried at most.
LONGEST_TEXTS = (300, 300, 300, 300, 140, 80, 60)
_FEW = 3  # ``{0,3}`` is as good as written out
_TOKEN = re.compile(
    r"(?P<open>\((?:\?:|\?=|\?!)?)|(?P<close>\))|(?P<branch>\|)|(?P<repeat>(?:[*+?]|\{[0-9]*,?[0-9]*\})\??)"
    r"|(?P<edge>[\^$])|(?P<atom>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^()|*+?\[\\^$])",
    re.DOTALL,
)


class CostlyError(ValueError):
    """A pattern that may take too long, or is none."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that is safe for texts of at most ``longest`` signs."""

    ready: re.Pattern[str]
    longest: int


@dataclass(slots=True)
class _Group:
    """``varies``: its inside may match in several ways. ``atoms`` are what it matches, one sign each; ``kinds`` are
    its tokens."""

    varies: bool = False
    atoms: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text matches. A text too long to try, and a pattern that is refused, match nothing."""
    try:
        known = compiled(pattern)
    except CostlyError:
        return False
    return len(text) <= known.longest and known.ready.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> Pattern:
    """The pattern, ready. CostlyError when it may take too long, or is no regular expression."""
    if len(pattern) > LONGEST_PATTERN:
        raise CostlyError(f"longer than {LONGEST_PATTERN} signs")
    try:
        ready = re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        raise CostlyError("no regular expression") from None
    repeats = _repeats_in(pattern)
    if repeats >= len(LONGEST_TEXTS):
        raise CostlyError(f"more than {len(LONGEST_TEXTS) - 1} repeats")
    return Pattern(ready, LONGEST_TEXTS[repeats])


def _repeats_in(pattern: str) -> int:
    """How many repeats the pattern has; each repeated group is judged on the way."""
    groups = [_Group()]
    closed: _Group | None = None
    repeats = place = 0
    while place < len(pattern):
        token = _TOKEN.match(pattern, place)
        if token is None:
            raise CostlyError("a construct that is not used here")
        place = token.end()
        if token.lastgroup == "repeat":
            repeats += _repeated(token["repeat"], closed, groups[-1])
        groups[-1].kinds.append(str(token.lastgroup))
        closed = _follow(token, groups)
    return repeats


def _follow(token: re.Match[str], groups: list[_Group]) -> _Group | None:
    """Open or close a group; returns the one that was just closed, so that a repeat after it can be judged."""
    kind = token.lastgroup
    if kind == "open":
        groups.append(_Group())
    elif kind == "close":
        inner = groups.pop()
        groups[-1].varies |= inner.varies
        groups[-1].atoms += inner.atoms
        return inner
    elif kind == "branch":
        groups[-1].varies = True
    elif kind == "atom":
        groups[-1].atoms.append(token[0])
    return None


def _repeated(sign: str, closed: _Group | None, around: _Group) -> int:
    """Judge a repeat; returns 1 when it counts, 0 when it is as good as written out."""
    if not around.kinds:
        raise CostlyError("a construct that is not used here")  # such as (?P<name>...) and (?<=...)
    least, most = _bounds(sign)
    around.varies |= least != most
    if most > 1 and closed is not None and closed.varies and not _is_delimited(closed):
        raise CostlyError("a repeat of what repeats")
    return int(most - least > _FEW)


def _bounds(sign: str) -> tuple[int, float]:
    known = {"*": (0, float("inf")), "+": (1, float("inf")), "?": (0, 1)}
    if sign[0] in known:
        return known[sign[0]]
    least, comma, most = sign.rstrip("?")[1:-1].partition(",")
    low = int(least or 0)
    return low, (float("inf") if not most else int(most)) if comma else low


def _is_delimited(group: _Group) -> bool:
    """Whether each turn begins with one plain sign that nothing else in the group matches."""
    if "branch" in group.kinds or group.kinds[:1] != ["atom"] or group.kinds[1:2] == ["repeat"]:
        return False
    first, *rest = group.atoms
    sign = first[-1]
    plain = first not in (".", f"\\{sign}") if sign.isalnum() or first == "." else len(first) <= 2
    return plain and not any(re.fullmatch(atom, sign) for atom in rest)
