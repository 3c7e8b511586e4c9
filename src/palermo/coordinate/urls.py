"""The addresses of this wing."""

from django.urls import path

from palermo.coordinate.obligations import pages as obligations
from palermo.coordinate.resolutions import editing
from palermo.coordinate.resolutions import pages as resolutions

urlpatterns = [
    path("resolutions/", resolutions.works, name="resolutions"),
    path("resolutions/new/", editing.new_work, name="resolution-new"),
    path("resolutions/proposals/", editing.proposals, name="proposals"),
    path("resolutions/proposals/<slug:kind>/<uuid:uuid>/<slug:move>/", editing.decide_proposal, name="proposal-decide"),
    path("resolutions/directives/<uuid:uuid>/", resolutions.directive, name="directive"),
    path("resolutions/directives/<uuid:uuid>/change/", editing.edit_directive, name="directive-edit"),
    path("resolutions/directives/<uuid:uuid>/status/", editing.say_status, name="directive-status"),
    path("resolutions/paragraphs/<uuid:uuid>/", resolutions.chain, name="chain"),
    path("resolutions/paragraphs/<uuid:uuid>/link/", editing.link, name="chain-link"),
    path("resolutions/table.<slug:kind>", resolutions.tracker, name="resolutions-table"),
    path("resolutions/<uuid:uuid>/", resolutions.work, name="resolution"),
    path("resolutions/<uuid:uuid>/change/", editing.edit_work, name="resolution-edit"),
    path("resolutions/<uuid:uuid>/publish/", editing.publish, name="resolution-publish"),
    path("resolutions/<uuid:uuid>/unpublish/", editing.unpublish, name="resolution-unpublish"),
    path("resolutions/<uuid:uuid>/renews/", editing.renew, name="resolution-renews"),
    path("obligations/", obligations.obligations, name="obligations"),
    path("obligations/calendar.ics", obligations.feed, name="obligations-feed"),
    path("obligations/table.<slug:kind>", obligations.table, name="obligations-table"),
    path("obligations/new/", obligations.new_obligation, name="obligation-new"),
    path("obligations/<uuid:uuid>/", obligations.obligation, name="obligation"),
    path("obligations/<uuid:uuid>/change/", obligations.edit_obligation, name="obligation-edit"),
    path("obligations/<uuid:uuid>/publish/", obligations.publish, name="obligation-publish"),
]
