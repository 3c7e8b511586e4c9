"""What people say about works: proposed by one, decided by one who may publish. Who may -> what the state allows ->
write -> audit, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from palermo.coordinate.resolutions.actions import ChangedMeanwhile
from palermo.coordinate.resolutions.chaining import closes_circle, renews_in_circle
from palermo.coordinate.resolutions.listing import entries_in_force
from palermo.coordinate.resolutions.models import Directive, Paragraph, Renewal, StatusEntry, TakenUp, Work
from palermo.coordinate.resolutions.models import Proposal as Proposal  # endpoints name what actions give them
from palermo.coordinate.resolutions.queries import leading
from palermo.coordinate.resolutions.rules import may_decide, may_read_unpublished, may_write
from palermo.coordinate.resolutions.states import NEED_EVIDENCE, check_follows, state_after
from palermo.coordinate.resolutions.words import LIVE_STATES, LONGEST_REASON, ProposalState, Status
from palermo.coordinate.turns import take_turn
from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.evidence.api import Figure
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.periods import days_of

TABLES: Mapping[str, type[Renewal] | type[TakenUp] | type[StatusEntry]] = {
    "renewal": Renewal, "taken-up": TakenUp, "status": StatusEntry,
}  # fmt: skip
_PAST = {"confirm": "confirmed", "refuse": "refused", "withdraw": "withdrawn"}


@dataclass(frozen=True, slots=True)
class End:
    """One end of a link: a paragraph, or one directive of it."""

    paragraph: Paragraph
    directive: Directive | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What came of a directive for one addressee (a code; empty where none is named) as of a day."""

    addressee: str
    status: str
    as_of: date
    paragraph: Paragraph | None = None
    figure: Figure | None = None
    reason: str = ""


def propose_renewal(
    actor: Actor, *, predecessor: Work, successor: Work, evidence: Paragraph | None = None, reason: str = ""
) -> Renewal:
    """Say that ``successor`` continues ``predecessor``. InputError for a circle, an order that dates contradict, or a
    pair that is there already."""
    may_write(actor).demand()
    with audit.act(actor, "coordinate.renewal.proposed", object_kind="work", object_uuid=successor.uuid) as act:
        take_turn()
        _check_order(predecessor, successor)
        if renews_in_circle(predecessor, successor):
            raise _circle()
        if Renewal.objects.filter(predecessor=predecessor, successor=successor, state__in=LIVE_STATES).exists():
            raise _twice()
        made = Renewal.objects.create(
            predecessor=predecessor, successor=successor, evidence=evidence, reason=_said(reason), made_by=actor.code
        )
        act.note(renewal=str(made.uuid), predecessor=str(predecessor.uuid))
    return made


def propose_taking_up(actor: Actor, *, earlier: End, later: End, reason: str) -> TakenUp:
    """Say that ``later`` takes up ``earlier``, and why. Refusals as for renewals; a reason is needed."""
    may_write(actor).demand()
    if not _said(reason):
        raise InputError("resolutions.reason", "Say why in a few words.", where="reason")
    first, second = _checked(earlier), _checked(later)
    with audit.act(actor, "coordinate.taking_up.proposed", object_kind="paragraph", object_uuid=second.uuid) as act:
        take_turn()
        _check_order(first.text.work, second.text.work)
        if closes_circle(first, second):
            raise _circle()
        if TakenUp.objects.filter(earlier=first, later=second, state__in=LIVE_STATES).exists():
            raise _twice()
        made = TakenUp.objects.create(
            earlier=first, later=second, earlier_directive=earlier.directive, later_directive=later.directive,
            reason=_said(reason), made_by=actor.code,
        )  # fmt: skip
        act.note(link=str(made.uuid), earlier=str(first.uuid))
    return made


def propose_status(actor: Actor, *, directive: Directive, said: Statement) -> StatusEntry:
    """Say what came of a directive. InputError for a status that cannot follow the one before, evidence that is
    missing, an addressee it does not have, or a day that is still to come."""
    may_write(actor).demand()
    with audit.act(actor, "coordinate.status.proposed", object_kind="directive", object_uuid=directive.uuid) as act:
        take_turn()
        _check_statement(directive, said)
        made = StatusEntry.objects.create(
            directive=directive, addressee=said.addressee, status=said.status, as_of=said.as_of, figure=said.figure,
            paragraph=leading(said.paragraph) if said.paragraph else None, reason=_said(said.reason),
            made_by=actor.code,
        )  # fmt: skip
        act.note(statement=str(made.uuid), status=said.status)
    return made


