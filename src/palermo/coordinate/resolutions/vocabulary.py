"""Verbs, addressees, themes and bodies in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from palermo.commons.wording.languages import active_language
from palermo.commons.wording.places import country_name, known_countries
from palermo.coordinate.resolutions.words import ParagraphKind, ProposalState, Stage, Status, WorkKind
from palermo.ground.standards.api import body_name
from palermo_engines.kit.standards import standards_directory
from palermo_engines.kit.yaml_files import read_yaml

KINDS: Mapping[str, str | Promise] = {
    WorkKind.RESOLUTION: gettext_lazy("resolution"),
    WorkKind.DECISION: gettext_lazy("decision"),
    WorkKind.REPORT: gettext_lazy("report"),
    WorkKind.DECLARATION: gettext_lazy("declaration"),
}
STAGES: Mapping[str, str | Promise] = {
    Stage.DRAFT: gettext_lazy("draft text"),
    Stage.REVISED: gettext_lazy("revised draft text"),
    Stage.ADOPTED: gettext_lazy("adopted text"),
    Stage.ISSUED: gettext_lazy("issued text"),
}
PARAGRAPH_KINDS: Mapping[str, str | Promise] = {
    ParagraphKind.PREAMBULAR: gettext_lazy("Preambular paragraphs"),
    ParagraphKind.OPERATIVE: gettext_lazy("Operative paragraphs"),
    ParagraphKind.RECOMMENDATION: gettext_lazy("Recommendations"),
    ParagraphKind.OPENING: gettext_lazy("Introducing recommendations"),
    ParagraphKind.PASSAGE: gettext_lazy("Other paragraphs"),
}
STATUSES: Mapping[str, str | Promise] = {
    Status.UNKNOWN: gettext_lazy("not known"),
    Status.NOT_STARTED: gettext_lazy("not started"),
    Status.UNDER_WAY: gettext_lazy("under way"),
    Status.DONE: gettext_lazy("done"),
    Status.SUPERSEDED: gettext_lazy("superseded"),
}
STATUS_BADGES: Mapping[str, str] = {
    Status.UNKNOWN: "badge", Status.NOT_STARTED: "badge badge-draft", Status.UNDER_WAY: "badge badge-attention",
    Status.DONE: "badge badge-published", Status.SUPERSEDED: "badge badge-withdrawn",
}  # fmt: skip
"""The classes of the design system that each status wears; the words tell it too."""
PROPOSAL_STATES: Mapping[str, str | Promise] = {
    ProposalState.PROPOSED: gettext_lazy("proposed"),
    ProposalState.CONFIRMED: gettext_lazy("confirmed"),
    ProposalState.REFUSED: gettext_lazy("refused"),
    ProposalState.WITHDRAWN: gettext_lazy("withdrawn"),
}
GROUPS: Mapping[str, str | Promise] = {
    "member_states": gettext_lazy("Member States"),
    "states_parties": gettext_lazy("States parties"),
    "states": gettext_lazy("States"),
    "secretary_general": gettext_lazy("Secretary-General"),
    "executive_director": gettext_lazy("Executive Director"),
    "secretariat": gettext_lazy("Secretariat"),
    "un_system": gettext_lazy("United Nations system"),
    "international_organizations": gettext_lazy("International organizations"),
    "regional_organizations": gettext_lazy("Regional organizations"),
    "civil_society": gettext_lazy("Civil society"),
    "public_sector": gettext_lazy("Public sector"),
    "private_sector": gettext_lazy("Private sector"),
    "donors": gettext_lazy("Donors"),
    "financial_institutions": gettext_lazy("Financial institutions"),
    "national_authorities": gettext_lazy("National authorities"),
    "stakeholders": gettext_lazy("Other stakeholders"),
}
"""Addressees that are no single body, by their code in ``standards/directive_verbs.yaml``."""


def addressee_name(code: str) -> str:
    """A group, a body or a country; a code nobody knows as it is; words of their own where none is named."""
    if not code:
        return gettext("Addressee not named")
    if code in GROUPS:
        return str(GROUPS[code])
    return body_name(code, active_language()) or country_name(code)


def is_known(code: str) -> bool:
    """Whether ``code`` is a group, a body or a country that this instance knows."""
    return code in GROUPS or code in bodies() or code in known_countries()


def verb_name(code: str) -> str:
    """The verb in the reader's language, as a resolution prints it."""
    return _label(_verbs(standards_directory()).get(code), code)


def verbs() -> list[str]:
    """Every code, in the order of the list, which is from demands to expressions."""
    return list(_verbs(standards_directory()))


def theme_name(code: str) -> str:
    """What a directive is about, in the reader's language."""
    return _label(_themes(standards_directory()).get(code), code)


def themes() -> list[str]:
    """Every code, in the order of the list."""
    return list(_themes(standards_directory()))


def bodies() -> list[str]:
    """The codes of bodies that adopt or receive: organs first, as the list has them."""
    return list(_bodies(standards_directory()))


def _label(labels: Mapping[str, str] | None, code: str) -> str:
    return (labels.get(active_language()) or labels["en"]) if labels else code


@cache
def _verbs(folder: Path) -> Mapping[str, Mapping[str, str]]:
    listed: list[dict[str, Any]] = read_yaml(folder / "directive_verbs.yaml")["verbs"]
    return {entry["code"]: {code: words[0] for code, words in entry["words"].items()} for entry in listed}


@cache
def _themes(folder: Path) -> Mapping[str, Mapping[str, str]]:
    return {entry["code"]: entry["labels"] for entry in read_yaml(folder / "themes.yaml")}


@cache
def _bodies(folder: Path) -> tuple[str, ...]:
    return tuple(entry["code"] for entry in read_yaml(folder / "organisations.yaml"))
