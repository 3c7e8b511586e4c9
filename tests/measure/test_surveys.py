"""Surveys: who may do what, what nobody outside sees, the work from the note verbale to the edition, late replies."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palermo.ground.access.api import Refused, actor_for, console
from palermo.ground.audit import api as audit
from palermo.ground.audit.models import Event
from palermo.measure.surveys.assembling import synthesis_of
from palermo.measure.surveys.coding import (
    StatementFields,
    add_statement,
    change_statement,
    cite,
    counted,
    mark_passages,
    override,
    take_back,
)
from palermo.measure.surveys.inviting import (
    ChangedMeanwhile,
    RoundFields,
    add_section,
    change_round,
    create_round,
    invite,
    move_round,
)
from palermo.measure.surveys.models import CodedSupport, SurveyEdition, SurveyRound
from palermo.measure.surveys.passages import passages_of
from palermo.measure.surveys.publishing import publish_round, unpublish_round
from palermo.measure.surveys.queries import changes_since_edition, published_synthesis
from palermo.measure.surveys.replying import delegate, move_reply, write_answer
from palermo.measure.surveys.snapshots import as_json, from_json
from palermo.measure.surveys.states import MOVES, arrived, stage_after
from palermo.measure.surveys.words import Stage
from palermo_engines.documents.reading import read_document
from palermo_engines.kit.errors import InputError
from palermo_engines.synthesis.writing import write_report
from tests.ground.people import person_with, sign_in, web_actor
from tests.measure.planting import document, figure
from tests.measure.survey_rounds import (
    answered,
    body,
    coded,
    reply_of,
    round_of_2008,
    seated,
    small_round,
    with_focal,
)
from tests.site.crawling import body_of
from tests.truth.survey_2008 import survey as survey_2008

pytestmark = pytest.mark.django_db
SECRET = "kaleidoscope"
ROLES = ("nobody", "reader", "respondent", "focal_point", "rapporteur", "coordinator", "registrar", "auditor")


# Who may do what.

ALLOWED = {
    "create": {"coordinator"},
    "invite": {"coordinator"},
    "publish": {"coordinator"},
    "board": {"reader", "rapporteur", "coordinator", "registrar"},
    "draft": {"reader", "rapporteur", "coordinator", "registrar"},
    "coding": {"rapporteur", "coordinator"},
    "code": {"rapporteur", "coordinator"},
    "write another body's reply": {"rapporteur", "coordinator"},
    "clear another body's reply": {"rapporteur", "coordinator"},
    "read another body's reply": {"rapporteur", "coordinator"},
}


@pytest.mark.parametrize("role", ROLES)
def test_the_table_of_permissions(client: Client, role: str) -> None:
    survey = small_round()
    answered(survey, "EST", SECRET)
    statement = coded(survey, "plan", "EST")
    person = person_with() if role == "nobody" else person_with(role)
    actor = web_actor(person)
    sign_in(client, person)
    section, drafted = survey.sections.get(), reply_of(survey, "ALB")
    write_answer(console(), reply=drafted, section=section, text="x", revision=0)

    def page(name: str, uuid: object) -> bool:
        return client.get(reverse(name, args=[uuid])).status_code == 200

    def act(*steps: object) -> bool:
        call, kwargs = steps
        try:
            call(actor, **kwargs)  # type: ignore[operator]
        except Refused:
            return False
        return True

    fields = RoundFields("A/TEST/1", {"en": "T"}, ["en"])
    done = {
        "create": act(create_round, {"said": fields}),
        "invite": act(invite, {"survey": survey, "named": "HUN"}),
        "publish": act(publish_round, {"survey": survey, "with_open_questions": True}),
        "board": page("survey-board", survey.uuid),
        "draft": page("survey-synthesis", survey.uuid),
        "coding": page("survey-coding", survey.uuid),
        "code": act(cite, {"statement": statement, "named": "CUB"}),
        "write another body's reply": act(
            write_answer, {"reply": reply_of(survey, "GRC"), "section": section, "text": "x", "revision": 0}
        ),
        "clear another body's reply": act(move_reply, {"reply": reply_of(survey, "ALB"), "move": "clear"}),
        "read another body's reply": page("survey-reply", reply_of(survey, "EST").uuid),
    }
    assert done == {name: role in roles for name, roles in ALLOWED.items()}


def test_bodies_of_a_state_write_their_own_reply_only(client: Client) -> None:
    survey = small_round()
    focal, stranger = seated("focal_point", "min-est"), seated("focal_point", "min-cub")
    helper = seated("respondent", "police-est")
    reply, other = with_focal(survey, "EST", body("min-est")), with_focal(survey, "CUB", body("min-cub"))
    section = survey.sections.get()
    add_section(console(), survey=survey, code="training", titles={"en": "Training", "zh": "培训"}, level=1, position=2)
    training = survey.sections.get(code="training")
    delegate(web_actor(focal), reply=reply, section=section, body=body("police-est"))
    write_answer(web_actor(helper), reply=reply, section=section, text=f"The {SECRET}.", revision=0)
    write_answer(web_actor(focal), reply=reply_of(survey, "EST"), section=training, text="Of the ministry.", revision=0)
    for person, target, part in ((helper, reply, training), (stranger, reply, section), (focal, other, section)):
        with pytest.raises(Refused):
            write_answer(web_actor(person), reply=target, section=part, text="x", revision=0)
    with pytest.raises(Refused):
        move_reply(web_actor(helper), reply=reply, move="clear")
    shown = {}
    for name, person in (("focal", focal), ("helper", helper), ("stranger", stranger)):
        sign_in(client, person)
        answer = client.get(reverse("survey-reply", args=[reply.uuid]))
        page = answer.content.decode()
        shown[name] = (answer.status_code, SECRET in page, "Of the ministry" in page)
    assert shown == {"focal": (200, True, True), "helper": (200, True, False), "stranger": (404, False, False)}
    assert move_reply(web_actor(focal), reply=reply_of(survey, "EST"), move="clear").stage == Stage.LATE


def test_only_the_secretariat_takes_a_late_reply_in_and_dates_one_on_paper() -> None:
    survey = small_round()
    focal = web_actor(seated("focal_point", "min-est"))
    reply = with_focal(survey, "EST", body("min-est"))
    write_answer(focal, reply=reply, section=survey.sections.get(), text="x", revision=0)
    late = move_reply(focal, reply=reply_of(survey, "EST"), move="clear", received_on=date(2020, 1, 1))
    assert (late.stage, late.received_on != date(2020, 1, 1)) == (Stage.LATE, True)
    with pytest.raises(Refused):
        move_reply(focal, reply=late, move="admit")
    assert move_reply(web_actor(person_with("rapporteur")), reply=late, move="admit").stage == Stage.ADMITTED


# What the state allows.


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("move", sorted({move for _, move in MOVES} | {"fly"}))
def test_replies_move_as_the_table_says(stage: Stage, move: str) -> None:
    if (stage, move) in MOVES:
        assert stage_after(stage, move) == MOVES[stage, move]
    else:
        with pytest.raises(InputError):
            stage_after(stage, move)


def test_the_day_of_the_cut_off_still_counts() -> None:
    assert arrived(date(2008, 1, 24), date(2008, 1, 24)) is Stage.RECEIVED
    assert arrived(date(2008, 1, 25), date(2008, 1, 24)) is Stage.LATE
    assert arrived(date(2050, 1, 1), None) is Stage.RECEIVED


def test_a_closed_round_takes_replies_from_the_secretariat_only() -> None:
    survey = small_round()
    focal = web_actor(seated("focal_point", "min-est"))
    with_focal(survey, "EST", body("min-est"))
    survey = move_round(console(), survey=survey, move="close")
    with pytest.raises(InputError, match="not open"):
        write_answer(focal, reply=reply_of(survey, "EST"), section=survey.sections.get(), text="x", revision=0)
    assert answered(survey, "EST").stage == Stage.RECEIVED


def test_a_cleared_reply_is_not_written_over() -> None:
    survey = small_round()
    reply = answered(survey, "EST")
    with pytest.raises(InputError):
        write_answer(console(), reply=reply, section=survey.sections.get(), text="other", revision=1)
    reply = move_reply(console(), reply=reply, move="withdraw")
    move_reply(console(), reply=reply, move="reopen")
    write_answer(console(), reply=reply_of(survey, "EST"), section=survey.sections.get(), text="other", revision=1)


def test_an_empty_reply_cannot_be_cleared_and_no_day_is_to_come() -> None:
    survey = small_round()
    section = survey.sections.get()
    write_answer(console(), reply=reply_of(survey, "EST"), section=section, text="  ", revision=0)
    with pytest.raises(InputError, match="nothing"):
        move_reply(console(), reply=reply_of(survey, "EST"), move="clear")
    write_answer(console(), reply=reply_of(survey, "EST"), section=section, text="x", revision=1)
    with pytest.raises(InputError, match="to come"):
        move_reply(console(), reply=reply_of(survey, "EST"), move="clear", received_on=date(2999, 1, 1))


def test_a_new_cut_off_puts_replies_on_its_other_side() -> None:
    survey = small_round()
    answered(survey, "EST", on="2020-03-01")
    answered(survey, "CUB", on="2020-04-01")
    assert [reply_of(survey, code).stage for code in ("EST", "CUB")] == ["received", "late"]
    said = RoundFields(survey.symbol, survey.titles, survey.languages, cut_off=date(2020, 2, 15))
    change_round(console(), survey=survey, said=said, revision=0)
    assert [reply_of(survey, code).stage for code in ("EST", "CUB")] == ["late", "late"]
    with pytest.raises(ChangedMeanwhile):
        change_round(console(), survey=survey, said=said, revision=0)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"symbol": " "}, "symbol"), ({"titles": {"en": "T"}}, "title_zh"), ({"languages": []}, "languages"),
        ({"languages": ["xx"]}, "languages"), ({"original": "fr"}, "languages"), ({"body": "NOPE"}, "body"),
        ({"sent_on": date(2021, 1, 1), "deadline": date(2020, 1, 1)}, "deadline"),
    ],
)  # fmt: skip
def test_a_round_that_cannot_be_is_refused_with_its_field(changed: dict, where: str) -> None:
    fields = {"symbol": "A/TEST/1", "titles": {"en": "T", "zh": "题"}, "languages": ["en", "zh"], **changed}
    with pytest.raises(InputError) as refused:
        create_round(console(), said=RoundFields(**fields))
    assert refused.value.where == where
    assert not SurveyRound.objects.exists()


def test_unknown_senders_are_refused_all_together() -> None:
    survey = small_round("EST")
    with pytest.raises(InputError, match="Name 2"):
        invite(console(), survey=survey, named="Cuba, Atlantis")
    assert survey.replies.count() == 1
    assert invite(console(), survey=survey, named="古巴、克罗迪亚, League of Arab States") == 3
    asked = dict(survey.replies.values_list("code", "organisation"))
    assert asked == {"EST": False, "CUB": False, "HRV": False, "LAS": True}


# What nobody outside sees.


def _everywhere(survey: SurveyRound) -> list[str]:
    reply = reply_of(survey, "EST")
    statement = survey.statements.first()
    assert statement is not None
    of_round = ("survey", "survey-board", "survey-synthesis", "survey-coding")
    own = [reverse(name, args=[survey.uuid]) for name in of_round]
    files = [
        reverse(name, args=[survey.uuid, "en", form])
        for name in ("survey-file", "survey-draft-file")
        for form in ("docx", "pdf")
    ]
    of_reply = [reverse(name, args=[reply.uuid]) for name in ("survey-reply", "survey-reply-coding")]
    of_statement = [reverse(name, args=[statement.uuid]) for name in ("survey-statement", "survey-check")]
    api = ["/api/v1/surveys", f"/api/v1/surveys/{survey.uuid}"]
    return ["/surveys/", "/surveys/replies/", *own, *files, *of_reply, *of_statement, *api, "/search/?q=keep"]


def _seen(client: Client, address: str) -> bool:
    answer = client.get(address)
    content = body_of(answer)
    if address.endswith(".docx") and answer.status_code == 200:
        document = read_document(content, "r.docx")
        content = " ".join(each.text for each in (*document.paragraphs, *document.footnotes)).encode()
    return SECRET.encode() in content


def test_planted_reply_text_is_seen_by_coders_alone(client: Client) -> None:
    survey = small_round()
    reply = answered(survey, "EST", f"We keep a {SECRET}. It turns.")
    statement = coded(survey, "plan")
    answer = reply.answers.get()
    mark_passages(console(), statement=statement, answer=answer, spans=[(0, 10)])
    publish_round(console(), survey=survey)
    sign_in(client, person_with("rapporteur"))
    coders = {address for address in _everywhere(survey) if _seen(client, address)}
    assert reverse("survey-reply", args=[reply.uuid]) in coders
    assert reverse("survey-reply-coding", args=[reply.uuid]) in coders
    for shown in ("survey-board", "survey", "survey-synthesis"):
        assert reverse(shown, args=[survey.uuid]) not in coders
    for role in ("reader", "respondent", "focal_point", "registrar", "auditor", "steward"):
        client.logout()
        sign_in(client, person_with(role))
        assert [address for address in _everywhere(survey) if _seen(client, address)] == [], role
    client.logout()
    assert [address for address in _everywhere(survey) if _seen(client, address)] == []
    assert SECRET not in str(SurveyEdition.objects.get().coding)
    assert not any(SECRET in str(event.details) for event in Event.objects.all())


def test_the_public_sees_published_reports_only(client: Client) -> None:
    survey = small_round()
    answered(survey, "EST")
    coded(survey, "plan", "EST")
    address = reverse("survey", args=[survey.uuid])
    assert client.get(address).status_code == 404
    assert "A small survey" not in client.get("/surveys/").content.decode()
    assert client.get("/api/v1/surveys").json() == []
    publish_round(console(), survey=survey)
    page = client.get(address).content.decode()
    assert "One State (Estonia) has a plan." in page
    assert "Draft report" not in page
    assert client.get(reverse("survey-file", args=[survey.uuid, "fr", "pdf"])).status_code == 404
    assert client.get(reverse("survey-file", args=[survey.uuid, "en", "exe"])).status_code == 404
    report = client.get(f"/api/v1/surveys/{survey.uuid}").json()
    assert report["paragraphs"] == [{"number": 1, "text": "One State (Estonia) has a plan."}]
    assert report["statements"][0]["count"] == 1
    unpublish_round(console(), survey=survey)
    assert client.get(address).status_code == 404
    sign_in(client, person_with("reader"))
    assert "has a plan" not in client.get(address).content.decode()
    assert client.get(reverse("survey-file", args=[survey.uuid, "en", "docx"])).status_code == 404
    client.logout()
    assert client.get(f"/api/v1/surveys/{survey.uuid}").status_code == 404


# Coding.


def test_passages_are_the_whole_text() -> None:
    text = "  One plan, v. 2.5! 第二句。第三句\nA line without end\n\n  Last?"
    found = list(passages_of(text))
    texts = ["One plan, v.", "2.5!", "第二句。", "第三句", "A line without end", "Last?"]
    assert [each.text for each in found] == texts
    assert all(text[each.start : each.end] == each.text for each in found)
    assert list(passages_of("")) == []


def test_marks_keep_to_the_reply_and_are_lost_with_its_words() -> None:
    survey, other = small_round(), small_round()
    reply = answered(survey, "EST", "We have a plan. It is new.")
    statement, foreign = coded(survey, "plan"), coded(other, "plan")
    answer = reply.answers.get()
    mark_passages(console(), statement=statement, answer=answer, spans=[(16, 26), (0, 15)])
    support = CodedSupport.objects.get()
    assert (support.code, support.start, support.end) == ("EST", 0, 26)
    for wrong in ([(0, 500)], [(5, 5)], []):
        with pytest.raises(InputError):
            mark_passages(console(), statement=statement, answer=answer, spans=wrong)
    with pytest.raises(InputError):
        mark_passages(console(), statement=foreign, answer=answer, spans=[(0, 5)])
    reply = move_reply(console(), reply=move_reply(console(), reply=reply, move="withdraw"), move="reopen")
    write_answer(console(), reply=reply, section=survey.sections.get(), text="We have none.", revision=1)
    assert not CodedSupport.objects.exists()


def test_a_quantifier_the_count_does_not_support_is_refused_and_an_override_needs_a_reason() -> None:
    survey = small_round()
    for code in ("ALB", "BGR", "HRV", "CUB", "EST", "GRC"):
        answered(survey, code)
    statement = coded(survey, "plan", "ALB, BGR, HRV")
    assert (len(counted(statement).states), len(counted(statement).base)) == (3, 6)
    fields = dict.fromkeys(("en", "zh"), "{who}")
    said = StatementFields(survey.sections.get(), "plan", "statement", 1, fields, quantifier="more_than_half")
    with pytest.raises(InputError, match="3 of 6") as refused:
        change_statement(console(), statement=statement, said=said, revision=0)
    assert refused.value.where == "quantifier"
    with pytest.raises(InputError):
        override(console(), statement=statement, quantifier="most", reason=" ", revision=0)
    override(console(), statement=statement, quantifier="most", reason="Agreed in the group.", revision=0)
    with pytest.raises(ChangedMeanwhile):
        override(console(), statement=statement, quantifier="most", reason="Again.", revision=0)
    written = write_report(synthesis_of(survey), "en")
    assert written.paragraphs[0].sentences[0].text.startswith("Most responding States")
    assert written.choices[0].override is not None
    assert written.choices[0].override.reason == "Agreed in the group."


def test_an_override_is_public_with_its_reason_and_body_and_without_a_person(client: Client) -> None:
    survey = small_round()
    for code in ("ALB", "BGR", "HRV"):
        answered(survey, code)
    statement = coded(survey, "plan", "ALB, BGR")
    person = seated("rapporteur", "secretariat")
    override(web_actor(person), statement=statement, quantifier="several", reason="Two speak for groups.", revision=0)
    publish_round(console(), survey=survey)
    page = client.get(reverse("survey", args=[survey.uuid])).content.decode()
    assert "Two speak for groups." in page
    assert "Body secretariat" in page
    assert "<sup>†</sup>" in page
    assert person.code not in page
    assert person.name not in page


def test_open_questions_hold_a_report_back_until_somebody_says_otherwise() -> None:
    survey = small_round()
    answered(survey, "EST")
    coded(survey, "plan", "EST, LVA")
    with pytest.raises(InputError, match="open questions"):
        publish_round(console(), survey=survey)
    assert publish_round(console(), survey=survey, with_open_questions=True).number == 1


def test_a_late_reply_changes_the_draft_and_not_the_edition() -> None:
    survey = small_round()
    for code in ("ALB", "BGR", "HRV", "CUB"):
        answered(survey, code)
    coded(survey, "plan", "ALB, BGR, EST")
    publish_round(console(), survey=survey, with_open_questions=True)
    late = answered(survey, "EST", on="2020-05-01")
    edition, changes = changes_since_edition(survey, "en")
    assert edition is not None
    assert [change.after for change in changes] == ["Some States (Albania and Bulgaria) have a plan."]
    move_reply(console(), reply=late, move="admit")
    _, changes = changes_since_edition(survey, "en")
    assert changes == () or [change.after for change in changes] == [
        "Most responding States (Albania, Bulgaria and Estonia) have a plan."
    ]
    move_reply(console(), reply=reply_of(survey, "EST"), move="withdraw")
    _, changes = changes_since_edition(survey, "en")
    assert [change.after for change in changes] == ["Some States (Albania and Bulgaria) have a plan."]
    kept = published_synthesis(SurveyRound.objects.get(pk=survey.pk))
    assert kept is not None
    assert "Estonia" in write_report(kept, "en").paragraphs[0].sentences[0].text


def test_a_figure_in_the_text_brings_its_citation_as_a_footnote(client: Client) -> None:
    survey = small_round()
    cited = figure(document("A/71/119"), 15)
    wordings = dict.fromkeys(("en", "zh"), f"There were {{figure:{cited.uuid}}} in {{cut_off}}.")
    said = StatementFields(survey.sections.get(), "cases", "remark", 1, wordings)
    add_statement(console(), survey=survey, said=said)
    publish_round(console(), survey=survey)
    page = re.sub(r"<[^>]+>", "", client.get(reverse("survey", args=[survey.uuid])).content.decode())
    assert "There were 15 people1 in 10 March 2020." in page
    assert "A/71/119, para. 7." in page
    with audit.act(console(), "measure.test.withdrawn", object_kind="figure"):
        type(cited).objects.filter(pk=cited.pk).update(status="withdrawn")
    with pytest.raises(InputError) as refused:
        publish_round(console(), survey=survey)
    assert (refused.value.code, refused.value.where) == ("synthesis.unknown", "cases")
    sign_in(client, person_with("reader"))
    draft = client.get(reverse("survey-synthesis", args=[survey.uuid]))
    assert draft.status_code == 200
    assert "figure that does not exist" in draft.content.decode()
    assert client.get(reverse("survey-draft-file", args=[survey.uuid, "en", "pdf"])).status_code == 422


def test_an_edition_is_dated_and_a_draft_is_not() -> None:
    survey = small_round()
    answered(survey, "EST")
    coded(survey, "plan", "EST")
    assert synthesis_of(survey).front.on is None
    assert from_json(publish_round(console(), survey=survey).coding).front.on == timezone.now().date()


def test_every_write_leaves_its_event() -> None:
    survey = small_round()
    answered(survey, "EST")
    statement = coded(survey, "plan", "EST")
    take_back(console(), statement=statement, code="EST")
    verbs = set(Event.objects.filter(verb__startswith="measure.survey.").values_list("verb", flat=True))
    assert {f"measure.survey.{verb}" for verb in (
        "created", "section_added", "invited", "moved", "answered", "cleared", "statement_added", "coded", "uncoded",
    )} <= verbs  # fmt: skip
    with pytest.raises(audit.UnauditedWrite):
        SurveyRound.objects.filter(pk=survey.pk).update(published=True)


# The survey of 2008.


def test_the_round_of_2008_comes_out_as_the_engine_writes_it() -> None:
    made = round_of_2008(console())
    edition = publish_round(console(), survey=made, with_open_questions=True)
    for language in ("en", "zh", "ar"):
        from_rows = write_report(from_json(edition.coding), language)
        from_facts = write_report(survey_2008(), language)
        assert from_rows.footnotes == from_facts.footnotes
        assert [each.pieces(language) for each in from_rows.paragraphs] == [
            each.pieces(language) for each in from_facts.paragraphs
        ]
        assert {(each.code, each.statement) for each in from_rows.faults} == {
            (each.code, each.statement) for each in from_facts.faults
        }


def test_one_reply_of_2008_withdrawn_changes_what_it_must() -> None:
    made = round_of_2008(console())
    publish_round(console(), survey=made, with_open_questions=True)
    move_reply(console(), reply=reply_of(made, "EST"), move="withdraw")
    _, changes = changes_since_edition(made, "zh")
    assert {change.item for change in changes} == {
        "replies", "ratified", "law_unfinished", "charged_together", "money_laundering", "child_protocol", "shelters",
    }  # fmt: skip


def test_an_edition_reads_back_as_it_was() -> None:
    synthesis = survey_2008()
    again = from_json(as_json(synthesis))
    assert (again.items, again.themes, again.order, again.front) == (
        synthesis.items, synthesis.themes, synthesis.order, synthesis.front,
    )  # fmt: skip
    assert as_json(again) == as_json(synthesis)


# The journey, through views.


def test_from_the_note_verbale_to_the_edition(client: Client) -> None:
    sign_in(client, person_with("coordinator"))
    titles = {f"title_{language}": f"Survey {language}" for language in ("en", "zh")}
    said = {
        "symbol": "A/TEST/77", "languages": ["en", "zh"], "original": "en", "sent_on": "2020-01-10",
        "deadline": "2020-02-10", "cut_off": "2020-03-10", "body": "CCPCJ", **titles,
    }  # fmt: skip
    answer = client.post(reverse("survey-new"), said)
    survey = SurveyRound.objects.get()
    assert answer.headers["Location"] == reverse("survey", args=[survey.uuid])
    section = {"code": "law", "level": 1, "position": 1, "title_en": "Law", "title_zh": "法律"}
    assert client.post(reverse("survey-section", args=[survey.uuid]), section).status_code == 302
    asked = client.post(reverse("survey-ask", args=[survey.uuid]), {"named": "Estonia, 古巴\nALB"})
    assert asked.status_code == 302
    assert client.post(reverse("survey-move", args=[survey.uuid, "open"])).status_code == 302
    body("min-est")
    focal = client.post(reverse("survey-sender", args=[survey.uuid, "EST"]), {"body": "min-est"})
    assert focal.status_code == 302
    _states_reply(client, survey)
    _secretariat_codes(client, survey)
    _published(client, survey)


def _states_reply(client: Client, survey: SurveyRound) -> None:
    client.logout()
    sign_in(client, seated("focal_point", "min-est"))
    reply = reply_of(survey, "EST")
    assert str(reply.uuid) in client.get(reverse("survey-replies")).content.decode()
    address = reverse("survey-answer", args=[reply.uuid, "law"])
    assert client.post(address, {"text": "We have a plan. It is new.", "revision": 0}).status_code == 302
    stale = client.post(address, {"text": "Typed meanwhile.", "revision": 0})
    assert stale.status_code == 422
    assert "Typed meanwhile." in stale.content.decode()
    client.post(reverse("survey-reply-move", args=[reply.uuid, "clear"]))
    assert reply_of(survey, "EST").stage == Stage.LATE


def _secretariat_codes(client: Client, survey: SurveyRound) -> None:
    client.logout()
    sign_in(client, person_with("rapporteur"))
    reply = reply_of(survey, "EST")
    client.post(reverse("survey-reply-move", args=[reply.uuid, "admit"]))
    for code in ("ALB", "CUB"):
        other = reply_of(survey, code)
        client.post(reverse("survey-answer", args=[other.uuid, "law"]), {"text": "A plan.", "revision": 0})
        client.post(reverse("survey-reply-move", args=[other.uuid, "clear"]), {"received_on": "2020-02-01"})
    wordings = {"wording_en": "{Who} [has|have] a plan.", "wording_zh": "{who}订有计划。"}
    said = {"code": "plan", "kind": "statement", "section": "law", "paragraph": 1, "naming": "footnote", **wordings}
    assert client.post(reverse("survey-statement-new", args=[survey.uuid]), said).status_code == 302
    statement = survey.statements.get()
    answer = reply.answers.get()
    marks = {"answer": answer.uuid, "statement": statement.uuid, "passage": "0-15"}
    assert client.post(reverse("survey-reply-coding", args=[reply.uuid]), marks).status_code == 302
    marked = client.get(reverse("survey-reply-coding", args=[reply.uuid])).content.decode()
    assert "<mark>We have a plan.</mark>" in marked
    cited = client.post(reverse("survey-cite", args=[statement.uuid]), {"named": "CUB", "place": "question 1"})
    assert cited.status_code == 302
    page = client.get(reverse("survey-statement", args=[statement.uuid])).content.decode()
    assert "2 of 3" in page
    check = client.get(reverse("survey-check", args=[statement.uuid]), {"quantifier": "all"}).content.decode()
    assert "not supported" in check
    too_much = {**said, "quantifier": "all", "revision": 0}
    refused = client.post(reverse("survey-statement", args=[statement.uuid]), too_much)
    assert refused.status_code == 422
    assert "2 of 3" in refused.content.decode()
    assert client.post(reverse("survey-publish", args=[survey.uuid])).status_code == 404


def _published(client: Client, survey: SurveyRound) -> None:
    client.logout()
    sign_in(client, person_with("coordinator", email="second@example.org"))
    assert client.post(reverse("survey-publish", args=[survey.uuid])).status_code == 302
    client.logout()
    page = client.get(reverse("survey", args=[survey.uuid])).content.decode()
    assert "More than half of the responding States have a plan." in re.sub(r"<[^>]+>", "", page)
    assert "Cuba and Estonia." in page
    content = body_of(client.get(reverse("survey-file", args=[survey.uuid, "zh", "docx"])))
    document = read_document(content, "report.docx")
    assert [note.text for note in document.footnotes] == ["爱沙尼亚和古巴。"]
    pdf = client.get(reverse("survey-file", args=[survey.uuid, "en", "pdf"]))
    assert body_of(pdf).startswith(b"%PDF")
    assert pdf.headers["Content-Disposition"].endswith('.pdf"')


# Input that cannot be used.


@pytest.mark.parametrize(
    ("passage", "statement"),
    [
        ("0-999999", ""), ("x", None), ("-5-2", None), ("", None), ("1" * 40, None), ("0-5", "no uuid"),
        ("0-5", "5f0c2c3e-8a4e-4a36-9f4c-0d6a2f3b7c11"), ("0-999999", None),
    ],
)  # fmt: skip
def test_marks_that_cannot_be_are_refused(client: Client, passage: str, statement: str | None) -> None:
    survey = small_round()
    reply = answered(survey, "EST")
    kept = coded(survey, "plan")
    sign_in(client, person_with("rapporteur"))
    said = {
        "answer": reply.answers.get().uuid, "passage": passage,
        "statement": kept.uuid if statement is None else statement,
    }  # fmt: skip
    answer = client.post(reverse("survey-reply-coding", args=[reply.uuid]), said)
    assert answer.status_code == 200
    assert not CodedSupport.objects.exists()


def test_a_wording_that_cannot_be_filled_keeps_what_was_typed(client: Client) -> None:
    survey = small_round()
    sign_in(client, person_with("rapporteur"))
    said = {
        "code": "plan", "kind": "statement", "section": "law", "paragraph": 1, "naming": "auto",
        "wording_en": "{Whoever} has a plan.", "wording_zh": "{who}。",
    }  # fmt: skip
    answer = client.post(reverse("survey-statement-new", args=[survey.uuid]), said)
    assert answer.status_code == 422
    assert "{Whoever} has a plan." in answer.content.decode()
    assert not survey.statements.exists()


def test_pages_speak_chinese(client: Client) -> None:
    survey = small_round()
    answered(survey, "EST")
    coded(survey, "plan", "EST")
    publish_round(console(), survey=survey)
    client.cookies["django_language"] = "zh-hans"
    page = client.get(reverse("survey", args=[survey.uuid])).content.decode()
    assert "一个国家（爱沙尼亚）订有计划。" in page
    assert "一项小调查" in page


def test_a_person_whose_seat_ended_reads_nothing(client: Client) -> None:
    survey = small_round()
    person = seated("focal_point", "min-est")
    reply = with_focal(survey, "EST", body("min-est"))
    assert actor_for(person, "web").organisations == {"min-est"}
    sign_in(client, person)
    address = reverse("survey-reply", args=[reply.uuid])
    assert client.get(address).status_code == 200
    with audit.act(console(), "ground.test.changed", object_kind="person"):
        person.holdings.update(valid_to=date(2020, 1, 1))
    assert client.get(address).status_code == 404
