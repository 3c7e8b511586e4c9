"""Declarations that tests of the pages write, and what is typed into their forms."""

from __future__ import annotations

import re
from typing import Any

from lxml import html

from palermo.ground.access.api import console
from palermo.ground.registers.api import RegisterRecord, create_record, move_record
from palermo_engines.registers.model import Declaration

WORKFLOW = """
workflow:
  states:
    - {id: draft, label: {en: Draft, zh: 草稿}, start: true}
    - {id: published, label: {en: Published, zh: 已发布}, public: true}
    - {id: withdrawn, label: {en: Withdrawn, zh: 已撤回}, end: true}
  moves:
    - id: publish
      label: {en: Publish, zh: 发布}
      from: [draft]
      to: published
      who: coordinator
      requires: [{check: "${country} != ''", message: {en: Say where it was held., zh: 请说明举办地。}}]
      clock: {days: 30, from: held, remind: [7]}
    - {id: withdraw, label: {en: Withdraw, zh: 撤回}, from: [published], to: withdrawn, who: coordinator}
"""

MEETINGS = """id: MEETINGS
wing: coordinate
version: 1
title: {en: Meetings, zh: 会议}
fields:
  - {id: name, type: text, role: title, required: true, label: {en: Name, zh: 名称}}
"""

TRAININGS = (
    """id: TRAININGS
wing: know
version: 1
title: {en: Trainings held, zh: 已举办的培训}
help: {en: What was taught to whom., zh: 培训内容和对象。}
lists:
  level:
    - {code: national, label: {en: National, zh: 国家级}}
    - {code: regional, label: {en: Regional, zh: 区域级}}
fields:
  - {id: event, type: text, role: title, required: true, label: {en: Event, zh: 活动}}
  - {id: country, type: country, role: country, label: {en: Country, zh: 国家}}
  - {id: held, type: period, role: date, label: {en: Held, zh: 举办日期}}
  - {id: level, type: choice, list: level, facet: true, label: {en: Level, zh: 级别}}
  - {id: participants, type: people, label: {en: Participants, zh: 参加人数}}
  - {id: why, type: text, relevant: "${level} = 'regional'", label: {en: Why this region, zh: 为何选此区域}}
  - {id: contact, type: text, visible: members, label: {en: Contact, zh: 联系方式}}
  - {id: agenda, type: file, accept: [pdf, txt], label: {en: Agenda, zh: 议程}}
  - {id: papers, type: file, multiple: true, visible: members, label: {en: Papers, zh: 文件}}
  - {id: meeting, type: link, to: MEETINGS, inverse: {en: Trainings, zh: 培训}, label: {en: Meeting, zh: 会议}}
measures:
  - {id: people_trained, of: participants, period: held}
"""
    + WORKFLOW
)


def training(declared: Declaration, state: str = "draft", **values: Any) -> RegisterRecord:
    """A training, written by the console and moved to ``state``."""
    content = {"event": "Course on the Protocol", "country": "ALB", "held": "2031-04-05/2031-04-07", **values}
    record = create_record(console(), declaration=declared, values=content)
    for move in {"draft": (), "published": ("publish",), "withdrawn": ("publish", "withdraw")}[state]:
        record = move_record(console(), declaration=declared, record=record, move=move, revision=record.revision)
    return record


def text_of(response: Any) -> str:
    """What a reader reads on the page, with single spaces."""
    tree = html.fromstring(response.content.decode())
    return re.sub(r"\s+", " ", tree.text_content())


def form_of(response: Any, identifier: str = "record-form", **typed: Any) -> dict[str, Any]:
    """What a browser would send from a form of the page, with ``typed`` into it; parts as ``held__first__year``."""
    tree = html.fromstring(response.content.decode())
    (found,) = tree.xpath(f"//form[@id='{identifier}']")
    sent: dict[str, Any] = {}
    for name, said in found.form_values():
        sent.setdefault(name, []).append(said)
    return sent | {"do": "save"} | {name.replace("__", "."): said for name, said in typed.items()}


def faults_beside(response: Any) -> dict[str, str]:
    """Faults by the field they stand beside."""
    tree = html.fromstring(response.content.decode())
    fields = tree.xpath("//*[starts-with(@id, 'q-')]")
    told = {each.get("id")[2:]: each.xpath(".//*[contains(@class, 'error')]") for each in fields}
    return {name: " ".join(each.text_content() for each in found) for name, found in told.items() if found}
