"""The editor of declarations: the text on one side, the form it makes on the other, live."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palermo.commons.records_forms.asking import questions_of
from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import gated
from palermo.ground.registers.api import (
    add_declaration,
    check_declaration,
    draft_declaration,
    draft_of_declaration,
)
from palermo.site.registers.problems import told
from palermo.site.registers.requests import PageRequest, posted, register_or_404
from palermo.site.registers.wording import title_of
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration, in_language
from palermo_engines.registers.reading import DeclarationError, read_declaration
from palermo_engines.registers.xlsform.reading import read_form
from palermo_engines.registers.xlsform.sheets import LARGEST_FILE

_DECLARE = "ground.register.declare"
_NEW = ""
_EXAMPLE = """id: TRAININGS
wing: know
version: 1
title: {en: Trainings, zh: 培训}
help: {en: What was taught to whom., zh: 培训内容和对象。}
lists:
  level:
    - {code: national, label: {en: National, zh: 国家级}}
    - {code: regional, label: {en: Regional, zh: 区域级}}
fields:
  - {id: event, type: text, role: title, required: true, label: {en: Event, zh: 活动}}
  - {id: country, type: country, role: country, label: {en: Country, zh: 国家}}
  - {id: held, type: period, role: date, label: {en: Held, zh: 举办日期}}
  - {id: level, type: choice, list: level, facet: true, label: {en: Level, zh: 级别}}
  - {id: participants, type: people, label: {en: Participants, zh: 参加人数}}
measures:
  - {id: people_trained, of: participants, period: held}
"""


@gated(_DECLARE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """A register that does not exist yet."""
    return _editor(request, None)


@gated(_DECLARE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest, register: str) -> HttpResponse:
    """A further version of a register."""
    return _editor(request, register_or_404(request.actor, register))


def _editor(request: PageRequest, declaration: Declaration | None) -> HttpResponse:
    key = declaration.id if declaration else _NEW
    if request.method != "POST":
        draft = draft_of_declaration(request.actor, key)
        text = draft.text if draft else (declaration.source if declaration else _EXAMPLE)
        return _page(request, declaration, text)
    text = posted(request).get("text", "").replace("\r\n", "\n")
    if request.GET.get("part") == "preview":
        return _page(request, declaration, text, part=True)
    if request.POST.get("do") == "draft":
        return _keep(request, declaration, key, text)
    if request.POST.get("do") != "publish":
        return _page(request, declaration, text)
    return _publish(request, declaration, text)


def _keep(request: PageRequest, declaration: Declaration | None, key: str, text: str) -> HttpResponse:
    try:
        draft_declaration(request.actor, register=key, text=text)
    except InputError as problem:
        messages.error(request, _(problem.message))
        return _page(request, declaration, text)
    messages.success(request, _("Your text is kept. You find it when you open the editor again."))
    return redirect(_address(declaration))


def _publish(request: PageRequest, declaration: Declaration | None, text: str) -> HttpResponse:
    try:
        made = add_declaration(request.actor, text=text)
    except DeclarationError:
        return _page(request, declaration, text)
    messages.success(request, _("The register is live."))
    return redirect("register", made.id)


def _address(declaration: Declaration | None) -> str:
    return reverse("register-declare", args=[declaration.id]) if declaration else reverse("register-declare-new")


def _page(request: PageRequest, declaration: Declaration | None, text: str, *, part: bool = False) -> HttpResponse:
    problems = check_declaration(request.actor, text=text) if request.method == "POST" else ()
    context = {
        "declaration": declaration, "text": text, "action": _address(declaration), "problems": problems,
        "preview": _preview(text),
    }  # fmt: skip
    template = "site/registers/_preview.html" if part else "site/registers/declare.html"
    return render(request, template, context, status=422 if problems and not part else 200)


def _preview(text: str) -> dict[str, Any] | None:
    """The form that the text makes; None while it makes none."""
    try:
        read = read_declaration(text)
    except DeclarationError:
        return None
    language = active_language()
    return {
        "title": title_of(read), "help": in_language(read.help, language),
        "states": [in_language(state.label, language) for state in read.states],
        "questions": questions_of(read, read.fields, {}, {}),
    }  # fmt: skip


@gated(_DECLARE)
@require_http_methods(["GET", "HEAD", "POST"])
def from_form(request: PageRequest) -> HttpResponse:
    """An XLSForm becomes the text of a register, to be looked at and put live."""
    problem = ""
    if request.method == "POST":
        upload = request.FILES.get("file")
        if upload is None or not upload.size or upload.size > LARGEST_FILE:
            problem = _("Choose an XLSForm of at most 10 MB.")
        else:
            try:
                read = read_form(upload.read(), upload.name or "form.xlsx", wing=request.POST.get("wing", "know"))
            except InputError as error:
                problem = told(error)
            else:
                return _read(request, read.text, read.notices)
    return render(request, "site/registers/from_form.html", {"problem": problem}, status=422 if problem else 200)


def _read(request: PageRequest, text: str, notices: Any) -> HttpResponse:
    """The editor with the text that the form made, and what could not be carried over."""
    if not text:
        raise Http404
    for notice in list(notices)[:30]:
        messages.warning(request, str(notice.message))
    context = {
        "declaration": None, "text": text, "action": _address(None),
        "problems": check_declaration(request.actor, text=text), "preview": _preview(text),
    }  # fmt: skip
    return render(request, "site/registers/declare.html", context)
