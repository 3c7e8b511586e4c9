"""Given resamples: both kinds, columns out of order, and files that are not what they say."""

from __future__ import annotations

import gzip

import numpy as np
import pytest

from palermo_engines.estimation.bootstrap import resample
from palermo_engines.estimation.designs import Floats
from palermo_engines.estimation.resamples import read_resamples
from palermo_engines.estimation.stepwise import select
from palermo_engines.estimation.tables import read_table
from palermo_engines.kit.errors import InputError

TABLE = read_table("a,b,c,count\n0,0,1,90\n1,0,0,41\n0,1,0,20\n1,1,0,12\n1,0,1,12\n1,1,1,3\n")


def totals(counts: Floats) -> Floats:
    return select(counts, 3).totals


def written(codes: list[int], draws: Floats, estimates: Floats) -> bytes:
    rows = (
        f"{estimate!r}," + ",".join(str(int(row[code - 1])) for code in codes)
        for estimate, row in zip(estimates.tolist(), draws, strict=True)
    )
    return ("popest," + ",".join(f"X{k}" for k in codes) + "\n" + "\n".join(rows) + "\n").encode()


@pytest.fixture(name="draws", scope="module")
def _draws() -> Floats:
    return resample(TABLE.counts, 300, 2)


@pytest.mark.parametrize(
    "codes",
    [[4, 1, 2, 3, 5, 7], [1, 2, 3, 4, 5, 7], [7, 5, 3, 1, 2, 4], [4, 2, 1, 5, 3, 6, 7]],
    ids=["as in the table", "by code", "two equal counts swapped", "with a history nobody has"],
)
def test_the_order_of_columns_is_recognised(codes: list[int], draws: Floats) -> None:
    given = read_resamples(written(codes, draws, totals(draws)), TABLE, totals)
    np.testing.assert_array_equal(given.counts, draws)
    np.testing.assert_array_equal(given.estimates, totals(draws))


def test_gzipped_and_by_code(draws: Floats) -> None:
    lines = [
        f"{code},{int(TABLE.counts[code - 1])}," + ",".join(str(int(v)) for v in draws[:, code - 1])
        for code in range(1, 8)
    ]
    given = read_resamples(gzip.compress("\n".join(lines).encode()), TABLE, totals)
    np.testing.assert_array_equal(given.counts, draws)
    assert given.estimates is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"popest,X1\n1,2\n",
        b"popest,X1,X2\n1,2,3\n1,2\n",
        b"popest,X1,X2,X3,X4,X5,X6\n100,1,1,1,1,1,1\n",
        b"1,41,40\n2,21,22\n",
        b"1,41,40\n1,41,22\n",
        b"9,0,0,0\n",
        b"\x1f\x8bbroken",
        gzip.compress(b"1,41,40\n", mtime=0)[:-9],
    ],
)
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read_resamples(content, TABLE, totals, where="f.csv")
    assert (refused.value.code, refused.value.where) == ("estimation.resamples", "f.csv")
