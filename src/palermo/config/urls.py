"""Every address, put together from the wings and the site."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("palermo.know.urls")),
    path("", include("palermo.measure.urls")),
    path("", include("palermo.site.urls")),
]
