"""The words of records, for text search: a row holds those of ``PACK`` records, a line each.

One row a record would be read at half the speed, and written at a third. Derived from the records; ``settling`` makes
them anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from palermo.ground.registers import bits
from palermo.ground.registers.bits import Bits
from palermo.ground.registers.models import RecordWords
from palermo.ground.registers.rows import in_batches, insert_rows, replace_column

PACK = 16  # records: a row of a page's size in PostgreSQL holds as many with a few sentences each
_MOST_WORDS = 12


class Rewording:
    """Words to set and to take away in one register, written together by ``store``.

    Only for whoever holds the register's book: the rows are read, changed and written back.
    """

    def __init__(self, register: str) -> None:
        self._register = register
        self._lines: dict[int, dict[int, str]] = defaultdict(dict)

    def put(self, number: int, words: str) -> None:
        """What search sees of the record ``number`` from now on: words between single spaces; none if it is gone."""
        pack, place = divmod(number, PACK)
        self._lines[pack][place] = words

    def store(self) -> None:
        """Write what was collected."""
        known = {row.pack: row for row in self._rows()}
        for pack, lines in self._lines.items():
            row = known.setdefault(pack, RecordWords(register=self._register, pack=pack))
            row.words = _rewritten(row.words, lines)
        changed = [known[pack] for pack in sorted(self._lines)]
        replace_column(RecordWords, "words", [(row.words, row.pk) for row in changed if row.pk])
        insert_rows(RecordWords, [row for row in changed if not row.pk])

    def _rows(self) -> Iterator[RecordWords]:
        for some in in_batches(sorted(self._lines)):
            yield from RecordWords.objects.filter(register=self._register, pack__in=list(some))


def _rewritten(words: str, lines: dict[int, str]) -> str:
    before = words.split("\n") if words else []
    after = before + [""] * (max(lines) + 1 - len(before))
    for place, line in lines.items():
        after[place] = line
    return "\n".join(after)


def forget(register: str) -> None:
    """Take away the words of all records of a register."""
    RecordWords.objects.filter(register=register).delete()


def with_words(register: str, text: str) -> Bits:
    """The records of a register in which every word of ``text`` stands, anywhere in a word. At most twelve count."""
    wanted = text.casefold().split()[:_MOST_WORDS]
    packs = RecordWords.objects.filter(_standing_in(wanted), register=register).order_by()
    return bits.of_numbers(_matching(packs.values_list("pack", "words"), wanted))


def _standing_in(wanted: Sequence[str]) -> Q:
    """The database leaves out packs in which a word is missing; twice as fast as by LIKE."""
    condition = Q()
    for word in wanted:
        condition &= Q(GreaterThan(StrIndex("words", Value(word)), 0))
    return condition


def _matching(packs: Iterable[tuple[int, str]], wanted: Sequence[str]) -> Iterator[int]:
    for pack, words in packs:
        for place in _lines_with(words, wanted):
            yield pack * PACK + place


def _lines_with(words: str, wanted: Sequence[str]) -> Iterator[int]:
    """The lines in which every word stands: only those with the rarest word are looked at."""
    rarest = min(wanted, key=words.count)
    found = words.find(rarest)
    while found >= 0:
        start, end = words.rfind("\n", 0, found) + 1, words.find("\n", found)
        line = words[start:end] if end >= 0 else words[start:]
        if all(word in line for word in wanted):
            yield words.count("\n", 0, start)
        found = words.find(rarest, end) if end >= 0 else -1
