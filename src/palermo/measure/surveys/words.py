"""States and kinds of this room."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy


class RoundState(StrEnum):
    """``open``: States may write; ``closed``: only the secretariat still enters what comes."""

    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"


class Stage(StrEnum):
    """How far a reply is. ``late``: cleared after the cut-off and waiting; ``admitted``: late and taken in."""

    AWAITED = "awaited"
    DRAFTED = "drafted"
    RECEIVED = "received"
    LATE = "late"
    ADMITTED = "admitted"
    WITHDRAWN = "withdrawn"


class ItemKind(StrEnum):
    STATEMENT = "statement"
    REMARK = "remark"


ROUND_STATES: dict[str, Promise] = {
    RoundState.PREPARING: gettext_lazy("being prepared"),
    RoundState.OPEN: gettext_lazy("open for replies"),
    RoundState.CLOSED: gettext_lazy("closed"),
}
STAGES: dict[str, Promise] = {
    Stage.AWAITED: pgettext_lazy("of a reply", "awaited"),
    Stage.DRAFTED: pgettext_lazy("of a reply", "being written"),
    Stage.RECEIVED: pgettext_lazy("of a reply", "received"),
    Stage.LATE: pgettext_lazy("of a reply", "late, not counted"),
    Stage.ADMITTED: pgettext_lazy("of a reply", "late, taken in"),
    Stage.WITHDRAWN: pgettext_lazy("of a reply", "reply withdrawn"),
}
NAMINGS: dict[str, Promise] = {
    "auto": gettext_lazy("in the text when there are few, else in a footnote"),
    "footnote": gettext_lazy("in a footnote"),
    "text": gettext_lazy("in the text"),
    "none": gettext_lazy("nowhere"),
}
QUANTIFIERS: dict[str, Promise] = {
    "number": pgettext_lazy("quantifier", "the number itself"),
    "not_all": pgettext_lazy("quantifier", "not all"),
    "one": pgettext_lazy("quantifier", "one"),
    "few": pgettext_lazy("quantifier", "a few"),
    "some": pgettext_lazy("quantifier", "some"),
    "several": pgettext_lazy("quantifier", "several"),
    "many": pgettext_lazy("quantifier", "many"),
    "more_than_half": pgettext_lazy("quantifier", "more than half"),
    "most": pgettext_lazy("quantifier", "most"),
    "almost_all": pgettext_lazy("quantifier", "almost all"),
    "all": pgettext_lazy("quantifier", "all"),
}
