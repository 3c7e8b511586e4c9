"""Records as files: CSV, XLSX, JSON Lines, a calendar, an XLSForm, the declaration itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.commons.downloads import FORMATS, Column, table_response
from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import gated, open_to_all
from palermo.ground.registers.api import Shown, all_records, import_columns
from palermo.site.registers.calendar import calendar_file
from palermo.site.registers.pages import all_wanted
from palermo.site.registers.requests import PageRequest, register_or_404
from palermo.site.registers.views import every_happening
from palermo.site.registers.wording import state_words, title_of
from palermo_engines.registers.cells import columns_of, write_row
from palermo_engines.registers.model import Declaration, in_language
from palermo_engines.registers.xlsform.writing import write_form

_PUBLISHED = "visitors get records in a public state of public registers only, field by field, as on the pages"
_SHAPE = "the shape of a register is public when the register is; it holds no record"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Row = tuple[Shown, dict[str, Any]]


@open_to_all(_PUBLISHED)
@require_safe
def export(request: PageRequest, register: str, kind: str) -> HttpResponseBase:
    """The records that the filters of the list leave, as a file."""
    declaration = register_or_404(request.actor, register)
    records = all_records(request.actor, declaration, all_wanted(request, declaration))
    if kind == "jsonl":
        answer = StreamingHttpResponse(json_lines(records), content_type="application/x-ndjson; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{register}.jsonl"'
        return answer
    if kind not in FORMATS:
        raise Http404
    rows = ((shown, write_row(declaration, shown.values)) for shown in records)
    return table_response(rows, table_columns(declaration), kind, register)


def json_lines(records: Iterable[Shown]) -> Iterator[str]:
    """One record a line, as the API gives it."""
    for shown in records:
        line = {
            "code": shown.code, "uuid": str(shown.uuid), "state": shown.state, "revision": shown.revision,
            "declaration_version": shown.declaration_version, "values": dict(shown.values),
        }  # fmt: skip
        yield json.dumps(line, ensure_ascii=False) + "\n"


def table_columns(declaration: Declaration) -> list[Column]:
    """The record's own columns, then one for each field or part of one. Headings are the labels in the reader's
    language, which an import takes back; the key stands where two labels are the same."""
    language = active_language()
    own = [
        Column(_("Code"), lambda row: row[0].code),
        Column(_("State"), lambda row: state_words(declaration, row[0].state)),
    ]
    columns = columns_of(declaration)
    titles = [in_language(column.title, language) for column in columns]
    return [
        *own,
        *(
            _column(column.key, title if titles.count(title) == 1 else column.key)
            for column, title in zip(columns, titles, strict=True)
        ),
    ]


def _column(key: str, title: str) -> Column:
    return Column(title, lambda row: row[1].get(key))


@gated("ground.register.import")
@require_safe
def template(request: PageRequest, register: str) -> HttpResponseBase:
    """An empty workbook with the columns that an import takes."""
    declaration = register_or_404(request.actor, register)
    columns = [Column(column.key, lambda _row: None) for column in import_columns(request.actor, declaration)]
    return table_response((), columns, "xlsx", f"{register}-empty")


@open_to_all(_PUBLISHED)
@require_safe
def ical(request: PageRequest, register: str) -> HttpResponse:
    """The records that have days, as a calendar."""
    declaration = register_or_404(request.actor, register)
    happenings = every_happening(request, declaration, all_wanted(request, declaration))
    content = calendar_file(title_of(declaration), happenings, timezone.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{register}.ics"'
    return answer


@open_to_all(_SHAPE)
@require_safe
def xlsform(request: PageRequest, register: str) -> HttpResponse:
    """The register as an XLSForm for KoBo and ODK."""
    declaration = register_or_404(request.actor, register)
    answer = HttpResponse(write_form(declaration), content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{register}.xlsx"'
    return answer


@open_to_all(_SHAPE)
@require_safe
def declaration_file(request: PageRequest, register: str) -> HttpResponse:
    """The declaration, as it was written."""
    declaration = register_or_404(request.actor, register)
    answer = HttpResponse(declaration.source, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{register}.yaml"'
    return answer
