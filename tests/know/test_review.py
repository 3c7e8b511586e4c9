"""Found, agreed, public: three different things."""

from __future__ import annotations

from decimal import Decimal

import pytest

from palermo.ground.access.api import VISITOR, Refused, console
from palermo.ground.evidence.models import Figure, TreatyAction
from palermo.know.library.models import Document
from palermo.know.review.actions import DecidedMeanwhile, Decision, accept_passage, decide
from palermo.know.review.comparing import accept_matching
from palermo.know.review.models import Finding
from palermo.know.review.publishing import publish, unpublish
from palermo.know.review.queries import findings_visible_to, lost_in, progress_of
from palermo.know.review.states import MOVES
from palermo.know.review.words import FindingState
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.quantities import Qualifier
from tests.know.shelving import OTHER_REVIEWER, REVIEWER, action, figure, mention, only_finding, put, shelve

pytestmark = pytest.mark.django_db
TEXT = "In 2030 Aldoria identified more than 40 victims, 30 of them women. Borrenia ratified on 3 March 2029."


STATED = {"qualifier": Qualifier.MORE_THAN, "countries": ("XAA",), "period": "2030"}


def _facts() -> list[object]:
    return [
        figure(TEXT, "more than 40 victims", 40, id="total", **STATED),
        figure(
            TEXT, "30 of them women", 30, id="women", part_of="total", countries=("XAA",), period="2030",
            breakdown={"sex": "female"},
        ),
        action(TEXT, "Borrenia ratified on 3 March 2029", "XAB", "2029-03-03"),
        mention(TEXT, "Aldoria", "XAA"),
    ]  # fmt: skip


@pytest.fixture
def document() -> Document:
    return shelve({"1": TEXT}, _facts())  # type: ignore[arg-type]


def _total(document: Document) -> Finding:
    return only_finding(document, snippet="more than 40 victims")


def _do(finding: Finding, move: str, **more: object) -> Finding:
    return decide(REVIEWER, finding=finding, decision=Decision(move, finding.revision, **more))  # type: ignore[arg-type]


def test_nothing_is_evidence_before_a_person_agreed(document: Document) -> None:
    assert document.findings.count() == 4
    assert not Figure.objects.exists()


def test_an_accepted_figure_keeps_everything_that_makes_it_true(document: Document) -> None:
    finding = _do(_total(document), "accept")
    stated = Figure.objects.get(origin_uuid=finding.uuid)
    assert (stated.value, stated.qualifier, stated.unit) == (Decimal(40), "more_than", "people")
    assert (stated.subject, stated.period, str(stated.period_last)) == ("XAA", "2030", "2030-12-31")
    assert (stated.locator, stated.snippet, stated.source) == ("1", "more than 40 victims", document.source)
    assert (stated.origin, stated.status) == ("extraction", "accepted")
    assert finding.reviewer == "rev-1"


def test_an_accepted_treaty_action_knows_its_day(document: Document) -> None:
    _do(only_finding(document, kind="action"), "accept")
    stated = TreatyAction.objects.get()
    assert (stated.country, stated.kind, str(stated.first), str(stated.last)) == (
        "XAB", "ratification", "2029-03-03", "2029-03-03",
    )  # fmt: skip


@pytest.mark.parametrize("total_first", [True, False])
def test_a_part_points_at_its_total_whichever_was_accepted_first(document: Document, total_first: bool) -> None:
    total, part = _total(document), only_finding(document, snippet="30 of them women")
    for finding in (total, part) if total_first else (part, total):
        _do(finding, "accept")
    stated = Figure.objects.get(origin_uuid=part.uuid)
    assert stated.breakdown == "sex=female"
    assert stated.part_of == Figure.objects.get(origin_uuid=total.uuid)


def test_a_figure_about_several_countries_is_one_figure_about_them_together() -> None:
    text = "Together they identified 9 victims."
    shelve({"1": text}, [figure(text, "9 victims", 9, countries=("XAB", "XAA"))])
    _do(Finding.objects.get(), "accept")
    stated = Figure.objects.get()
    assert (stated.subject, stated.scope) == ("", "together:XAA+XAB")


def test_a_correction_replaces_the_fact_and_keeps_what_was_found(document: Document) -> None:
    finding = _do(_total(document), "correct", fact={"value": 41, "qualifier": "exact"}, note="see the table")
    assert Figure.objects.get().value == 41
    assert (finding.payload["value"], finding.fact["value"], finding.note) == (40, 41, "see the table")


