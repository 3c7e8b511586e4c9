"""Questionnaires for tests: the samples published, a round that asks, bodies with seats, answers that are cleared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from palermo.ground.access.api import Actor, console, create_organisation, create_seat, give_seat
from palermo.ground.organisations.models import Organisation
from palermo.measure.questionnaires.answering import DataSource, finish_section, part_of, write_section
from palermo.measure.questionnaires.clearing import move_submission
from palermo.measure.questionnaires.designing import add_version, move_version, questions_of
from palermo.measure.questionnaires.models import QuestionnaireRound, QuestionnaireVersion, Submission
from palermo.measure.questionnaires.questions import Section
from palermo.measure.questionnaires.running import create_round, invite, move_round, set_focal
from palermo.measure.questionnaires.said import Said
from tests.ground.people import person_with, web_actor

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "questionnaires"
REPORT = (SAMPLES / "SAMPLE-REPORT.yaml").read_text(encoding="utf-8")
REVIEW = (SAMPLES / "SAMPLE-REVIEW.yaml").read_text(encoding="utf-8")
MINISTRY, POLICE = "min-est", "police-est"


def published(*texts: str) -> list[QuestionnaireVersion]:
    """Versions added together, so that each finds the questions of the others, then published."""
    added = [add_version(console(), text=text) for text in (texts or (REPORT, REVIEW))]
    return [move_version(console(), version=version, move="publish") for version in added]


def body(code: str) -> Organisation:
    return Organisation.objects.filter(code=code).first() or create_organisation(
        console(), code=code, name=f"Body {code}"
    )


def seated(role: str, code: str, email: str = "") -> Any:
    """A person with a seat in the body."""
    person = person_with(email=email or f"{role}-{code}@example.org")
    seat = create_seat(console(), organisation=body(code), role=role)
    give_seat(console(), seat=seat, person=person)
    return person


def focal(code: str = MINISTRY) -> Actor:
    return web_actor(seated("focal_point", code, f"focal-{code}-{Organisation.objects.count()}@example.org"))


def opened(
    version: QuestionnaireVersion, period: str = "2024", states: str = "EST, CUB", focal_code: str = MINISTRY
) -> QuestionnaireRound:
    """A round that is open, its first State cleared by the ministry."""
    round_ = create_round(console(), version=version, period=period)
    invite(console(), round_=round_, named=states)
    first = states.partition(",")[0]
    set_focal(console(), submission=of(round_, first), body=body(focal_code))
    return move_round(console(), round_=round_, move="open")


def of(round_: QuestionnaireRound, country: str = "EST") -> Submission:
    return Submission.objects.select_related("round__version__questionnaire", "focal", "source").get(
        round=round_, country=country
    )


def again(submission: Submission) -> Submission:
    return of(submission.round, submission.country)


def section(submission: Submission, name: str) -> Section:
    found = questions_of(submission.round.version).section(name)
    assert found is not None
    return found


def write(actor: Actor, submission: Submission, name: str, data: DataSource | None = None, **said: Any) -> Any:
    """Values by question; a ``Said`` stands as it is."""
    part = section(submission, name)
    given = {key: each if isinstance(each, Said) else Said(value=each) for key, each in said.items()}
    return write_section(
        actor, submission=submission, section=part, said=given, revision=part_of(submission, part).revision, data=data
    )


def finish(actor: Actor, submission: Submission, *names: str) -> None:
    for name in names or [each.id for each in questions_of(submission.round.version).sections]:
        finish_section(actor, submission=submission, section=section(submission, name), done=True)


def move(actor: Actor, submission: Submission, *steps: str) -> Submission:
    for step in steps:
        submission = move_submission(actor, submission=submission, move=step, revision=again(submission).revision)
    return again(submission)


def people(total: int, **parts: int) -> dict[str, Any]:
    return {"total": total, **parts}


def cleared_report(actor: Actor, submission: Submission, identified: int = 120, **said: Any) -> Submission:
    """The sample report answered and cleared."""
    write(
        actor,
        submission,
        "legislation",
        **{
            "offence": "partly",
            "provisions": "Article 133",
            **{key: value for key, value in said.items() if key in ("party", "assistance")},
        },
    )
    source = DataSource("Police board", "Police register", f"{submission.round.period}-12-31")
    write(
        actor,
        submission,
        "victims",
        source,
        identified=people(identified, women=max(identified - 20, 0), men=min(identified, 20)),
        **{key: value for key, value in said.items() if key in ("forced_labour", "repatriated")},
    )
    write(actor, submission, "offenders", source, convicted=people(12))
    finish(actor, submission)
    return move(actor, submission, "submit", "clear")
