"""The words of linking: states, fields, verdicts, how far two fields agree."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


class LinkageState(StrEnum):
    """Where a linkage stands. The last three hold nobody any more."""

    COLUMNS = "columns"
    LINKING = "linking"
    LINKED = "linked"
    USED = "used"
    GIVEN_UP = "given_up"
    EXPIRED = "expired"


OPEN_STATES = (LinkageState.COLUMNS, LinkageState.LINKING, LinkageState.LINKED)


class Judged(StrEnum):
    """What a person says of a pair."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


FIELD_WORDS: Mapping[str, Promise] = {
    "family": gettext_lazy("Family name"),
    "given": gettext_lazy("Given name"),
    "birth": gettext_lazy("Date or year of birth, or age"),
    "sex": gettext_lazy("Sex"),
    "citizenship": gettext_lazy("Citizenship"),
    "reference": gettext_lazy("Referral number that agencies share"),
    "number": gettext_lazy("The agency's own number"),
    "form": gettext_lazy("Form of exploitation"),
    "region": gettext_lazy("Region"),
    "year": gettext_lazy("Year of the record"),
}
GROUPINGS = ("sex", "form", "region", "year")
STATE_WORDS: Mapping[str, Promise] = {
    LinkageState.COLUMNS: gettext_lazy("lists and columns"),
    LinkageState.LINKING: gettext_lazy("being linked"),
    LinkageState.LINKED: gettext_lazy("ready for review"),
    LinkageState.USED: gettext_lazy("used; its records are deleted"),
    LinkageState.GIVEN_UP: gettext_lazy("given up; its records are deleted"),
    LinkageState.EXPIRED: gettext_lazy("its time ran out; its records are deleted"),
}
JUDGED_WORDS: Mapping[str, Promise] = {
    Judged.SAME: gettext_lazy("Same person"),
    Judged.DIFFERENT: gettext_lazy("Different people"),
    Judged.UNSURE: gettext_lazy("Cannot tell"),
}
