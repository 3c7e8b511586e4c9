"""Dates and intervals as precise as they are known, in the reader's language."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date, format_skeleton
from django.utils.translation import gettext as _

from palermo.commons.wording.languages import active_language, locale_of
from palermo_engines.kit.languages import Language
from palermo_engines.kit.periods import days_of


def date_text(text: str, language: Language | None = None) -> str:
    """``2014-11-07`` is "7 November 2014", ``2014-11`` "November 2014", ``2014`` "2014"; an interval runs from one to
    the other, and an open end is said in words. What is not an ISO date is given back as it is."""
    try:
        days_of(text)
    except ValueError:
        return text
    start, slash, end = text.partition("/")
    if not slash:
        return _one(text, language or active_language())
    return _interval(start.strip("."), end.strip("."), language or active_language())


def _interval(start: str, end: str, language: Language) -> str:
    if not start and not end:
        return _("at an unknown time")
    if not start:
        return _("until %(date)s") % {"date": _one(end, language)}
    if not end:
        return _("from %(date)s") % {"date": _one(start, language)}
    if start == end:
        return _one(start, language)
    return _("%(first)s to %(last)s") % {"first": _one(start, language), "last": _one(end, language)}


def _one(text: str, language: Language) -> str:
    locale = locale_of(language)
    first = days_of(text).first
    assert isinstance(first, date)
    if len(text) == 10:
        return format_date(first, "long", locale=locale)
    return format_skeleton("yMMMM" if len(text) == 7 else "y", first, locale=locale)
