"""The addresses of the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from palermo.site.desk import accounts, audit, jobs, overview, seats, tokens

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", overview.desk, name="desk"),
    path("desk/people/", accounts.people, name="desk-people"),
    path("desk/people/new/", accounts.open_new, name="desk-person-new"),
    path("desk/people/<uuid:uuid>/", accounts.person, name="desk-person"),
    path("desk/people/<uuid:uuid>/seat/", accounts.seat, name="desk-person-seat"),
    path("desk/people/<uuid:uuid>/link/", accounts.link, name="desk-person-link"),
    path("desk/people/<uuid:uuid>/close/", accounts.close, name="desk-person-close"),
    path("desk/holdings/<uuid:uuid>/end/", accounts.leave_seat, name="desk-holding-end"),
    path("desk/seats/", seats.seats, name="desk-seats"),
    path("desk/seats/new/", seats.new_seat, name="desk-seat-new"),
    path("desk/seats/bodies/new/", seats.new_body, name="desk-body-new"),
    path("desk/tokens/", tokens.tokens, name="desk-tokens"),
    path("desk/tokens/new/", tokens.create, name="desk-token-new"),
    path("desk/tokens/<uuid:uuid>/revoke/", tokens.revoke, name="desk-token-revoke"),
    path("desk/audit/", audit.events, name="desk-audit"),
    path("desk/jobs/", jobs.jobs, name="desk-jobs"),
    path("desk/jobs/<uuid:uuid>/", jobs.job, name="desk-job"),
    path("desk/jobs/<uuid:uuid>/stop/", jobs.stop_job, name="desk-job-stop"),
    path("desk/jobs/<uuid:uuid>/resume/", jobs.resume_job, name="desk-job-resume"),
]
