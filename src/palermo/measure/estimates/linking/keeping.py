"""What a linkage holds, as the rest of the room uses it: read from and written to the sealed row."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

import numpy as np

from palermo.measure.estimates.linking.models import Linkage
from palermo.measure.estimates.linking.sealing import seal, unseal
from palermo.measure.estimates.linking.words import Judged
from palermo_engines.linkage.columns import list_of
from palermo_engines.linkage.pairs import Pairs
from palermo_engines.linkage.records import FIELDS, AgencyList, Records, prepare

Verdicts = dict[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class BroughtList:
    """A list as its agency wrote it. ``columns``: the field of each heading, empty where it is not used;
    ``first_row``: the row of the file that the first of ``rows`` stands in."""

    name: str
    headings: list[str]
    rows: list[list[str]]
    first_row: int
    columns: list[str]

    def with_columns(self, columns: list[str]) -> BroughtList:
        """The same list with another use of its columns."""
        return replace(self, columns=columns)


def lists_in(linkage: Linkage) -> list[BroughtList]:
    """The lists that were brought so far."""
    if not linkage.sealed_lists:
        return []
    spelled = json.loads(unseal(linkage.uuid, "lists", bytes(linkage.sealed_lists)))
    return [BroughtList(**each) for each in spelled]


def put_lists(linkage: Linkage, lists: list[BroughtList]) -> None:
    """Seal the lists in the row; the caller saves it."""
    spelled = json.dumps([asdict(each) for each in lists], ensure_ascii=False).encode()
    linkage.sealed_lists = seal(linkage.uuid, "lists", spelled)
    linkage.names = [each.name for each in lists]


def records_of(lists: list[BroughtList]) -> Records:
    """The records that can be compared. InputError naming list, row and column."""
    return prepare([_read(each) for each in lists])


def records_to_show(lists: list[BroughtList]) -> Records:
    """The same records in the same order, as they were written; nothing that compares them."""
    read = tuple(_read(each) for each in lists)
    sizes = [len(each) for each in read]
    return Records(
        read, np.repeat(np.arange(len(sizes)), sizes),
        np.concatenate([np.arange(size) for size in sizes]), {},
    )  # fmt: skip


def _read(brought: BroughtList) -> AgencyList:
    """Columns are told by their place: titles may be empty, or stand there twice."""
    places = [str(at) for at in range(len(brought.columns))]
    told: dict[str, str | None] = dict.fromkeys(FIELDS)
    told |= {field: places[at] for at, field in enumerate(brought.columns) if field}
    return list_of(brought.name, places, brought.rows, told, first_row=brought.first_row)


def pairs_in(linkage: Linkage) -> Pairs:
    """The compared pairs."""
    with np.load(io.BytesIO(unseal(linkage.uuid, "pairs", bytes(linkage.sealed_pairs))), allow_pickle=False) as kept:
        arrays = {name: kept[name] for name in kept.files}
    return Pairs(**arrays | {"fields": tuple(arrays["fields"].tolist())})


def put_pairs(linkage: Linkage, pairs: Pairs) -> None:
    """Seal the pairs in the row; the caller saves it."""
    content = io.BytesIO()
    np.savez(
        content, left=pairs.left, right=pairs.right, weight=pairs.weight, probability=pairs.probability,
        fields=np.array(pairs.fields), evidence=pairs.evidence, agreement=pairs.agreement,
    )  # fmt: skip
    linkage.sealed_pairs = seal(linkage.uuid, "pairs", content.getvalue())


def verdicts_in(linkage: Linkage) -> Verdicts:
    """What was said of pairs, by their records."""
    if not linkage.sealed_judgements:
        return {}
    spelled = json.loads(unseal(linkage.uuid, "judgements", bytes(linkage.sealed_judgements)))
    return {(left, right): verdict for left, right, verdict in spelled}


def put_verdicts(linkage: Linkage, verdicts: Mapping[tuple[int, int], str]) -> None:
    """Seal them in the row; the caller saves it."""
    spelled = json.dumps([[left, right, str(Judged(said))] for (left, right), said in sorted(verdicts.items())])
    linkage.sealed_judgements = seal(linkage.uuid, "judgements", spelled.encode())
