"""Importing a register of treaty participation: all of it or nothing, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from palermo.commons import originals
from palermo.ground.access.api import Actor, may
from palermo.ground.audit import api as audit
from palermo.ground.evidence.models import TreatyAction
from palermo.ground.evidence.words import FigureStatus, Origin
from palermo.ground.standards.api import countries
from palermo.measure import releases
from palermo.measure.models import Release
from palermo.measure.releases import Imported
from palermo.measure.rows import insert_many
from palermo.measure.treaties.register import Register, read_register
from palermo.measure.words import DatasetKind

TITLE = "Participation in the Organized Crime Convention and its Protocols"
STEPS = 2


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything an import will write, computed without touching the database."""

    publication: releases.Publication
    register: Register
    report: dict[str, Any]


def prepare(content: bytes, name: str, *, step: Callable[[int, int, str], None] = lambda *_: None) -> Prepared:
    """Read and check the whole register. InputError or TableError when it cannot be used."""
    step(0, STEPS, "reading the register")
    register = read_register(content, name)
    publication = _publication(content, name, register)
    step(1, STEPS, "writing the actions")
    return Prepared(publication, register, _report(register))


def record(actor: Actor, prepared: Prepared) -> Imported:
    """Write a prepared import in one act: the release, its actions, the withdrawal of the release before."""
    may(actor, "measure.dataset.import").demand()
    with audit.act(actor, "measure.dataset.imported", object_kind="dataset") as act:
        release, withdrawn = releases.begin_release(prepared.publication, prepared.register.rows)
        report = prepared.report | {"withdrawn": withdrawn}
        insert_many(TreatyAction, _actions(release, prepared))
        releases.keep_report(release, report)
        act.about(release.source.uuid)
        act.note(digest=prepared.publication.digest, rows=report["rows"], actions=report["actions"])
    return Imported(release, changed=True, report=report)


def _actions(release: Release, prepared: Prepared) -> Iterator[TreatyAction]:
    sheet = PurePath(prepared.publication.filename).stem[:28] or "register"
    for deed in prepared.register.deeds:
        yield TreatyAction(
            source_id=release.source_id,
            locator=f"{sheet}!{deed.row}",
            snippet=deed.printed,
            language="en",
            origin=Origin.DATASET.value,
            origin_uuid=release.uuid,
            status=FigureStatus.PUBLISHED.value,
            instrument=deed.instrument,
            kind=deed.kind,
            country=deed.country,
            participant=deed.participant,
            date=deed.dated,
            first=deed.days.first,
            last=deed.days.last,
        )


def _report(register: Register) -> dict[str, Any]:
    return {
        "rows": register.rows,
        "actions": len(register.deeds),
        "duplicates": register.duplicates,
        "instruments": dict(Counter(deed.instrument for deed in register.deeds)),
        "kinds": dict(Counter(deed.kind for deed in register.deeds)),
        "participants": len({deed.country for deed in register.deeds}),
        "uncertain_dates": sum(1 for deed in register.deeds if deed.days.first != deed.days.last),
        "known_until": register.known_until,
        "withdrawn": 0,
    }


def _publication(content: bytes, name: str, register: Register) -> releases.Publication:
    digest = originals.digest_of(content)
    dated = max(register.known_until.values(), default="")
    return releases.Publication(
        kind=DatasetKind.TREATIES,
        key=f"treaty-participation-{dated or digest[:8]}",
        title=TITLE,
        publisher="",
        dated=dated,
        digest=digest,
        filename=name,
        places=frozenset(deed.country for deed in register.deeds if deed.country in countries()),
    )
