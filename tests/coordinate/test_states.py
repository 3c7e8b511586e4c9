"""What the state allows: statements about directives, proposals, dates; and history that is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from palermo.coordinate import api as coordinate
from palermo.coordinate.resolutions.actions import ChangedMeanwhile
from palermo.coordinate.resolutions.models import StatusEntry
from palermo.coordinate.resolutions.states import FOLLOWS, MOVES, check_follows, moves_from, state_after
from palermo.coordinate.resolutions.symbols import body_of_symbol, check_symbol
from palermo.coordinate.resolutions.words import ProposalState, Status
from palermo.ground.access.api import VISITOR, console
from palermo_engines.kit.errors import InputError
from tests.coordinate.shelving import confirm, directive, report, resolution

DAY = date(2026, 6, 30)


@given(st.sampled_from(ProposalState), st.sampled_from(["confirm", "refuse", "withdraw", "delete"]))
def test_only_moves_of_the_table_are_possible(state: str, move: str) -> None:
    if (state, move) in MOVES:
        assert move in moves_from(state)
        assert state_after(state, move) != state
    else:
        with pytest.raises(InputError):
            state_after(state, move)


@given(st.sampled_from(Status), st.sampled_from(Status), st.booleans())
def test_a_status_follows_only_as_the_table_says(before: Status, status: Status, reason: bool) -> None:
    needs_reason = (before, status) == (Status.DONE, Status.UNDER_WAY)
    if status in FOLLOWS[before] and (reason or not needs_reason):
        check_follows(before, status, "new facts" if reason else "")
    else:
        with pytest.raises(InputError):
            check_follows(before, status, "new facts" if reason else "")


def _say(status: str, day: date = DAY, **more: object) -> StatusEntry:
    said = coordinate.Statement(more.pop("addressee", "secretariat"), status, day, **more)  # type: ignore[arg-type]
    found = coordinate.directives_visible_to(console()).get(verb="requests")
    return coordinate.propose_status(console(), directive=found, said=said)


def _known(day: date, actor: object = VISITOR) -> str:
    (row,) = coordinate.board(actor, coordinate.directives_visible_to(actor).filter(verb="requests"), day)  # type: ignore[arg-type]
    return row.cells[0].status


@pytest.mark.django_db
class TestStatuses:
    @pytest.fixture(autouse=True)
    def _planted(self) -> None:
        resolution()
        self.shown = report()

    def test_it_counts_from_its_day_once_it_is_confirmed(self) -> None:
        made = _say("under_way", paragraph=self.shown)
        assert _known(DAY) == "unknown"
        confirm(made)
        assert (_known(DAY - timedelta(days=1)), _known(DAY)) == ("unknown", "under_way")

    def test_history_is_kept_and_a_withdrawn_statement_gives_way_to_the_one_before(self) -> None:
        confirm(_say("under_way", paragraph=self.shown))
        done = confirm(_say("done", DAY + timedelta(days=9), paragraph=self.shown))
        assert _known(DAY + timedelta(days=9)) == "done"
        coordinate.decide(console(), proposal=done, move="withdraw", revision=1)
        assert _known(DAY + timedelta(days=9)) == "under_way"
        assert [(each.status, each.state) for each in StatusEntry.objects.order_by("pk")] == [
            ("under_way", "confirmed"), ("done", "withdrawn")
        ]  # fmt: skip

    def test_a_later_entry_about_an_earlier_day_does_not_undo_what_came_after(self) -> None:
        confirm(_say("done", paragraph=self.shown))
        confirm(_say("not_started", DAY - timedelta(days=90)))
        assert (_known(DAY - timedelta(days=90)), _known(DAY)) == ("not_started", "done")

    @pytest.mark.parametrize(
        ("status", "more", "where"),
        [
            ("done", {}, "paragraph"),
            ("under_way", {}, "paragraph"),
            ("not_started", {"addressee": "UNODC"}, "addressee"),
            ("nearly", {}, "status"),
            ("not_started", {"day": timezone.now().date() + timedelta(days=2)}, "as_of"),
        ],
    )
    def test_what_cannot_be_said_names_its_place(self, status: str, more: dict[str, object], where: str) -> None:
        with pytest.raises(InputError) as refused:
            _say(status, **more)  # type: ignore[arg-type]
        assert refused.value.where == where
        assert not StatusEntry.objects.exists()

    def test_done_goes_back_only_with_a_reason(self) -> None:
        confirm(_say("done", paragraph=self.shown))
        with pytest.raises(InputError, match="why"):
            _say("under_way", paragraph=self.shown)
        confirm(_say("under_way", paragraph=self.shown, reason="the report was taken back"))
        assert _known(DAY) == "under_way"
        with pytest.raises(InputError, match="cannot be"):
            _say("not_started")

    def test_of_two_statements_on_one_day_the_one_made_last_holds(self) -> None:
        first, second = _say("not_started"), _say("superseded")
        confirm(second)
        assert _known(DAY) == "superseded"
        with pytest.raises(InputError, match="cannot be"):
            confirm(first)

    def test_two_who_decide_at_once(self) -> None:
        made = _say("not_started")
        confirm(made)
        with pytest.raises(ChangedMeanwhile):
            coordinate.decide(console(), proposal=made, move="refuse", revision=0)


@pytest.mark.django_db
def test_a_directive_without_addressee_has_a_status_of_its_own() -> None:
    work = resolution()
    said = coordinate.DirectiveFields(addressees=())
    coordinate.change_directive(console(), directive=directive(work), fields=said, revision=0)
    confirm(_say("not_started", addressee=""))
    assert _known(DAY) == "not_started"


@pytest.mark.django_db
def test_somebody_who_changed_it_first_is_not_overwritten() -> None:
    work = resolution()
    fields = coordinate.WorkFields(title="Mine", kind="resolution")
    coordinate.change_work(console(), work=work, fields=fields, revision=0)
    with pytest.raises(ChangedMeanwhile):
        coordinate.change_work(console(), work=work, fields=fields, revision=0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"title": " "}, "title"),
        ({"kind": "song"}, "kind"),
        ({"symbol": "A/RES/7/179"}, "symbol"),
        ({"symbol": "MER/HELD"}, "symbol"),
        ({"dated": "last year"}, "dated"),
        ({"planned": "2018-13"}, "planned"),
        ({"planned": "2018/2019"}, "planned"),
        ({"body": "ATLANTIS"}, "body"),
    ],
)
def test_a_work_is_refused_with_the_place(fields: dict[str, str], where: str) -> None:
    resolution(symbol="MER/HELD")
    said = coordinate.WorkFields(**{"title": "A", "kind": "resolution", **fields})
    with pytest.raises(InputError) as refused:
        coordinate.create_work(console(), fields=said)
    assert refused.value.where == where


@pytest.mark.django_db
def test_a_directive_is_refused_with_the_place() -> None:
    asking = directive(resolution())
    for fields, where in (
        (coordinate.DirectiveFields(theme="weather"), "theme"),
        (coordinate.DirectiveFields(addressees=(("ATLANTIS", True),)), "named"),
    ):
        with pytest.raises(InputError) as refused:
            coordinate.change_directive(console(), directive=asking, fields=fields, revision=0)
        assert refused.value.where == where


def test_symbols_tell_their_body() -> None:
    bodies = {"A/RES/70/179": "GA", "E/CN.15/2008/6": "CCPCJ", "E/2019/30": "ECOSOC", "CTOC/COP/2014/3": "COP_UNTOC",
              "CTOC/COP/WG.4/2019/2": "WG_TIP", "MER/1": ""}  # fmt: skip
    assert {symbol: body_of_symbol(symbol) for symbol in bodies} == bodies
    check_symbol("A/RES/70/179")
