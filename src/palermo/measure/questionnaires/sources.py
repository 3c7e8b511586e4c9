"""Where the citation of a figure leads that a submission states: to the answer, as far as the reader may read it."""

from __future__ import annotations

from uuid import UUID

from palermo.ground.access.api import Actor
from palermo.measure.questionnaires.offering import answers_address as _address
from palermo.measure.questionnaires.queries import submission_of_source


def answers_address(actor: Actor, source: UUID, question: str = "") -> str:
    """The page of the answers behind a source of evidence; empty when it is no submission's, or not for ``actor``."""
    found = submission_of_source(actor, source)
    return _address(found, question) if found else ""
