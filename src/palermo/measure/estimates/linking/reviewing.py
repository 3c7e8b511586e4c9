"""Clerical review: one pair at a time, every look in the chain, every decision sealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.measure.estimates.linking.keeping import put_verdicts, verdicts_in
from palermo.measure.estimates.linking.models import Linkage
from palermo.measure.estimates.linking.queries import is_alive
from palermo.measure.estimates.linking.results import Opened, doubts_of, opened, sample_of
from palermo.measure.estimates.linking.rules import may_own, may_review
from palermo.measure.estimates.linking.sealing import gone
from palermo.measure.estimates.linking.words import Judged, LinkageState
from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.review import Doubt, doubts

Queue = Literal["doubts", "sample"]
QUEUES: tuple[Queue, ...] = ("doubts", "sample")


@dataclass(frozen=True)
class Shown:
    """A pair of a queue: its ``place`` counted from 1, of how many, what was said of it, and how many are judged."""

    place: int
    of: int
    doubt: Doubt
    verdict: str
    judged: int


def look_at_pair(actor: Actor, *, linkage: Linkage, queue: Queue, place: int) -> Shown | None:
    """Show a pair, and write that it was seen: the queue and the place, no records, no names. None past the end."""
    may_review(actor, linkage).demand()
    _demand_reviewable(linkage)
    found = opened(linkage)
    places = places_in(found, queue)
    if not 1 <= place <= len(places):
        return None
    chosen = places[place - 1 : place]
    doubt = next(doubts(found.records, found.pairs.only(_at(chosen))))
    with audit.act(
        actor, "measure.linkage.pair_seen", object_kind="linkage", object_uuid=linkage.uuid, queue=queue, place=place
    ):
        pass
    said = _said(found, places)
    return Shown(place, len(places), doubt, said[place - 1], sum(map(bool, said)))


def next_waiting(actor: Actor, *, linkage: Linkage, queue: Queue, after: int) -> int | None:
    """The place of the next pair that nobody has judged, from the beginning again behind the last; None: all are."""
    may_review(actor, linkage).demand()
    found = opened(Linkage.objects.get(pk=linkage.pk))
    said = _said(found, places_in(found, queue))
    waiting = [at for at, verdict in enumerate(said, start=1) if not verdict]
    return next((at for at in waiting if at > after), waiting[0] if waiting else None)


def _said(found: Opened, places: list[int]) -> list[str]:
    return [found.verdicts.get(_pair(found, at), "") for at in places]


def judge(actor: Actor, *, linkage: Linkage, queue: Queue, place: int, verdict: str) -> None:
    """Keep what a person says of a pair. InputError for a verdict or a pair that is not there."""
    may_review(actor, linkage).demand()
    if verdict not in tuple(Judged):
        raise InputError("linking.verdict", "Choose one of the three answers.")
    with audit.act(
        actor, "measure.linkage.pair_judged", object_kind="linkage", object_uuid=linkage.uuid, queue=queue, place=place,
        verdict=verdict,
    ):  # fmt: skip
        current = Linkage.objects.select_for_update().get(pk=linkage.pk)
        _demand_reviewable(current)
        found = opened(current)
        places = places_in(found, queue)
        if not 1 <= place <= len(places):
            raise InputError("linking.pair", "There is no such pair.")
        put_verdicts(current, {**verdicts_in(current), _pair(found, places[place - 1]): verdict})
        current.save(update_fields=("sealed_judgements",))


def open_to_reviewers(actor: Actor, *, linkage: Linkage, opened_now: bool) -> None:
    """Let seats that review see the pairs, or no longer."""
    may_own(actor, linkage).demand()
    verb = f"measure.linkage.{'opened' if opened_now else 'closed'}_to_reviewers"
    with audit.act(actor, verb, object_kind="linkage", object_uuid=linkage.uuid):
        current = Linkage.objects.select_for_update().get(pk=linkage.pk)
        _demand_reviewable(current)
        current.opened = opened_now
        current.save(update_fields=("opened",))


def places_in(found: Opened, queue: Queue) -> list[int]:
    """The pairs of a queue."""
    return doubts_of(found) if queue == "doubts" else sample_of(found)


def _demand_reviewable(linkage: Linkage) -> None:
    if not is_alive(linkage):
        raise gone()
    if linkage.state != LinkageState.LINKED:
        raise InputError("linking.early", "The lists are not linked yet.")


def _pair(found: Opened, at: int) -> tuple[int, int]:
    return int(found.pairs.left[at]), int(found.pairs.right[at])


def _at(places: list[int]) -> NDArray[np.intp]:
    return np.array(places, dtype=np.intp)
