"""Questionnaires: who may do what, what nobody outside sees, answers from last time and elsewhere, gaps, figures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palermo.ground.access.api import VISITOR, Refused, console
from palermo.ground.audit.models import Event
from palermo.ground.evidence.api import figures_visible_to
from palermo.ground.evidence.models import Figure, Source
from palermo.ground.registers.api import create_record, declaration, move_record, records_from
from palermo.ground.registers.models import RegisterRecord
from palermo.measure.questionnaires.answering import DataSource, delegate, part_of, take_over
from palermo.measure.questionnaires.clearing import publish_answers
from palermo.measure.questionnaires.designing import ChangedMeanwhile, add_version, change_version, gate, move_version
from palermo.measure.questionnaires.gaps import gaps_of, request_support
from palermo.measure.questionnaires.models import GivenAnswer, QuestionnaireVersion, Submission
from palermo.measure.questionnaires.offering import offer_named, offers_for
from palermo.measure.questionnaires.queries import board, submissions_of_bodies
from palermo.measure.questionnaires.running import change_deadline, create_round, invite, move_round, set_focal
from palermo.measure.questionnaires.said import Said
from palermo.measure.questionnaires.states import MOVES, stage_after
from palermo.measure.questionnaires.words import Stage, Way
from palermo.measure.treaties.queries import actions_of
from palermo_engines.kit.errors import InputError
from tests.ground.people import person_with, sign_in, web_actor
from tests.measure.questionnaire_rounds import (
    MINISTRY,
    POLICE,
    REPORT,
    REVIEW,
    again,
    body,
    cleared_report,
    finish,
    focal,
    move,
    of,
    opened,
    people,
    published,
    seated,
    section,
    write,
)
from tests.measure.test_questionnaire_texts import SMALL
from tests.site.crawling import body_of

pytestmark = pytest.mark.django_db
SECRET = "kaleidoscope"
ROLES = (
    "nobody",
    "reader",
    "respondent",
    "focal_point",
    "rapporteur",
    "designer",
    "coordinator",
    "registrar",
    "auditor",
)


# Who may do what.

READERS = {"reader", "rapporteur", "designer", "coordinator", "registrar"}
ALLOWED = {
    "design": {"designer", "coordinator"},
    "publish a version": {"coordinator"},
    "create a round": {"coordinator"},
    "invite": {"coordinator"},
    "make answers public": {"coordinator"},
    "send a cleared submission back": {"coordinator"},
    "read the board": READERS,
    "read a draft version": READERS,
    "read another body's cleared answers": READERS,
    "read another body's answers in work": set(),
    "answer for another body": set(),
    "clear for another body": set(),
    "delegate for another body": set(),
    "come to one's submissions": {"respondent", "focal_point", "rapporteur", "coordinator"},
}


@pytest.mark.parametrize("role", ROLES)
def test_the_table_of_permissions(client: Client, role: str) -> None:
    report, review = published()
    ministry = focal()
    first = opened(report, "2023")
    cleared = cleared_report(ministry, of(first))
    second = opened(report, "2024")
    in_work = of(second)
    write(ministry, in_work, "legislation", offence="yes")
    draft = add_version(console(), text=REPORT)
    person = person_with() if role == "nobody" else person_with(role)
    actor = web_actor(person)
    sign_in(client, person)
    legislation = section(in_work, "legislation")

    def page(name: str, *args: object) -> bool:
        return client.get(reverse(name, args=args)).status_code == 200

    def act(call: Any, **kwargs: Any) -> bool:
        try:
            call(actor, **kwargs)
        except Refused:
            return False
        except InputError:
            return True
        return True

    done = {
        "design": act(add_version, text=REVIEW),
        "publish a version": act(move_version, version=draft, move="withdraw"),
        "create a round": act(create_round, version=review, period="2024"),
        "invite": act(invite, round_=second, named="HUN"),
        "make answers public": act(publish_answers, round_=second, public=False),
        "read the board": page("questionnaire-board", second.uuid),
        "read a draft version": page("questionnaire-version", "SAMPLE-REPORT", 2),
        "read another body's cleared answers": page("questionnaire-answers", cleared.uuid),
        "read another body's answers in work": page("questionnaire-answers", in_work.uuid)
        or page("questionnaire-submission", in_work.uuid),
        "answer for another body": act(
            take_over, submission=in_work, section=legislation, question="offence", said=Said(value="no"), origin={},
            way=Way.TYPED, revision=1,
        ),
        "clear for another body": act(lambda who, **_k: move(who, in_work, "submit")),
        "delegate for another body": act(delegate, submission=in_work, section=legislation, body=None),
        "come to one's submissions": page("questionnaire-submissions"),
        "send a cleared submission back": act(lambda who, **_k: move(who, cleared, "send-back")),
    }  # fmt: skip
    assert done == {name: role in roles for name, roles in ALLOWED.items()}


def test_a_delegate_answers_its_section_and_one_focal_point_clears(client: Client) -> None:
    report, _review = published()
    round_ = opened(report)
    head, helper = seated("focal_point", MINISTRY), seated("respondent", POLICE)
    stranger, clerk = seated("focal_point", "min-cub"), seated("respondent", MINISTRY, "clerk@example.org")
    mine = of(round_)
    with pytest.raises(Refused):
        delegate(web_actor(clerk), submission=mine, section=section(mine, "offenders"), body=body(POLICE))
    delegate(web_actor(head), submission=mine, section=section(mine, "offenders"), body=body(POLICE))
    write(web_actor(helper), mine, "offenders", DataSource(SECRET), suspected=people(7))
    write(web_actor(head), mine, "legislation", offence="yes", provisions="Of the ministry.")
    for person, name in ((helper, "legislation"), (stranger, "legislation"), (stranger, "offenders")):
        with pytest.raises(Refused):
            write(web_actor(person), mine, name, offence="no")
    shown = {}
    for name, person in (("head", head), ("helper", helper), ("stranger", stranger)):
        sign_in(client, person)
        answer = client.get(reverse("questionnaire-answers", args=[mine.uuid]))
        text = answer.content.decode()
        shown[name] = (answer.status_code, SECRET in text, "Of the ministry" in text)
    assert shown == {"head": (200, True, True), "helper": (200, True, False), "stranger": (404, False, False)}
    csv = client.get(reverse("questionnaire-answers-file", args=[mine.uuid, "csv"]))
    assert csv.status_code == 404
    sign_in(client, helper)
    assert b"Of the ministry" not in body_of(client.get(reverse("questionnaire-answers-file", args=[mine.uuid, "csv"])))
    assert [each.uuid for each in submissions_of_bodies(web_actor(helper))] == [mine.uuid]
    assert list(submissions_of_bodies(web_actor(stranger))) == []
    write(web_actor(head), mine, "victims", DataSource("Police"), identified=people(30))
    finish(web_actor(head), mine)
    with pytest.raises(Refused):
        move(web_actor(helper), mine, "submit")
    mine = move(web_actor(clerk), mine, "submit")
    with pytest.raises(Refused):
        move(web_actor(clerk), mine, "clear")
    assert move(web_actor(head), mine, "clear").stage == Stage.CLEARED


# What the state allows.


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("step", sorted({step for _, step in MOVES} | {"fly"}))
def test_submissions_move_as_the_table_says(stage: Stage, step: str) -> None:
    if (stage, step) in MOVES:
        assert stage_after(stage, step) == MOVES[stage, step]
    else:
        with pytest.raises(InputError):
            stage_after(stage, step)


def test_nothing_is_answered_before_the_round_opens_or_after_it_closes() -> None:
    report, _review = published()
    ministry = focal()
    round_ = create_round(console(), version=report, period="2024")
    invite(console(), round_=round_, named="Estonia")
    set_focal(console(), submission=of(round_), body=body(MINISTRY))
    with pytest.raises(InputError, match="not open"):
        write(ministry, of(round_), "legislation", offence="yes")
    assert list(submissions_of_bodies(ministry)) == []
    move_round(console(), round_=round_, move="open")
    write(ministry, of(round_), "legislation", offence="yes")
    move_round(console(), round_=round_, move="close")
    with pytest.raises(InputError, match="not open"):
        write(ministry, of(round_), "legislation", offence="no")
    assert GivenAnswer.objects.get().value == "yes"


def test_what_is_cleared_is_not_written_over_until_it_is_sent_back() -> None:
    report, _review = published()
    ministry = focal()
    mine = cleared_report(ministry, of(opened(report)))
    with pytest.raises(InputError):
        write(ministry, mine, "legislation", offence="no")
    assert Figure.objects.filter(source=mine.source).count() == 4
    back = move(console(), mine, "send-back")
    assert (back.stage, back.received_on, Figure.objects.filter(source=mine.source).count()) == ("returned", None, 0)
    write(ministry, back, "legislation", offence="no")
    assert again(back).stage == Stage.IN_WORK
    finish(ministry, back)
    done = move(ministry, back, "submit", "clear")
    assert Figure.objects.filter(source=mine.source).count() == 4
    assert done.source_id == mine.source_id


def test_a_focal_point_returns_what_is_not_right_and_only_done_sections_are_submitted() -> None:
    report, _review = published()
    ministry = focal()
    mine = of(opened(report))
    write(ministry, mine, "legislation", offence="yes")
    with pytest.raises(InputError, match="not done"):
        move(ministry, mine, "submit")
    with pytest.raises(InputError, match="problems"):
        finish(ministry, mine, "victims")
    write(ministry, mine, "victims", identified=people(3))
    with pytest.raises(InputError, match="provides the data"):
        finish(ministry, mine, "victims")
    write(ministry, mine, "victims", DataSource("Police"), identified=people(3))
    finish(ministry, mine)
    write(ministry, mine, "legislation", offence="no")
    assert not part_of(mine, section(mine, "legislation")).done
    finish(ministry, mine, "legislation")
    mine = move(ministry, mine, "submit", "return")
    assert mine.stage == Stage.RETURNED
    assert not Figure.objects.exists()


def test_a_clearance_is_of_what_was_looked_at() -> None:
    report, _review = published()
    ministry = focal()
    mine = of(opened(report))
    write(ministry, mine, "legislation", offence="yes")
    write(ministry, mine, "victims", DataSource("Police"), identified=people(3))
    finish(ministry, mine)
    seen = again(mine).revision
    write(ministry, mine, "legislation", offence="no")
    finish(ministry, mine)
    from palermo.measure.questionnaires.clearing import move_submission

    with pytest.raises(InputError, match="meantime"):
        move_submission(ministry, submission=mine, move="submit", revision=seen)


def test_two_who_write_one_section_do_not_overwrite_each_other() -> None:
    report, _review = published()
    ministry = focal()
    mine = of(opened(report))
    part = section(mine, "legislation")
    from palermo.measure.questionnaires.answering import write_section

    said = {"offence": Said(value="yes")}
    write_section(ministry, submission=mine, section=part, said=said, revision=0)
    with pytest.raises(ChangedMeanwhile):
        write_section(ministry, submission=mine, section=part, said={"offence": Said(value="no")}, revision=0)
    assert GivenAnswer.objects.get().value == "yes"


def test_the_board_tells_in_time_late_and_overdue() -> None:
    report, _review = published()
    ministry = focal()
    round_ = opened(report, states="EST, CUB")
    cleared_report(ministry, of(round_))
    today = timezone.localdate()
    for deadline, expected in (
        (None, {"EST": "", "CUB": ""}),
        (today, {"EST": "in_time", "CUB": ""}),
        (today - timedelta(days=1), {"EST": "late", "CUB": "overdue"}),
    ):
        round_ = change_deadline(console(), round_=round_, deadline=deadline)
        assert {row.submission.country: row.time for row in board(round_, today)} == expected


# Versions.


def test_a_version_is_published_only_when_what_it_names_is_here() -> None:
    report = add_version(console(), text=REPORT)
    assert gate(report) == ("offence: there is no question SAMPLE-REVIEW.offence here.",)
    with pytest.raises(InputError, match=r"SAMPLE-REVIEW\.offence"):
        move_version(console(), version=report, move="publish")
    review = add_version(console(), text=REVIEW)
    assert gate(report) == gate(review) == ()
    wrong = add_version(console(), text=REPORT.replace("register: C04", "register: C99"))
    assert len([each for each in gate(wrong) if "C99" in each]) == 2
    with pytest.raises(InputError, match="published version"):
        create_round(console(), version=report, period="2024")
    assert move_version(console(), version=report, move="publish").state == "published"


def test_a_version_without_a_text_in_a_claimed_language_is_no_version() -> None:
    with pytest.raises(InputError, match="missing in: fr"):
        add_version(console(), text=REPORT.replace("languages: [en, zh]", "languages: [en, zh, fr]"))
    assert not QuestionnaireVersion.objects.exists()


def test_a_later_version_does_not_lose_a_language() -> None:
    small = SMALL.replace("title:", "languages: [en, zh]\ntitle:", 1)
    (first,) = published(small)
    fewer = add_version(console(), text=small.replace("[en, zh]", "[en]"))
    assert (first.number, fewer.number) == (1, 2)
    with pytest.raises(InputError, match="speaks zh"):
        move_version(console(), version=fewer, move="publish")


def test_a_published_version_never_changes() -> None:
    report, _review = published()
    with pytest.raises(InputError, match="Only a draft"):
        change_version(console(), version=report, text=REPORT, revision=report.revision)
    draft = add_version(console(), text=REPORT)
    with pytest.raises(InputError, match="another questionnaire"):
        change_version(console(), version=draft, text=REVIEW, revision=0)
    change_version(console(), version=draft, text=REPORT + "\n", revision=0)
    with pytest.raises(ChangedMeanwhile):
        change_version(console(), version=draft, text=REPORT, revision=0)


@pytest.mark.parametrize("period", ["", "yesterday", "2024/..", "2024-13", "20" * 20])
def test_a_round_is_about_a_period(period: str) -> None:
    report, _review = published()
    with pytest.raises(InputError) as refused:
        create_round(console(), version=report, period=period)
    assert refused.value.where == "period"


def test_unknown_states_are_refused_all_together() -> None:
    report, _review = published()
    round_ = opened(report, states="EST")
    with pytest.raises(InputError, match="Name 2"):
        invite(console(), round_=round_, named="Cuba, Atlantis")
    assert invite(console(), round_=round_, named="古巴、克罗迪亚, EST") == 2
    assert set(round_.submissions.values_list("country", flat=True)) == {"EST", "CUB", "HRV"}


# Answers.


def test_zero_no_data_not_applicable_and_no_answer_are_four_things() -> None:
    report, _review = published()
    ministry = focal()
    mine = of(opened(report))
    write(ministry, mine, "legislation", offence="yes")
    write(
        ministry, mine, "victims", DataSource("Police"), identified=people(0), forced_labour=Said("no_data"),
        repatriated=Said("not_applicable"),
    )  # fmt: skip
    finish(ministry, mine)
    done = move(ministry, mine, "submit", "clear")
    from palermo.measure.questionnaires.exporting import answers_json

    answers = {each["question"]: each for part in answers_json(done)["sections"] for each in part["answers"]}
    assert answers["identified"]["value"]["total"] == 0
    assert (answers["forced_labour"]["standing"], answers["forced_labour"]["value"]) == ("no_data", None)
    assert answers["repatriated"]["standing"] == "not_applicable"
    assert "main_form" not in answers
    assert [(f.measure, f.value) for f in Figure.objects.all()] == [("victims_identified", 0)]


def test_none_known_states_no_figure() -> None:
    report, _review = published()
    ministry = focal()
    mine = of(opened(report))
    write(ministry, mine, "legislation", offence="yes")
    write(ministry, mine, "victims", DataSource("Police"), identified={"qualifier": "none_known"})
    finish(ministry, mine)
    move(ministry, mine, "submit", "clear")
    assert not Figure.objects.exists()


def test_a_required_question_may_have_no_data_but_not_nothing() -> None:
    report, _review = published()
    ministry = focal()
    mine = of(opened(report))
    with pytest.raises(InputError, match="problems"):
        finish(ministry, mine, "victims")
    write(ministry, mine, "victims", identified=Said("no_data"))
    finish(ministry, mine, "victims")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"identified": people(10, women=8, men=3)}, "identified"),
        ({"identified": people(10), "forced_labour": {"value": "11"}}, "forced_labour"),
    ],
)
def test_parts_beyond_their_total_stand_in_the_way(said: dict[str, Any], field: str) -> None:
    report, _review = published()
    ministry = focal()
    mine = of(opened(report))
    write(ministry, mine, "victims", DataSource("Police"), **said)
    with pytest.raises(InputError, match="problems"):
        finish(ministry, mine, "victims")
    assert GivenAnswer.objects.filter(question=field).exists()
    write(ministry, mine, "victims", **{**said, field: Said("no_data")})
    finish(ministry, mine, "victims") if field == "forced_labour" else None


def test_parts_that_leave_a_rest_are_kept_and_told() -> None:
    report, _review = published()
    ministry = focal()
    mine = of(opened(report))
    write(ministry, mine, "victims", DataSource("Police"), identified=people(10, women=6, men=3))
    finish(ministry, mine, "victims")


def test_a_malformed_answer_is_named_and_the_others_are_kept() -> None:
    report, _review = published()
    mine = of(opened(report))
    written = write(focal(), mine, "legislation", offence="perhaps", assistance="no")
    assert set(written.faults) == {"offence"}
    assert {each.question: each.value for each in mine.answers.all()} == {"assistance": "no"}


def test_answers_that_are_not_asked_count_for_nothing() -> None:
    report, _review = published()
    ministry = focal()
    mine = of(opened(report))
    write(ministry, mine, "legislation", offence="yes", provisions=SECRET)
    write(ministry, mine, "legislation", offence="no")
    write(ministry, mine, "victims", DataSource("Police"), identified=people(3))
    finish(ministry, mine)
    done = move(ministry, mine, "submit", "clear")
    from palermo.measure.questionnaires.exporting import answers_json

    assert SECRET not in str(answers_json(done))


# From last time, and from elsewhere.


def test_the_second_round_offers_the_first_to_confirm_or_change() -> None:
    report, _review = published()
    ministry = focal()
    cleared_report(ministry, of(opened(report, "2023")), identified=120)
    mine = of(opened(report, "2024"))
    victims, legislation = section(mine, "victims"), section(mine, "legislation")
    offers = offers_for(ministry, mine, [*legislation.questions, *victims.questions])
    assert [each.key for each in offers["identified"]] == ["last"]
    assert offers["repatriated"] == ()
    assert offers["offence"][0].said == Said(value="partly")
    chosen = offer_named(ministry, mine, victims.questions[0], "last")
    assert chosen is not None
    take_over(
        ministry, submission=mine, section=victims, question="identified", said=chosen.said, origin=chosen.origin,
        way=chosen.way, revision=0,
    )  # fmt: skip
    kept = mine.answers.get(question="identified")
    assert (kept.way, kept.value["total"], kept.origin["kind"]) == ("confirmed", 120, "last")
    assert Event.objects.filter(verb="measure.questionnaire.confirmed").count() == 1
    write(ministry, mine, "victims", DataSource("Police"), identified=kept.value)
    assert mine.answers.get(question="identified").way == "confirmed"
    write(ministry, mine, "victims", identified=people(130))
    changed = mine.answers.get(question="identified")
    assert (changed.way, changed.origin) == ("typed", {})


def test_only_cleared_answers_of_earlier_periods_are_offered() -> None:
    report, _review = published()
    ministry = focal()
    earlier, later = of(opened(report, "2023")), of(opened(report, "2024"))
    write(ministry, earlier, "legislation", offence="yes")
    assert offers_for(ministry, later, section(later, "legislation").questions)["offence"] == ()
    cleared_report(ministry, later)
    assert offers_for(ministry, earlier, section(earlier, "legislation").questions)["offence"] == ()


def test_a_large_change_asks_for_a_word() -> None:
    report, _review = published()
    ministry = focal()
    cleared_report(ministry, of(opened(report, "2023")), identified=120)
    mine = of(opened(report, "2024"))
    for total, passes in ((175, True), (181, False), (60, True), (50, False)):
        write(ministry, mine, "victims", DataSource("Police"), identified=people(total))
        if passes:
            finish(ministry, mine, "victims")
        else:
            with pytest.raises(InputError, match="problems"):
                finish(ministry, mine, "victims")
    write(ministry, mine, "victims", identified=Said(value=people(50), word="A new law counts fewer."))
    finish(ministry, mine, "victims")
    assert mine.answers.get(question="identified").word == "A new law counts fewer."


def test_small_counts_move_without_a_word() -> None:
    report, _review = published()
    ministry = focal()
    cleared_report(ministry, of(opened(report, "2023")), identified=4)
    mine = of(opened(report, "2024"))
    write(ministry, mine, "victims", DataSource("Police"), identified=people(13))
    finish(ministry, mine, "victims")


def test_the_answer_to_one_treaty_is_offered_to_the_same_question_of_another() -> None:
    report, review = published()
    ministry = focal()
    cleared_report(ministry, of(opened(report, "2023")))
    mine = of(opened(review, "2024"))
    criminal = section(mine, "criminalization")
    offers = offers_for(ministry, mine, criminal.questions)
    (offer,) = offers["offence"]
    assert (offer.kind, offer.said.value, offer.way) == ("same_as", "partly", Way.TAKEN)
    assert offers["attempt"] == ()
    other = of(opened(review, "2025"), "CUB")
    assert offers_for(ministry, other, section(other, "criminalization").questions)["offence"] == ()


def test_same_as_works_the_other_way_round_too() -> None:
    one_sided = REPORT.replace("        same_as: [SAMPLE-REVIEW.offence]\n", "")
    report, review = published(one_sided, REVIEW)
    ministry = focal()
    mine = of(opened(review, "2023"))
    write(ministry, mine, "criminalization", offence="no")
    finish(ministry, mine)
    move(ministry, mine, "submit", "clear")
    other = of(opened(report, "2024"))
    (offer,) = offers_for(ministry, other, section(other, "legislation").questions)["offence"]
    assert (offer.key, offer.said.value) == ("same:SAMPLE-REVIEW.offence", "no")


def _figure(value: int, period: str = "2024", breakdown: str = "", **columns: Any) -> Figure:
    from palermo.ground.audit import api as audit

    with audit.act(console(), "test.figure", object_kind="figure"):
        source, _made = Source.objects.get_or_create(kind="dataset", key="D", title="Dataset D", published=True)
        return Figure.objects.create(
            source=source, origin="dataset", status=columns.pop("status", "published"), measure="victims_identified",
            subject=columns.pop("subject", "EST"), value=value, period=period, period_first=date(int(period), 1, 1),
            period_last=date(int(period), 12, 31), breakdown=breakdown, **columns,
        )  # fmt: skip


def test_figures_held_for_the_state_and_period_are_offered_with_their_citation() -> None:
    report, _review = published()
    ministry = focal()
    total = _figure(41)
    _figure(30, breakdown="sex=female", part_of=total)
    _figure(9, breakdown="age=child", part_of=total)
    _figure(5, breakdown="citizenship=XAA", part_of=total)
    _figure(99, period="2023")
    _figure(98, subject="CUB")
    _figure(97, status="accepted")
    _figure(5, suppressed=True, qualifier="less_than")
    _figure(96, scope="foreign")
    mine = of(opened(report, "2024"))
    victims = section(mine, "victims")
    (offer,) = offers_for(ministry, mine, victims.questions)["identified"]
    assert offer.said.value == {"total": 41, "women": 30, "qualifier": "exact", "parts": {"age=child": 9}}
    assert offer.address == reverse("figure", args=[total.uuid])
    assert "D" in offer.words
    assert GivenAnswer.objects.count() == 0
    both = _figure(43)
    keys = [each.key for each in offers_for(ministry, mine, victims.questions)["identified"]]
    assert keys == [f"figure:{total.uuid}", f"figure:{both.uuid}"]


def test_the_total_of_a_register_is_offered() -> None:
    report, _review = published()
    register = declaration("C04")
    assert register is not None
    for total, scope in ((7, "trafficking"), (5, "trafficking"), (90, "mixed")):
        values = {
            "title": f"Prosecutions {total}", "country": "EST", "measure": "prosecutions", "reply": "reported",
            "people": people(total), "period": "2024", "offence_scope": scope,
            "source": {"document": "Report 2024", "place": "1"},
        }  # fmt: skip
        record = create_record(console(), declaration=register, values=values)
        move_record(console(), declaration=register, record=record, move="publish", revision=record.revision)
    mine = of(opened(report, "2024"))
    offers = offers_for(VISITOR, mine, section(mine, "offenders").questions)["prosecuted"]
    by_kind = {each.kind: each for each in offers if each.kind == "register"}
    assert by_kind["register"].said.value["total"] == 12


def test_a_treaty_action_is_offered() -> None:
    from palermo.measure.importing import import_dataset
    from tests.measure.conftest import deed, register

    report, _review = published()
    content = register(deed(participant="Estonia", iso3="EST", consent_date="2004-05-12"))
    import_dataset(console(), content, "status.csv")
    assert actions_of(VISITOR, "EST").exists()
    mine = of(opened(report, "2024"))
    (offer,) = offers_for(VISITOR, mine, section(mine, "legislation").questions)["party"]
    assert (offer.kind, offer.said.value) == ("treaty", True)
    other = of(mine.round, "CUB")
    assert offers_for(VISITOR, other, section(other, "legislation").questions)["party"] == ()


# Gaps.


def test_a_gap_opens_one_request_for_support() -> None:
    report, _review = published()
    ministry = focal()
    coordinator = web_actor(person_with("coordinator"))
    mine = of(opened(report))
    write(ministry, mine, "legislation", offence="partly", assistance="no", provisions="Article 133")
    assert [gap.question.id for gap in gaps_of(ministry, mine)] == ["offence", "assistance"]
    with pytest.raises(Refused):
        request_support(coordinator, submission=mine, question="offence", kind="workshop")
    write(ministry, mine, "victims", DataSource("Police"), identified=people(3))
    finish(ministry, mine)
    mine = move(ministry, mine, "submit", "clear")
    record, new = request_support(coordinator, submission=mine, question="offence", kind="legal_assistance")
    same, newer = request_support(coordinator, submission=mine, question="offence", kind="workshop")
    assert (new, newer, same.uuid) == (True, False, record.uuid)
    assert (record.state, record.country, record.values["kind"]) == ("draft", "EST", "legal_assistance")
    assert record.values["source"]["document"] == "SAMPLE-REPORT 2024"
    assert RegisterRecord.objects.filter(register="O24").count() == 1
    request_support(coordinator, submission=mine, question="assistance", kind="workshop")
    assert RegisterRecord.objects.filter(register="O24").count() == 2
    assert all(gap.request for gap in gaps_of(coordinator, mine))
    with pytest.raises(InputError, match="no gap"):
        request_support(coordinator, submission=mine, question="party", kind="workshop")
    with pytest.raises(Refused):
        request_support(ministry, submission=mine, question="offence", kind="workshop")
    register = declaration("O24")
    assert register is not None
    assert set(records_from(coordinator, register, [f"questionnaire:{mine.uuid}:offence"]))


# What nobody outside sees.


def _everywhere(mine: Submission) -> list[str]:
    round_ = mine.round
    of_round = [reverse(name, args=[round_.uuid]) for name in ("questionnaire-round", "questionnaire-board")]
    of_mine = [
        reverse(name, args=[mine.uuid])
        for name in (
            "questionnaire-submission",
            "questionnaire-answers",
            "questionnaire-gaps",
            "questionnaire-workbook",
        )
    ]
    files = [
        reverse(name, args=[each.uuid, form])
        for name, each in (("questionnaire-answers-file", mine), ("questionnaire-round-file", round_))
        for form in ("csv", "json")
    ]
    api = [
        "/api/v1/questionnaires",
        "/api/v1/questionnaire-rounds",
        f"/api/v1/questionnaire-rounds/{round_.uuid}/answers",
    ]
    sections = [reverse("questionnaire-section", args=[mine.uuid, "legislation"])]
    return [
        "/questionnaires/", reverse("questionnaire", args=["SAMPLE-REPORT"]), *of_round, *of_mine, *files, *api,
        *sections, "/search/?q=keep", "/questionnaires/submissions/",
    ]  # fmt: skip


def _seen(client: Client, address: str) -> bool:
    return SECRET.encode() in body_of(client.get(address))


def test_planted_answers_are_seen_by_their_own_body_alone_before_clearance(client: Client) -> None:
    report, _review = published()
    head = seated("focal_point", MINISTRY)
    ministry = web_actor(head)
    round_ = opened(report)
    publish_answers(console(), round_=round_, public=True)
    mine = of(round_)
    write(ministry, mine, "legislation", offence="yes", provisions=SECRET)
    write(ministry, mine, "victims", DataSource("Police"), identified=people(3))
    finish(ministry, mine)
    for _stage in range(2):
        sign_in(client, head)
        assert reverse("questionnaire-answers", args=[mine.uuid]) in {a for a in _everywhere(mine) if _seen(client, a)}
        for role in ("nobody", "reader", "respondent", "focal_point", "coordinator", "designer", "auditor"):
            client.logout()
            sign_in(client, person_with(*([] if role == "nobody" else [role]), email=f"{role}{_stage}@example.org"))
            assert [address for address in _everywhere(mine) if _seen(client, address)] == [], role
        client.logout()
        assert [address for address in _everywhere(mine) if _seen(client, address)] == []
        if _stage == 0:
            mine = move(ministry, mine, "submit")
    assert not any(SECRET in str(event.details) for event in Event.objects.all())
    move(ministry, mine, "clear")
    assert _seen(client, reverse("questionnaire-answers", args=[mine.uuid]))
    assert _seen(client, f"/api/v1/questionnaire-rounds/{round_.uuid}/answers")
    assert not _seen(client, reverse("questionnaire-board", args=[round_.uuid]))


def test_cleared_answers_are_public_only_when_the_round_says_so(client: Client) -> None:
    report, _review = published()
    ministry = focal()
    round_ = opened(report)
    mine = cleared_report(ministry, of(round_))
    page = reverse("questionnaire-answers", args=[mine.uuid])
    assert client.get(page).status_code == 404
    assert not figures_visible_to(VISITOR).exists()
    assert client.get("/api/v1/questionnaire-rounds").json() == []
    publish_answers(console(), round_=round_, public=True)
    assert client.get(page).status_code == 200
    assert figures_visible_to(VISITOR).count() == 4
    publish_answers(console(), round_=round_, public=False)
    assert client.get(page).status_code == 404
    assert not figures_visible_to(VISITOR).exists()


def test_a_figure_opens_to_the_answer_that_states_it(client: Client) -> None:
    report, _review = published()
    ministry = focal()
    round_ = opened(report)
    mine = cleared_report(ministry, of(round_))
    publish_answers(console(), round_=round_, public=True)
    figure = Figure.objects.get(measure="victims_identified", breakdown="")
    text = client.get(reverse("figure", args=[figure.uuid])).content.decode()
    cited = f"{reverse('source-register', args=[mine.source.uuid])}?record=identified"  # type: ignore[union-attr]
    assert cited in text
    landed = client.get(cited)
    assert landed.headers["Location"] == f"{reverse('questionnaire-answers', args=[mine.uuid])}#q-identified"
    answers = client.get(landed.headers["Location"]).content.decode()
    assert 'id="q-identified"' in answers
    assert reverse("figure", args=[figure.uuid]) in answers
    assert [f.breakdown for f in figure.parts.order_by("breakdown")] == ["sex=female", "sex=male"]
    assert figure.as_of == "2024-12-31"


def test_explanations_are_not_for_the_public(client: Client) -> None:
    report, _review = published()
    ministry = focal()
    round_ = opened(report)
    publish_answers(console(), round_=round_, public=True)
    mine = of(round_)
    write(ministry, mine, "legislation", offence=Said(value="yes", word=SECRET))
    write(ministry, mine, "victims", DataSource("Police"), identified=people(3))
    finish(ministry, mine)
    mine = move(ministry, mine, "submit", "clear")
    assert [address for address in _everywhere(mine) if _seen(client, address)] == []
    sign_in(client, person_with("reader"))
    assert _seen(client, reverse("questionnaire-answers", args=[mine.uuid]))


def test_rounds_of_others_do_not_exist_for_strangers(client: Client) -> None:
    report, _review = published()
    round_ = opened(report)
    assert client.get(reverse("questionnaire-round", args=[round_.uuid])).status_code == 404
    draft = add_version(console(), text=REPORT)
    assert client.get(reverse("questionnaire-version", args=["SAMPLE-REPORT", draft.number])).status_code == 404
    assert client.get(reverse("questionnaire-version", args=["SAMPLE-REPORT", 1])).status_code == 200
    assert client.get("/api/v1/questionnaires/SAMPLE-REPORT/versions/2").status_code == 404
    assert client.get("/api/v1/questionnaires/SAMPLE-REPORT/versions/1").json()["answers"]["properties"]["identified"]
