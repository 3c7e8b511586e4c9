"""Files that belong to records: kept by their digest before the form is checked, so that a fault loses none of them.

A file is handed out to whoever reads a record that names it, never by its digest alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.commons import originals
from palermo.ground.access.api import open_to_all
from palermo.ground.registers.api import visible_values
from palermo.site.registers.requests import PageRequest, record_or_404, register_or_404
from palermo_engines.registers.model import Declaration, Field, FieldType

MOST_BYTES = 20 * 1024 * 1024
_SENT = "registers_sent"
_REMEMBERED = 200
_PUBLISHED = "a file is handed out with a record that the visitor may read, in a field that they may read"


def keep_uploads(
    declaration: Declaration, request: PageRequest, asked: Mapping[str, Any], held: Iterable[Mapping[str, Any]]
) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """The answers with uploaded files added and unticked ones gone, and what is wrong with uploads, by field.

    A form carries descriptions of files along. They count only for files that ``held`` (what the record and the
    draft hold) names, or that came from this browser: who knows a digest need not be allowed to read the file.
    """
    known = {file["digest"] for values in held for file in _named(declaration, values)} | sent_from(request)
    found = dict(asked)
    faults: dict[str, tuple[str, ...]] = {}
    for field in declaration.fields:
        if field.type is FieldType.FILE and field.id in asked:
            kept, told = _files_of(field, request, asked[field.id], known)
            found[field.id] = (kept or None) if field.multiple else (kept[-1] if kept else None)
            if told:
                faults[field.id] = told
    return found, faults


def _files_of(
    field: Field, request: PageRequest, carried: Any, known: set[str]
) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    ticked = set(request.POST.getlist(f"{field.id}.keep")) & known
    several = carried if isinstance(carried, list) else [carried] if carried else []
    kept = [file for file in several if file["digest"] in ticked]
    told = []
    for upload in request.FILES.getlist(f"{field.id}.upload"):
        if (upload.size or 0) > MOST_BYTES:
            told.append(_("%(name)s is larger than 20 MB.") % {"name": upload.name})
            continue
        if not upload.size:
            told.append(_("%(name)s is empty.") % {"name": upload.name})
            continue
        content = upload.read()
        name = (upload.name or "file").replace("/", "_").replace("\\", "_")[:200]
        kept.append({"digest": keep_sent(request, content), "name": name, "size": len(content)})
    return kept, tuple(told)


def keep_sent(request: PageRequest, content: bytes) -> str:
    """Keep a file that this browser sent, and remember that it did. Returns its digest."""
    digest = originals.keep(content)
    request.session[_SENT] = [*request.session.get(_SENT, ()), digest][-_REMEMBERED:]
    return digest


def sent_from(request: PageRequest) -> set[str]:
    """The digests of files that came from this browser since it signed in, the latest 200."""
    return set(request.session.get(_SENT, ()))


@open_to_all(_PUBLISHED)
@require_safe
def kept_file(request: PageRequest, register: str, uuid: UUID, digest: str) -> HttpResponseBase:
    """A file of a record, as a download: browsers must not open it as a page of ours."""
    declaration = register_or_404(request.actor, register)
    record = record_or_404(request.actor, declaration, uuid)
    for file in _named(declaration, visible_values(request.actor, declaration, record)):
        if file["digest"] == digest:
            try:
                stream = originals.path_of(digest).open("rb")
            except (OSError, ValueError):
                raise Http404 from None
            return FileResponse(
                stream, as_attachment=True, filename=file["name"], content_type="application/octet-stream"
            )
    raise Http404


def _named(declaration: Declaration, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for field in declaration.fields:
        value = values.get(field.id)
        if field.type is FieldType.FILE and value:
            found += value if isinstance(value, list) else [value]
    return found
