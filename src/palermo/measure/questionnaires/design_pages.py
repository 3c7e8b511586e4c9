"""The pages of designers: writing versions as text or from an XLSForm, publishing and withdrawing them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palermo.ground.access.api import ActorRequest, gated
from palermo.measure.questionnaires.designing import add_version, change_version, move_version
from palermo.measure.questionnaires.forms import FormFileForm
from palermo.measure.questionnaires.pages import found_questionnaire, found_version, title_of, version_context
from palermo.measure.questionnaires.problems import told
from palermo.measure.questionnaires.queries import versions_visible_to
from palermo.measure.questionnaires.reading import read_questions
from palermo.measure.questionnaires.rules import DESIGN, PUBLISH
from palermo.measure.questionnaires.showing import version_shown
from palermo.measure.questionnaires.xlsforms import TextRead, read_xlsform
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.problems import DeclarationError
from palermo_engines.registers.xlsform.notices import Notice
from palermo_engines.registers.xlsform.sheets import LARGEST_FILE

_METHODS = ["GET", "HEAD", "POST"]
EXAMPLE = """id: MY-REPORT
version: 1
title: {en: My report, zh: 我的报告}
sections:
  - id: victims
    title: {en: Victims, zh: 被害人}
    source: true
    questions:
      - {id: identified, number: "1", type: people, label: {en: Victims identified, zh: 查明的被害人}, measure: victims_identified, explain: 50}
"""  # noqa: E501 - a line of the example


@gated(DESIGN)
@require_http_methods(_METHODS)
def new(request: ActorRequest) -> HttpResponse:
    """A questionnaire that is not here yet, as text or from a form."""
    return _Editor(request, {"here": _("New questionnaire")}, EXAMPLE).answer()


@gated(DESIGN)
@require_http_methods(_METHODS)
def new_version(request: ActorRequest, code: str) -> HttpResponse:
    """The next version, beginning from the newest."""
    known = found_questionnaire(request.actor, code)
    newest = versions_visible_to(request.actor, known).first()
    context = {"questionnaire": known, "questionnaire_title": title_of(known), "here": _("New version")}
    return _Editor(request, context, newest.text if newest else EXAMPLE).answer()


@gated(DESIGN)
@require_http_methods(_METHODS)
def edit(request: ActorRequest, code: str, number: int) -> HttpResponse:
    """Change a draft."""
    found = found_version(request.actor, code, number)
    if found.state != "draft":
        raise Http404
    context = {**version_context(request.actor, found), "here": _("Change the draft"), "revision": found.revision}
    return _Editor(request, context, found.text).answer()


@gated(PUBLISH)
@require_POST
def move(request: ActorRequest, code: str, number: int, step: str) -> HttpResponse:
    """Publish or withdraw."""
    found = found_version(request.actor, code, number)
    try:
        messages.success(request, move_version(request.actor, version=found, move=step).state_words)
    except InputError as problem:
        messages.error(request, told(problem))
    return redirect("questionnaire-version", code=code, number=number)


class _Editor:
    """One visit to the text of a version: look at it, take a form in its place, keep it."""

    def __init__(self, request: ActorRequest, context: dict[str, Any], text: str) -> None:
        self._request, self._context, self._text = request, context, text

    def answer(self) -> HttpResponse:
        if self._request.method != "POST":
            return self._page(self._text)
        if self._request.POST.get("do") == "form":
            return self._take_form()
        text = self._request.POST.get("text", "").replace("\r\n", "\n")
        if self._request.POST.get("do") == "look":
            return self._page(text)
        return self._save(text)

    def _save(self, text: str) -> HttpResponse:
        try:
            kept = self._write(text)
        except InputError as problem:
            return self._page(text, _problems(problem), status=422)
        messages.success(self._request, _("Kept as a draft. Nobody is asked before it is published."))
        return redirect("questionnaire-version", code=kept.questionnaire.code, number=kept.number)

    def _write(self, text: str) -> Any:
        version = self._context.get("version")
        if version is None:
            return add_version(self._request.actor, text=text)
        said = self._request.POST.get("revision", "")
        revision = int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else -1
        return change_version(self._request.actor, version=version, text=text, revision=revision)

    def _take_form(self) -> HttpResponse:
        form = FormFileForm(self._request.POST, self._request.FILES)
        if not form.is_valid():
            return self._page(self._request.POST.get("text", self._text), form=form, status=422)
        try:
            read = _read_form(form)
        except InputError as problem:
            form.add_error("form", told(problem))
            return self._page(self._request.POST.get("text", self._text), form=form, status=422)
        return self._page(read.text, notices=read.notices)

    def _page(
        self, text: str, problems: Sequence[str] | None = None, *, form: FormFileForm | None = None,
        notices: Sequence[Notice] = (), status: int = 200,
    ) -> HttpResponse:  # fmt: skip
        found: list[str] = []
        sections = []
        try:
            sections = version_shown(read_questions(text))
        except InputError as problem:
            found = _problems(problem)
        context = {
            **self._context, "text": text, "problems": problems or found, "sections": sections, "notices": notices,
            "form": form or FormFileForm(),
        }  # fmt: skip
        return render(self._request, "measure/questionnaires/editor.html", context, status=status)


def _read_form(form: FormFileForm) -> TextRead:
    file = form.cleaned_data["form"]
    if file.size > LARGEST_FILE:
        raise InputError("xlsform.too_large", f"The file is larger than {LARGEST_FILE // 2**20} MB.")
    return read_xlsform(file.read(), file.name)


def _problems(problem: InputError) -> list[str]:
    """Every line that cannot be read, or the one thing that went wrong."""
    if not isinstance(problem, DeclarationError):
        return [told(problem)]
    return [
        _("Line %(line)d, %(field)s: %(message)s")
        % {"line": each.line, "field": each.field or "–", "message": each.message}
        for each in problem.problems
    ]
