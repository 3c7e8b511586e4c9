"""States and kinds of this room."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy


class VersionState(StrEnum):
    """``published``: rounds may ask it, and its text never changes again."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class RoundState(StrEnum):
    """``open``: States answer; ``closed``: nobody does."""

    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"


class Stage(StrEnum):
    """How far a State's submission is. ``returned``: not cleared, or sent back after clearance, to be worked on."""

    OPENED = "opened"
    IN_WORK = "in_work"
    SUBMITTED = "submitted"
    CLEARED = "cleared"
    RETURNED = "returned"


class Standing(StrEnum):
    """What an answer is: a value (zero included), a statement that no data exist, or that the question does not
    apply. A question without an answer is none of them."""

    VALUE = "value"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"


class Way(StrEnum):
    """How an answer came: typed by somebody, confirmed from last time, or taken over from what is held already."""

    TYPED = "typed"
    CONFIRMED = "confirmed"
    TAKEN = "taken"
    WORKBOOK = "workbook"


VERSION_STATES: dict[str, Promise] = {
    VersionState.DRAFT: pgettext_lazy("of a questionnaire", "draft"),
    VersionState.PUBLISHED: pgettext_lazy("of a questionnaire", "published"),
    VersionState.WITHDRAWN: pgettext_lazy("of a questionnaire", "withdrawn"),
}
ROUND_STATES: dict[str, Promise] = {
    RoundState.PREPARING: pgettext_lazy("of a round", "being prepared"),
    RoundState.OPEN: pgettext_lazy("of a round", "open for answers"),
    RoundState.CLOSED: pgettext_lazy("of a round", "closed"),
}
STAGES: dict[str, Promise] = {
    Stage.OPENED: pgettext_lazy("of a submission", "opened"),
    Stage.IN_WORK: pgettext_lazy("of a submission", "in work"),
    Stage.SUBMITTED: pgettext_lazy("of a submission", "submitted for clearance"),
    Stage.CLEARED: pgettext_lazy("of a submission", "cleared"),
    Stage.RETURNED: pgettext_lazy("of a submission", "returned"),
}
STANDINGS: dict[str, Promise] = {
    Standing.VALUE: gettext_lazy("Answer"),
    Standing.NO_DATA: gettext_lazy("No data"),
    Standing.NOT_APPLICABLE: gettext_lazy("Not applicable"),
}
WAYS: dict[str, Promise] = {
    Way.TYPED: pgettext_lazy("of an answer", "typed"),
    Way.CONFIRMED: pgettext_lazy("of an answer", "confirmed from last time"),
    Way.TAKEN: pgettext_lazy("of an answer", "taken over"),
    Way.WORKBOOK: pgettext_lazy("of an answer", "from a workbook"),
}
