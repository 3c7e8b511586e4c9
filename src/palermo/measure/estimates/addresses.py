"""The addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from palermo.measure.estimates import pages, working_pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("estimates/", pages.estimates, name="estimates"),
    path("estimates/new/table/", working_pages.new_table, name="estimate-new-table"),
    path("estimates/new/lists/", working_pages.new_lists, name="estimate-new-lists"),
    path("estimates/tables/<uuid:uuid>/", pages.table, name="estimate-table"),
    path("estimates/tables/<uuid:uuid>/run/", working_pages.start, name="estimate-start"),
    path("estimates/tables/<uuid:uuid>/overlaps.<slug:form>", pages.table_file, name="estimate-table-file"),
    path("estimates/runs/<uuid:uuid>/", pages.run, name="estimate-run"),
    path("estimates/runs/<uuid:uuid>/stop/", working_pages.stop, name="estimate-stop"),
    path("estimates/runs/<uuid:uuid>/resume/", working_pages.resume, name="estimate-resume"),
    path("estimates/runs/<uuid:uuid>/publish/", working_pages.publish, name="estimate-publish"),
    path("estimates/runs/<uuid:uuid>/withdraw/", working_pages.withdraw, name="estimate-withdraw"),
    path("estimates/runs/<uuid:uuid>/report.<slug:form>", pages.run_file, name="estimate-run-file"),
    path("estimates/<uuid:uuid>/", pages.published, name="source-computation"),
    path("estimates/<uuid:uuid>/report.<slug:form>", pages.published_file, name="estimate-file"),
]
