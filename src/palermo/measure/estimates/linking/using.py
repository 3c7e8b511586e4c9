"""Using a linkage: counts of the most probable linkage and of its draws become a table; the records are deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

from palermo import __version__
from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.measure.estimates.linking.ending import empty
from palermo.measure.estimates.linking.grouping import overlaps_of
from palermo.measure.estimates.linking.keeping import lists_in, records_of
from palermo.measure.estimates.linking.models import Linkage
from palermo.measure.estimates.linking.queries import is_alive
from palermo.measure.estimates.linking.results import Opened, Outcome, opened, outcome_of
from palermo.measure.estimates.linking.rules import may_own
from palermo.measure.estimates.linking.sealing import gone
from palermo.measure.estimates.linking.words import GROUPINGS, LinkageState
from palermo.measure.estimates.models import OverlapTable
from palermo.measure.estimates.taking_in import About, Drawn, take_in
from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.overlaps import overlap_table
from palermo_engines.linkage.partitions import best_linkage, draw_linkages, groups_of
from palermo_engines.linkage.sampling import Share

MOST_DRAWS = 100
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into the table: so many ``draws``, and the ``groupings`` (of GROUPINGS) that people are counted by."""

    draws: int = 20
    groupings: Sequence[str] = ()


def use_linkage(actor: Actor, *, linkage: Linkage, wanted: Wanted) -> OverlapTable:
    """Turn the linkage into a table and delete its records, in one act. InputError when it is not linked, or its
    groups are too many: then it stays as it is."""
    may_own(actor, linkage).demand()
    if not 2 <= wanted.draws <= MOST_DRAWS:
        raise InputError("linking.draws", f"Draw 2 to {MOST_DRAWS} linkages.", where="draws")
    if not is_alive(linkage):
        raise gone()
    if linkage.state != LinkageState.LINKED:
        raise InputError("linking.early", "The lists are not linked yet.")
    found = opened(linkage)
    groups = groups_of(found.decided(), len(found.records))
    best, seed = best_linkage(groups), int(linkage.asked["seed"])
    chosen = [field for field in GROUPINGS if field in wanted.groupings]
    overlaps = overlaps_of(records_of(lists_in(linkage)), best, chosen)
    drawn = draw_linkages(groups, wanted.draws, seed)
    tables = [[int(count) for count in overlap_table(found.records, person).counts] for person in drawn]
    told = told_of(found, outcome_of(found), {"seed": seed, "draws": wanted.draws})
    about = About(linkage.title, linkage.subject, linkage.period)
    with audit.act(actor, "measure.linkage.used", object_kind="linkage", object_uuid=linkage.uuid) as act:
        current = Linkage.objects.select_for_update().get(pk=linkage.pk)
        if current.state != LinkageState.LINKED or current.sealed_judgements != linkage.sealed_judgements:
            raise InputError("linking.changed", "The linkage changed meanwhile.", advice="Look at it again.")
        current.table = take_in(actor, about=about, overlaps=overlaps, drawn=Drawn(tables, told))
        current.outcome = told
        empty(current, LinkageState.USED)
        act.note(draws=len(tables), decisions=told["decisions"])
    return current.table


def told_of(found: Opened, outcome: Outcome, asked: Json) -> Json:
    """How the links were made and how good they are, in counts and shares, for the table and its report."""
    judged = outcome.judged
    return {
        "records": outcome.records, "people": outcome.people, **asked,
        "version": __version__, "decisions": outcome.decisions, "pairs": len(found.pairs),
        "expected": {"precision": _known(outcome.expected.precision), "recall": _known(outcome.expected.recall)},
        "judged": None if judged is None else {
            "pairs": judged.pairs, "precision": _spelled(judged.precision), "recall": _spelled(judged.recall),
        },
    }  # fmt: skip


def _spelled(share: Share | None) -> list[float] | None:
    return None if share is None else [share.value, share.low, share.high]


def _known(share: float) -> float | None:
    """JSON has no number for a share of nothing."""
    return None if isnan(share) else share
