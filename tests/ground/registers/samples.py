"""Declarations that tests write, and the people who use them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from palermo.ground.access.api import Actor, console
from palermo.ground.registers.api import RegisterRecord, create_record, move_record
from palermo_engines.registers.model import Declaration
from tests.ground.people import person_with, web_actor

WORKFLOW = """
workflow:
  states:
    - {id: draft, label: {en: Draft}, start: true}
    - {id: published, label: {en: Published}, public: true}
    - {id: withdrawn, label: {en: Withdrawn}, end: true}
  moves:
    - {id: publish, label: {en: Publish}, from: [draft], to: published, who: coordinator}
    - {id: withdraw, label: {en: Withdraw}, from: [published], to: withdrawn, who: coordinator}
    - {id: back, label: {en: Back}, from: [draft, withdrawn], to: draft, who: registrar}
"""

COURSES = (
    """id: COURSES
wing: know
version: 1
languages: [en]
title: {en: Courses}
lists:
  level:
    - {code: national, label: {en: National}}
    - {code: international, label: {en: International}}
    - {code: regional, label: {en: Regional}, parent: international}
  topic:
    - {code: law, label: {en: Law}}
    - {code: care, label: {en: Care}}
fields:
  - {id: event, type: text, role: title, required: true, label: {en: Event}}
  - {id: country, type: country, role: country, label: {en: Country}}
  - {id: held, type: period, role: date, label: {en: Held}}
  - {id: participants, type: people, label: {en: Participants}}
  - {id: level, type: choice, list: level, facet: true, label: {en: Level}}
  - {id: topics, type: choice, list: topic, multiple: true, facet: true, label: {en: Topics}}
  - {id: notes, type: text, visible: [coordinator], label: {en: Notes}}
measures:
  - {id: people_trained, of: participants, period: held}
"""
    + WORKFLOW
)


def actor_with(*roles: str) -> Actor:
    """Somebody signed in with a second factor, with a seat for each role in the body ``instance``."""
    return web_actor(person_with(*roles, email=f"{uuid4().hex}@example.org"))


def course(declared: Declaration, state: str = "draft", *, owner: str = "", **values: Any) -> RegisterRecord:
    """A course, written by the console and moved to ``state``."""
    content = {"event": "Course on the Protocol", **values}
    record = create_record(console(), declaration=declared, values=content, owner=owner)
    for move in {"draft": (), "published": ("publish",), "withdrawn": ("publish", "withdraw")}[state]:
        record = move_record(console(), declaration=declared, record=record, move=move, revision=record.revision)
    return record
