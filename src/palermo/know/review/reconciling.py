"""Findings of a file, laid over those of the edition before: what a person reviewed is kept where its words are."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass

from palermo.know.library.models import Document
from palermo.know.library.words import footnote_anchor, paragraph_anchor
from palermo.know.review.evidence import follow_moved
from palermo.know.review.models import Finding
from palermo.know.review.payloads import code_of, fingerprint, payload_of
from palermo.know.review.words import FindingState
from palermo_engines.extraction.facts import Fact, Place

_BATCH = 500
_MOVED_FIELDS = ("position", "passage", "start", "end", "payload", "gone_in")


@dataclass(frozen=True, slots=True)
class Reconciled:
    """``new`` findings to review, ``kept`` reviews whose words are unchanged, ``gone`` reviews whose words are not
    found any more (they stay and are listed)."""

    new: int
    kept: int
    gone: int


def lay_findings(document: Document, facts: Iterable[Fact]) -> Reconciled:
    """Store the findings of the document's current edition. Belongs inside the act that stores the edition.

    A finding's review is kept when the same fact stands in the same words somewhere in the new text, each occurrence
    once, in order. Findings nobody reviewed are simply replaced.
    """
    reviewed = _reviewed_by_fingerprint(document)
    document.findings.filter(state=FindingState.FOUND.value).delete()
    kept: list[Finding] = []
    new: list[Finding] = []
    for finding in _findings(document, facts):
        waiting = reviewed.get(finding.fingerprint)
        if waiting:
            kept.append(_moved(waiting.popleft(), finding))
        else:
            new.append(finding)
    gone = [finding for waiting in reviewed.values() for finding in waiting]
    for finding in gone:
        finding.gone_in = finding.gone_in or document.edition
    Finding.objects.bulk_update([*kept, *gone], _MOVED_FIELDS, batch_size=100)
    follow_moved(kept)
    Finding.objects.bulk_create(new, batch_size=_BATCH)
    return Reconciled(len(new), len(kept), len(gone))


def _reviewed_by_fingerprint(document: Document) -> dict[str, deque[Finding]]:
    found: dict[str, deque[Finding]] = defaultdict(deque)
    for finding in document.findings.exclude(state=FindingState.FOUND.value).order_by("position"):
        found[finding.fingerprint].append(finding)
    return found


def _moved(finding: Finding, to: Finding) -> Finding:
    """The reviewed finding in its new place. Its own payload moves along, so that ids of totals stay those of now."""
    finding.position, finding.passage, finding.start, finding.end = to.position, to.passage, to.start, to.end
    finding.payload = to.payload
    finding.gone_in = None
    return finding


def _findings(document: Document, facts: Iterable[Fact]) -> Iterable[Finding]:
    for position, fact in enumerate(facts):
        described = payload_of(fact)
        if described is None:
            continue
        kind, payload, words = described
        yield Finding(
            document=document,
            position=position,
            passage=anchor_of(fact.place),
            kind=kind,
            code=code_of(kind, payload),
            start=fact.place.start,
            end=fact.place.end,
            snippet=words,
            payload=payload,
            fingerprint=fingerprint(kind, payload, words),
        )


def anchor_of(place: Place) -> str:
    """The anchor of the passage a fact stands in. A footnote's fact names the footnote, and maybe its paragraph."""
    if place.footnote is not None:
        return footnote_anchor(place.footnote)
    return paragraph_anchor(place.paragraph or "0")
