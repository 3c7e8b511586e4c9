"""A synthesis as JSON and back: what an edition keeps."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.synthesis.model import (
    CitedFigure,
    Front,
    Item,
    Naming,
    Override,
    Remark,
    ReplyState,
    Respondent,
    Round,
    Statement,
    Support,
    Synthesis,
    Theme,
)
from palermo_engines.synthesis.naming import name_of

Plain = Any  # what JSON holds


def as_json(synthesis: Synthesis) -> Plain:
    """Everything the report is written from, with the names as they read today, so that it reads the same for good."""
    named = tuple(_named(each, synthesis.round) for each in synthesis.round.respondents)
    return _plain(replace(synthesis, round=replace(synthesis.round, respondents=named)))


def _named(respondent: Respondent, round_: Round) -> Respondent:
    return replace(respondent, names={language: name_of(respondent.code, round_, language) for language in LANGUAGES})


def _plain(value: Any) -> Plain:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.init}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def from_json(kept: Plain) -> Synthesis:
    """The synthesis of an edition."""
    return Synthesis(
        front=Front(**{**kept["front"], "on": _day(kept["front"]["on"])}),
        round=_round(kept["round"]),
        themes=tuple(Theme(**theme) for theme in kept["themes"]),
        items=tuple(_item(item) for item in kept["items"]),
        figures=tuple(CitedFigure(**figure) for figure in kept["figures"]),
        order=kept["order"],
        first_paragraph=kept["first_paragraph"],
    )


def _round(kept: Plain) -> Round:
    days = {name: _day(kept[name]) for name in ("sent_on", "deadline", "cut_off")}
    respondents = tuple(Respondent(**{**each, "state": ReplyState(each["state"])}) for each in kept["respondents"])
    return Round(kept["id"], respondents, **days)


def _item(kept: Plain) -> Item:
    if "support" not in kept:
        return Remark(**kept)
    support = tuple(Support(**each) for each in kept["support"])
    override = kept["override"]
    made = Override(**{**override, "on": date.fromisoformat(override["on"])}) if override else None
    return Statement(**{**kept, "support": support, "naming": Naming(kept["naming"]), "override": made})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
