"""Reading rounds, replies and coding, fenced by the actor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from palermo.commons.wording.languages import active_language
from palermo.commons.wording.places import alphabetical_key, country_name
from palermo.ground.access.api import Actor, may
from palermo.ground.organisations.models import Organisation
from palermo.measure.surveys.assembling import names_of, synthesis_of
from palermo.measure.surveys.models import (
    Answer,
    CodedStatement,
    CodedSupport,
    Reply,
    SurveyEdition,
    SurveyRound,
    SurveySection,
)
from palermo.measure.surveys.rules import REPLY, may_code, may_read_drafts
from palermo.measure.surveys.snapshots import from_json
from palermo.measure.surveys.words import STAGES, Stage
from palermo_engines.kit.languages import Language
from palermo_engines.synthesis.changes import Change, changes_between
from palermo_engines.synthesis.model import Synthesis
from palermo_engines.synthesis.writing import write_report
from palermo_engines.synthesis.written import Written

__all__ = ["Answer", "CodedStatement", "Reply", "SurveyEdition", "SurveyRound", "SurveySection"]

_COUNTED = frozenset({Stage.RECEIVED.value, Stage.ADMITTED.value})


@dataclass(frozen=True, slots=True)
class BoardRow:
    """Who was asked and how far the reply is: nothing of what it says."""

    reply: Reply
    name: str


def rounds_visible_to(actor: Actor) -> QuerySet[SurveyRound]:
    """Staff see all rounds, the public those with a published report."""
    return SurveyRound.objects.all() if may_read_drafts(actor) else published_rounds()


def published_rounds() -> QuerySet[SurveyRound]:
    """Those everybody sees."""
    return SurveyRound.objects.filter(published=True)


def round_visible_to(actor: Actor, uuid: UUID) -> SurveyRound | None:
    """None when there is none for the actor."""
    return rounds_visible_to(actor).filter(uuid=uuid).first()


def replies_visible_to(actor: Actor) -> QuerySet[Reply]:
    """Replies whose contents the actor may read: coders all, others those their bodies write."""
    found = Reply.objects.select_related("round", "focal").prefetch_related("answers__section", "answers__delegate")
    if may_code(actor):
        return found
    if not may(actor, REPLY):
        return found.none()
    own = Q(focal__code__in=actor.organisations) | Q(answers__delegate__code__in=actor.organisations)
    return found.filter(own).distinct()


def reply_visible_to(actor: Actor, uuid: UUID) -> Reply | None:
    """None when there is none for the actor."""
    return replies_visible_to(actor).filter(uuid=uuid).first()


def statement_visible_to(actor: Actor, uuid: UUID) -> CodedStatement | None:
    """For coders; None for everybody else."""
    found = CodedStatement.objects.filter(uuid=uuid, gone=False).select_related("round", "section", "base", "hangs_on")
    return found.first() if may_code(actor) else None


def statements_of(survey: SurveyRound) -> QuerySet[CodedStatement]:
    """The coding of a round, in the order of the report."""
    kept = survey.statements.filter(gone=False)
    return kept.select_related("section", "base", "hangs_on").prefetch_related("supports")


@dataclass(frozen=True, slots=True)
class Supporter:
    """Who stands behind a statement. ``counts`` false: cited, but without a reply that counts."""

    support: CodedSupport
    name: str
    counts: bool

    @property
    def words(self) -> str:
        """The passage that was marked, or the place in words."""
        support = self.support
        if support.answer is None or support.start is None:
            return str(support.place)
        return str(support.answer.text[support.start : support.end])


def supporters(statement: CodedStatement) -> list[Supporter]:
    """In the reader's alphabet."""
    language = active_language()
    replies = {reply.code: reply for reply in statement.round.replies.all()}
    found = []
    for each in statement.supports.select_related("answer"):
        reply = replies.get(each.code)
        name = sender_name(reply, language) if reply else country_name(each.code, language)
        found.append(Supporter(each, name, reply is not None and reply.stage in _COUNTED))
    return sorted(found, key=lambda item: alphabetical_key(item.name, language))


def sender_name(reply: Reply, language: Language | None = None) -> str:
    """Who replies, in the reader's language."""
    spoken = language or active_language()
    return names_of(reply).get(spoken) or country_name(reply.code, spoken)


def board(survey: SurveyRound) -> list[BoardRow]:
    """Everybody who was asked: States in the reader's alphabet, then organisations."""
    language = active_language()
    replies = survey.replies.select_related("focal").only(
        "uuid", "code", "organisation", "names", "stage", "received_on", "round", "focal__name"
    )
    rows = [BoardRow(reply, sender_name(reply, language)) for reply in replies]
    return sorted(rows, key=lambda row: (row.reply.organisation, alphabetical_key(row.name, language)))


def tally(rows: list[BoardRow]) -> list[tuple[str, int]]:
    """How many replies stand at each stage, in the order of the work."""
    return [(str(words), sum(row.reply.stage == stage for row in rows)) for stage, words in STAGES.items()]


def newest_edition(survey: SurveyRound) -> SurveyEdition | None:
    """The edition that was published last."""
    return survey.editions.first()


def published_synthesis(survey: SurveyRound) -> Synthesis | None:
    """What the public reads; None when nothing is published."""
    edition = newest_edition(survey) if survey.published else None
    return from_json(edition.coding) if edition else None


def language_for(survey: SurveyRound) -> Language:
    """The reader's language when the report is written in it, else its first."""
    spoken = active_language()
    kept: list[Language] = survey.languages or ["en"]
    return spoken if spoken in kept else kept[0]


def changes_since_edition(survey: SurveyRound, language: Language) -> tuple[SurveyEdition | None, tuple[Change, ...]]:
    """What reads otherwise now than in the newest edition. InputError when the coding cannot be written."""
    edition = newest_edition(survey)
    if edition is None:
        return None, ()
    before: Written = write_report(from_json(edition.coding), language)
    return edition, changes_between(before, write_report(synthesis_of(survey), language))


def bodies() -> QuerySet[Organisation]:
    """Bodies that may write a reply or a section."""
    return Organisation.objects.order_by("name")


def answered_replies(survey: SurveyRound) -> Iterator[BoardRow]:
    """The replies there is something to code in, in the order of the board."""
    waiting = {Stage.AWAITED.value, Stage.DRAFTED.value}
    return (row for row in board(survey) if row.reply.stage not in waiting)
