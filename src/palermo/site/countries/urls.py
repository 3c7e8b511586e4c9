"""The addresses of countries."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from palermo.site.countries import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("countries/", pages.country_list, name="countries"),
    re_path(r"^countries/(?P<code>[A-Za-z]{3})/$", pages.country, name="country"),
    re_path(
        r"^countries/(?P<code>[A-Z]{3})/figures\.(?P<form>csv|xlsx)$", pages.country_download, name="country-download"
    ),
]
