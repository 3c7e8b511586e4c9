"""The page of one record: what it says, where that comes from, what it is linked with, what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palermo.commons.records_forms.asking import Option
from palermo.commons.wording.dates import date_text
from palermo.commons.wording.languages import active_language
from palermo.commons.wording.numbers import number
from palermo.ground.access.api import Actor, Refused, gated, may, open_to_all
from palermo.ground.evidence.api import figures_visible_to
from palermo.ground.registers.api import (
    RegisterRecord,
    Shown,
    add_comment,
    comments_visible_to,
    declaration_at,
    due_on,
    history_of,
    linked_with,
    may_comment,
    may_move,
    may_read_field,
    may_write,
    move_record,
    restore_revision,
    show,
    subscribe,
    unsubscribe,
    visible_fields,
)
from palermo.ground.standards.api import measure_name
from palermo.measure import api as measures
from palermo.site.registers.following import follows
from palermo.site.registers.linking import records_named
from palermo.site.registers.requests import PageRequest, posted, record_or_404, register_or_404, whole_number
from palermo.site.registers.wording import (
    label_of,
    moment,
    refusal_words,
    state_badge,
    state_words,
    title_of,
    value_html,
)
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration, Field, FieldType, Role, in_language

_PUBLISHED = "visitors see records in a public state of public registers only, field by field"
_READ, _COMMENT = "ground.register.read_unpublished", "ground.register.comment"
AddressOf = Callable[[str], SafeString]


@dataclass(frozen=True, slots=True)
class Line:
    """A field with its value in words."""

    label: str
    value: SafeString | str


@open_to_all(_PUBLISHED)
@require_safe
def record(request: PageRequest, register: str, uuid: UUID) -> HttpResponse:
    """One record."""
    declaration = register_or_404(request.actor, register)
    return record_page(request, declaration, record_or_404(request.actor, declaration, uuid))


def record_page(
    request: PageRequest, declaration: Declaration, found: RegisterRecord, *, refusals: tuple[str, ...] = (),
    typed: str = "",
) -> HttpResponse:  # fmt: skip
    """The record's page, with what could not be done just now."""
    actor = request.actor
    written = declaration_at(found.register, found.declaration_version) or declaration
    shown = show(actor, declaration, found)
    comments = bool(may_comment(actor, declaration, found))
    context = {
        "declaration": declaration, "register_title": title_of(declaration), "record": shown,
        "state": state_words(declaration, shown.state), "badge": state_badge(declaration.state(shown.state)),
        "lines": lines_of(actor, _readable(actor, declaration, written, found), shown),
        "related": _related(actor, declaration, found), "figures": _figures(actor, found),
        "may_write": bool(may_write(actor, declaration, found)), "moves": _moves(actor, declaration, found),
        "may_subscribe": actor.person_id is not None and bool(may(actor, _READ)),
        "follows": follows(actor, declaration, found), "member": bool(may(actor, _READ)),
        "changed": moment(shown.changed_at), "clocks": _clocks(actor, declaration, found),
        "may_comment": comments, "comments": _comments(actor, declaration, found) if comments else [],
        "comment_typed": typed, "refusals": refusals,
    }  # fmt: skip
    return render(request, "site/registers/record.html", context, status=422 if refusals else 200)


def _readable(actor: Actor, declaration: Declaration, written: Declaration, found: RegisterRecord) -> list[Field]:
    """Today's fields that the reader may see, and those of the version it was written under that are gone since."""
    today = list(visible_fields(actor, declaration, found))
    known = {field.id for field in declaration.fields}
    return [*today, *(f for f in visible_fields(actor, written, found) if f.id not in known)]


def lines_of(actor: Actor, fields: list[Field], shown: Shown) -> list[Line]:
    """The record's fields that say something, in the order of the declaration. The title stands above."""
    said = [field for field in fields if shown.values.get(field.id) is not None and field.role is not Role.TITLE]
    linked = links_in(actor, said, shown)

    def file_address(digest: str) -> str:
        return reverse("register-kept-file", args=[shown.register, shown.uuid, digest])

    return [Line(label_of(f), value_html(f, shown.values[f.id], linked, file_address)) for f in said]


