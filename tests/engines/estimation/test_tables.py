"""Tables of lists: what is read, what is refused and where, and what joining lists does."""

from __future__ import annotations

import pytest

from palermo_engines.estimation.tables import read_table
from palermo_engines.kit.errors import InputError

TABLE = "police,shelter,hotline,count\n1,0,0,10\n0,1,0,20\n0,0,1,30\n1,1,0,4\n1,1,1,1\n"


def test_counts_stand_at_their_code() -> None:
    table = read_table(TABLE)
    assert table.names == ("police", "shelter", "hotline")
    assert table.counts.tolist() == [10, 20, 4, 30, 0, 0, 1]
    assert table.observed == 65
    assert table.rows == (1, 2, 4, 3, 7)


def test_equal_histories_are_added_and_nobody_is_not_an_observation() -> None:
    assert read_table("a,b,count\n1,0,3\n1,0,4\n0,1,1\n0,0,99\n").counts.tolist() == [7, 1, 0]


def test_merging_counts_each_person_once_and_dropping_forgets_those_seen_nowhere_else() -> None:
    table = read_table(TABLE)
    joined = table.merged([["police", "shelter"], ["hotline"]])
    assert joined.names == ("police+shelter", "hotline")
    assert joined.counts.tolist() == [34, 30, 1]
    assert table.without("hotline").counts.tolist() == [10, 20, 5]


def test_the_digest_names_the_content_not_the_order_of_rows() -> None:
    lines = TABLE.splitlines()
    assert read_table(TABLE).digest == read_table("\n".join([lines[0], *reversed(lines[1:])])).digest
    assert read_table(TABLE).digest != read_table(TABLE.replace("30", "31")).digest


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        ("", "estimation.header", "t.csv"),
        ("a,b,c\n1,0,1\n", "estimation.header", "t.csv"),
        ("a,a,count\n1,0,1\n", "estimation.header", "t.csv"),
        ("a,count\n1,1\n", "estimation.lists", "t.csv"),
        (",".join(map(str, range(13))) + ",count\n", "estimation.lists", "t.csv"),
        ("a,b,count\n1,2,1\n", "estimation.indicator", "t.csv line 2, column b"),
        ("a,b,count\n1,0,1\n1,0,<5\n", "estimation.count", "t.csv line 3, column count"),
        ("a,b,count\n1,0,-1\n", "estimation.count", "t.csv line 2, column count"),
        ("a,b,count\n1,0\n", "estimation.columns", "t.csv line 2"),
        ("a,b,count\n", "estimation.empty", "t.csv"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(content: str, code: str, where: str) -> None:
    with pytest.raises(InputError) as refused:
        read_table(content, where="t.csv")
    assert (refused.value.code, refused.value.where) == (code, where)