def test_undo_takes_the_evidence_back_and_accepting_again_keeps_its_address(document: Document) -> None:
    finding = _do(_total(document), "accept")
    first = Figure.objects.get()
    finding = _do(finding, "undo")
    assert Figure.objects.get().status == "withdrawn"
    assert (finding.state, finding.reviewer) == ("found", "")
    _do(finding, "accept")
    assert (Figure.objects.get().uuid, Figure.objects.get().status) == (first.uuid, "accepted")


@pytest.mark.parametrize("move", ["reject", "withdraw"])
def test_a_reason_is_demanded(document: Document, move: str) -> None:
    with pytest.raises(InputError, match="Say why"):
        _do(_total(document), move, note="  ")


@pytest.mark.parametrize("state", list(FindingState))
@pytest.mark.parametrize("move", ["accept", "correct", "reject", "undo", "withdraw"])
def test_what_the_state_does_not_allow_is_refused(document: Document, state: FindingState, move: str) -> None:
    finding = _total(document)
    for earlier in {"accepted": ["accept"], "corrected": ["correct"], "rejected": ["reject"],
                    "withdrawn": ["accept", "withdraw"]}.get(state, []):  # fmt: skip
        finding = _do(finding, earlier, note="a reason")
    assert finding.state == state
    if (state, move) in MOVES:
        assert _do(finding, move, note="a reason").state == MOVES[state, move]
    else:
        with pytest.raises(InputError):
            _do(finding, move, note="a reason")


def test_of_two_reviewers_the_second_is_told(document: Document) -> None:
    finding = _total(document)
    _do(finding, "accept")
    with pytest.raises(DecidedMeanwhile, match="rev-1 decided in the meantime: it is now accepted"):
        decide(OTHER_REVIEWER, finding=finding, decision=Decision("reject", 0, "wrong"))
    assert _total(document).state == "accepted"


def test_only_reviewers_decide(document: Document) -> None:
    with pytest.raises(Refused):
        decide(VISITOR, finding=_total(document), decision=Decision("accept", 0))
    with pytest.raises(Refused):
        publish(REVIEWER, document=document)


def test_a_paragraph_can_be_accepted_at_once(document: Document) -> None:
    assert accept_passage(REVIEWER, document=document, passage="p-1") == 3
    assert (Figure.objects.count(), TreatyAction.objects.count()) == (2, 1)
    assert progress_of([document])[document.pk].open == 0


def test_an_impossible_date_is_refused_and_nothing_is_written(document: Document) -> None:
    with pytest.raises(InputError) as refusal:
        _do(_total(document), "correct", fact={"period": "2030-13"})
    assert refusal.value.where == "period"
    assert _total(document).state == "found"


def test_publishing_shows_what_was_agreed_and_no_more(document: Document) -> None:
    _do(_total(document), "accept")
    _do(only_finding(document, kind="action"), "reject", note="misread")
    assert publish(console(), document=document) == 1
    document.refresh_from_db()
    assert document.published
    assert document.source.published
    assert Figure.objects.get().status == "published"
    assert [finding.kind for finding in findings_visible_to(VISITOR)] == ["figure"]


def test_what_is_agreed_later_waits_for_the_next_publishing(document: Document) -> None:
    publish(console(), document=document)
    _do(_total(document), "accept")
    assert Figure.objects.get().status == "accepted"
    assert not findings_visible_to(VISITOR).exists()
    publish(console(), document=document)
    assert Figure.objects.get().status == "published"


def test_taking_a_document_back_withdraws_its_evidence_and_publishing_restores_it(document: Document) -> None:
    _do(_total(document), "accept")
    publish(console(), document=document)
    unpublish(console(), document=document)
    document.source.refresh_from_db()
    assert (Figure.objects.get().status, document.source.published) == ("withdrawn", False)
    publish(console(), document=document)
    assert Figure.objects.get().status == "published"


def test_what_is_public_is_decided_again_only_by_those_who_publish(document: Document) -> None:
    _do(_total(document), "accept")
    publish(console(), document=document)
    published = _total(document)
    with pytest.raises(Refused):
        _do(published, "undo")
    decide(console(), finding=published, decision=Decision("withdraw", published.revision, "a misprint"))
    assert Figure.objects.get().status == "withdrawn"


def _corrected(document: Document, text: str, facts: list[object], key: str = "1") -> Document:
    paragraphs = {key: text} if key == "1" else {"1": "A paragraph that was put in before.", key: text}
    return put(paragraphs, facts, symbol=document.symbol, on_likeness="edition").document  # type: ignore[arg-type]