def links_in(actor: Actor, fields: list[Field], shown: Shown) -> AddressOf:
    """How the records that links lead to are shown: by title, as far as the reader may see them."""
    titles: dict[str, SafeString] = {}
    for field in fields:
        if field.type is FieldType.LINK:
            value = shown.values[field.id]
            uuids = [str(one) for one in (value if isinstance(value, list) else [value])]
            for uuid, other in records_named(actor, field, uuids).items():
                address = reverse("register-record", args=[other.register, uuid])
                titles[uuid] = format_html('<a href="{}">{}</a>', address, other.title or other.code)
    hidden = format_html('<span class="soft">{}</span>', _("a record that is not shown to you"))
    return lambda uuid: titles.get(uuid, hidden)


def _related(actor: Actor, declaration: Declaration, found: RegisterRecord) -> list[dict[str, Any]]:
    """Records that point here, by register and the way back's label."""
    language = active_language()
    groups = []
    for linked in linked_with(actor, declaration, found):
        if linked.back:
            inverse = linked.field.options.get("inverse") or {}
            words = in_language(inverse, language) or label_of(linked.field)
            records = [
                {"title": one.title or one.code, "code": one.code,
                 "address": reverse("register-record", args=[linked.register.id, one.uuid])}
                for one in linked.records
            ]  # fmt: skip
            groups.append({"title": f"{title_of(linked.register)}: {words}", "records": records})
    return groups


def _figures(actor: Actor, found: RegisterRecord) -> list[dict[str, Any]]:
    """The figures that the record states, each with its page."""
    language = active_language()
    figures = figures_visible_to(actor).filter(origin_uuid=found.uuid).select_related("source").order_by("pk")
    return [
        {"figure": figure, "measure": measure_name(figure.measure, language),
         "address": reverse("figure", args=[figure.uuid]),
         "split": measures.breakdown_words(figure.breakdown),
         "when": date_text(figure.period or figure.as_of)}
        for figure in figures[:60]
    ]  # fmt: skip


def _moves(actor: Actor, declaration: Declaration, found: RegisterRecord) -> list[Option]:
    language = active_language()
    return [
        Option(move.id, in_language(move.label, language))
        for move in declaration.moves_from(found.state)
        if may_move(actor, declaration, move, found)
    ]


def _clocks(actor: Actor, declaration: Declaration, found: RegisterRecord) -> list[dict[str, Any]]:
    """When moves that the record may make are due, as far as the reader may know the date they are counted from."""
    language, today = active_language(), timezone.localdate()
    clocks = []
    for move in declaration.moves_from(found.state):
        start = declaration.field(move.clock.start) if move.clock else None
        on = due_on(move, found)
        if on is not None and (start is None or may_read_field(actor, declaration, start, found)):
            title = _("%(move)s due") % {"move": in_language(move.label, language)}
            clocks.append({"title": title, "on": on.isoformat(), "late": on < today})
    return clocks


def _comments(actor: Actor, declaration: Declaration, found: RegisterRecord) -> list[dict[str, Any]]:
    return [
        {"by": comment.by, "when": moment(comment.created_at), "text": comment.text}
        for comment in comments_visible_to(actor, declaration, found)
    ]


@gated("ground.register.write")
@require_POST
def move(request: PageRequest, register: str, uuid: UUID) -> HttpResponse:
    """Make a move; what is missing is said on the record's page."""
    declaration = register_or_404(request.actor, register)
    found = record_or_404(request.actor, declaration, uuid)
    try:
        move_record(
            request.actor, declaration=declaration, record=found, move=request.POST.get("move", ""),
            revision=whole_number(request.POST.get("revision", "")),
        )  # fmt: skip
    except (InputError, Refused) as refused:
        found.refresh_from_db()
        return record_page(request, declaration, found, refusals=refusal_words(refused))
    messages.success(request, _("Done."))
    return redirect("register-record", register, uuid)


