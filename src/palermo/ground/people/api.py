"""People: accounts and how they sign in. Opening and closing accounts is in ``access``: it needs a permission."""

from palermo.ground.people.enrolment import (
    enrol_with_passkey,
    enrol_with_password,
    issue_link,
    usable_enrolment,
    uuid_in,
)
from palermo.ground.people.models import Enrolment, Person

__all__ = [
    "Enrolment", "Person", "enrol_with_passkey", "enrol_with_password", "issue_link", "usable_enrolment", "uuid_in",
]  # fmt: skip
