"""From Know to the registers: facts of documents that reviewers agreed to become draft records, with their citation.

Purpose       filling registers from reports without typing anything twice.
Legal basis   the mandate of the body that keeps the register. No person is concerned: what crosses are counts, dates,
              names of States and bodies, and words of published or reviewed documents.
What crosses  agreed facts of the kinds a register's declaration takes in, field by field as it says, with the exact
              words, the paragraph and the document. Nothing that nobody reviewed. Records begin as drafts.
Audit line    passages.know_to_registers.crossed, with document, edition, and numbers of what crossed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils import timezone

from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.registers.api import (
    Faulty,
    RegisterRecord,
    create_record,
    declarations,
    may_write,
    records_from,
)
from palermo.know import api as know
from palermo.passages.filling import values_from
from palermo_engines.registers.checking import check_record
from palermo_engines.registers.model import Declaration, Intake


@dataclass(frozen=True, slots=True)
class Offer:
    """What would become a record. ``key`` names it for good; ``record`` is what it became before, if it did."""

    declaration: Declaration
    key: str
    locator: str
    snippet: str
    values: Mapping[str, Any]
    record: RegisterRecord | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """``made`` records are new drafts, ``kept`` stood already, ``refused`` are offers with why the register does not
    take them as they are."""

    made: tuple[RegisterRecord, ...]
    kept: int
    refused: tuple[tuple[Offer, str], ...]


def documents(actor: Actor) -> list[Any]:
    """Documents in which facts were agreed."""
    return know.documents_with_facts(actor)


def offers(actor: Actor, document: UUID, registers: Iterable[str] = ()) -> list[Offer]:
    """What the document offers to the registers that the actor writes, by register and paragraph. LookupError when
    there is no such document for the actor."""
    read = know.agreed_document(actor, document)
    if read is None:
        raise LookupError(document)
    wanted = set(registers)
    found: list[Offer] = []
    for declaration in declarations():
        if declaration.intake and (not wanted or declaration.id in wanted) and may_write(actor, declaration):
            found += _known(actor, declaration, list(_offered(declaration, read)))
    return found


def take_in(actor: Actor, document: UUID, keys: Iterable[str] | None = None, registers: Iterable[str] = ()) -> TakenIn:
    """Make draft records of the offers with ``keys`` (all without). What was made before stays as it is."""
    chosen = None if keys is None else set(keys)
    listed = [offer for offer in offers(actor, document, registers) if chosen is None or _full(offer) in chosen]
    made: list[RegisterRecord] = []
    refused: list[tuple[Offer, str]] = []
    with audit.act(
        actor, "passages.know_to_registers.crossed", object_kind="document", object_uuid=document
    ) as act:  # fmt: skip
        for offer in listed:
            if offer.record is None:
                try:
                    made.append(_make(actor, offer))
                except Faulty as faulty:
                    refused.append((offer, "; ".join(f"{f.field}: {f.message.get('en', '')}" for f in faulty.faults)))
        act.note(made=len(made), kept=sum(offer.record is not None for offer in listed), refused=len(refused))
    return TakenIn(tuple(made), len(listed) - len(made) - len(refused), tuple(refused))


def _make(actor: Actor, offer: Offer) -> RegisterRecord:
    return create_record(actor, declaration=offer.declaration, values=offer.values, origin=offer.key)


def _full(offer: Offer) -> str:
    return f"{offer.declaration.id}:{offer.key}"


def _known(actor: Actor, declaration: Declaration, offered: Sequence[Offer]) -> list[Offer]:
    records = records_from(actor, declaration, [offer.key for offer in offered])
    return [
        Offer(each.declaration, each.key, each.locator, each.snippet, each.values, records.get(each.key))
        for each in offered
        if each.key in records or _complete(each)
    ]


def _complete(offer: Offer) -> bool:
    """Whether the fact says all that the register demands: one that does not was not about what it keeps."""
    checked = check_record(offer.declaration, offer.values, today=timezone.localdate())
    return all(fault.code != "registers.required" for fault in checked.faults)


def _offered(declaration: Declaration, document: know.AgreedDocument) -> Iterator[Offer]:
    for number, intake in enumerate(declaration.intake):
        fitting = [fact for fact in document.facts if _fits(intake, fact)]
        for group in _grouped(intake, fitting, document.facts):
            values = values_from(declaration, intake, group, document)
            if values:
                first = group[0]
                yield Offer(declaration, _key(intake, number, document, first), first.locator, first.snippet, values)


def _fits(intake: Intake, fact: know.AgreedFact) -> bool:
    if fact.kind != intake.facts:
        return False
    measured = not intake.measures or fact.fact.get("measure") in intake.measures
    return measured and (not intake.themes or fact.fact.get("theme") in intake.themes)


def _grouped(
    intake: Intake, facts: Sequence[know.AgreedFact], everything: Sequence[know.AgreedFact]
) -> Iterator[list[know.AgreedFact]]:
    """One group a record. A part goes with its total, unless it is of another measure or time: then it stands alone."""
    totals = {fact.key: fact for fact in everything if fact.key}
    heads = [fact for fact in facts if not _goes_with(fact, totals.get(str(fact.fact.get("part_of") or "")))]
    for _place, group in groupby(heads, key=lambda fact: fact.locator):
        listed = list(group)
        leading = [fact for fact in listed if not intake.needs or fact.fact.get("measure") in intake.needs]
        if intake.one_record == "paragraph":
            yield from ([*listed, *_parts(listed, everything)] for _once in leading[:1])
            continue
        # What stands beside a lone leading fact belongs to it; beside several, nobody knows to which.
        beside = [fact for fact in listed if fact not in leading] if len(leading) == 1 else []
        for fact in leading:
            yield [fact, *beside, *_parts([fact, *beside], everything)]


def _goes_with(part: know.AgreedFact, total: know.AgreedFact | None) -> bool:
    """Whether a part says of whom its total is, and not what was counted in another year or of another kind."""
    if total is None:
        return False
    return all(part.fact.get(name) in (None, "", total.fact.get(name)) for name in ("measure", "period"))


def _parts(heads: Sequence[know.AgreedFact], everything: Sequence[know.AgreedFact]) -> list[know.AgreedFact]:
    """Everything that is a part of ``heads``, parts of parts included."""
    totals = {fact.key: fact for fact in heads if fact.key}
    found: list[know.AgreedFact] = []
    for fact in everything:  # a part stands after its total
        if _goes_with(fact, totals.get(str(fact.fact.get("part_of") or ""))):
            found.append(fact)
            totals[fact.key] = fact
    return found


def _key(intake: Intake, number: int, document: know.AgreedDocument, fact: know.AgreedFact) -> str:
    if intake.one_record == "paragraph":
        return f"know:{document.uuid}:{fact.locator}:{number}"[:120]
    return f"know:{fact.finding}:{number}"
