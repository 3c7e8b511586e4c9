"""Chains: any set of links without circles gives the same chain from each of its members."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.coordinate import api as coordinate
from palermo.coordinate.resolutions.chains import Pair, connected, leads_to, steps
from palermo.ground.access.api import VISITOR, console
from palermo_engines.kit.errors import InputError
from tests.coordinate.shelving import confirm, link, paragraph, report, resolution

_NODES = 9
_PAIRS = st.sets(
    st.tuples(st.integers(0, _NODES), st.integers(0, _NODES)).filter(lambda pair: pair[0] < pair[1]), max_size=20
)


class _Links:
    def __init__(self, pairs: Collection[Pair]) -> None:
        self.pairs = pairs

    def __call__(self, members: Collection[int]) -> list[Pair]:
        return [pair for pair in self.pairs if set(pair) & set(members)]


@given(_PAIRS, st.permutations(range(_NODES + 1)))
def test_the_chain_is_the_same_from_each_member(pairs: set[Pair], names: list[int]) -> None:
    renamed = {(names[earlier], names[later]) for earlier, later in pairs}
    links = _Links(renamed)
    for start in range(_NODES + 1):
        members, found = connected(start, links)
        assert start in members
        assert all(connected(member, links) == (members, found) for member in members)
        step = steps(members, found)
        assert set(step) == set(members)
        assert all(step[earlier] < step[later] for earlier, later in found)
        behind = {later: max(step[a] for a, b in found if b == later) for _, later in found}
        assert all(step[member] == (behind[member] + 1 if member in behind else 0) for member in members)


@given(_PAIRS, st.integers(0, _NODES), st.integers(0, _NODES))
def test_a_link_that_would_close_a_circle_is_found(pairs: set[Pair], earlier: int, later: int) -> None:
    links = _Links(pairs)
    closes = leads_to(later, earlier, links)
    reached, fresh = {later}, {later}
    while fresh:  # the long way: follow every link, one step at a time
        fresh = {b for a, b in pairs if a in fresh} - reached
        reached |= fresh
    assert closes == (earlier in reached)


@pytest.mark.django_db
def test_a_chain_in_the_database_is_one_from_every_end_and_refuses_circles() -> None:
    first, second = resolution(symbol="MER/1"), resolution(symbol="MER/2", title="Another", date="2032-01-02")
    members = [paragraph(first, "OP1"), paragraph(second, "OP1"), report(date="2033")]
    link(members[0], members[1])
    link(members[1], members[2])
    for member in members:
        chain = coordinate.chain_of(VISITOR, member)
        assert [place.paragraph for place in chain.places] == members
    with pytest.raises(InputError, match="dated before"):
        link(members[2], members[0])
    with pytest.raises(InputError, match="linked already"):
        link(members[0], members[1])
    with pytest.raises(InputError, match="back to where it began"):
        link(members[0], members[0])


@pytest.mark.django_db
def test_circles_are_refused_where_dates_do_not_tell() -> None:
    one, two, three = (resolution(symbol=f"MER/{number}", title=str(number), date=None) for number in (1, 2, 3))
    link(paragraph(one, "OP1"), paragraph(two, "OP1"))
    link(paragraph(two, "OP1"), paragraph(three, "OP1"), confirmed=False)
    with pytest.raises(InputError, match="back to where it began"):
        link(paragraph(three, "OP1"), paragraph(one, "OP1"))
    confirm(coordinate.propose_renewal(console(), predecessor=one, successor=two))
    with pytest.raises(InputError, match="back to where it began"):
        coordinate.propose_renewal(console(), predecessor=two, successor=one)


@pytest.mark.django_db
def test_a_strangers_chain_has_neither_proposed_links_nor_hidden_members() -> None:
    shown, hidden = resolution(symbol="MER/1"), resolution(symbol="MER/2", title="Hidden", published=False)
    other = report()
    link(paragraph(shown, "OP1"), other, confirmed=False)
    link(paragraph(shown, "OP1"), paragraph(hidden, "OP1"))
    assert len(coordinate.chain_of(console(), other).places) == 3
    assert [place.paragraph for place in coordinate.chain_of(VISITOR, other).places] == [other]
    assert len(coordinate.chain_of(VISITOR, paragraph(shown, "OP1")).places) == 1


@pytest.mark.django_db
def test_a_translation_stands_in_the_same_chain() -> None:
    work = resolution(symbol="MER/1")
    assert resolution(symbol="MER/1", language="zh", title="决议") == work
    texts = coordinate.texts_of(console(), work)
    assert [(text.language, sum(len(each.shown) for each in text.shown)) for text in texts] == [("en", 3), ("zh", 0)]
    chinese = coordinate.paragraphs_visible_to(console()).get(text__language="zh", key="OP1")
    later = report()
    link(chinese, later)
    for member in (chinese, paragraph(work, "OP1"), later):
        assert [place.paragraph for place in coordinate.chain_of(VISITOR, member).places] == [
            paragraph(work, "OP1"), later
        ]  # fmt: skip
