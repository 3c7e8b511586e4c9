"""Taking in: twice is once, a corrected edition keeps what people said, and only what reviewers agreed to crosses."""

from __future__ import annotations

import pytest

from palermo.coordinate import api as coordinate
from palermo.coordinate.resolutions.models import Directive, Paragraph, TakenUp, Text, Work
from palermo.ground.access.api import VISITOR, Refused, console
from palermo.ground.audit import api as audit
from palermo.ground.audit.models import Event
from palermo.know.review.actions import Decision, decide
from palermo.passages.know_to_coordinate import candidates, take_in_document
from palermo_engines.kit.errors import InputError
from tests.coordinate.shelving import (
    ASKS,
    DIRECTIVES,
    PREAMBLE,
    READER,
    RESOLUTION,
    URGES,
    directive,
    ingest,
    link,
    paragraph,
    report,
    resolution,
    take_in,
)

pytestmark = pytest.mark.django_db
SYMBOL = "MER/RES/1"


def _rows() -> tuple[int, ...]:
    return tuple(table.objects.count() for table in (Work, Text, Paragraph, Directive))


def test_a_resolution_becomes_a_work_that_cites_it() -> None:
    document = ingest(RESOLUTION, DIRECTIVES, symbol="A/RES/86/1")
    done = take_in(document)
    assert (done.new_paragraphs, done.new_directives) == (3, 3)
    assert (done.work.symbol, done.work.body, done.work.kind, done.work.year) == (
        "A/RES/86/1",
        "GA",
        "resolution",
        2031,
    )
    asking = directive(done.work)
    assert (asking.printed, asking.words) == ("Requests", ASKS)
    assert [(each.code, each.implicit) for each in asking.addressees.all()] == [("secretariat", False)]
    assert (asking.paragraph.source.uuid, asking.paragraph.locator) == (document.uuid, "OP1")
    assert directive(done.work, verb="invites").words == "invites Aldoria to help;"


def test_taking_in_twice_is_taking_in_once() -> None:
    document = ingest(RESOLUTION, DIRECTIVES, symbol=SYMBOL)
    first = take_in(document)
    rows = _rows()
    again = take_in(document)
    assert _rows() == rows == (1, 1, 3, 3)
    assert (again.work, again.new_paragraphs, again.kept_paragraphs, again.lost_paragraphs) == (first.work, 0, 3, 0)
    assert (again.new_directives, again.kept_directives, again.lost_directives) == (0, 3, 0)


def test_of_a_report_only_recommendations_and_what_introduces_them() -> None:
    texts = {"96": "Aldoria reported.", "97": "It is recommended:", "97(a)": "Urges States.", "97(b)": "Requests none."}
    said = {"97(a)": (("Urges", "urges", ("states",)),), "97(b)": (("Requests", "requests", ()),)}
    done = take_in(ingest(texts, said, kind="report"))
    kinds = {each.key: each.kind for each in done.text.paragraphs.all()}
    assert kinds == {"97": "opening", "97(a)": "recommendation", "97(b)": "recommendation"}
    take_in_document(console(), document=done.text.source.uuid, named=["96"])
    assert done.text.paragraphs.get(key="96").kind == "passage"
    assert take_in(ingest(texts | {"1": "x"}, said, kind="report", title="Other")).new_paragraphs == 3


def test_what_nobody_agreed_to_does_not_cross() -> None:
    document = ingest({"1": "Urges States."}, {"1": (("Urges", "urges", ()),)}, kind="report", accepted=False)
    assert candidates(console()) == []
    with pytest.raises(InputError, match="accepted"):
        take_in(document)
    with pytest.raises(InputError, match="no such paragraph"):
        take_in(document, "2")
    rejected = ingest(RESOLUTION, DIRECTIVES)
    decide(console(), finding=rejected.findings.get(payload__verb_code="urges"), decision=Decision("undo", 1))
    assert take_in(rejected).new_directives == 2
    assert _rows()[0] == 1


def test_strangers_and_readers_take_nothing_in() -> None:
    document = ingest(RESOLUTION, DIRECTIVES)
    for actor in (VISITOR, READER):
        with pytest.raises(Refused):
            take_in(document, actor=actor)
    hidden = ingest(RESOLUTION | {"OP3": "Decides."}, DIRECTIVES, published=False)
    with pytest.raises(LookupError):
        take_in(hidden, actor=_writer_without_library())
    assert _rows() == (0, 0, 0, 0)


def _writer_without_library():  # type: ignore[no-untyped-def]
    from palermo.ground.audit.actor import Actor

    return Actor("w", "system", frozenset({"coordinate.work.write"}))


