"""Registers and records in the reader's words; values of fields are worded in ``palermo.commons.records_forms``."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.commons.records_forms.wording import label_of, value_html, words_of
from palermo.commons.wording.languages import active_language, locale_of
from palermo.ground.access.api import Refused
from palermo.ground.registers.api import Clash, Unmet
from palermo.site.registers.problems import told
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import WINGS, Declaration, State, in_language

__all__ = [
    "WING_TITLES", "label_of", "moment", "refusal_words", "state_badge", "state_words", "title_of", "value_html",
    "words_of",
]  # fmt: skip

WING_TITLES = {
    "protect": gettext_lazy("Protect"),
    "cooperate": gettext_lazy("Prosecute and cooperate"),
    "know": gettext_lazy("Know"),
    "measure": pgettext_lazy("wing", "Measure"),
    "coordinate": gettext_lazy("Coordinate"),
}
assert tuple(WING_TITLES) == WINGS


def title_of(declaration: Declaration) -> str:
    """The register's title."""
    return in_language(declaration.title, active_language())


def state_words(declaration: Declaration, identifier: str) -> str:
    """The label of a state; its id when the declaration no longer has it."""
    state = declaration.state(identifier)
    return in_language(state.label, active_language()) if state else identifier


def state_badge(state: State | None) -> str:
    """Which badge a state wears."""
    if state is None or state.end:
        return "withdrawn" if state is None or not state.public else "published"
    return "published" if state.public else "draft"


def refusal_words(error: InputError | Refused) -> tuple[str, ...]:
    """Why something was not done, in the reader's language: one sentence for each check that does not hold."""
    if isinstance(error, Refused):
        return (str(error),)
    if isinstance(error, Unmet):
        return tuple(in_language(message, active_language()) for message in error.messages)
    if isinstance(error, Clash):
        return (_("Somebody changed the record meanwhile. Look at it as it is now, and decide again."),)
    return (told(error),)


def moment(at: datetime) -> str:
    """A moment in the reader's way of writing, to the minute, in universal time."""
    return f"{format_datetime(at, 'medium', locale=locale_of(active_language()))} UTC"