@gated(_COMMENT)
@require_POST
def comment(request: PageRequest, register: str, uuid: UUID) -> HttpResponse:
    """Add a comment; ``@code`` tells a colleague."""
    declaration = register_or_404(request.actor, register)
    found = record_or_404(request.actor, declaration, uuid)
    text = posted(request).get("text", "")
    try:
        add_comment(request.actor, declaration=declaration, record=found, text=text)
    except InputError as problem:
        return record_page(request, declaration, found, refusals=(_(problem.message),), typed=text)
    return redirect(f"{reverse('register-record', args=[register, uuid])}#comments")


@gated(_READ)
@require_POST
def follow_record(request: PageRequest, register: str, uuid: UUID) -> HttpResponse:
    """Follow the record's changes, or no longer."""
    declaration = register_or_404(request.actor, register)
    found = record_or_404(request.actor, declaration, uuid)
    change = unsubscribe if follows(request.actor, declaration, found) else subscribe
    change(request.actor, declaration=declaration, record=found)
    return redirect("register-record", register, uuid)


@open_to_all(_PUBLISHED)
@require_safe
def history(request: PageRequest, register: str, uuid: UUID) -> HttpResponse:
    """Every revision that the reader may see, with what it changed."""
    declaration = register_or_404(request.actor, register)
    return _history_page(request, declaration, record_or_404(request.actor, declaration, uuid))


@gated("ground.register.write")
@require_POST
def restore(request: PageRequest, register: str, uuid: UUID) -> HttpResponse:
    """Put the content of an earlier revision back, as a change like any other; the state stays."""
    declaration = register_or_404(request.actor, register)
    found = record_or_404(request.actor, declaration, uuid)
    to, seen = (whole_number(request.POST.get(name, "")) for name in ("to", "revision"))
    try:
        restore_revision(request.actor, declaration=declaration, record=found, to=to, revision=seen)
    except (InputError, Refused) as refused:
        found.refresh_from_db()
        return _history_page(request, declaration, found, refusals=refusal_words(refused))
    told = _("The content of revision %(number)s stands in the record again.") % {"number": number(to)}
    messages.success(request, told)
    return redirect("register-record", register, uuid)


def _history_page(
    request: PageRequest, declaration: Declaration, found: RegisterRecord, *, refusals: tuple[str, ...] = ()
) -> HttpResponse:
    changes = history_of(request.actor, declaration, found)
    writes = bool(may_write(request.actor, declaration, found))
    context = {
        "declaration": declaration, "register_title": title_of(declaration),
        "record": show(request.actor, declaration, found), "here_title": _("History"),
        "changes": [
            {"revision": change.revision, "when": moment(change.at), "by": change.by,
             "state": state_words(declaration, change.state), "first": change.revision == 1,
             "lines": _changed(declaration, change) if change.revision > 1 else [],
             "restorable": writes and change.values != changes[0].values}
            for change in changes
        ],
        "current": found.revision, "refusals": refusals,
    }  # fmt: skip
    return render(request, "site/registers/history.html", context, status=422 if refusals else 200)


def _changed(declaration: Declaration, change: Any) -> list[dict[str, Any]]:
    written = declaration_at(declaration.id, change.declaration_version) or declaration
    lines = []
    for difference in change.differences:
        field = declaration.field(difference.field) or written.field(difference.field)
        if field is not None:
            lines.append({
                "label": label_of(field), "before": value_html(field, difference.before),
                "after": value_html(field, difference.after),
            })  # fmt: skip
    return lines


@open_to_all(_PUBLISHED)
@require_safe
def record_file(request: PageRequest, register: str, uuid: UUID) -> HttpResponse:
    """The record as JSON, as its reader may see it."""
    declaration = register_or_404(request.actor, register)
    shown = show(request.actor, declaration, record_or_404(request.actor, declaration, uuid))
    content = {
        "register": register, "code": shown.code, "uuid": str(shown.uuid), "state": shown.state,
        "revision": shown.revision, "declaration_version": shown.declaration_version, "values": dict(shown.values),
    }  # fmt: skip
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{shown.code}.json"'
    return answer
