"""The register's party counts equal those that five United Nations documents state."""

from __future__ import annotations

from pathlib import Path

import pytest

from palermo.ground.access.api import VISITOR, console
from palermo.measure.importing import import_dataset
from palermo.measure.treaties.queries import parties_at
from palermo_engines.kit.periods import days_of

REGISTER = Path(__file__).resolve().parents[3] / "shared" / "data" / "treaty_status.csv"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not REGISTER.exists(), reason="the real register is not beside this checkout"),
]


@pytest.mark.parametrize(
    ("instrument", "day", "parties"),
    [
        ("XVIII-12-a", "2014-01-27", 159),  # CTOC/COP/2014/2 para. 2; its register's date
        ("XVIII-12-a", "2016-05-30", 169),  # A/71/119 para. 3
        ("XVIII-12-a", "2018-07-31", 173),  # E/CN.15 draft of 2018, fourth preambular paragraph
        ("XVIII-12-a", "2020-07-20", 178),  # CTOC/COP/2020 report para. 2
        ("XVIII-12", "2016-05-30", 186),  # A/71/119 para. 3
    ],
)
def test_parties(instrument: str, day: str, parties: int) -> None:
    import_dataset(console(), REGISTER.read_bytes(), REGISTER.name)
    count = parties_at(VISITOR, instrument, days_of(day))
    assert (count.low, count.high) == (parties, parties)


def test_between_two_counts_the_uncertain_days_show() -> None:
    import_dataset(console(), REGISTER.read_bytes(), REGISTER.name)
    count = parties_at(VISITOR, "XVIII-12-a", days_of("2017-06-01"))
    assert (count.low, count.high) == (169, 173)
    assert count.possible == {"FJI", "JPN", "MDV", "PSE"}
