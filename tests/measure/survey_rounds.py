"""Surveys for tests: bodies with seats, a small round of fictional content, the round of 2008 as coded facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from palermo.ground.access.api import Actor, console, create_organisation, create_seat, give_seat
from palermo.ground.organisations.models import Organisation
from palermo.ground.people.api import Person
from palermo.measure.surveys.coding import StatementFields, add_statement, cite
from palermo.measure.surveys.inviting import RoundFields, add_section, create_round, invite, move_round, set_sender
from palermo.measure.surveys.models import CodedStatement, Reply, SurveyRound
from palermo.measure.surveys.replying import move_reply, write_answer
from palermo_engines.synthesis.model import Remark
from tests.ground.people import person_with
from tests.truth.survey_2008 import LEAGUE, STATES, survey

ASKED = "ALB, Bulgaria, Croatia, CUB, EST, GRC"


def body(code: str) -> Organisation:
    """A body; made once."""
    found = Organisation.objects.filter(code=code).first()
    return found or create_organisation(console(), code=code, name=f"Body {code}")


def seated(role: str, code: str) -> Person:
    """Somebody with a seat in a body of their own."""
    person = person_with(email=f"{role}-{code}@example.org")
    give_seat(console(), seat=create_seat(console(), organisation=body(code), role=role), person=person)
    return person


def small_round(asked: str = ASKED) -> SurveyRound:
    """An open round in English and Chinese with one section."""
    said = RoundFields(
        "A/TEST/9", {"en": "A small survey", "zh": "一项小调查"}, ["en", "zh"],
        sent_on=date(2020, 1, 10), deadline=date(2020, 2, 10), cut_off=date(2020, 3, 10),
    )  # fmt: skip
    made = create_round(console(), said=said)
    add_section(console(), survey=made, code="law", titles={"en": "Law", "zh": "法律"}, level=1, position=1)
    invite(console(), survey=made, named=asked)
    return move_round(console(), survey=made, move="open")


def reply_of(survey: SurveyRound, code: str) -> Reply:
    return Reply.objects.select_related("round", "focal").get(round=survey, code=code)


def answered(survey: SurveyRound, code: str, text: str = "We have a plan. It is new.", on: str = "2020-02-01") -> Reply:
    """A reply that the secretariat entered and cleared."""
    section = survey.sections.get(code="law")
    write_answer(console(), reply=reply_of(survey, code), section=section, text=text, revision=0)
    return move_reply(console(), reply=reply_of(survey, code), move="clear", received_on=date.fromisoformat(on))


def coded(survey: SurveyRound, code: str, states: str = "", **fields: object) -> CodedStatement:
    """A statement, with the States that say so."""
    wordings = {"en": "{Who} [has|have] a plan.", "zh": "{who}订有计划。"}
    section = survey.sections.get(code="law")
    said = StatementFields(section, code, "statement", 1, wordings, **fields)  # type: ignore[arg-type]
    made = add_statement(console(), survey=survey, said=said)
    if states:
        cite(console(), statement=made, named=states, place="question 1")
    return made


def with_focal(survey: SurveyRound, code: str, focal: Organisation) -> Reply:
    return set_sender(console(), reply=reply_of(survey, code), focal=focal)


def round_of_2008(actor: Actor) -> SurveyRound:
    """The survey of 2008, entered as its secretariat would have: every reply on paper, every statement cited."""
    facts = survey()
    languages = ["en", "zh", "ar"]
    said = RoundFields(
        facts.front.symbol, dict(facts.front.title), languages, body="CCPCJ", sent_on=facts.round.sent_on,
        deadline=facts.round.deadline, cut_off=facts.round.cut_off, keeps_order=True,
    )  # fmt: skip
    made = create_round(actor, said=said)
    for place, theme in enumerate(facts.themes, 1):
        add_section(actor, survey=made, code=theme.id, titles=theme.title, level=theme.level, position=place)
    invite(actor, survey=made, named="\n".join([*STATES, LEAGUE["en"]]))
    made = move_round(actor, survey=made, move="open")
    _receive_all(actor, made)
    _code(actor, made)
    return made


def _receive_all(actor: Actor, made: SurveyRound) -> None:
    section = made.sections.get(code="law")
    names = {each.code: dict(each.names) for each in survey().round.respondents if not each.organisation}
    for reply in made.replies.select_related("round", "focal"):
        write_answer(actor, reply=reply, section=section, text="As in the document.", revision=0)
        move_reply(actor, reply=reply, move="clear", received_on=date(2007, 12, 15))
        set_sender(actor, reply=reply, focal=None, names=names.get(reply.code, {}))


def _code(actor: Actor, made: SurveyRound) -> None:
    sections = {section.code: section for section in made.sections.all()}
    done: dict[str, CodedStatement] = {}
    for item in survey().items:
        kind = "remark" if isinstance(item, Remark) else "statement"
        counted = {} if isinstance(item, Remark) else {
            "naming": item.naming.value, "quantifier": item.quantifier, "base": done.get(item.base),
        }  # fmt: skip
        said = StatementFields(
            sections[item.theme], item.id, kind, int(item.paragraph), dict(item.wording),
            hangs_on=done.get(item.footnote_of), **counted,
        )  # fmt: skip
        done[item.id] = add_statement(actor, survey=made, said=said)
        if not isinstance(item, Remark):
            cite(actor, statement=done[item.id], named=_codes([each.code for each in item.support]), place="coded")


def _codes(codes: Sequence[str]) -> str:
    return ", ".join(codes)
