"""The words of evidence."""

from enum import StrEnum


class SourceKind(StrEnum):
    DOCUMENT = "document"
    DATASET = "dataset"
    COMPUTATION = "computation"
    REGISTER = "register"


class Origin(StrEnum):
    """Where a figure comes from. It is part of the figure and always shown."""

    EXTRACTION = "extraction"
    DATASET = "dataset"
    REGISTER = "register"
    COMPUTED = "computed"


class FigureStatus(StrEnum):
    """``accepted``: a person agreed or a trusted dataset states it. Only ``published`` is seen by the public."""

    ACCEPTED = "accepted"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
