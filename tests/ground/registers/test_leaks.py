"""Secrets are planted in hidden fields, in drafts and in what a record was; then everything that comes out is searched
for them. The same search must find them for those they are for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from palermo.ground.access.api import VISITOR, Actor, console
from palermo.ground.evidence.api import figures_visible_to
from palermo.ground.registers.actions import today
from palermo.ground.registers.api import (
    Wanted,
    all_records,
    calendar_entries,
    change_record,
    changes_for,
    comments_visible_to,
    due,
    facet_fields,
    find_records,
    history_of,
    linked_with,
    records_visible_to,
    register_totals,
    show,
    views_visible_to,
)
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration
from tests.ground.registers.conftest import Declare
from tests.ground.registers.samples import COURSES, actor_with, course

pytestmark = pytest.mark.django_db

SECRETS = ("quokka", "wombat", "424242", "ocelot", "lemur", "1987")
HIDDEN = COURSES.replace(
    "  - {id: notes,",
    "  - {id: guests, type: people, visible: [coordinator], label: {en: Guests}}\n"
    "  - {id: wing, type: choice, list: wing, visible: [coordinator], facet: true, label: {en: Wing}}\n"
    "  - {id: other, type: link, to: COURSES, multiple: true, label: {en: Other}}\n"
    "  - {id: notes,",
).replace(
    "lists:\n", "lists:\n  wing:\n    - {code: lemur, label: {en: L}}\n    - {code: plain, label: {en: P}}\n"
).replace(
    "measures:\n",
    "measures:\n  - {id: victims_assisted, of: guests, period: held}\n"
    "  - {id: victims_identified, of: participants, period: held, by: [wing]}\n",
)  # fmt: skip


@pytest.fixture
def planted(declare: Declare) -> Declaration:
    """One public record with hidden fields that was something else as a draft, and one draft that it links to."""
    declared = declare(HIDDEN)
    draft = course(declared, event="Draft with ocelot", held="1987", participants={"total": 424242})
    record = course(declared, event="Once it said wombat", held="2015")
    values = {
        "event": "Open course",
        "held": "2014",
        "participants": {"total": 12},
        "guests": {"total": 424242},
        "notes": "the quokka",
        "wing": "lemur",
        "other": [str(draft.uuid)],
    }
    record = change_record(console(), declaration=declared, record=record, values=values, revision=record.revision)
    from palermo.ground.registers.api import add_comment, move_record

    move_record(console(), declaration=declared, record=record, move="publish", revision=record.revision)
    add_comment(console(), declaration=declared, record=record, text="a wombat was here")
    return declared


def everything(actor: Actor, declared: Declaration) -> str:
    """All that queries, counts, figures, history and exports say to the actor."""
    said: list[Any] = []
    for record in records_visible_to(actor, declared):
        said += [show(actor, declared, record), history_of(actor, declared, record)]
        said += [linked_with(actor, declared, record)]
        said += [comment.text for comment in comments_visible_to(actor, declared, record)]
    facets = [field.id for field in facet_fields(actor, declared)]
    said += [facets, find_records(actor, declared, facets=[*facets, "~state"]), list(all_records(actor, declared))]
    said += [changes_for(actor, datetime(2000, 1, 1, tzinfo=UTC)), list(views_visible_to(actor, declared))]
    said += [due(actor, today()), calendar_entries(actor, today().replace(year=1900), today())]
    said += [(f.value, f.breakdown, f.subject, f.period, f.snippet) for f in figures_visible_to(actor)]
    said += [register_totals(actor, declared, measure.id) for measure in declared.measures]
    return repr([_without_declarations(each) for each in said])


def _without_declarations(said: Any) -> str:
    """What records say: the declaration's own words (labels of codes) are no secret."""
    import re

    return re.sub(r"Declaration\(.*?source='.*?'\)", "", repr(said), flags=re.DOTALL)


def test_a_visitor_gets_no_secret_from_anything(planted: Declaration) -> None:
    said = everything(VISITOR, planted)
    assert "Open course" in said
    assert not [secret for secret in SECRETS if secret in said]


@pytest.mark.parametrize("role", ["auditor", "steward"])
def test_members_without_drafts_get_none_either(planted: Declaration, role: str) -> None:
    said = everything(actor_with(role), planted)
    assert not [secret for secret in SECRETS if secret in said]


def test_readers_of_drafts_get_drafts_but_no_hidden_field(planted: Declaration) -> None:
    said = everything(actor_with("reader"), planted)
    assert "ocelot" in said
    assert "1987" in said
    assert "quokka" not in said
    assert "lemur" not in said


def test_the_search_finds_every_secret_for_those_it_is_for(planted: Declaration) -> None:
    said = everything(actor_with("coordinator"), planted)
    assert [secret for secret in SECRETS if secret not in said] == []


@pytest.mark.parametrize(
    "wanted", [Wanted(codes={"wing": ("lemur",)}), Wanted(codes={"notes": ("x",)}), Wanted(codes={"no_field": ("x",)})]
)
def test_a_hidden_field_is_no_filter_and_is_refused_as_one_that_does_not_exist(
    planted: Declaration, wanted: Wanted
) -> None:
    with pytest.raises(InputError) as error:
        find_records(VISITOR, planted, wanted)
    assert error.value.code == "registers.filter"
    with pytest.raises(InputError):
        find_records(VISITOR, planted, facets=["wing"])


def test_text_search_does_not_answer_for_hidden_words_or_drafts(planted: Declaration) -> None:
    for word, found in {"open": 1, "quokka": 0, "ocelot": 0, "wombat": 0}.items():
        assert find_records(VISITOR, planted, Wanted(text=word)).total == found
    assert find_records(actor_with("coordinator"), planted, Wanted(text="ocelot")).total == 1


def test_a_hidden_title_is_shown_to_nobody_it_is_hidden_from(declare: Declare) -> None:
    text = COURSES.replace("role: title, required: true,", "role: title, required: true, visible: [coordinator],")
    declared = declare(text)
    course(declared, "published", event="quokka")
    for order in ("newest", "title", "date"):
        assert "quokka" not in repr(find_records(VISITOR, declared, Wanted(order=order)).records)
    assert find_records(VISITOR, declared, Wanted(text="quokka")).total == 0
    assert find_records(actor_with("coordinator"), declared).records[0].title == "quokka"


def test_events_of_the_audit_trail_hold_no_value(planted: Declaration) -> None:
    from palermo.ground.audit.models import Event

    details = " ".join(Event.objects.values_list("details", flat=True))
    assert "COURSES-000001" in details
    assert not [secret for secret in SECRETS if secret in details]
