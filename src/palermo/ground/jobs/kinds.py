"""The kinds of long work. A room registers a function; jobs call it by name, so that a queue survives a restart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from palermo.ground.jobs.run import Run

Work = Callable[["Run"], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class JobKind:
    """``permission``: who may ask for this work, and steer what they asked for."""

    name: str
    permission: str
    work: Work


_kinds: dict[str, JobKind] = {}


def job_kind(name: str, *, permission: str) -> Callable[[Work], Work]:
    """Register the decorated function as the work of ``name``. It takes a ``Run`` and returns its report, a small
    JSON object, or None. ValueError when another function has the name."""

    def register(work: Work) -> Work:
        known = _kinds.get(name)
        if known is not None and known.work.__qualname__ != work.__qualname__:
            raise ValueError(f"the job kind {name} exists already")
        _kinds[name] = JobKind(name, permission, work)
        return work

    return register


def kind_named(name: str) -> JobKind:
    """KeyError when this release has no such kind."""
    return _kinds[name]


def known_kinds() -> frozenset[str]:
    """The names of the kinds of this release."""
    return frozenset(_kinds)
