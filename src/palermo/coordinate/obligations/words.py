"""The words of reporting obligations."""

from enum import StrEnum


class Standing(StrEnum):
    """How an obligation stands on a day. ``undated``: nobody said when; it can be neither due nor overdue."""

    ISSUED = "issued"
    OVERDUE = "overdue"
    DUE = "due"
    UNDATED = "undated"
