"""The tags of records: which carry a code. Derived from the records; ``settling`` makes them anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from palermo.ground.registers.bits import BLOCK, Bits, of_places, overlap, pack, place_of, size_of, spell, unpack
from palermo.ground.registers.models import RecordTags
from palermo.ground.registers.rows import insert_rows, replace_column

# Built-in fields; those of declarations never begin with this sign.
ALL, STATE, OWNER, ORGANISATION = "~all", "~state", "~owner", "~organisation"
FIRST_YEAR, LAST_YEAR = "~first", "~last"
NO_YEAR = "open"

Tag = tuple[str, str]
_FEW = 60  # keys looked up one by one; more are read as the whole block
_Key = tuple[int, str, str]


class Retagging:
    """Tags to set and to clear in one register, written together by ``store``.

    Only for whoever holds the register's book: the rows are read, changed and written back.
    """

    def __init__(self, register: str) -> None:
        self._register = register
        self._set: dict[_Key, list[int]] = defaultdict(list)
        self._clear: dict[_Key, list[int]] = defaultdict(list)

    def replace(self, number: int, before: Iterable[Tag], after: Iterable[Tag]) -> None:
        """The record ``number`` had the tags ``before``, and has ``after`` from now on."""
        had, has = set(before), set(after)
        block, place = place_of(number)
        for field, code in has - had:
            self._set[(block, field, code)].append(place)
        for field, code in had - has:
            self._clear[(block, field, code)].append(place)

    def add(self, number: int, tags: Iterable[Tag]) -> None:
        """The record ``number`` is new and has ``tags``."""
        block, place = place_of(number)
        for field, code in tags:
            self._set[(block, field, code)].append(place)

    def store(self) -> None:
        """Write what was collected."""
        keys = self._set.keys() | self._clear.keys()
        known = {(row.block, row.field, row.code): row for row in _rows(self._register, keys)}
        for key in sorted(keys):
            row = known.get(key)
            bits = self._changed(key, unpack(row.bits) if row else 0)
            known[key] = row or RecordTags(register=self._register, block=key[0], field=key[1], code=key[2])
            known[key].bits = pack(bits)
        changed = [known[key] for key in sorted(keys)]
        replace_column(RecordTags, "bits", [(bytes(row.bits), row.pk) for row in changed if row.pk])
        insert_rows(RecordTags, [row for row in changed if not row.pk])

    def _changed(self, key: _Key, bits: int) -> int:
        if key in self._set:
            bits |= of_places(self._set[key])
        if key in self._clear:
            bits &= ~of_places(self._clear[key])
        return bits


def _rows(register: str, keys: Iterable[_Key]) -> Iterable[RecordTags]:
    wanted = list(keys)
    rows = RecordTags.objects.filter(register=register)
    if not wanted:
        return rows.none()
    if len(wanted) > _FEW:
        return rows.filter(block__in={block for block, _, _ in wanted})
    return rows.filter(reduce(or_, (Q(block=block, field=field, code=code) for block, field, code in wanted)))


def tagged(register: str, field: str, codes: Iterable[str], last_number: int) -> Bits:
    """The records of a register that carry any of ``codes`` in ``field``."""
    rows = _read(register, field, last_number).filter(code__in=list(codes))
    found: dict[int, int] = {}
    for block, spelled in rows.values_list("block", "bits"):
        found[block] = found.get(block, 0) | unpack(spelled)
    return found


def by_code(register: str, field: str, last_number: int) -> Mapping[str, Bits]:
    """The records of each code of a field. For fields with few codes: everything is read."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for code, block, spelled in _read(register, field, last_number).values_list("code", "block", "bits"):
        found[code][block] = unpack(spelled)
    return found


def sizes(registers: Iterable[str], fields: Iterable[str]) -> Mapping[str, Mapping[Tag, int]]:
    """How many records of each register carry each code of the built-in ``fields``, in one query."""
    rows = RecordTags.objects.filter(register__in=list(registers), field__in=list(fields))
    found: dict[str, dict[Tag, int]] = defaultdict(lambda: defaultdict(int))
    for register, field, code, spelled in rows.values_list("register", "field", "code", "bits"):
        found[register][(field, code)] += size_of(spelled)
    return found


def counts(register: str, field: str, among: Bits) -> Mapping[str, int]:
    """How many records of ``among`` carry each code of a field; codes that none carries are absent."""
    found: dict[str, int] = defaultdict(int)
    spelled_among = {block: spell(bits) for block, bits in among.items()}
    rows = RecordTags.objects.filter(register=register, field=field, block__in=list(among))
    for code, block, spelled in rows.values_list("code", "block", "bits"):
        found[code] += overlap(spelled, among[block], spelled_among[block])
    return {code: number for code, number in found.items() if number}


def _read(register: str, field: str, last_number: int) -> QuerySet[RecordTags]:
    blocks = range(last_number // BLOCK + 1)
    return RecordTags.objects.filter(register=register, field=field, block__in=list(blocks))
