"""The addresses of the site: its own pages, and the rooms ``desk`` and ``countries``."""

from __future__ import annotations

from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from palermo.ground.access.api import open_to_all
from palermo.site import pages, preferences

_favicon = open_to_all("browsers ask for it unasked")(
    RedirectView.as_view(url=static("site/favicon.svg"), permanent=True)
)

_ROOMS = ("desk", "countries", "conflicts", "registers", "taking_in")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("about/", pages.about, name="about"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("language/", preferences.choose_language, name="language"),
    path("theme/", preferences.choose_theme, name="theme"),
    path("health/", pages.health, name="health"),
    path("robots.txt", pages.robots, name="robots"),
    path("favicon.ico", _favicon, name="favicon"),
    *(path("", include(f"palermo.site.{room}.urls")) for room in _ROOMS),
]