def decide(actor: Actor, *, proposal: Proposal, move: str, revision: int) -> Proposal:
    """Confirm, refuse or withdraw. ChangedMeanwhile when ``revision`` is not the current one."""
    may_decide(actor, proposal, move).demand()
    verb = f"coordinate.proposal.{_PAST.get(move, 'decided')}"
    with audit.act(actor, verb, object_kind=type(proposal).__name__.lower(), object_uuid=proposal.uuid):
        take_turn()
        current = type(proposal)._default_manager.select_for_update().get(pk=proposal.pk)
        if current.revision != revision:
            raise ChangedMeanwhile
        may_decide(actor, current, move).demand()
        current.state = state_after(current.state, move).value
        if isinstance(current, StatusEntry) and move == "confirm":
            before = _status_before(current.directive, current.addressee, current.as_of)
            check_follows(before, current.status, current.reason)
        current.decided_by, current.decided_at = actor.code, timezone.now()
        current.revision += 1
        current.save()
    return current


def proposal_visible_to(actor: Actor, kind: str, uuid: UUID) -> Proposal | None:
    """None for strangers, who see what is confirmed where it belongs."""
    table = TABLES.get(kind)
    if table is None or not may_read_unpublished(actor):
        return None
    return table._default_manager.filter(uuid=uuid).first()


def waiting() -> list[tuple[str, Proposal]]:
    """Everything proposed and not decided, the oldest first, each with the word for its kind."""
    kinds = {table: kind for kind, table in TABLES.items()}
    found: list[Proposal] = []
    for table in kinds:
        found += table._default_manager.filter(state=ProposalState.PROPOSED.value)
    ordered = sorted(found, key=lambda each: (each.created_at, each.pk))
    return [(kinds[type(each)], each) for each in ordered]  # type: ignore[index]


def _check_statement(directive: Directive, said: Statement) -> None:
    named = {each.code for each in directive.addressees.all()} or {""}
    if said.addressee not in named:
        raise InputError("resolutions.addressee", "The directive does not speak to them.", where="addressee")
    if said.status not in set(Status):
        raise InputError("resolutions.status", "Choose a status of the list.", where="status")
    if said.as_of > timezone.now().date():
        raise InputError("resolutions.future", "The day is still to come.", where="as_of")
    if said.status in NEED_EVIDENCE and said.paragraph is None and said.figure is None:
        raise InputError(
            "resolutions.evidence", "Show it by a paragraph of a later document or by a figure.", where="paragraph"
        )
    check_follows(_status_before(directive, said.addressee, said.as_of), said.status, _said(said.reason))


def _status_before(directive: Directive, addressee: str, day: date) -> str:
    entry = entries_in_force(day).filter(directive=directive, addressee=addressee).first()
    return entry.status if entry else Status.UNKNOWN.value


def _checked(end: End) -> Paragraph:
    if end.directive is not None and end.directive.paragraph_id != end.paragraph.pk:
        raise InputError("resolutions.end", "The directive stands in another paragraph.", where="directive")
    return end.paragraph if end.directive else leading(end.paragraph)


def _check_order(earlier: Work, later: Work) -> None:
    """What is known to be later cannot be what was taken up."""
    before, after = earlier.dated, later.dated
    if before and after and str(days_of(before).first) > str(days_of(after).last):
        raise InputError("resolutions.backwards", "The later one is dated before the earlier one.", where="later")


def _circle() -> InputError:
    return InputError(
        "resolutions.circle", "This would lead back to where it began.",
        advice="Look at the chain: one of its links points the wrong way.", where="later",
    )  # fmt: skip


def _twice() -> InputError:
    return InputError("resolutions.linked", "These two are linked already.", where="later")


def _said(reason: str) -> str:
    return reason.replace("\0", "").strip()[:LONGEST_REASON]
