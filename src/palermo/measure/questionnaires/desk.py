"""One visit to the form of a section: what was typed, kept, taken over from an offer, or shown again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from palermo.commons.records_forms.answers import answers_of
from palermo.commons.records_forms.asking import Form, Question, questions_of
from palermo.commons.wording.bodies import body_names
from palermo.commons.wording.languages import active_language
from palermo.commons.wording.places import country_name
from palermo.ground.access.api import ActorRequest
from palermo.measure.questionnaires.answering import (
    DataSource,
    Faults,
    asked_and_said,
    lacks_source,
    part_of,
    take_over,
    write_section,
)
from palermo.measure.questionnaires.checks import check_all, problems_in
from palermo.measure.questionnaires.last_time import said_last
from palermo.measure.questionnaires.offering import Offer, offer_named, offers_for
from palermo.measure.questionnaires.pages import title_of
from palermo.measure.questionnaires.problems import told
from palermo.measure.questionnaires.queries import GivenAnswer, Submission
from palermo.measure.questionnaires.questions import Section
from palermo.measure.questionnaires.said import Said
from palermo.measure.questionnaires.showing import label_with_number, said_in_words, section_title
from palermo.measure.questionnaires.words import STANDINGS, WAYS, Standing, Way
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import FieldType

_TAKE = "take"


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """An offer with its answer in words. ``same``: it is what stands there already."""

    offer: Offer
    words: str
    same: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A question of the form with all that stands around it."""

    question: Question
    standings: tuple[tuple[str, str, bool], ...]
    word: str
    way: str
    origin: Mapping[str, str]
    offers: tuple[ShownOffer, ...]
    hints: tuple[str, ...]


