"""Template tags of the desk: ``{% load desk %}``.

seat_title seat         a seat's own title; its role's, in the reader's language, when it has none
"""

from __future__ import annotations

from django import template

from palermo.site.desk.words import seat_title

register = template.Library()
register.simple_tag(seat_title)
