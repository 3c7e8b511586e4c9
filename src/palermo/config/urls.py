"""Every address, put together from the wings and the site."""

from django.urls import include, path

from palermo.config.api import api, nothing_here

urlpatterns = [
    path("account/", include("palermo.site.desk.account_urls")),
    path("api/v1/", api.urls),
    path("api/<path:rest>", nothing_here),
    path("", include("palermo.know.urls")),
    path("", include("palermo.measure.urls")),
    path("", include("palermo.coordinate.urls")),
    path("", include("palermo.site.urls")),
]

handler400 = "palermo.site.errors.bad_request"
handler403 = "palermo.site.errors.not_allowed"
handler404 = "palermo.site.errors.not_found"
handler500 = "palermo.site.errors.failure"
