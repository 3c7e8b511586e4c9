"""Preparing a round: what it asks, whom, and until when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from palermo.commons.wording.places import known_countries
from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.organisations.models import Organisation
from palermo.ground.standards.api import body_name, organisation_named
from palermo.measure.surveys.models import Reply, SurveyRound, SurveySection
from palermo.measure.surveys.rules import may_publish
from palermo.measure.surveys.states import arrived, round_state_after
from palermo.measure.surveys.words import Stage
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.synthesis.wording import is_printable

CODE = re.compile(r"[a-z][a-z0-9_-]{0,39}")
MOST_SENDERS = 400
LONGEST_NAME = 200


class ChangedMeanwhile(InputError):  # noqa: N818 - the words of the room
    """Somebody else changed it since the page was opened. Nothing was written."""

    def __init__(self) -> None:
        super().__init__("surveys.changed_meanwhile", "Somebody else changed this in the meantime.")


@dataclass(frozen=True, slots=True)
class RoundFields:
    """What people type about a round."""

    symbol: str
    titles: Mapping[str, str]
    languages: Sequence[str]
    original: str = "en"
    body: str = ""
    sent_on: date | None = None
    deadline: date | None = None
    cut_off: date | None = None
    keeps_order: bool = False


def create_round(actor: Actor, *, said: RoundFields) -> SurveyRound:
    """A round that is being prepared. InputError naming the field."""
    may_publish(actor).demand()
    _check(said)
    with audit.act(actor, "measure.survey.created", object_kind="survey_round") as act:
        made = SurveyRound.objects.create(**_columns(said))
        act.about(made.uuid)
    return made


def change_round(actor: Actor, *, survey: SurveyRound, said: RoundFields, revision: int) -> SurveyRound:
    """Change what was typed. Replies that were cleared stand before or after the new cut-off."""
    may_publish(actor).demand()
    _check(said)
    with audit.act(actor, "measure.survey.changed", object_kind="survey_round", object_uuid=survey.uuid) as act:
        current = SurveyRound.objects.select_for_update().get(pk=survey.pk)
        if current.revision != revision:
            raise ChangedMeanwhile
        for name, value in {**_columns(said), "revision": revision + 1}.items():
            setattr(current, name, value)
        current.save()
        act.note(replies_moved=_place_again(current))
    return current


def _place_again(survey: SurveyRound) -> int:
    moved = 0
    for reply in survey.replies.filter(stage__in=[Stage.RECEIVED.value, Stage.LATE.value]):
        stage = arrived(reply.received_on, survey.cut_off).value if reply.received_on else reply.stage
        if stage != reply.stage:
            Reply.objects.filter(pk=reply.pk).update(stage=stage)
            moved += 1
    return moved


def move_round(actor: Actor, *, survey: SurveyRound, move: str) -> SurveyRound:
    """Open or close it. InputError when its state does not allow it."""
    may_publish(actor).demand()
    with audit.act(actor, "measure.survey.moved", object_kind="survey_round", object_uuid=survey.uuid, move=move):
        current = SurveyRound.objects.select_for_update().get(pk=survey.pk)
        current.state = round_state_after(current.state, move).value
        current.save()
    return current


def add_section(
    actor: Actor, *, survey: SurveyRound, code: str, titles: Mapping[str, str], level: int, position: int
) -> SurveySection:
    """A part of the questionnaire, which is a heading of the report too. InputError for a code in use."""
    may_publish(actor).demand()
    if CODE.fullmatch(code) is None or survey.sections.filter(code=code).exists():
        raise InputError("surveys.code", "The short name is malformed or in use.", where="code")
    _check_titles(titles, survey.languages)
    with audit.act(actor, "measure.survey.section_added", object_kind="survey_round", object_uuid=survey.uuid):
        kept = {language: text.strip() for language, text in titles.items() if text.strip()}
        return SurveySection.objects.create(round=survey, code=code, titles=kept, level=level, position=position)


def invite(actor: Actor, *, survey: SurveyRound, named: str) -> int:
    """Ask States and organisations, given by codes or names with commas or line ends between; returns how many are new.

    InputError when a name is unknown; nobody is asked then.
    """
    may_publish(actor).demand()
    codes = senders_named(named)
    known = set(survey.replies.values_list("code", flat=True))
    with audit.act(actor, "measure.survey.invited", object_kind="survey_round", object_uuid=survey.uuid) as act:
        new = [code for code in codes if code not in known]
        Reply.objects.bulk_create(Reply(round=survey, code=code, organisation=codes[code]) for code in new)
        act.note(count=len(new))
    return len(new)


def set_sender(
    actor: Actor, *, reply: Reply, focal: Organisation | None, names: Mapping[str, str] | None = None
) -> Reply:
    """Say whose focal point clears the reply, and under which names its sender is printed: those of the time, where
    they differ from today's."""
    may_publish(actor).demand()
    kept = {language: text.strip()[:LONGEST_NAME] for language, text in (names or {}).items() if text.strip()}
    if not all(map(is_printable, kept.values())):
        raise InputError("surveys.long", "A name holds control characters.")
    with audit.act(
        actor, "measure.survey.sender_set", object_kind="survey_reply", object_uuid=reply.uuid,
        body=focal.code if focal else "",
    ):  # fmt: skip
        Reply.objects.filter(pk=reply.pk).update(focal=focal, names=kept)
    reply.focal, reply.names = focal, kept
    return reply


