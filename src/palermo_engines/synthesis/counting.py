"""Who stands behind a statement, and among how many: one reading of the round for sentences, checks and pages."""

from __future__ import annotations

from dataclasses import dataclass

from palermo_engines.synthesis.model import Round, Statement, Synthesis
from palermo_engines.synthesis.quantifiers import check_quantifier, quantifier_for


@dataclass(frozen=True, slots=True)
class Count:
    """``states`` and ``organisations`` are the codes whose support counts, ``base`` the codes of the States among whom
    they are counted. A cited State that never replied is kept, so that what is printed is what was coded; the checks
    say so."""

    states: tuple[str, ...]
    organisations: tuple[str, ...]
    base: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether nobody stands behind it."""
        return not self.states and not self.organisations

    @property
    def proposed(self) -> str:
        """The quantifier that the count supports most strongly; ``number`` when none can be proposed."""
        if not 1 <= len(self.states) <= len(self.base):
            return "number"
        return quantifier_for(len(self.states), len(self.base))


def count_of(statement: Statement, synthesis: Synthesis) -> Count:
    """The counted support of a statement. Replies that were withdrawn, or came late and wait, do not count."""
    codes = tuple(dict.fromkeys(support.code for support in statement.support))
    round_ = synthesis.round
    organisations = tuple(code for code in codes if _is_organisation(code, round_))
    states = tuple(code for code in codes if code not in organisations and not _waits(code, round_))
    counted = tuple(code for code in organisations if not _waits(code, round_))
    return Count(states, counted, base_of(statement, synthesis))


def base_of(statement: Statement, synthesis: Synthesis) -> tuple[str, ...]:
    """The States among whom a statement is counted."""
    among = synthesis.statement(statement.base)
    if among is None or among is statement:
        return synthesis.round.counted()
    return tuple(
        dict.fromkeys(
            support.code
            for support in among.support
            if not _waits(support.code, synthesis.round) and not _is_organisation(support.code, synthesis.round)
        )
    )


def quantifier_of(statement: Statement, count: Count) -> str:
    """What is printed: the override, else the author's choice, else the proposal."""
    if statement.override is not None:
        return statement.override.quantifier
    return statement.quantifier or count.proposed


def is_supported(quantifier: str, count: Count) -> bool:
    """Whether the count bears the quantifier."""
    return check_quantifier(quantifier, len(count.states), len(count.base)).accepted


def _is_organisation(code: str, round_: Round) -> bool:
    respondent = round_.respondent(code)
    return respondent is not None and respondent.organisation


def _waits(code: str, round_: Round) -> bool:
    respondent = round_.respondent(code)
    return respondent is not None and not respondent.counts