class SectionDesk:
    """The form of one section of a submission. ``answer`` gives the page."""

    def __init__(self, request: ActorRequest, submission: Submission, section: Section) -> None:
        self._request, self._submission, self._section = request, submission, section
        self._actor = request.actor
        self._asked, self._stored = asked_and_said(submission)
        self._own = self._asked.part(section)

    def answer(self) -> HttpResponse:
        if self._request.method != "POST":
            return self._page(self._stored, {}, checked="check" in self._request.GET)
        typed = self._typed()
        beside = _beside(typed)
        good = {name: said for name, said in typed.items() if name not in beside}
        try:
            written = write_section(
                self._actor, submission=self._submission, section=self._section, said=good,
                revision=_revision(self._request), data=self._provenance(),
            )  # fmt: skip
            faults: Faults = {**written.faults, **beside}
            taken = self._take(written.part.revision)
        except InputError as problem:
            return self._page({**self._stored, **typed}, beside, problem=told(problem))
        if faults:
            self._asked, self._stored = asked_and_said(self._submission)
            back = {name: said for name, said in typed.items() if name in faults and name != taken}
            return self._page({**self._stored, **back}, faults)
        messages.success(self._request, _("Taken over.") if taken else _("Kept."))
        place = f"#q-{taken}" if taken else ""
        address = self._request.path + ("?check=1" if self._request.POST.get("do") == "check" else "")
        return redirect(address + place)

    def _take(self, revision: int) -> str:
        """The question whose offer was chosen with its button, answered with it; empty when none was."""
        name, _bar, key = self._request.POST.get(_TAKE, "").partition("|")
        question = next((each for each in self._section.questions if each.id == name), None)
        if question is None:
            return ""
        offer = offer_named(self._actor, self._submission, question, key)
        if offer is None:
            raise InputError("questionnaires.shape", "This is no longer offered.", where=name)
        take_over(
            self._actor, submission=self._submission, section=self._section, question=name, said=offer.said,
            origin=offer.origin, way=offer.way, revision=revision,
        )  # fmt: skip
        return name

    def _typed(self) -> dict[str, Said]:
        """What the form holds, for the questions that it asked."""
        posted = self._request.POST
        raw = answers_of(self._own, posted)
        return {
            name: Said(
                posted.get(f"_standing.{name}") or Standing.VALUE.value, value,
                posted.get(f"_word.{name}", "").replace("\r\n", "\n").strip(),
            )
            for name, value in raw.items()
        }  # fmt: skip

    def _provenance(self) -> DataSource | None:
        if not self._section.sourced:
            return None
        return DataSource(*(self._request.POST.get(f"_source.{name}", "") for name in ("provider", "method", "as_of")))

    def _page(
        self, said: Mapping[str, Said], faults: Faults, *, problem: str = "", checked: bool = False
    ) -> HttpResponse:
        part = part_of(self._submission, self._section)
        items = self._items(said, faults, checked=checked)
        bound = self._request.method == "POST"
        data = self._provenance() if bound else DataSource(part.provider, part.method, part.as_of)
        known = self._submission.round.version.questionnaire
        context = {
            "questionnaire": known, "questionnaire_title": title_of(known), "submission": self._submission,
            "name": country_name(self._submission.country), "section": self._section,
            "section_title": section_title(self._section),
            "items": items, "form": Form(tuple(item.question for item in items), (problem,) if problem else ()),
            "revision": part.revision, "part": part, "data": data,
            "lacks_source": checked and lacks_source(self._section, said, part) and self._section.sourced,
            "checked": checked, "bodies": body_names(active_language()) if self._asks_bodies() else (),
            "left_out": len(self._section.questions) - len(items),
            "clear": checked and not any(item.question.faults for item in items),
        }  # fmt: skip
        status = 409 if problem else 422 if faults else 200
        return render(self._request, "measure/questionnaires/section.html", context, status=status)

    def _asks_bodies(self) -> bool:
        return any(question.field.type is FieldType.ORGANISATION for question in self._section.questions)

    def _items(self, said: Mapping[str, Said], faults: Faults, *, checked: bool) -> list[Item]:
        last = said_last(self._submission)
        relevant = check_all(self._asked, self._stored, timezone.localdate()).asked
        found = problems_in(self._asked, self._section, self._stored, last, timezone.localdate())
        told_of = {each.question: (*faults.get(each.question, ()), each.message) for each in found if not each.stands}
        shown = {**(told_of if checked else {}), **faults}
        wanted = [each for each in self._section.questions if each.id in relevant or each.id in faults]
        asked = questions_of(self._own, [each.field for each in wanted], _raw(said), shown)
        offers = offers_for(self._actor, self._submission, wanted)
        given = {each.question: each for each in self._submission.answers.all()}
        hints = {each.question: each.message for each in found if each.stands}
        return [
            _item(form, question.field, said.get(question.id, Said()), given.get(question.id), offers[question.id],
                  label_with_number(question), hints.get(question.id, ""))
            for form, question in zip(asked, wanted, strict=True)
        ]  # fmt: skip


def _item(
    form: Question, field: Any, said: Said, given: GivenAnswer | None, offers: tuple[Offer, ...], label: str, hint: str
) -> Item:
    return Item(
        question=replace(form, label=label),
        standings=tuple((code, str(words), code == said.standing) for code, words in STANDINGS.items()),
        word=said.word,
        way=str(WAYS[given.way]) if given and given.way != Way.TYPED else "",
        origin=given.origin if given else {},
        offers=tuple(ShownOffer(each, said_in_words(field, each.said), _same(each.said, given)) for each in offers),
        hints=(hint,) if hint else (),
    )


def _same(said: Said, given: GivenAnswer | None) -> bool:
    return given is not None and (given.standing, given.value) == (said.standing, said.value)


def _raw(said: Mapping[str, Said]) -> dict[str, Any]:
    return {name: each.value for name, each in said.items()}


def _beside(typed: Mapping[str, Said]) -> dict[str, tuple[str, ...]]:
    """A value beside "no data" contradicts itself; which one holds is for who typed it."""
    words = _("There is an answer beside “no data” or “not applicable”.")
    return {
        name: (words,) for name, each in typed.items() if each.standing != Standing.VALUE and each.value is not None
    }


def _revision(request: HttpRequest) -> int:
    said = request.POST.get("revision", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else -1
