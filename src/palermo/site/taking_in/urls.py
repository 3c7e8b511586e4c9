"""The addresses of taking in."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from palermo.site.taking_in import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("resolutions/take-in/", pages.take_in, name="take-in"),
]
