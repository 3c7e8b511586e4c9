"""Writing obligations: who may -> write -> audit, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.utils import timezone

from palermo.coordinate.obligations.models import Obligation
from palermo.coordinate.resolutions.actions import ChangedMeanwhile, check_addressee, check_day
from palermo.coordinate.resolutions.models import Directive, Paragraph, Work
from palermo.coordinate.resolutions.rules import may_publish, may_write
from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.periods import days_of


@dataclass(frozen=True, slots=True)
class ObligationFields:
    """What people say. ``planned`` and ``issued`` are ISO 8601, as precise as known."""

    title: str
    author: str
    body: str
    session: str = ""
    mandate: Directive | None = None
    mandate_words: str = ""
    planned: str = ""
    issued: str = ""
    issued_symbol: str = ""
    report: Work | None = None
    evidence: Paragraph | None = None


def create_obligation(actor: Actor, *, fields: ObligationFields) -> Obligation:
    """A new obligation, hidden until it is published. InputError naming the field."""
    may_write(actor).demand()
    with audit.act(actor, "coordinate.obligation.created", object_kind="obligation") as act:
        made = Obligation.objects.create(**_checked(fields))
        act.about(made.uuid)
    return made


def change_obligation(actor: Actor, *, obligation: Obligation, fields: ObligationFields, revision: int) -> Obligation:
    """Change it: that a report was issued is such a change. What is public already, only those change who may publish.
    ChangedMeanwhile when ``revision`` is not the current one."""
    (may_publish(actor) if obligation.published else may_write(actor)).demand()
    with audit.act(actor, "coordinate.obligation.changed", object_kind="obligation", object_uuid=obligation.uuid):
        current = Obligation.objects.select_for_update(of=("self",)).get(pk=obligation.pk)
        if current.revision != revision:
            raise ChangedMeanwhile
        for name, value in _checked(fields).items():
            setattr(current, name, value)
        current.revision += 1
        current.save()
    return current


def publish_obligation(actor: Actor, *, obligation: Obligation, published: bool = True) -> None:
    """Show it to everybody, or take it back."""
    may_publish(actor).demand()
    verb = "coordinate.obligation.published" if published else "coordinate.obligation.unpublished"
    with audit.act(actor, verb, object_kind="obligation", object_uuid=obligation.uuid):
        Obligation.objects.filter(pk=obligation.pk).update(published=published)


def _checked(said: ObligationFields) -> dict[str, Any]:
    values = {field.name: _clean(getattr(said, field.name)) for field in fields(said)}
    for name in ("title", "author", "body"):
        if not values[name]:
            raise InputError("obligations.missing", "Say what is owed, by whom and to whom.", where=name)
    for name in ("author", "body"):
        check_addressee(values[name], name)
    for name in ("planned", "issued"):
        check_day(values[name], name)
    values["planned_last"] = days_of(values["planned"]).last if values["planned"] else None
    values["issued_first"] = days_of(values["issued"]).first if values["issued"] else None
    if values["issued_first"] and values["issued_first"] > timezone.now().date():
        raise InputError("resolutions.future", "The day is still to come.", where="issued")
    return values


def _clean(value: Any) -> Any:
    return value.replace("\0", "").strip() if isinstance(value, str) else value
