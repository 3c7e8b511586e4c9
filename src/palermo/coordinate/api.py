"""Coordinate: the wing's only entrance. Whoever is outside calls these functions and imports nothing else of it."""

from palermo.coordinate.obligations.actions import ObligationFields, create_obligation, publish_obligation
from palermo.coordinate.obligations.queries import Wanted as WantedObligations
from palermo.coordinate.obligations.queries import obligations_visible_to, obligations_wanted
from palermo.coordinate.problems import told
from palermo.coordinate.resolutions.actions import (
    DirectiveFields,
    WorkFields,
    change_directive,
    change_work,
    create_work,
    publish_work,
    unpublish_work,
)
from palermo.coordinate.resolutions.boards import Row, board
from palermo.coordinate.resolutions.chaining import Chain, chain_of, line_of
from palermo.coordinate.resolutions.intake import TakenIn, take_in
from palermo.coordinate.resolutions.offering import OfferedDirective, OfferedParagraph, OfferedText
from palermo.coordinate.resolutions.proposals import (
    End,
    Statement,
    decide,
    propose_renewal,
    propose_status,
    propose_taking_up,
)
from palermo.coordinate.resolutions.queries import (
    Directive,
    Paragraph,
    Text,
    Work,
    directives_visible_to,
    keys_held,
    paragraph_visible_to,
    paragraphs_visible_to,
    texts_of,
    work_visible_to,
    works_by_source,
    works_visible_to,
)
from palermo.coordinate.resolutions.words import ParagraphKind, Stage, Status, WorkKind

__all__ = [
    "Chain", "Directive", "DirectiveFields", "End", "ObligationFields", "OfferedDirective", "OfferedParagraph",
    "OfferedText", "Paragraph", "ParagraphKind", "Row", "Stage", "Statement", "Status", "TakenIn", "Text",
    "WantedObligations", "Work", "WorkFields", "WorkKind", "board", "chain_of", "change_directive", "change_work",
    "create_obligation", "create_work", "decide", "directives_visible_to", "keys_held", "line_of",
    "obligations_visible_to", "obligations_wanted", "paragraph_visible_to", "paragraphs_visible_to", "propose_renewal",
    "propose_status", "propose_taking_up", "publish_obligation", "publish_work", "take_in", "texts_of", "told",
    "unpublish_work", "work_visible_to", "works_by_source", "works_visible_to",
]  # fmt: skip
