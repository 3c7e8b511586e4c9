"""A register of participation becomes treaty actions, with dates no more precise than they are known."""

from __future__ import annotations

from datetime import date

import pytest

from palermo.ground.access.api import VISITOR, Actor
from palermo.ground.evidence.models import TreatyAction
from palermo.measure.cells import TableError
from palermo.measure.importing import import_dataset
from palermo.measure.treaties.queries import parties_at
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.periods import days_of
from tests.measure.conftest import REGISTER_COLUMNS, deed, register

pytestmark = pytest.mark.django_db
PROTOCOL = "XVIII-12-a"


def test_signature_and_consent_are_separate_actions(actor: Actor) -> None:
    import_dataset(actor, register(deed(signature_date="2000-12-13")), "status.csv")
    signed, ratified = TreatyAction.objects.order_by("first")
    assert (signed.kind, signed.date, ratified.kind, ratified.date) == (
        "signature", "2000-12-13", "ratification", "2010-02-02",
    )  # fmt: skip
    assert (ratified.country, ratified.participant, ratified.locator) == ("TCD", "Chad", "status!2")
    assert parties_at(VISITOR, PROTOCOL, date(2010, 2, 1)).low == 0
    assert parties_at(VISITOR, PROTOCOL, date(2010, 2, 2)).low == 1


@pytest.mark.parametrize(
    ("cells", "first", "last", "text"),
    [
        (
            {"date_precision": "month", "not_before": "2020-06-01", "not_after": "2020-06-30"},
            "2020-06-01", "2020-06-30", "2020-06",
        ),
        (
            {"date_precision": "year", "not_before": "2019-01-01", "not_after": "2019-12-31"},
            "2019-01-01", "2019-12-31", "2019",
        ),
        (
            {"date_precision": "interval", "not_before": "2016-05-30", "not_after": "2018-07-23"},
            "2016-05-31", "2018-07-23", "2016-05-30/2018-07-23",
        ),
        ({"consent_date": "2022-09-21", "date_precision": "day (derived)"}, "2022-09-21", "2022-09-21", "2022-09-21"),
    ],
)  # fmt: skip
def test_dates_are_as_precise_as_known(actor: Actor, cells: dict[str, str], first: str, last: str, text: str) -> None:
    import_dataset(actor, register(deed(**({"consent_date": ""} | cells))), "status.csv")
    action = TreatyAction.objects.get()
    assert (str(action.first), str(action.last), action.date) == (first, last, text)


def test_the_count_is_a_range_while_a_day_is_uncertain(actor: Actor) -> None:
    unsure = deed(participant="Niger", iso3="NER", consent_date="", date_precision="year", not_before="2019-01-01",
                  not_after="2019-12-31")  # fmt: skip
    import_dataset(actor, register(deed(), unsure), "status.csv")
    counts = {day: parties_at(VISITOR, PROTOCOL, days_of(day)) for day in ("2018-12-31", "2019-06-01", "2019-12-31")}
    assert [(count.low, count.high) for count in counts.values()] == [(1, 1), (1, 2), (2, 2)]
    assert counts["2019-06-01"].possible == {"NER"}
    assert parties_at(VISITOR, PROTOCOL, days_of("2018/2019")).high == 2


def test_a_regional_organisation_is_a_participant(actor: Actor) -> None:
    import_dataset(actor, register(deed(participant="European Union", iso3="")), "status.csv")
    assert TreatyAction.objects.get().country == "EUR"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"treaty": "XVIII-99"}, "treaty"),
        ({"iso3": "ZZZ", "participant": "Nowhere"}, "iso3"),
        ({"consent_date": "2010-02-30"}, "consent_date"),
        ({"consent_type": "applause"}, "consent_type"),
        ({"consent_date": "", "date_precision": ""}, "date_precision"),
        (
            {"consent_date": "", "date_precision": "interval", "not_before": "2019-01-02", "not_after": "2019-01-01"},
            "not_after",
        ),
    ],
)  # fmt: skip
def test_a_wrong_cell_refuses_the_register_and_says_where(actor: Actor, cells: dict[str, str], column: str) -> None:
    with pytest.raises(TableError) as refused:
        import_dataset(actor, register(deed(), deed(**cells)), "status.csv")
    assert (refused.value.problems[0].row, refused.value.problems[0].column) == (3, column)
    assert not TreatyAction.objects.exists()


def test_missing_columns_and_other_files_are_refused(actor: Actor) -> None:
    with pytest.raises(InputError, match="consent_type"):
        import_dataset(actor, register(deed(), columns=[c for c in REGISTER_COLUMNS if c != "consent_type"]), "x.csv")
    with pytest.raises(InputError):
        import_dataset(actor, b"\xff\xfe\x00broken", "x.csv")


def test_the_same_register_changes_nothing_and_a_newer_one_supersedes(actor: Actor) -> None:
    first = register(deed())
    import_dataset(actor, first, "status.csv")
    assert not import_dataset(actor, first, "status.csv").changed
    import_dataset(actor, register(deed(), deed(participant="Niger", iso3="NER", consent_date="2012-01-01")), "s.csv")
    assert TreatyAction.objects.filter(status="withdrawn").count() == 1
    assert parties_at(VISITOR, PROTOCOL, date(2020, 1, 1)).low == 2
