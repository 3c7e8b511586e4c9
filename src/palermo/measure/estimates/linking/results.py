"""What a linkage says now: decisions of reviewers taken over the probabilities, counts of the most probable linkage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from palermo.measure.estimates.linking.keeping import Verdicts, lists_in, pairs_in, records_to_show, verdicts_in
from palermo.measure.estimates.linking.models import Linkage
from palermo.measure.estimates.linking.words import Judged
from palermo_engines.linkage.pairs import Pairs
from palermo_engines.linkage.partitions import best_linkage, groups_of
from palermo_engines.linkage.quality import Quality, expected
from palermo_engines.linkage.records import Places, Records
from palermo_engines.linkage.review import decided, grey_zone
from palermo_engines.linkage.sampling import Judged as JudgedQuality
from palermo_engines.linkage.sampling import judged_quality, quality_sample

OF_STRATUM = 15  # judged pairs that a share is told from, in each of at most eight strata
_SAMPLE_SEED = 20_001


@dataclass(frozen=True, eq=False)
class Opened:
    """A linkage unsealed, in memory. ``machine``: the most probable linkage before anybody decided."""

    records: Records
    pairs: Pairs
    verdicts: Verdicts
    machine: Places

    def decided(self) -> Pairs:
        """The pairs as reviewers left them."""
        sure = {pair: said == Judged.SAME for pair, said in self.verdicts.items() if said != Judged.UNSURE}
        return decided(self.pairs, sure)


@dataclass(frozen=True)
class Outcome:
    """Counts and shares, nothing of anybody. ``doubtful``: pairs in the grey zone that nobody decided; ``sample``: how
    many pairs the sample for quality has, and how many are judged."""

    records: int
    sizes: tuple[int, ...]
    people: int
    cells: Mapping[int, int]
    expected: Quality
    doubtful: int
    sample: tuple[int, int]
    judged: JudgedQuality | None
    decisions: int


def opened(linkage: Linkage) -> Opened:
    """InputError ``linking.gone`` when its records are deleted."""
    records, pairs = records_to_show(lists_in(linkage)), pairs_in(linkage)
    return Opened(records, pairs, verdicts_in(linkage), best_linkage(groups_of(pairs, len(records))))


def outcome_of(found: Opened) -> Outcome:
    """What came out, with the decisions so far."""
    pairs = found.decided()
    person = best_linkage(groups_of(pairs, len(found.records)))
    sample, labels = sample_of(found), labels_of(found)
    return Outcome(
        records=len(found.records),
        sizes=tuple(np.bincount(found.records.places, minlength=len(found.records.lists)).tolist()),
        people=len(np.unique(person)),
        cells=_cells(found.records, person),
        expected=expected(found.pairs, found.machine),
        doubtful=sum(pair not in found.verdicts for pair in _records_of(grey_zone(found.pairs))),
        sample=(len(sample), sum(_records_at(found.pairs, at) in found.verdicts for at in sample)),
        judged=judged_quality(found.pairs, found.machine, labels, seed=_SAMPLE_SEED),
        decisions=sum(said != Judged.UNSURE for said in found.verdicts.values()),
    )


def _cells(records: Records, person: Places) -> dict[int, int]:
    codes: Counter[int] = Counter()
    for place, one in zip(records.places.tolist(), person.tolist(), strict=True):
        codes[one] |= 1 << place
    return dict(sorted(Counter(codes.values()).items()))


def doubts_of(found: Opened) -> list[int]:
    """Places of the doubtful pairs, the most doubtful first. The queue does not change while it is worked through."""
    number = {pair: at for at, pair in enumerate(_records_of(found.pairs))}
    return [number[pair] for pair in _records_of(grey_zone(found.pairs))]


def sample_of(found: Opened) -> list[int]:
    """Places of the pairs of the sample for quality, in their order."""
    return [int(at) for at in quality_sample(found.pairs, found.machine, each=OF_STRATUM, seed=_SAMPLE_SEED)]


def labels_of(found: Opened) -> dict[int, bool]:
    """What was said of the sampled pairs. Whoever cannot tell says nothing."""
    said = {at: found.verdicts.get(_records_at(found.pairs, at)) for at in sample_of(found)}
    return {at: verdict == Judged.SAME for at, verdict in said.items() if verdict in (Judged.SAME, Judged.DIFFERENT)}


def _records_of(pairs: Pairs) -> list[tuple[int, int]]:
    return list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))


def _records_at(pairs: Pairs, at: int) -> tuple[int, int]:
    return int(pairs.left[at]), int(pairs.right[at])
