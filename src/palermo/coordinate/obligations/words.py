"""The words of reporting obligations."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


class Standing(StrEnum):
    """How an obligation stands on a day. ``undated``: nobody said when; it can be neither due nor overdue."""

    OVERDUE = "overdue"
    DUE = "due"
    ISSUED = "issued"
    UNDATED = "undated"


STANDINGS: Mapping[str, str | Promise] = {
    Standing.OVERDUE: gettext_lazy("overdue"),
    Standing.DUE: gettext_lazy("due"),
    Standing.ISSUED: gettext_lazy("issued"),
    Standing.UNDATED: gettext_lazy("without a date"),
}
BADGES: Mapping[str, str] = {
    Standing.OVERDUE: "badge badge-withdrawn", Standing.DUE: "badge badge-attention",
    Standing.ISSUED: "badge badge-published", Standing.UNDATED: "badge badge-draft",
}  # fmt: skip
"""The classes of the design system that each standing wears; the words tell it too."""
