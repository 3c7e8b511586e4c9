"""Imports: a file is shown as it would come in, column by column and fault by fault, before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from palermo.commons import originals
from palermo.commons.records_forms.asking import Option
from palermo.commons.table_files import LARGEST_FILE, TableFile, sample_of
from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import Refused, gated
from palermo.ground.registers.api import (
    AT_ONCE,
    ImportRefused,
    NotChanged,
    Preview,
    bulk_change,
    import_columns,
    import_records,
    imports_visible_to,
    may_import,
    preview,
    read_import,
    request_import,
    suggest_matching,
    undo_import,
)
from palermo.site.registers.filtering import without_page
from palermo.site.registers.problems import told
from palermo.site.registers.requests import PageRequest, posted, register_or_404
from palermo.site.registers.uploads import keep_sent, sent_from
from palermo.site.registers.wording import moment, refusal_words, title_of
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration, in_language

_IMPORT = "ground.register.import"
_TOLD = 500


@gated(_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: PageRequest, register: str) -> HttpResponse:
    """Choose a file; sent, it is kept and shown as it would come in."""
    declaration = _register(request, register)
    if request.method != "POST":
        return _door(request, declaration)
    upload = request.FILES.get("file")
    if upload is None or not upload.size:
        return _door(request, declaration, _("Choose a file that is not empty."))
    if upload.size > LARGEST_FILE:
        return _door(request, declaration, _("The file is larger than 64 MB. Split it."))
    content = upload.read()
    name = (upload.name or "table")[:200]
    try:
        table = read_import(declaration, content, name)
    except InputError as problem:
        return _door(request, declaration, _said(problem))
    matching = suggest_matching(request.actor, declaration, table.headings)
    return _look(request, declaration, table, matching, keep_sent(request, content), name)


def _register(request: PageRequest, register: str) -> Declaration:
    declaration = register_or_404(request.actor, register)
    if not may_import(request.actor, declaration):
        raise Http404
    return declaration


def _said(problem: InputError) -> str:
    place = f" ({problem.where})" if problem.where else ""
    return told(problem) + place


def _door(request: PageRequest, declaration: Declaration, problem: str = "") -> HttpResponse:
    context = {
        "declaration": declaration, "register_title": title_of(declaration), "here_title": _("Import"),
        "problem": problem, "megabytes": LARGEST_FILE // 1_048_576,
        "batches": [
            {"uuid": batch.uuid, "filename": batch.filename, "kept": batch.kept, "undone_at": batch.undone_at,
             "when": moment(batch.created_at)}
            for batch in imports_visible_to(request.actor, declaration)[:50]
        ],
    }  # fmt: skip
    return render(request, "site/registers/import.html", context, status=422 if problem else 200)


@gated(_IMPORT)
@require_POST
def mapping(request: PageRequest, register: str) -> HttpResponse:
    """Look again with other columns, or let the rows come in."""
    declaration = _register(request, register)
    digest, name = request.POST.get("digest", ""), posted(request).get("filename", "")[:200]
    if digest not in sent_from(request):
        raise Http404
    try:
        table = read_import(declaration, originals.fetch(digest), name)
    except OSError:
        raise Http404 from None
    except InputError as problem:
        return _door(request, declaration, _said(problem))
    chosen = _chosen(request, table)
    if not chosen or request.POST.get("do") not in ("import", "keep_good"):
        return _look(request, declaration, table, chosen, digest, name)
    return _let_in(request, declaration, table, chosen, digest, name)


def _chosen(request: PageRequest, table: TableFile) -> dict[str, str]:
    """Which column of the file goes where; of two for one place the first counts."""
    found: dict[str, str] = {}
    for position, heading in enumerate(table.headings):
        key = request.POST.get(f"column.{position}", "")
        if key and heading and key not in found.values():
            found[heading] = key
    return found


def _let_in(
    request: PageRequest, declaration: Declaration, table: TableFile, chosen: Mapping[str, str], digest: str, name: str
) -> HttpResponse:
    keep_good = request.POST.get("do") == "keep_good"
    if len(table.rows) > AT_ONCE:
        job = request_import(
            request.actor, declaration=declaration, digest=digest, filename=name, matching=chosen, keep_good=keep_good
        )
        messages.success(request, _("The file is large: it comes in piece by piece."))
        return redirect("desk-job", uuid=job.uuid)
    try:
        done = import_records(
            request.actor, declaration=declaration, headings=table.headings, rows=table.rows, matching=chosen,
            keep_good=keep_good, filename=name, first_row=table.first_row,
        )  # fmt: skip
    except ImportRefused:
        return _look(request, declaration, table, chosen, digest, name)
    told = ngettext("%(number)d record was kept.", "%(number)d records were kept.", done.kept)
    messages.success(request, told % {"number": done.kept})
    return redirect("register-import-batch", declaration.id, done.batch.uuid)


def _look(
    request: PageRequest, declaration: Declaration, table: TableFile, chosen: Mapping[str, str], digest: str, name: str
) -> HttpResponse:
    """The page that shows what would come in."""
    try:
        seen = _seen(request, declaration, table, chosen)
    except InputError as problem:
        return _door(request, declaration, _said(problem))
    context = {
        "declaration": declaration, "register_title": title_of(declaration), "here_title": _("Import"),
        "digest": digest, "filename": name, "rows": seen.rows, "good_rows": seen.good,
        "bad_rows": seen.rows - seen.good, "columns": _columns(request, declaration, table, chosen),
        "faults_count": seen.fault_count, "faults": _faults(seen),
        "faults_more": max(0, seen.fault_count - _TOLD), "open_mapping": bool(seen.unmatched), "matched": bool(chosen),
    }  # fmt: skip
    status = 422 if seen.fault_count or not seen.good else 200
    return render(request, "site/registers/import_preview.html", context, status=status)


def _seen(request: PageRequest, declaration: Declaration, table: TableFile, chosen: Mapping[str, str]) -> Preview:
    """What would come in. Nothing while no column is matched: then the reader is asked which goes where."""
    if not chosen:
        return Preview(len(table.rows), 0, (), 0, (), table.headings)
    return preview(
        request.actor, declaration=declaration, headings=table.headings, rows=table.rows, matching=chosen,
        first_row=table.first_row,
    )  # fmt: skip


def _columns(
    request: PageRequest, declaration: Declaration, table: TableFile, chosen: Mapping[str, str]
) -> list[dict[str, Any]]:
    language = active_language()
    offered = [
        (column.key, in_language(column.title, language)) for column in import_columns(request.actor, declaration)
    ]
    return [
        {"position": position, "name": heading, "sample": " · ".join(sample_of(table, position)),
         "options": [Option(key, words, chosen.get(heading) == key) for key, words in offered]}
        for position, heading in enumerate(table.headings)
        if heading
    ]  # fmt: skip


def _faults(seen: Preview) -> list[dict[str, Any]]:
    language = active_language()
    return [
        {"row": fault.row, "column": fault.column, "message": in_language(fault.message, language)}
        for fault in seen.faults[:_TOLD]
    ]


@gated(_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: PageRequest, register: str, uuid: UUID) -> HttpResponse:
    """What an import brought in, and undoing it."""
    declaration = _register(request, register)
    found = next((each for each in imports_visible_to(request.actor, declaration) if each.uuid == uuid), None)
    if found is None:
        raise Http404
    changed: tuple[str, ...] = ()
    force = request.POST.get("do") == "force"
    if request.method == "POST" and (force or found.undone_at is None):
        undone = undo_import(request.actor, declaration=declaration, batch=uuid, force=force)
        changed = undone.kept
        told = ngettext("%(number)d record was taken out.", "%(number)d records were taken out.", undone.removed)
        messages.success(request, told % {"number": undone.removed})
        found.refresh_from_db()
    context = {
        "declaration": declaration, "register_title": title_of(declaration), "here_title": found.filename,
        "batch": found, "when": moment(found.created_at), "changed_since": changed,
    }  # fmt: skip
    return render(request, "site/registers/import_batch.html", context)


@gated("ground.register.write")
@require_POST
def bulk(request: PageRequest, register: str) -> HttpResponse:
    """Change the chosen records of a list together: a move, or one choice for all."""
    declaration = register_or_404(request.actor, register)
    chosen = [pair for each in request.POST.getlist("record")[:1000] if (pair := _pair(each)) is not None]
    kind, _colon, what = request.POST.get("change", "").partition(":")
    if not chosen or kind not in ("move", "set"):
        messages.error(request, _("Choose records, and what to do with them."))
        return _back(request, register)
    field, _equals, code = what.partition("=")
    try:
        done = bulk_change(
            request.actor, declaration=declaration, records=chosen,
            **({"move": what} if kind == "move" else {"values": {field: code}}),
        )  # fmt: skip
    except InputError as problem:
        messages.error(request, _said(problem))
        return _back(request, register)
    told = ngettext("%(number)d record was changed.", "%(number)d records were changed.", len(done.changed))
    messages.success(request, told % {"number": len(done.changed)})
    for refused in done.refused[:20]:
        messages.error(request, f"{refused.code or _('A record')}: {' '.join(_why(refused))}")
    return _back(request, register)


def _why(refused: NotChanged) -> tuple[str, ...]:
    error = refused.error
    return refusal_words(error) if isinstance(error, InputError | Refused) else (refused.reason,)


def _pair(text: str) -> tuple[UUID, int] | None:
    uuid, _colon, revision = text.partition(":")
    try:
        return UUID(uuid), int(revision)
    except ValueError:
        return None


def _back(request: PageRequest, register: str) -> HttpResponse:
    answer = redirect("register", register)
    query = without_page(request.GET)
    if query:
        answer["Location"] = f"{answer['Location']}?{query}"
    return answer