def senders_named(text: str) -> dict[str, bool]:
    """The codes that a list of names stands for, each with whether it is an organisation."""
    parts = [part.strip() for part in re.split(r"[,;、，\n]", text.replace("\0", "")) if part.strip()]
    if not parts or len(parts) > MOST_SENDERS:
        raise InputError("surveys.sender", f"Name 1 to {MOST_SENDERS} States or organisations.", where="named")
    return dict(_sender(part, place) for place, part in enumerate(parts, 1))


def _sender(text: str, place: int) -> tuple[str, bool]:
    states = known_countries()
    if text.upper() in states:
        return text.upper(), False
    wanted = text.casefold()
    found = [
        code
        for code, country in states.items()
        if any(alias.text.casefold() == wanted for language in LANGUAGES for alias in country.all_names(language))
    ]
    if len(found) == 1:
        return found[0], False
    organisation = text if body_name(text, "en") else organisation_named(text)
    if organisation is None:
        raise InputError("surveys.sender", f"Name {place} is no State and no organisation known here.", where="named")
    return organisation, True


def _check(said: RoundFields) -> None:
    if not said.symbol.strip():
        raise InputError("surveys.symbol", "Give the report a symbol.", where="symbol")
    known = set(LANGUAGES)
    if not said.languages or not set(said.languages) <= known or said.original not in said.languages:
        raise InputError("surveys.language", "The original language is one of the report's.", where="languages")
    _check_titles(said.titles, said.languages)
    days = [day for day in (said.sent_on, said.deadline, said.cut_off) if day is not None]
    if days != sorted(days):
        raise InputError("surveys.days", "The days are not in order.", where="deadline")
    if said.body and body_name(said.body, "en") is None:
        raise InputError("surveys.body", "There is no such body.", where="body")


def _check_titles(titles: Mapping[str, str], languages: Sequence[str]) -> None:
    missing = next((language for language in languages if not titles.get(language, "").strip()), None)
    if missing is not None:
        raise InputError("surveys.title", f"There is no title in {missing}.", where=f"title_{missing}")


def _columns(said: RoundFields) -> dict[str, object]:
    titles = {language: text.strip() for language, text in said.titles.items() if text.strip()}
    return {**asdict(said), "symbol": said.symbol.strip(), "titles": titles, "languages": list(said.languages)}
