"""Everything under /account/: enrolment, the page about second factors, and the accounts library's own pages.

What the library offers and this house does not (signing up, changing addresses, resetting passwords by e-mail) is
closed here, before the library's addresses are reached; its templates can still name them.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from palermo.site.desk import enrolment

_CLOSED = r"^(?:signup|email|confirm-email|password/reset|login/code|phone)/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("enrol/", enrolment.enrol, name="enrol"),
    path("enrol/<str:signed>/", enrolment.open_link, name="enrol-open"),
    path("second-factor/", enrolment.second_factor, name="second-factor"),
    path("help/", enrolment.sign_in_help, name="sign-in-help"),
    re_path(_CLOSED, enrolment.closed),
    path("mfa/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]
