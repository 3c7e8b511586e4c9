"""WHO may: boards are for readers, contents for the State's own bodies until they are cleared."""

from __future__ import annotations

from django.utils.translation import gettext

from palermo.ground.access.api import Actor, Verdict, may
from palermo.measure.questionnaires.models import Submission, SubmissionSection
from palermo.measure.questionnaires.words import Stage

READ, ANSWER, CLEAR = "measure.questionnaire.read", "measure.questionnaire.answer", "measure.questionnaire.clear"
DESIGN, PUBLISH = "measure.questionnaire.design", "measure.questionnaire.publish"
_OF_THE_FOCAL_POINT = frozenset({"clear", "return"})


def may_read_boards(actor: Actor) -> Verdict:
    """Who was asked and how far each is, without contents; contents once they are cleared."""
    return may(actor, READ)


def may_design(actor: Actor) -> Verdict:
    """Write versions, which nobody is asked before they are published."""
    return may(actor, DESIGN)


def may_publish(actor: Actor) -> Verdict:
    """Publish versions, run rounds, send cleared submissions back, make cleared answers public."""
    return may(actor, PUBLISH)


def may_read_answers(actor: Actor, submission: Submission) -> Verdict:
    """The State's own bodies always (each its own sections: ``may_read_section``), others once it is cleared."""
    if submission.stage == Stage.CLEARED and may_read_boards(actor):
        return may_read_boards(actor)
    bodies = {_code(part.delegate) for part in submission.sections.all()} | {_code(submission.focal)}
    return _own(actor, ANSWER, bodies)


def may_read_section(actor: Actor, submission: Submission, part: SubmissionSection) -> Verdict:
    """A delegate reads the sections it answers, the focal point's body all of them."""
    if submission.stage == Stage.CLEARED and may_read_boards(actor):
        return may_read_boards(actor)
    return may_answer(actor, submission, part)


def may_answer(actor: Actor, submission: Submission, part: SubmissionSection) -> Verdict:
    """A section is answered by its delegate, or by the focal point's body."""
    return _own(actor, ANSWER, {_code(submission.focal), _code(part.delegate)})


def may_delegate(actor: Actor, submission: Submission) -> Verdict:
    """The focal point says which body answers which section."""
    return _own(actor, CLEAR, {_code(submission.focal)})


def may_move(actor: Actor, submission: Submission, move: str) -> Verdict:
    """One focal point clears or returns; its body submits; the secretariat alone sends back what was cleared."""
    if move == "send-back":
        return may_publish(actor)
    return _own(actor, CLEAR if move in _OF_THE_FOCAL_POINT else ANSWER, {_code(submission.focal)})


def _own(actor: Actor, permission: str, bodies: set[str]) -> Verdict:
    verdict = may(actor, permission)
    if verdict and not (bodies - {""}) & actor.organisations:
        return Verdict(False, "other_body", gettext("These answers are another body's."))
    return verdict


def _code(body: object) -> str:
    return getattr(body, "code", "")
