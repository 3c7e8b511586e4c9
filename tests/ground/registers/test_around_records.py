"""Around records: drafts of forms, saved views, comments with mentions, links, what one follows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from palermo.ground.access.api import VISITOR, Refused, console
from palermo.ground.registers.api import (
    add_comment,
    change_record,
    changes_for,
    comments_visible_to,
    delete_view,
    draft_of,
    drafts_of,
    drop_draft,
    keep_draft,
    linked_with,
    mentions_of,
    move_record,
    save_view,
    subscribe,
    unsubscribe,
    views_visible_to,
)
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration
from tests.ground.people import person_with, web_actor
from tests.ground.registers.conftest import Declare
from tests.ground.registers.samples import COURSES, actor_with, course

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def test_what_was_typed_is_kept_right_or_wrong_for_its_writer_alone(courses: Declaration) -> None:
    registrar, record = actor_with("registrar"), course(courses)
    keep_draft(registrar, declaration=courses, values={"event": "", "held": "some d"})
    keep_draft(registrar, declaration=courses, values={"event": "Hal", "held": "some day"})
    keep_draft(registrar, declaration=courses, record=record, values={"event": "Other"}, revision=1)
    draft = draft_of(registrar, courses)
    assert draft is not None
    assert draft.values == {"event": "Hal", "held": "some day"}
    assert len(drafts_of(registrar)) == 2
    assert draft_of(console(), courses) is None
    drop_draft(registrar, declaration=courses)
    drop_draft(registrar, declaration=courses)
    assert [each.record for each in drafts_of(registrar)] == [record]
    with pytest.raises(Refused):
        keep_draft(actor_with("reader"), declaration=courses, values={})
    with pytest.raises(InputError):
        keep_draft(registrar, declaration=courses, values={"event": "x" * 600_000})


def test_views_are_one_s_own_or_shared(courses: Declaration) -> None:
    mine, other = actor_with("registrar"), actor_with("reader")
    save_view(mine, declaration=courses, name=" All  of  Albania ", query="country=ALB")
    save_view(mine, declaration=courses, name="All of Albania", query="country=ALB&level=national")
    save_view(mine, declaration=courses, name="Shared", query="", shared=True)
    assert [view.name for view in views_visible_to(mine, courses)] == ["All of Albania", "Shared"]
    assert views_visible_to(mine, courses)[0].query.endswith("national")
    assert [view.name for view in views_visible_to(other, courses)] == ["Shared"]
    assert not views_visible_to(VISITOR, courses)
    shared = views_visible_to(other, courses).get()
    with pytest.raises(InputError):
        delete_view(other, view=shared.uuid)
    delete_view(mine, view=shared.uuid)
    assert not views_visible_to(other, courses)


def test_a_comment_mentions_only_those_who_may_read_it(courses: Declaration) -> None:
    record = course(courses)
    registrar, steward = person_with("registrar"), person_with("steward")
    text = f"@{registrar.code} and @{steward.code}, see p. 4; write to a@{registrar.code}"
    comment = add_comment(console(), declaration=courses, record=record, text=text)
    assert comment.mentions == [registrar.code]
    assert [each.pk for each in mentions_of(web_actor(registrar))] == [comment.pk]
    assert mentions_of(web_actor(steward)) == ()
    assert comments_visible_to(web_actor(registrar), courses, record).count() == 1
    assert not comments_visible_to(actor_with("reader"), courses, record)
    for nothing in ("", "  ", "x" * 5001):
        with pytest.raises(InputError):
            add_comment(console(), declaration=courses, record=record, text=nothing)
    with pytest.raises(Refused):
        add_comment(actor_with("reader"), declaration=courses, record=record, text="x")


def test_one_hears_of_changes_by_others_to_what_one_follows_and_reads(courses: Declaration) -> None:
    auditor, registrar = actor_with("auditor"), actor_with("registrar")
    record = course(courses)
    with pytest.raises(Refused):
        subscribe(auditor, declaration=courses, record=record)
    subscribe(auditor, declaration=courses)
    subscribe(registrar, declaration=courses, record=record)
    subscribe(registrar, declaration=courses, record=record)
    change_record(console(), declaration=courses, record=record, values={"event": "New"}, revision=1)
    assert [each.record.title for each in changes_for(registrar, LONG_AGO)] == ["New"]
    assert changes_for(auditor, LONG_AGO) == ()
    moved = move_record(console(), declaration=courses, record=record, move="publish", revision=2)
    assert [each.record.code for each in changes_for(auditor, LONG_AGO)] == [moved.code]
    assert changes_for(registrar, moved.changed_at) == ()
    unsubscribe(registrar, declaration=courses, record=record)
    assert changes_for(registrar, LONG_AGO) == ()


def test_links_lead_both_ways_and_only_to_what_one_reads(declare: Declare) -> None:
    declared = declare(
        COURSES.replace(
            "  - {id: notes,",
            "  - {id: follows, type: link, to: COURSES, inverse: {en: Followed by}, label: {en: Follows}}\n"
            "  - {id: notes,",
        )
    )
    first = course(declared, "published", event="First")
    second = course(declared, event="Second", follows=str(first.uuid))
    (back,) = linked_with(console(), declared, first)
    assert (back.back, [each.title for each in back.records], back.total) == (True, ["Second"], 1)
    (forth,) = linked_with(console(), declared, second)
    assert (forth.back, [each.title for each in forth.records]) == (False, ["First"])
    assert linked_with(VISITOR, declared, first) == ()