def test_a_crossing_leaves_its_line() -> None:
    document = ingest(RESOLUTION, DIRECTIVES)
    work = take_in(document).work
    lines = {event.verb: event for event in Event.objects.all()}
    assert lines["passages.know_to_coordinate.crossed"].object_uuid == str(document.uuid)
    assert lines["coordinate.text.taken_in"].object_uuid == str(work.uuid)
    assert audit.verify().intact


# A corrected edition.

LONGER = "Urges all Member States to train their border guards and their coast guards;"


def _corrected() -> tuple[Work, coordinate.Directive, coordinate.Paragraph]:
    """The second paragraph moved behind a new one and was corrected; its directive was read and accepted anew."""
    work = resolution(symbol=SYMBOL)
    urging, later = directive(work, "OP2", "urges"), report()
    link(urging.paragraph, later)
    texts = {"PP1": PREAMBLE, "OP1": ASKS, "OP2": "Decides to meet again;", "OP3": LONGER}
    said = {**DIRECTIVES, "OP2": (("Decides", "decides", ()),), "OP3": (("Urges", "urges", ("member_states",)),)}
    document = ingest(texts, said, symbol=SYMBOL, on_likeness="edition")
    done = take_in(document)
    assert done.text.edition == 2
    return work, urging, later


def test_a_paragraph_that_moved_with_its_words_keeps_its_links() -> None:
    work = resolution(symbol=SYMBOL)
    urging, later = directive(work, "OP2", "urges"), report()
    made = link(urging.paragraph, later)
    texts = {"PP1": PREAMBLE, "OP1": ASKS, "OP2": "Decides to meet again;", "OP3": URGES}
    said = {**DIRECTIVES, "OP2": (("Decides", "decides", ()),), "OP3": (("Urges", "urges", ("member_states",)),)}
    done = take_in(ingest(texts, said, symbol=SYMBOL, on_likeness="edition"))
    assert (done.new_paragraphs, done.kept_paragraphs, done.lost_paragraphs) == (1, 3, 0)
    assert (done.new_directives, done.kept_directives, done.lost_directives) == (1, 3, 0)
    urging.refresh_from_db()
    assert (urging.paragraph.key, TakenUp.objects.get().earlier_id) == ("OP3", made.earlier_id)
    public = coordinate.paragraphs_visible_to(VISITOR).filter(text__work=work)
    assert sorted(public.values_list("key", flat=True)) == ["OP1", "OP3", "PP1"], "what is new waits for publishing"


def test_a_paragraph_whose_words_were_corrected_keeps_its_history() -> None:
    work = resolution(symbol=SYMBOL)
    urging = directive(work, "OP2", "urges")
    said = {**DIRECTIVES, "OP2": (("Urges", "urges", ("member_states",)),)}
    done = take_in(ingest({**RESOLUTION, "OP2": LONGER}, said, symbol=SYMBOL, on_likeness="edition"))
    assert (done.new_paragraphs, done.new_directives, done.kept_directives) == (0, 0, 3)
    before = urging.finding
    urging.refresh_from_db()
    assert (urging.paragraph.words, urging.gone) == (LONGER, False)
    assert urging.finding != before


def test_what_an_edition_lost_stays_for_staff_and_goes_for_strangers() -> None:
    work = resolution(symbol=SYMBOL)
    later = report()
    link(paragraph(work, "OP2"), later)
    done = take_in(
        ingest({"PP1": PREAMBLE, "OP1": ASKS}, {"OP1": DIRECTIVES["OP1"]}, symbol=SYMBOL, on_likeness="edition")
    )
    assert (done.lost_paragraphs, done.lost_directives) == (1, 1)
    assert len(coordinate.chain_of(console(), later).places) == 2
    assert len(coordinate.chain_of(VISITOR, later).places) == 1
    back = take_in(ingest(RESOLUTION, DIRECTIVES, symbol=SYMBOL, on_likeness="edition", session="again"))
    assert (back.new_paragraphs, back.kept_paragraphs) == (0, 3)
    assert len(coordinate.chain_of(VISITOR, later).places) == 1, "it comes back with the next publishing"


def test_a_moved_and_corrected_paragraph_with_a_new_number_is_another_one() -> None:
    work, urging, _later = _corrected()
    urging.refresh_from_db()
    assert urging.gone
    assert directive(work, "OP3", "urges").pk != urging.pk


def test_addressees_that_a_person_set_stay() -> None:
    document = ingest(RESOLUTION, DIRECTIVES, symbol=SYMBOL)
    work = take_in(document).work
    fields = coordinate.DirectiveFields("Report", "research_data", (("UNODC", True),))
    coordinate.change_directive(console(), directive=directive(work), fields=fields, revision=0)
    take_in(document)
    kept = directive(work)
    assert (kept.action, kept.theme) == ("Report", "research_data")
    assert [(each.code, each.implicit) for each in kept.addressees.all()] == [("UNODC", True)]
