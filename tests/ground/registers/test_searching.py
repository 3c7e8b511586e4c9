"""Searches agree with a naive reading of every record, whatever is asked."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import Any

import pytest

from palermo.ground.access.api import VISITOR, Actor, console
from palermo.ground.registers import searching, tagging
from palermo.ground.registers.api import (
    RegisterRecord,
    Wanted,
    all_records,
    change_record,
    find_records,
    import_records,
    move_record,
    settle,
)
from palermo.ground.registers.models import RecordTags
from palermo.ground.registers.rules import may_read
from palermo_engines.registers.model import Declaration
from tests.ground.registers.samples import actor_with

pytestmark = pytest.mark.django_db

COUNTRIES = ("ALB", "FRA", "KEN", "")
LEVELS = ("national", "international", "regional", "")
DAYS = ("", "2013", "2014-03", "2014-03-09", "2013-12-18/2016-04-01", "2015-06-01/2015-06-03")
WORDS = ("Law of the sea", "Care for children", "Law and care", "Éducation")
UNDER = {"international": {"international", "regional"}}


@pytest.fixture
def filled(courses: Declaration) -> Declaration:
    """120 records, imported, some changed, published and withdrawn since."""
    chance = random.Random(7)
    table = [
        [f"{chance.choice(WORDS)} {number}", *(chance.choice(each) for each in (COUNTRIES, DAYS, LEVELS))]
        for number in range(120)
    ]
    headings = ["event", "country", "held", "level"]
    matching = {name: name for name in headings}
    import_records(console(), declaration=courses, headings=headings, rows=table, matching=matching)
    for record in RegisterRecord.objects.order_by("ordinal"):
        if chance.random() < 0.2:
            values = {**record.values, "level": "regional", "topics": chance.sample(["law", "care"], 2)}
            record = change_record(
                console(), declaration=courses, record=record, values=values, revision=record.revision
            )
        for move in ("publish", "withdraw")[: chance.choice((0, 1, 1, 2))]:
            record = move_record(console(), declaration=courses, record=record, move=move, revision=record.revision)
    return courses


def random_wanted(chance: random.Random) -> Wanted:
    def some(of: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(chance.sample([each for each in of if each], chance.choice((0, 0, 1, 2))))

    first = chance.choice((None, None, date(2014, 3, 9), date(2013, 1, 1), date(2014, 3, 10), date(2015, 6, 2)))
    last = chance.choice((None, None, date(2014, 3, 8), date(2015, 12, 31), date(2013, 6, 30)))
    return Wanted(
        states=some(("draft", "published", "withdrawn")),
        countries=some(COUNTRIES),
        codes={"level": some(LEVELS), "topics": some(("law", "care"))},
        first=first,
        last=last,
        text=chance.choice(("", "", "law", "LAW care", "éduc")),
        order=chance.choice(searching.ORDERS),
    )


def _codes(values: dict[str, Any], field: str) -> set[str]:
    found = values.get(field) or []
    return {found} if isinstance(found, str) else set(found)


def _matches(record: RegisterRecord, wanted: Wanted, without: str = "") -> bool:
    checks = [not wanted.states or record.state in wanted.states or without == "~state"]
    checks.append(not wanted.countries or record.country in wanted.countries or without == "country")
    for field, codes in wanted.codes.items():
        chosen = set().union(*(UNDER.get(code, {code}) for code in codes)) if codes else set()
        checks.append(not codes or field == without or bool(chosen & _codes(record.values, field)))
    dated = record.first is not None or record.last is not None
    if wanted.first:
        checks.append(dated and (record.last is None or record.last >= wanted.first))
    if wanted.last:
        checks.append(dated and (record.first is None or record.first <= wanted.last))
    checks += [word in record.title.casefold() for word in wanted.text.casefold().split()]
    return all(checks)


def naive(actor: Actor, declared: Declaration, wanted: Wanted, without: str = "") -> list[RegisterRecord]:
    return [
        record
        for record in RegisterRecord.objects.order_by("-ordinal")
        if may_read(actor, declared, record) and _matches(record, wanted, without)
    ]


def _check(actor: Actor, declared: Declaration, wanted: Wanted) -> int:
    found = find_records(actor, declared, wanted, limit=200, facets=["level", "topics", "country", "~state"])
    expected = naive(actor, declared, wanted)
    assert found.total == len(expected), wanted
    assert {shown.code for shown in found.records} == {record.code for record in expected}, wanted
    for field in ("level", "topics", "country"):
        counted = Counter(c for r in naive(actor, declared, wanted, field) for c in _codes(r.values, field))
        assert found.facets[field] == counted, (field, wanted)
    assert found.facets["~state"] == Counter(r.state for r in naive(actor, declared, wanted, "~state")), wanted
    assert len(list(all_records(actor, declared, wanted))) == len(expected)
    _check_order(declared, wanted, [shown.code for shown in found.records], expected)
    return found.total


def _check_order(declared: Declaration, wanted: Wanted, codes: list[str], expected: list[RegisterRecord]) -> None:
    by_code = {record.code: record for record in expected}
    listed = [by_code[code] for code in codes]
    if wanted.order == "newest":
        assert listed == expected
    elif wanted.order == "date":
        days = [record.last or date.min for record in listed]
        assert days == sorted(days, reverse=True)
    else:
        titles = [record.sorting for record in listed if record.sorting.isascii()]
        assert titles == sorted(titles) or not titles


@pytest.mark.parametrize("few", [4_000, 5])
def test_searches_agree_with_reading_everything(filled: Declaration, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """Both ways to order: sorting the hits, and walking the index until the page is full."""
    monkeypatch.setattr(searching, "_FEW", few)
    chance = random.Random(2014)
    actors = [VISITOR, console(), actor_with("reader")]
    totals = [_check(chance.choice(actors), filled, random_wanted(chance)) for _ in range(60)]
    assert sum(1 for total in totals if total) > 20, "most searches found nothing: the agreement says little"


@pytest.mark.parametrize("order", searching.ORDERS)
@pytest.mark.parametrize("few", [4_000, 5])
def test_pages_follow_one_another_without_gap_or_double(
    filled: Declaration, monkeypatch: pytest.MonkeyPatch, order: str, few: int
) -> None:
    monkeypatch.setattr(searching, "_FEW", few)
    wanted = Wanted(order=order)
    whole = [shown.code for shown in find_records(console(), filled, wanted, limit=500).records]
    pages = [
        shown.code
        for offset in range(0, 130, 7)
        for shown in find_records(console(), filled, wanted, offset=offset, limit=7).records
    ]
    assert pages == whole
    assert len(set(pages)) == 120


def test_tags_made_anew_are_the_tags_that_grew(filled: Declaration) -> None:
    def tags() -> set[tuple[str, str, int, int]]:
        rows = ((row, tagging.unpack(row.bits)) for row in RecordTags.objects.all())
        return {(row.field, row.code, row.block, bits) for row, bits in rows if bits}

    grown = tags()
    assert len(grown) > 10
    assert settle(console(), declaration=filled) == 120
    assert tags() == grown


def test_blocks_join_without_a_seam(courses: Declaration, monkeypatch: pytest.MonkeyPatch) -> None:
    from palermo.ground.audit import api as audit
    from palermo.ground.registers.bits import BLOCK
    from palermo.ground.registers.books import hold_book
    from tests.ground.registers.samples import course

    with audit.act(console(), "ground.test.begun", object_kind="register"):
        book = hold_book(courses)
        book.last_number = BLOCK - 3
        book.save()
    records = [course(courses, level="national") for _ in range(6)]
    found = find_records(console(), courses, Wanted(codes={"level": ("national",)}), facets=["level"])
    assert [shown.code for shown in found.records] == [record.code for record in reversed(records)]
    assert found.facets["level"] == {"national": 6}
