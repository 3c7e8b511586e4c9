"""The words of review."""

from enum import StrEnum


class FindingKind(StrEnum):
    FIGURE = "figure"
    ACTION = "action"
    STATEMENT = "statement"
    DIRECTIVE = "directive"
    WARNING = "warning"
    MENTION = "mention"


QUEUED_KINDS = tuple(kind.value for kind in FindingKind if kind is not FindingKind.MENTION)
"""What the queue shows unless asked otherwise. Mentions serve as filters; a wrong one can be rejected too."""


class FindingState(StrEnum):
    """``found`` by extraction; ``accepted`` as found; ``corrected`` by a person; ``rejected``; ``withdrawn`` after
    it had been accepted."""

    FOUND = "found"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


AGREED_STATES = (FindingState.ACCEPTED.value, FindingState.CORRECTED.value)