def test_a_review_is_kept_where_its_words_moved_to() -> None:
    document = shelve({"1": TEXT}, _facts(), symbol="MER/1")  # type: ignore[arg-type]
    reviewed = _do(_total(document), "accept")
    moved = figure(TEXT, "more than 40 victims", 40, "2", id="total", **STATED)
    document = _corrected(document, TEXT, [moved], "2")
    kept = only_finding(document)
    assert (kept.uuid, kept.state, kept.passage) == (reviewed.uuid, "accepted", "p-2")
    assert Figure.objects.get().locator == "2"


def test_a_review_whose_words_are_gone_is_listed_and_its_figure_stays() -> None:
    document = shelve({"1": TEXT}, _facts(), symbol="MER/1")  # type: ignore[arg-type]
    _do(_total(document), "accept")
    publish(console(), document=document)
    changed = TEXT.replace("more than 40 victims", "more than 50 victims")
    new = figure(changed, "more than 50 victims", 50, **STATED)
    document = _corrected(document, changed, [new])
    lost = lost_in(document)
    assert [(finding.snippet, finding.gone_in, finding.published) for finding in lost] == [
        ("more than 40 victims", 2, True)
    ]
    assert Figure.objects.get().status == "published", "flagged, never silently dropped"
    assert only_finding(document, snippet="more than 50 victims").state == "found"
    assert not findings_visible_to(VISITOR, document).filter(gone_in__isnull=False).exists()


def test_a_lost_review_comes_back_when_its_words_do() -> None:
    document = shelve({"1": TEXT}, _facts(), symbol="MER/1")  # type: ignore[arg-type]
    _do(_total(document), "accept")
    document = _corrected(document, "Nothing of it.", [])
    assert len(lost_in(document)) == 1
    again = put({"1": TEXT, "9": "and more"}, _facts(), symbol="MER/1", on_likeness="edition").document  # type: ignore[arg-type]
    assert not lost_in(again)
    assert _total(again).state == "accepted"


def test_findings_nobody_reviewed_are_replaced() -> None:
    document = shelve({"1": TEXT}, _facts(), symbol="MER/1")  # type: ignore[arg-type]
    document = _corrected(document, "Nothing of it.", [])
    assert not document.findings.exists()


def test_the_same_words_twice_are_two_findings_and_each_keeps_its_own_review() -> None:
    text = "10 victims there, 10 victims here"
    first, second = figure(text, "10 victims", 10), figure(text[18:], "10 victims", 10, "2")
    document = shelve({"1": text, "2": text[18:]}, [first, second], symbol="MER/1")
    _do(only_finding(document, passage="p-1"), "accept")
    _do(only_finding(document, passage="p-2"), "reject", note="counted twice")
    document = put(
        {"1": text, "2": text[18:], "3": "x"}, [first, second], symbol="MER/1", on_likeness="edition"
    ).document
    assert [finding.state for finding in document.findings.order_by("position")] == ["accepted", "rejected"]


def test_findings_equal_to_what_a_person_wrote_are_accepted(document: Document) -> None:
    lines = [
        {"type": "figure", "paragraph": "1", "value": 40.0, "high": None, "qualifier": "more_than", "unit": "people",
         "measure": "victims_identified", "iso3": ["XAA"], "period": "2030", "as_of": None, "breakdown": {}, "id": "x"},
        {"type": "figure", "paragraph": "1", "value": 31, "qualifier": "exact", "unit": "people", "iso3": ["XAA"]},
        {"type": "paragraph", "key": "1", "text": TEXT},
    ]  # fmt: skip
    compared = accept_matching(REVIEWER, document, lines)
    assert (compared.accepted, compared.missing, compared.left) == (1, 1, 3)
    assert [figure.value for figure in Figure.objects.all()] == [40]


@pytest.mark.django_db
@pytest.mark.parametrize("parts", [{"citizenship": "a=b;c"}, {"citizenship": "x" * 250}])
def test_a_breakdown_that_cannot_be_kept_is_refused_and_not_cut(parts: dict[str, str]) -> None:
    text = "12 victims were found."
    document = shelve({"1": text}, [figure(text, "12 victims", 12, breakdown=parts)])
    with pytest.raises(InputError) as refusal:
        decide(console(), finding=only_finding(document, kind="figure"), decision=Decision("accept", 0))
    assert refusal.value.where == "breakdown"
