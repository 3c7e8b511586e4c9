"""Accepting what a person wrote down before: findings that equal the lines of a truth file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from palermo.ground.access.api import Actor
from palermo.know.library.models import Document
from palermo.know.library.words import footnote_anchor, paragraph_anchor
from palermo.know.review.actions import accept_all
from palermo.know.review.models import Finding
from palermo.know.review.payloads import says_the_same
from palermo.know.review.words import FindingKind, FindingState

_KINDS = frozenset(kind.value for kind in FindingKind)


@dataclass(frozen=True, slots=True)
class Compared:
    """``accepted`` findings equal a line; ``missing`` lines have no finding; ``left`` findings have no line."""

    accepted: int
    missing: int
    left: int


def accept_matching(actor: Actor, document: Document, lines: Iterable[Mapping[str, Any]]) -> Compared:
    """Accept those open findings that say what a person's line says about the same passage, each line once.

    ``lines`` are objects of the line format. Ids and the extent of the words are not compared: people cut them
    differently.
    """
    open_ones = list(document.findings.filter(state=FindingState.FOUND.value, gone_in=None).order_by("position"))
    matched: dict[int, Finding] = {}
    missing = 0
    for line in lines:
        if line.get("type") not in _KINDS:
            continue
        finding = next((one for one in open_ones if one.pk not in matched and _equals(one, line)), None)
        if finding is None:
            missing += 1
        else:
            matched[finding.pk] = finding
    accepted = accept_all(actor, document=document, findings=list(matched.values()))
    return Compared(accepted, missing, len(open_ones) - accepted)


def _equals(finding: Finding, line: Mapping[str, Any]) -> bool:
    return (
        finding.kind == line["type"]
        and finding.passage == _passage(line)
        and says_the_same(finding.kind, finding.payload, line)
    )


def _passage(line: Mapping[str, Any]) -> str:
    if line.get("footnote") is not None:
        return footnote_anchor(str(line["footnote"]))
    return paragraph_anchor(str(line.get("paragraph") or "0"))
