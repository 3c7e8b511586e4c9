"""Django looks for an app's models here; the parts keep their own."""

from palermo.ground.access.models import Holding, Seat, Token
from palermo.ground.audit.models import Event, Head
from palermo.ground.evidence.models import Figure, Source, TreatyAction
from palermo.ground.jobs.models import Job
from palermo.ground.organisations.models import Organisation
from palermo.ground.people.models import Enrolment, Person
from palermo.ground.registers.models import (
    RecordComment,
    RecordDraft,
    RecordOrigin,
    RecordRevision,
    RecordTags,
    RegisterBook,
    RegisterDeclaration,
    RegisterImport,
    RegisterRecord,
    RegisterSubscription,
    SavedView,
)

__all__ = [
    "Enrolment", "Event", "Figure", "Head", "Holding", "Job", "Organisation", "Person", "RecordComment",
    "RecordDraft", "RecordOrigin", "RecordRevision", "RecordTags", "RegisterBook", "RegisterDeclaration",
    "RegisterImport", "RegisterRecord", "RegisterSubscription", "SavedView", "Seat", "Source", "Token",
    "TreatyAction",
]  # fmt: skip
