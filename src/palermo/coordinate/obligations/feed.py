"""Obligations as an iCalendar feed (RFC 5545): one event of a whole day for each planned day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from palermo.coordinate.obligations.queries import Listed
from palermo.coordinate.resolutions.vocabulary import addressee_name


def calendar_of(listed: Iterable[Listed], address_of: Callable[[Listed], str]) -> bytes:
    """The feed. Undated obligations have no place in a calendar. An event's identifier stays the same for good, so that
    a calendar that subscribed moves it when the day changes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Palermo//Reporting obligations//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Reporting obligations"))
    for each in listed:
        if each.obligation.planned_last is not None:
            calendar.add_component(_event(each, address_of(each)))
    return bytes(calendar.to_ical())


def _event(each: Listed, address: str) -> Event:
    obligation = each.obligation
    event = Event()
    event.add("uid", obligation.uuid.urn)
    event.add("sequence", obligation.revision)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", obligation.planned_last)
    event.add("dtend", obligation.planned_last + timedelta(days=1))  # type: ignore[operator]
    event.add("summary", obligation.title)
    event.add("description", _("%(author)s reports to %(body)s") % {
        "author": addressee_name(obligation.author), "body": addressee_name(obligation.body)
    })  # fmt: skip
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event
