"""The words of the library."""

from enum import StrEnum


class DocumentState(StrEnum):
    """``draft``: read, under review, for staff only. ``published``: for everybody."""

    DRAFT = "draft"
    PUBLISHED = "published"


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"


def paragraph_anchor(key: str) -> str:
    """The anchor of a paragraph on the reader's page: ``p-38``. Findings and index rows call the passage by it."""
    return f"p-{key}"


def footnote_anchor(key: str) -> str:
    """The anchor of a footnote: ``fn-3``."""
    return f"fn-{key}"


def locator_of(anchor: str) -> str:
    """What a citation prints and links with: the paragraph's key alone, ``fn-3`` for a footnote."""
    return anchor.removeprefix("p-")[:40]
