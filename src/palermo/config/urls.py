"""Every address, put together from the wings and the site."""

from django.urls import include, path

from palermo.config.api import api

urlpatterns = [
    path("account/", include("palermo.site.desk.account_urls")),
    path("api/v1/", api.urls),
    path("", include("palermo.know.urls")),
    path("", include("palermo.measure.urls")),
    path("", include("palermo.site.urls")),
]
