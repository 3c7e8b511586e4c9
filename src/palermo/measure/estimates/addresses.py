"""The addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from palermo.measure.estimates import pages, working_pages
from palermo.measure.estimates.linking import pages as linking

urlpatterns: list[URLPattern | URLResolver] = [
    path("estimates/", pages.estimates, name="estimates"),
    path("estimates/new/table/", working_pages.new_table, name="estimate-new-table"),
    path("estimates/new/lists/", working_pages.new_lists, name="estimate-new-lists"),
    path("estimates/linkages/new/", linking.new_linkage, name="estimate-linkage-new"),
    path("estimates/linkages/<uuid:uuid>/", linking.linkage, name="estimate-linkage"),
    path("estimates/linkages/<uuid:uuid>/lists/", linking.bring, name="estimate-linkage-bring"),
    path("estimates/linkages/<uuid:uuid>/lists/<int:place>/drop/", linking.drop, name="estimate-linkage-drop"),
    path("estimates/linkages/<uuid:uuid>/link/", linking.link, name="estimate-linkage-link"),
    path("estimates/linkages/<uuid:uuid>/stop/", linking.stop, name="estimate-linkage-stop"),
    path("estimates/linkages/<uuid:uuid>/resume/", linking.resume, name="estimate-linkage-resume"),
    path("estimates/linkages/<uuid:uuid>/columns/", linking.reopen, name="estimate-linkage-reopen"),
    path("estimates/linkages/<uuid:uuid>/reviewers/", linking.reviewers, name="estimate-linkage-reviewers"),
    path("estimates/linkages/<uuid:uuid>/give-up/", linking.abandon, name="estimate-linkage-abandon"),
    path("estimates/linkages/<uuid:uuid>/use/", linking.use, name="estimate-linkage-use"),
    path(
        "estimates/linkages/<uuid:uuid>/review/<slug:queue>/<int:place>/",
        linking.review,
        name="estimate-linkage-review",
    ),
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
