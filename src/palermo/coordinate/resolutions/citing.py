"""What people point at as evidence, out of what a form or a program sends."""

from __future__ import annotations

from palermo.coordinate.resolutions.actions import uuid_in
from palermo.coordinate.resolutions.queries import Paragraph, paragraph_visible_to
from palermo.ground.access.api import Actor
from palermo.ground.evidence.api import Figure, figures_visible_to
from palermo_engines.kit.errors import InputError


def cited_paragraph(actor: Actor, text: str, where: str = "paragraph") -> Paragraph | None:
    """The paragraph whose identifier or address ``text`` is; None for empty text. InputError when there is none."""
    if not text:
        return None
    uuid = uuid_in(text)
    found = paragraph_visible_to(actor, uuid) if uuid else None
    if found is None:
        raise InputError("resolutions.no_paragraph", "Choose a paragraph that is here.", where=where)
    return found


def cited_figure(actor: Actor, text: str) -> Figure | None:
    """The figure, likewise."""
    if not text:
        return None
    uuid = uuid_in(text)
    found = figures_visible_to(actor).filter(uuid=uuid).first() if uuid else None
    if found is None:
        raise InputError(
            "resolutions.no_figure", "There is no such figure.", advice="Paste the address of its page.", where="figure"
        )
    return found
