"""Deciding: who may -> what the state allows -> write -> evidence -> audit, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils import timezone

from palermo.ground.access.api import Actor, may
from palermo.ground.audit import api as audit
from palermo.know.library.models import Document
from palermo.know.review.evidence import state_as_evidence, withdraw_evidence
from palermo.know.review.models import Finding
from palermo.know.review.payloads import code_of
from palermo.know.review.rules import may_decide
from palermo.know.review.states import state_after
from palermo.know.review.words import FindingState
from palermo_engines.kit.errors import InputError

_PAST = {
    "accept": "accepted", "correct": "corrected", "reject": "rejected", "undo": "reopened", "withdraw": "withdrawn"
}  # fmt: skip
_WITH_REASON = frozenset({"reject", "withdraw"})


class DecidedMeanwhile(InputError):  # noqa: N818 - the words of the room
    """Somebody else decided since the page was opened. Nothing was written."""

    def __init__(self, finding: Finding) -> None:
        who = f"{finding.reviewer} decided" if finding.reviewer else "Somebody reopened it"
        super().__init__(
            "review.decided_meanwhile", f"{who} in the meantime: it is now {finding.state}.",
            advice="Look at it again and decide anew.",
        )  # fmt: skip
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decides. ``move`` is one of the state table; ``fact`` replaces the payload when correcting;
    ``revision`` is that of the page the reviewer saw."""

    move: str
    revision: int
    note: str = ""
    fact: Mapping[str, Any] | None = None


def decide(actor: Actor, *, finding: Finding, decision: Decision) -> Finding:
    """Carry out one decision. Refused, InputError (state, missing reason, bad value) or DecidedMeanwhile."""
    may_decide(actor, finding).demand()
    if decision.move in _WITH_REASON and not decision.note.strip():
        raise InputError("review.reason", "Say why in a few words.", where="note")
    verb = f"know.finding.{_PAST[decision.move]}"
    with audit.act(actor, verb, object_kind="finding", object_uuid=finding.uuid, kind=finding.kind):
        current = _held(finding, decision.revision)
        current.state = state_after(current.state, decision.move).value
        _write_down(actor, current, decision)
        if current.agreed:
            state_as_evidence(current)
        else:
            withdraw_evidence([current.uuid])
        current.save()
    return current


def accept_passage(actor: Actor, *, document: Document, passage: str) -> int:
    """Accept everything still open in one paragraph or footnote. Returns how many findings that were."""
    open_ones = document.findings.filter(passage=passage, state=FindingState.FOUND.value).exclude(kind="mention")
    return accept_all(actor, document=document, findings=list(open_ones))


def accept_all(actor: Actor, *, document: Document, findings: list[Finding]) -> int:
    """Accept these findings of one document in one act. Those that are not open any more are left alone."""
    may(actor, "know.finding.review").demand()
    count = 0
    with audit.act(actor, "know.findings.accepted", object_kind="document", object_uuid=document.uuid) as act:
        for finding in findings:
            count += _accept_if_open(actor, finding, document)
        act.note(count=count)
    return count


def _accept_if_open(actor: Actor, finding: Finding, document: Document) -> bool:
    taken = Finding.objects.filter(pk=finding.pk, state=FindingState.FOUND.value, gone_in=None).update(
        state=FindingState.ACCEPTED.value, reviewer=actor.code, reviewed_at=timezone.now(), revision=F("revision") + 1
    )
    if taken:
        finding.refresh_from_db()
        finding.document = document
        state_as_evidence(finding)
    return bool(taken)


def _held(finding: Finding, revision: int) -> Finding:
    """The finding as it is now, locked for this transaction, if nobody decided since ``revision``."""
    current = Finding.objects.select_for_update(of=("self",)).select_related("document__source").get(pk=finding.pk)
    if current.revision != revision:
        raise DecidedMeanwhile(current)
    return current


def _write_down(actor: Actor, finding: Finding, decision: Decision) -> None:
    undone = decision.move == "undo"
    finding.reviewer = "" if undone else actor.code
    finding.reviewed_at = None if undone else timezone.now()
    finding.note = "" if undone else decision.note.replace("\0", "").strip()[:400]
    finding.revision += 1
    finding.published = False
    if decision.move == "correct":
        finding.corrected = {**finding.payload, **(decision.fact or {})}
    if undone:
        finding.corrected = None
    finding.code = code_of(finding.kind, finding.fact)
