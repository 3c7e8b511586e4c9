"""The addresses of registers."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from palermo.site.registers import (
    declaring,
    editing,
    exporting,
    following,
    from_documents,
    moving_in,
    pages,
    records,
    sources,
    totals,
    uploads,
)

_ONE = "registers/<slug:register>/"
_RECORD = f"{_ONE}<uuid:uuid>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("registers/", pages.registers, name="registers"),
    path("registers/-/due/", following.what_is_due, name="registers-due"),
    path("registers/-/due.ics", following.due_calendar, name="registers-due-ical"),
    path("registers/-/declare/", declaring.new, name="register-declare-new"),
    path("registers/-/from-form/", declaring.from_form, name="register-from-form"),
    path("registers/-/documents/", from_documents.documents, name="register-from-documents"),
    path("registers/-/documents/<uuid:uuid>/", from_documents.document, name="register-from-document"),
    path("registers/-/source/<uuid:uuid>/", sources.source, name="source-register"),
    path(_ONE, pages.register, name="register"),
    path(f"{_ONE}new/", editing.new, name="register-new"),
    path(f"{_ONE}draft/forget/", editing.forget, name="register-draft-forget"),
    path(f"{_ONE}declare/", declaring.change, name="register-declare"),
    path(f"{_ONE}follow/", following.follow_register, name="register-follow"),
    path(f"{_ONE}views/", following.keep_view, name="register-view-save"),
    path(f"{_ONE}views/<uuid:uuid>/forget/", following.forget_view, name="register-view-forget"),
    path(f"{_ONE}bulk/", moving_in.bulk, name="register-bulk"),
    path(f"{_ONE}import/", moving_in.import_page, name="register-import"),
    path(f"{_ONE}import/look/", moving_in.mapping, name="register-import-mapping"),
    path(f"{_ONE}import/empty.xlsx", exporting.template, name="register-import-template"),
    path(f"{_ONE}import/<uuid:uuid>/", moving_in.batch, name="register-import-batch"),
    path(f"{_ONE}export.<slug:kind>", exporting.export, name="register-export"),
    path(f"{_ONE}calendar.ics", exporting.ical, name="register-ical"),
    path(f"{_ONE}form.xlsx", exporting.xlsform, name="register-xlsform"),
    path(f"{_ONE}declaration.yaml", exporting.declaration_file, name="register-declaration"),
    path(f"{_ONE}totals/<slug:measure>/", totals.totals, name="register-totals"),
    path(_RECORD, records.record, name="register-record"),
    path(f"{_RECORD}edit/", editing.edit, name="register-edit"),
    path(f"{_RECORD}move/", records.move, name="register-move"),
    path(f"{_RECORD}comment/", records.comment, name="register-comment"),
    path(f"{_RECORD}follow/", records.follow_record, name="register-record-follow"),
    path(f"{_RECORD}history/", records.history, name="register-history"),
    path(f"{_RECORD}history/restore/", records.restore, name="register-restore"),
    path(f"{_RECORD}record.json", records.record_file, name="register-record-file"),
    path(f"{_RECORD}files/<slug:digest>/", uploads.kept_file, name="register-kept-file"),
]
