"""The address of the conflict board."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from palermo.site.conflicts import pages

urlpatterns: list[URLPattern | URLResolver] = [path("conflicts/", pages.board, name="conflicts")]
