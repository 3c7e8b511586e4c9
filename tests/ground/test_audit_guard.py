"""A write without its audit event cannot be expressed."""

import pytest

from palermo.ground.audit import api as audit
from palermo.ground.audit.actor import Actor
from palermo.ground.audit.models import Event
from palermo.ground.organisations.models import Organisation

CONSOLE = Actor(code="console", channel="cli")


@pytest.mark.django_db
def test_a_write_outside_an_act_is_refused() -> None:
    with pytest.raises(audit.UnauditedWrite):
        Organisation.objects.create(code="moj", name="Ministry of Justice")


@pytest.mark.django_db
def test_bulk_and_queryset_writes_are_refused_too() -> None:
    with pytest.raises(audit.UnauditedWrite):
        Organisation.objects.bulk_create([Organisation(code="a", name="A")])
    with pytest.raises(audit.UnauditedWrite):
        Organisation.objects.update(name="B")


@pytest.mark.django_db
def test_an_act_writes_and_leaves_its_event() -> None:
    with audit.act(CONSOLE, "ground.organisation.created", object_kind="organisation") as act:
        act.about(Organisation.objects.create(code="moj", name="Ministry of Justice").uuid)
    event = Event.objects.get()
    assert (event.seq, event.verb, event.actor) == (1, "ground.organisation.created", "console")
    assert audit.verify().intact


def _fail_after_writing() -> None:
    with audit.act(CONSOLE, "ground.x.done", object_kind="x"):
        Organisation.objects.create(code="moj", name="Ministry of Justice")
        raise ZeroDivisionError


@pytest.mark.django_db
def test_an_exception_undoes_write_and_event_together() -> None:
    with pytest.raises(ZeroDivisionError):
        _fail_after_writing()
    assert not Event.objects.exists()
    assert not Organisation.objects.exists()
