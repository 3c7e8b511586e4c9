"""What could answer a question, for a person to take over: last time's answer, what the State said to another
questionnaire, figures, totals of registers and treaty actions that are held already. Nothing is taken by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.commons.citing import Citable, citation_of
from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import Actor
from palermo.ground.evidence.api import figures_visible_to, read_breakdown, treaty_actions_visible_to
from palermo.ground.evidence.models import Figure, TreatyAction
from palermo.ground.evidence.words import Origin
from palermo.ground.registers.api import Part, Wanted, declaration, register_totals
from palermo.ground.standards.api import CONSENTS
from palermo.measure.questionnaires.designing import questions_of
from palermo.measure.questionnaires.last_time import last_cleared, newest_cleared
from palermo.measure.questionnaires.models import QuestionnaireVersion, Submission
from palermo.measure.questionnaires.questions import Prefill, Question
from palermo.measure.questionnaires.said import Said, said_in
from palermo.measure.questionnaires.words import Standing, VersionState, Way
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.periods import days_of
from palermo_engines.registers.model import FieldType, in_language
from palermo_engines.registers.values import normalise

MOST_FIGURES = 5
_SEX = {"sex=female": "women", "sex=male": "men", "sex=not_disaggregated": "not_disaggregated"}


@dataclass(frozen=True, slots=True)
class Offer:
    """``key`` names it within its question; ``words`` say where it comes from and ``address`` opens there."""

    key: str
    kind: str
    said: Said
    words: str
    address: str = ""

    @property
    def way(self) -> Way:
        return Way.CONFIRMED if self.kind == "last" else Way.TAKEN

    @property
    def origin(self) -> dict[str, str]:
        return {"kind": self.kind, "words": self.words, "address": self.address}


def offers_for(actor: Actor, submission: Submission, questions: Iterable[Question]) -> dict[str, tuple[Offer, ...]]:
    """What could answer each of ``questions``, last time's answer first. Only what fits the question, and only what
    ``actor`` may read."""
    sources = _Sources(actor, submission)
    return {question.id: tuple(_fitting(question, sources.offers(question))) for question in questions}


def offer_named(actor: Actor, submission: Submission, question: Question, key: str) -> Offer | None:
    """The offer with the key, made again; None when it is no longer there."""
    return next((each for each in offers_for(actor, submission, [question])[question.id] if each.key == key), None)


def _fitting(question: Question, offers: Iterable[Offer]) -> Iterator[Offer]:
    for offer in offers:
        if offer.said.standing != Standing.VALUE:
            yield offer
            continue
        try:
            value = normalise(question.field, offer.said.value)
        except InputError:
            continue
        if value is not None:
            yield replace(offer, said=replace(offer.said, value=value))


class _Sources:
    """Where answers of one State and period may come from; each is read once."""

    def __init__(self, actor: Actor, submission: Submission) -> None:
        self._actor = actor
        self._submission = submission
        self._code = submission.round.version.questionnaire.code
        self._days = days_of(submission.round.period)
        self._last = last_cleared(submission)
        self._said_last = said_in(self._last.answers.all()) if self._last else {}
        self._others: dict[str, tuple[Submission, dict[str, Said]] | None] = {}
        self._twins = _twins(self._code)

    def offers(self, question: Question) -> Iterator[Offer]:
        yield from self._from_last(question)
        for named in dict.fromkeys((*question.same_as, *self._twins.get(question.id, ()))):
            yield from self._from_other(question, named)
        for prefill in question.prefill:
            yield from _FROM[prefill.kind](self, question, prefill)

    def _from_last(self, question: Question) -> Iterator[Offer]:
        said = self._said_last.get(question.id)
        if said is not None and self._last is not None:
            words = _("Last time, %(period)s") % {"period": self._last.round.period}
            yield Offer("last", "last", replace(said, word=""), words, answers_address(self._last, question.id))

    def _from_other(self, question: Question, named: str) -> Iterator[Offer]:
        code, _dot, other = named.partition(".")
        found = self._other(code)
        said = found[1].get(other) if found else None
        if found is None or said is None:
            return
        asked = questions_of(found[0].round.version).by_id.get(other)
        if asked is None or asked.field.type is not question.field.type:
            return
        title = in_language(found[0].round.version.questionnaire.titles, active_language()) or code
        words = _("Said to the same question of %(title)s, %(period)s") % {
            "title": title, "period": found[0].round.period,
        }  # fmt: skip
        yield Offer(f"same:{named}", "same_as", replace(said, word=""), words, answers_address(found[0], other))

    def _other(self, code: str) -> tuple[Submission, dict[str, Said]] | None:
        if code not in self._others:
            found = newest_cleared(self._submission.country, code) if code != self._code else None
            self._others[code] = (found, said_in(found.answers.all())) if found else None
        return self._others[code]

    def from_figures(self, question: Question, prefill: Prefill) -> Iterator[Offer]:
        """Totals of the measure for the State and exactly the period of the round, however many say so."""
        found = figures_visible_to(self._actor).filter(
            measure=prefill.name, subject=self._submission.country, breakdown="", scope=prefill.scope, suppressed=False,
            period_first=self._days.first, period_last=self._days.last,
        )  # fmt: skip
        if self._submission.source_id:
            found = found.exclude(source_id=self._submission.source_id)
        for figure in found.select_related("source").order_by("pk")[:MOST_FIGURES]:
            parts = figures_visible_to(self._actor).filter(part_of=figure)
            counted = {each.breakdown: each.value for each in parts.order_by("pk")}
            value = _value(question, figure.value, figure.high, figure.qualifier, figure.unit, counted)
            words = _("Held already: %(citation)s") % {"citation": _cited(figure)}
            yield Offer(
                f"figure:{figure.uuid}", "figure", Said(value=value), words, reverse("figure", args=[figure.uuid])
            )

    def from_register(self, question: Question, prefill: Prefill) -> Iterator[Offer]:
        """The total of a register for the State and the period, over the records that the actor reads."""
        register = declaration(prefill.name)
        if register is None:
            return
        wanted = Wanted(countries=(self._submission.country,), first=self._days.first, last=self._days.last)
        try:
            lines = register_totals(self._actor, register, prefill.measure, wanted).lines
        except InputError:
            return
        inside = [line for line in lines if line.subject == self._submission.country and self._inside(line)]
        scoped = [line for line in inside if line.scope == prefill.scope]
        totals = [line for line in scoped if not line.breakdown]
        if len(totals) != 1:
            return
        total = totals[0]
        counted = {line.breakdown: line.value for line in scoped if line.breakdown}
        value = _value(question, total.value, total.high, total.qualifier, total.unit, counted)
        title = in_language(register.title, active_language())
        words = _("Total of the register %(title)s, over %(count)d records") % {
            "title": title, "count": len(total.records),
        }  # fmt: skip
        address = reverse("register-totals", args=[register.id, prefill.measure])
        yield Offer(f"register:{register.id}", "register", Said(value=value), words, address)

    def _inside(self, line: Part) -> bool:
        first, last = self._days.first, self._days.last
        if first is None or last is None or line.first is None or line.last is None:
            return False
        return first <= line.first and line.last <= last

    def from_treaty(self, question: Question, prefill: Prefill) -> Iterator[Offer]:
        """That, or when, the State became a party, as the register of the depositary says."""
        actions = treaty_actions_visible_to(self._actor).filter(
            instrument=prefill.name, country=self._submission.country, kind__in=CONSENTS, origin=Origin.DATASET.value
        )
        action: TreatyAction | None = actions.select_related("source").order_by("first", "pk").first()
        if action is not None:
            value = True if question.field.type is FieldType.YES_NO else action.date
            words = _("Became a party: %(citation)s") % {"citation": _cited(action)}
            yield Offer(
                f"treaty:{action.uuid}", "treaty", Said(value=value), words, reverse("treaty", args=[prefill.name])
            )


_FROM: Mapping[str, Callable[[_Sources, Question, Prefill], Iterator[Offer]]] = {
    "figure": _Sources.from_figures,
    "register": _Sources.from_register,
    "treaty": _Sources.from_treaty,
}


def answers_address(submission: Submission, question: str) -> str:
    """Where the answer to a question is read."""
    return f"{reverse('questionnaire-answers', args=[submission.uuid])}#q-{question}"


def _cited(evidence: Figure | TreatyAction) -> str:
    return citation_of(cast("Citable", evidence)).words


def _twins(code: str) -> dict[str, list[str]]:
    """The questions of other published questionnaires that say they ask the same as one of ``code``."""
    found: dict[str, list[str]] = {}
    others = QuestionnaireVersion.objects.filter(state=VersionState.PUBLISHED.value)
    for version in others.exclude(questionnaire__code=code).select_related("questionnaire"):
        for question in questions_of(version).questions:
            for named in question.same_as:
                other, _dot, own = named.partition(".")
                if other == code:
                    found.setdefault(own, []).append(f"{version.questionnaire.code}.{question.id}")
    return found


def _value(
    question: Question, value: Decimal, high: Decimal | None, qualifier: str, unit: str, parts: Mapping[str, Decimal]
) -> dict[str, Any]:
    """A stated number in the shape of the question's field; what does not fit is refused by ``_fitting``."""
    kind = question.field.type
    if kind is FieldType.PEOPLE:
        return _people(question, value, qualifier, parts)
    if kind is FieldType.MONEY:
        return {"amount": _plain(value), "currency": unit, "qualifier": qualifier}
    if kind is FieldType.SHARE:
        return {"value": _plain(value), "qualifier": qualifier}
    return {"value": _plain(value), "high": None if high is None else _plain(high), "qualifier": qualifier}


def _people(question: Question, total: Decimal, qualifier: str, parts: Mapping[str, Decimal]) -> dict[str, Any]:
    asked = question.field.options.get("breakdown_choices") or {}
    found: dict[str, Any] = {"total": _whole(total), "qualifier": qualifier}
    split: dict[str, int] = {}
    for breakdown, count in parts.items():
        if breakdown in _SEX:
            found[_SEX[breakdown]] = _whole(count)
        elif all(_offered(asked, *pair) for pair in read_breakdown(breakdown).items()):
            split[breakdown] = _whole(count)
    return {**found, "parts": split} if split else found


def _offered(asked: Mapping[str, Any], name: str, code: str) -> bool:
    return any(choice.code == code for choice in asked.get(name, ()))


def _whole(number: Decimal) -> int:
    return int(number)


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
