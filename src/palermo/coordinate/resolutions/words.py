"""The words of resolutions."""

from enum import StrEnum


class WorkKind(StrEnum):
    RESOLUTION = "resolution"
    DECISION = "decision"
    REPORT = "report"
    DECLARATION = "declaration"


class Stage(StrEnum):
    """How far a text is. ``issued`` is for reports and declarations, which nobody adopts."""

    DRAFT = "draft"
    REVISED = "revised"
    ADOPTED = "adopted"
    ISSUED = "issued"


class ParagraphKind(StrEnum):
    """``opening`` introduces the recommendations under it; ``passage`` is any other paragraph, such as one of a later
    report that says what was done."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    RECOMMENDATION = "recommendation"
    OPENING = "opening"
    PASSAGE = "passage"


class Status(StrEnum):
    """What came of a directive, as far as is known on a day. ``unknown`` is not ``not_started``."""

    UNKNOWN = "unknown"
    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    SUPERSEDED = "superseded"


class ProposalState(StrEnum):
    """A link or a status is ``proposed`` by one and ``confirmed`` or ``refused`` by one who may publish."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


LIVE_STATES = (ProposalState.PROPOSED.value, ProposalState.CONFIRMED.value)
LONGEST_REASON = 1000
