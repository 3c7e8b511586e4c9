"""The end of a linkage: its records are emptied and its key destroyed; counts stay."""

from __future__ import annotations

import time

from django.db import transaction
from django.utils import timezone

from palermo.ground.access.api import SYSTEM, Actor
from palermo.ground.audit import api as audit
from palermo.measure.estimates.linking.models import Linkage
from palermo.measure.estimates.linking.rules import may_own
from palermo.measure.estimates.linking.sealing import destroy_key, keys_kept
from palermo.measure.estimates.linking.words import OPEN_STATES, LinkageState

_NEW = 3600.0  # seconds: the key of a row that is only being written is no orphan


def empty(linkage: Linkage, state: LinkageState) -> None:
    """Empty the row, within an act. The key goes once that is certain; until then a sweep finds the row again."""
    linkage.state = str(state)
    linkage.sealed_lists = linkage.sealed_pairs = linkage.sealed_judgements = b""
    linkage.opened = False
    linkage.save()
    transaction.on_commit(lambda: destroy_key(linkage.uuid))


def give_up(actor: Actor, *, linkage: Linkage) -> None:
    """Delete the records now."""
    may_own(actor, linkage).demand()
    with audit.act(actor, "measure.linkage.given_up", object_kind="linkage", object_uuid=linkage.uuid):
        current = Linkage.objects.select_for_update().get(pk=linkage.pk)
        if current.state in OPEN_STATES:
            empty(current, LinkageState.GIVEN_UP)


def sweep() -> int:
    """Delete the records of every linkage whose day has come. Returns how many."""
    _destroy_orphans()
    due = list(
        Linkage.objects.filter(state__in=OPEN_STATES, delete_at__lte=timezone.now()).values_list("pk", flat=True)
    )
    for pk in due:
        with audit.act(SYSTEM, "measure.linkage.expired", object_kind="linkage") as act:
            current = Linkage.objects.select_for_update().get(pk=pk)
            act.about(current.uuid)
            if current.state in OPEN_STATES:
                empty(current, LinkageState.EXPIRED)
    return len(due)


def _destroy_orphans() -> None:
    """Keys whose row is emptied, deleted or never came to be: a process died in between."""
    kept = keys_kept(before=time.time() - _NEW)
    if kept:
        alive = set(Linkage.objects.filter(uuid__in=kept, state__in=OPEN_STATES).values_list("uuid", flat=True))
        for linkage in kept:
            if linkage not in alive:
                destroy_key(linkage)
