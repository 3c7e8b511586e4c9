"""The registers of the demo: records of the fictional region, and drafts from what reviewers accepted in documents."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from palermo.ground.audit.actor import Actor
    from palermo_engines.registers.model import Declaration


def fill_registers(actor: Actor, file: Path) -> int:
    """Make the records of ``file`` that do not stand yet, each where its moves bring it; returns how many there are."""
    from palermo.ground.registers.api import declaration
    from palermo_engines.kit.yaml_files import read_yaml

    count = 0
    for register, records in read_yaml(file).items():
        declared = declaration(register)
        assert declared is not None, register
        for number, record in enumerate(records):
            _make(actor, declared, f"sample:{register}:{number}", record)
            count += 1
    return count


def _make(actor: Actor, declared: Declaration, key: str, record: dict[str, Any]) -> None:
    from palermo.ground.registers.api import create_record, move_record, records_from

    if records_from(actor, declared, [key]):
        return
    made = create_record(actor, declaration=declared, values=record["values"], origin=key)
    for move in record["moves"]:
        made = move_record(actor, declaration=declared, record=made, move=move, revision=made.revision)


def take_in_documents(actor: Actor) -> int:
    """Drafts from every work in which facts were accepted, from its English text where there is one: the same facts in
    four languages would be four drafts. Returns how many drafts that makes in all."""
    from palermo.passages import know_to_registers as passage

    drafts = 0
    for document in _once_a_work(passage.documents(actor)):
        done = passage.take_in(actor, document.uuid)
        drafts += len(done.made) + done.kept
    return drafts


def take_in_resolutions(actor: Actor) -> int:
    """Resolutions and reports in which directives were accepted become works, public like the documents they are from;
    returns how many there are."""
    from palermo.coordinate import api as coordinate
    from palermo.passages import know_to_coordinate as passage

    works = 0
    for candidate in _once_a_work(passage.candidates(actor)):
        work = candidate.work or passage.take_in_document(actor, document=candidate.uuid).work
        if not work.published:
            coordinate.publish_work(actor, work=work)
        works += 1
    return works


def _once_a_work(documents: Iterable[Any]) -> list[Any]:
    """One document a work: the English text, where there is one."""
    chosen: dict[str, Any] = {}
    for document in sorted(documents, key=lambda each: each.language != "en"):
        chosen.setdefault(document.symbol or document.title, document)
    return list(chosen.values())
