"""What a review questionnaire shows to be missing, and the request for support that one opens (register O24)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import Actor, Verdict
from palermo.ground.audit import api as audit
from palermo.ground.registers.api import RegisterRecord, create_record, declaration, may_write, records_from
from palermo.ground.standards.api import instruments
from palermo.measure.questionnaires.answering import asked_and_said
from palermo.measure.questionnaires.checks import relevant
from palermo.measure.questionnaires.models import Submission
from palermo.measure.questionnaires.questions import Article, Question, Section
from palermo.measure.questionnaires.rules import may_read_answers
from palermo.measure.questionnaires.said import Said
from palermo.measure.questionnaires.words import Stage, Standing
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration, in_language

REGISTER = "O24"
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Gap:
    """A question answered in a way that means a gap; ``request`` is the record that was opened from it, if any."""

    question: Question
    section: Section
    said: Said
    request: RegisterRecord | None = None


def gaps_of(actor: Actor, submission: Submission) -> tuple[Gap, ...]:
    """The gaps a submission shows, in the order of its questions, with the requests that ``actor`` reads."""
    asked, said = asked_and_said(submission)
    counted = relevant(asked, said, timezone.localdate())
    found = [
        (section, question, counted[question.id])
        for section in asked.sections
        for question in section.questions
        if question.id in counted and is_gap(question, counted[question.id])
    ]
    register = declaration(REGISTER)
    keys = [origin_key(submission, question) for _section, question, _said in found]
    opened = records_from(actor, register, keys) if register else {}
    return tuple(
        Gap(question, section, each, opened.get(origin_key(submission, question))) for section, question, each in found
    )


def is_gap(question: Question, said: Said) -> bool:
    """Whether the answer is one of those that the question calls a gap."""
    if said.standing != Standing.VALUE or not question.gap:
        return False
    given = said.value if isinstance(said.value, list) else [said.value]
    return any(_code(each) in question.gap for each in given)


def may_request(actor: Actor) -> Verdict:
    """Whether ``actor`` writes requests for support; which State's gaps they read is another rule."""
    register = declaration(REGISTER)
    return may_write(actor, register) if register else Verdict(False, "no_register", _("There is no such register."))


def request_support(actor: Actor, *, submission: Submission, question: str, kind: str) -> tuple[RegisterRecord, bool]:
    """Open a draft request for a gap; returns the record and whether it is new: a gap opens one request, however often
    it is asked. InputError for answers that are not cleared, and for what is no gap."""
    may_read_answers(actor, submission).demand()
    register = declaration(REGISTER)
    may_request(actor).demand()
    assert register is not None
    with audit.act(
        actor, "measure.questionnaire.support_requested", object_kind="submission", object_uuid=submission.uuid
    ) as act:
        held = Submission.objects.select_for_update(of=("self",)).select_related(
            "round__version__questionnaire", "focal"
        )
        current = held.get(pk=submission.pk)
        gap = _demand_gap(actor, current, question)
        act.note(question=question, new=gap.request is None)
        if gap.request is not None:
            return gap.request, False
        made = create_record(
            actor, declaration=register, values=_values(register, current, gap, kind),
            origin=origin_key(current, gap.question),
        )  # fmt: skip
    return made, True


def origin_key(submission: Submission, question: Question) -> str:
    """What the record says it was made from."""
    return f"questionnaire:{submission.uuid}:{question.id}"


def article_words(articles: Iterable[Article]) -> str:
    """``Trafficking in Persons Protocol, article 5``: instruments by their short name, each once."""
    by_instrument: dict[str, list[str]] = {}
    for article in articles:
        by_instrument.setdefault(article.instrument, []).append(article.number)
    return "; ".join(
        _("%(instrument)s, article %(numbers)s") % {"instrument": _short(code), "numbers": ", ".join(numbers)}
        for code, numbers in by_instrument.items()
    )


def _short(code: str) -> str:
    known = instruments()[code]
    return known.short if active_language() == "en" else known.name(active_language())


def _demand_gap(actor: Actor, submission: Submission, question: str) -> Gap:
    if submission.stage != Stage.CLEARED:
        raise InputError("questionnaires.not_cleared", "Support is asked for once the answers are cleared.")
    gap = next((each for each in gaps_of(actor, submission) if each.question.id == question), None)
    if gap is None:
        raise InputError("questionnaires.no_gap", "This answer shows no gap.", where=question)
    return gap


def _values(register: Declaration, submission: Submission, gap: Gap, kind: str) -> dict[str, Any]:
    """The draft: what, for whom, of which kind, since when, and where the gap was found."""
    label = in_language(gap.question.field.label, active_language())
    articles = article_words(gap.question.articles)
    title = _("%(articles)s: %(question)s") % {"articles": articles, "question": label} if articles else label
    kinds = register.field("kind")
    if kinds is None or kinds.choice(kind) is None:
        raise InputError("questionnaires.kind", "There is no such kind of support.", where="kind")
    asked = submission.round.version.questionnaire
    body = submission.focal.name if submission.focal else _("Not stated yet")
    return {
        "title": title[:_LONGEST_TITLE],
        "country": submission.country,
        "requesting_body": {"name": body},
        "kind": kind,
        "received_on": timezone.localdate().isoformat(),
        "source": {
            "document": f"{asked.code} {submission.round.period}",
            "place": gap.question.number or gap.question.id[:40],
        },
    }


def _code(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
