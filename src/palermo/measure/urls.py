"""The addresses of this wing."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from palermo.measure.estimates.addresses import urlpatterns as estimates
from palermo.measure.figures import pages as figures
from palermo.measure.questionnaires.addresses import urlpatterns as questionnaires
from palermo.measure.statistics import pages as statistics
from palermo.measure.surveys.addresses import urlpatterns as surveys
from palermo.measure.treaties import pages as treaties

_FORM = "(?P<form>csv|xlsx)"

urlpatterns: list[URLPattern | URLResolver] = [
    path("measures/", figures.measure_list, name="measures"),
    path("measures/<slug:identifier>/", figures.measure, name="measure"),
    re_path(rf"^measures/(?P<identifier>[\w-]+)/figures\.{_FORM}$", figures.measure_download, name="measure-download"),
    path("figures/<uuid:uuid>/", figures.figure, name="figure"),
    path("figures/<uuid:uuid>/hold/", figures.hold, name="figure-hold"),
    path("treaties/", treaties.treaty_list, name="treaties"),
    path("treaties/<slug:code>/", treaties.treaty, name="treaty"),
    re_path(rf"^treaties/(?P<code>[\w-]+)/participants\.{_FORM}$", treaties.treaty_download, name="treaty-download"),
    path("datasets/", statistics.dataset_list, name="datasets"),
    path("datasets/import/", statistics.import_page, name="dataset-import"),
    path("datasets/import/<uuid:uuid>/", statistics.import_job, name="dataset-import-job"),
    path("datasets/<uuid:uuid>/", statistics.dataset, name="source-dataset"),
    *questionnaires,
    *surveys,
    *estimates,
]
