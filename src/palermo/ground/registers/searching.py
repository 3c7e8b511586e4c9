"""One search in a register: its filters as sets of numbers, its counts, and its pages in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from palermo.ground.access.api import Actor
from palermo.ground.registers import bits, finding, tagging
from palermo.ground.registers.bits import Bits
from palermo.ground.registers.deriving import derivation
from palermo.ground.registers.models import RegisterBook, RegisterRecord
from palermo.ground.registers.rules import Fence, fence, may_read_field
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration, Role
from palermo_engines.registers.model import Field as DeclaredField

NEWEST, BY_TITLE, BY_DATE = "newest", "title", "date"
ORDERS = (NEWEST, BY_TITLE, BY_DATE)
_FEW = 4_000  # records that are sorted by themselves; more are read in the order of an index until a page is full


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for. Several states, bodies or codes of one field widen it, everything else narrows it.
    ``codes`` are by field id (choice, yes_no, country and link fields; a code of a hierarchical list brings those
    under it). ``first`` and ``last`` bound the days that the record's date must touch. ``text``: every word of it
    stands in the record. ``order``: ``newest``, ``title`` or ``date`` (latest first); never a value."""

    states: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    text: str = ""
    order: str = NEWEST


EVERYTHING = Wanted()


class Search:
    """One search: the sets of its filters, each read once."""

    def __init__(self, actor: Actor, declaration: Declaration, wanted: Wanted) -> None:
        self._actor = actor
        self._declaration = declaration
        self._wanted = wanted
        self._book = RegisterBook.objects.filter(register=declaration.id).first()
        self._last = self._book.last_number if self._book else 0
        self._sets: dict[str, Bits] = {}
        if wanted.order not in ORDERS:
            raise InputError("registers.order", "There is no such order.", where="order")
        self._read_filters()

    def hits(self, without: str = "") -> Bits:
        """Records that pass every filter but that of ``without``."""
        found = self._visible
        for name, passing in self._sets.items():
            if name != without:
                found = bits.both(found, passing)
        return found

    def counts(self, name: str) -> Mapping[str, int]:
        """Counts by code of the field ``name``, its own filter left out."""
        if name == tagging.STATE:
            return tagging.counts(self._declaration.id, name, self.hits(without=name))
        counted = self._field(name)
        among = self.hits(without=name)
        reach = self._reach([counted])
        return tagging.counts(self._declaration.id, name, among if reach is None else bits.both(among, reach))

    def by_year(self) -> Mapping[int, int]:
        """How many of the hits begin in each year; those whose date the actor does not read are left out."""
        among = self._within_reach(self._with_role(Role.DATE), self.hits())
        counted = tagging.counts(self._declaration.id, tagging.FIRST_YEAR, among)
        return {int(year): count for year, count in counted.items() if year != tagging.NO_YEAR}

    def page(self, hits: Bits, offset: int, limit: int) -> list[int]:
        """The numbers of a page, in the order wanted."""
        if self._wanted.order == NEWEST or not self._may_order():
            return bits.falling(hits, offset, limit)
        if bits.count(hits) <= _FEW:
            return self._sorted(hits)[offset : offset + limit]
        return self._walked(hits, offset, limit)

    def _read_filters(self) -> None:
        wanted = self._wanted
        self._visible = self._fenced(fence(self._actor, self._declaration))
        if wanted.states:
            self._sets[tagging.STATE] = self._tagged(tagging.STATE, wanted.states)
        for name, codes in self._codes().items():
            counted = self._field(name)
            self._sets[name] = self._within_reach([counted], self._tagged(name, _with_narrower(counted, codes)))
        if wanted.organisations:
            found = self._tagged(tagging.ORGANISATION, wanted.organisations)
            self._sets[tagging.ORGANISATION] = self._within_reach(self._with_role(Role.ORGANISATION), found)
        if wanted.first or wanted.last:
            self._sets["~days"] = self._within_reach(self._with_role(Role.DATE), self._in_days())
        if wanted.text.strip():
            self._sets["~text"] = self._with_words()

    def _codes(self) -> dict[str, tuple[str, ...]]:
        codes = {name: chosen for name, chosen in self._wanted.codes.items() if chosen}
        if self._wanted.countries:
            codes[self._with_role(Role.COUNTRY)[0].id] = self._wanted.countries
        return codes

    def _fenced(self, limits: Fence) -> Bits:
        states = [tagging.ALL] if limits.states is None else sorted(limits.states)
        found = self._tagged(tagging.ALL, [""]) if limits.states is None else self._tagged(tagging.STATE, states)
        return found if limits.bodies is None else bits.both(found, self._of_bodies(limits.bodies))

    def _of_bodies(self, bodies: frozenset[str]) -> Bits:
        names = sorted(bodies - {""})
        return bits.either([self._tagged(tagging.OWNER, names), self._tagged(tagging.ORGANISATION, names)])

    def _field(self, name: str) -> DeclaredField:
        """The field, when this actor may filter by it: a filter on a hidden field would tell what it holds."""
        found = self._declaration.field(name)
        if found is None or not reaches(self._actor, self._declaration, found):
            raise InputError("registers.filter", "The register has no such filter.", where=name)
        return found

    def _with_role(self, role: Role) -> tuple[DeclaredField, ...]:
        """Every field of the role: a second date stands in for the first where that is not known."""
        names = [each.id for each in self._declaration.fields if each.role is role]
        return tuple(self._field(name) for name in names or [role.value])

    def _reach(self, fields: Iterable[DeclaredField]) -> Bits | None:
        """Records of which this actor reads all of the fields; None: all they see."""
        if all(may_read_field(self._actor, self._declaration, each, _NOBODYS) for each in fields):
            return None
        return self._of_bodies(self._actor.organisations)

    def _within_reach(self, fields: Iterable[DeclaredField], found: Bits) -> Bits:
        reach = self._reach(fields)
        return found if reach is None else bits.both(found, reach)

    def _tagged(self, name: str, codes: Iterable[str]) -> Bits:
        return tagging.tagged(self._declaration.id, name, codes, self._last)

    def _in_days(self) -> Bits:
        """Records whose first day is not after, and whose last day is not before, the days wanted."""
        first, last = self._wanted.first, self._wanted.last
        found: Bits | None = None
        if last is not None:
            found = self._until(last)
        if first is not None:
            since = self._since(first)
            found = since if found is None else bits.both(found, since)
        return found or {}

    def _until(self, last: date) -> Bits:
        """Begun by ``last``. Whole years are read from the tags, the days of its own year from an index."""
        years = tagging.by_code(self._declaration.id, tagging.FIRST_YEAR, self._last)
        begun = bits.either(found for year, found in years.items() if year == tagging.NO_YEAR or int(year) <= last.year)
        later = Q(first__gt=last, first__lte=date(last.year, 12, 31))
        return bits.without(begun, self._numbers(later)) if (last.month, last.day) != (12, 31) else begun

    def _since(self, first: date) -> Bits:
        years = tagging.by_code(self._declaration.id, tagging.LAST_YEAR, self._last)
        going = bits.either(f for year, f in years.items() if year == tagging.NO_YEAR or int(year) >= first.year)
        earlier = Q(last__lt=first, last__gte=date(first.year, 1, 1))
        return bits.without(going, self._numbers(earlier)) if (first.month, first.day) != (1, 1) else going

    def _with_words(self) -> Bits:
        """Every word stands in the record. While the words are stale nothing is found: they may hold what was public
        under an earlier declaration and is hidden now."""
        if self._book is None or self._book.derived != derivation(self._declaration):
            return {}
        return finding.with_words(self._declaration.id, self._wanted.text)

    def _numbers(self, condition: Q) -> Bits:
        records = RegisterRecord.objects.filter(register=self._declaration.id).filter(condition).order_by()
        # Not by a cursor: PostgreSQL reads for one by itself alone, and these scans are worth several of its processes.
        return bits.of_numbers(records.values_list("ordinal", flat=True))

    def _may_order(self) -> bool:
        """An order by a hidden field would tell its values."""
        role = Role.TITLE if self._wanted.order == BY_TITLE else Role.DATE
        ordering = [each for each in self._declaration.fields if each.role is role]
        return bool(ordering) and all(each.visible.level == "public" for each in ordering)

    def _in_order(self) -> tuple[QuerySet[RegisterRecord], ...]:
        """All records in order, in parts that follow one another: the databases disagree about where unknown days
        stand, and would sort a million rows to find out."""
        records = RegisterRecord.objects.filter(register=self._declaration.id)
        if self._wanted.order == BY_TITLE:
            return (records.order_by("sorting", "ordinal"),)
        dated = records.filter(last__isnull=False).order_by("-last", "-ordinal")
        return dated, records.filter(last__isnull=True).order_by("-ordinal")

    def _sorted(self, hits: Bits) -> list[int]:
        """Few records: the database sorts just these."""
        numbers = bits.falling(hits, 0, _FEW)
        parts = (part.filter(ordinal__in=numbers) for part in self._in_order())
        return [number for part in parts for number in part.values_list("ordinal", flat=True)]

    def _walked(self, hits: Bits, offset: int, limit: int) -> list[int]:
        """Many records: the index is read in order until the page is full."""
        found: list[int] = []
        for part in self._in_order():
            for number in self._numbers_of(part, hits, offset + limit):
                if bits.holds(hits, number):
                    found.append(number)
                if len(found) == offset + limit:
                    return found[offset:]
        return found[offset:]

    def _numbers_of(self, part: QuerySet[RegisterRecord], hits: Bits, wanted: int) -> Iterator[int]:
        """The numbers of a part, read in growing pieces: one number in so many is a hit."""
        start, step = 0, 2 * wanted * max(1, self._last // max(1, bits.count(hits)))
        while numbers := list(part.values_list("ordinal", flat=True)[start : start + step]):
            yield from numbers
            start, step = start + step, step * 2


@dataclass(frozen=True, slots=True)
class _Placed:
    """A record of nobody: what is allowed on it is allowed on all."""

    state: str = ""
    owner: str = ""
    organisation: str = ""


_NOBODYS = _Placed()


def reaches(actor: Actor, declaration: Declaration, wanted: DeclaredField) -> bool:
    """Whether the actor reads the field at least in records of their own bodies."""
    own = _Placed(owner=min(actor.organisations, default=""))
    return bool(may_read_field(actor, declaration, wanted, own))


def _with_narrower(counted: DeclaredField, codes: Iterable[str]) -> list[str]:
    """The codes and all that stand under them in a hierarchical list."""
    found = list(dict.fromkeys(codes))
    for code in found:  # grows while it is walked
        found += [entry.code for entry in counted.choices if entry.parent == code and entry.code not in found]
    return found
