"""Small fictional rounds: States by code, statements by id, nothing taken from any document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.kit.places import countries
from palermo_engines.synthesis.model import (
    Front,
    Naming,
    Override,
    ReplyState,
    Respondent,
    Round,
    Statement,
    Support,
    Synthesis,
    Text,
    Theme,
)

MEMBERS = tuple(sorted(code for code, country in countries().items() if country.status == "member"))
SAYS: Text = {
    "en": "{Who} [reports|report] a plan.",
    "fr": "{Who} [dispose|disposent] d'un plan.",
    "es": "{Who} [tiene|tienen] un plan.",
    "ru": "{Who} [сообщило|сообщил|сообщили] о плане.",
    "ar": "[أفاد|أفادت] {who} بوجود خطة.",
    "zh": "{who}报告了计划。",
}


def all_languages(text: str) -> Text:
    """The same text in every language, for what is no language."""
    return dict.fromkeys(LANGUAGES, text)


def statement(
    identifier: str = "plan",
    codes: str | tuple[str, ...] = "",
    *,
    wording: Text = SAYS,
    base: str = "",
    quantifier: str = "",
    naming: Naming = Naming.AUTO,
    paragraph: str = "1",
    footnote_of: str = "",
    override: Override | None = None,
) -> Statement:
    """A coded statement; ``codes`` are those who say so."""
    listed = codes.split() if isinstance(codes, str) else codes
    support = tuple(Support(code, "question 1") for code in listed)
    return Statement(identifier, "theme", paragraph, wording, support, base, quantifier, naming, footnote_of, override)


def synthesis(*statements: Statement, states: Mapping[str, ReplyState] | None = None) -> Synthesis:
    """A synthesis over the replies of 23 States; ``states`` sets single ones otherwise."""
    respondents = tuple(Respondent(code, (states or {}).get(code, ReplyState.RECEIVED)) for code in MEMBERS[:23])
    front = Front("A/TEST/1", all_languages("Title"), on=date(2030, 2, 5))
    return Synthesis(front, Round("round", respondents), (Theme("theme", all_languages("Theme")),), statements)


def with_league(made: Synthesis, *statements: Statement) -> Synthesis:
    """The same with an organisation among those that replied."""
    league = Respondent("LEAGUE", organisation=True, names=all_languages("League"))
    return Synthesis(made.front, Round("round", (*made.round.respondents, league)), made.themes, statements)
