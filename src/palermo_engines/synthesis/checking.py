"""What is wrong with a coding before it is printed: the checks that a careful editor makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import Language
from palermo_engines.synthesis.counting import count_of, quantifier_of
from palermo_engines.synthesis.model import Item, Remark, Statement, Synthesis
from palermo_engines.synthesis.quantifiers import check_quantifier, quantifiers
from palermo_engines.synthesis.wording import (
    REMARK_PLACES,
    STATEMENT_PLACES,
    Place,
    check_wording,
    is_printable,
    parts_of,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """``code``: ``not_a_respondent`` (a cited State did not reply), ``outside_base`` (supporters who do not support the
    statement among whose supporters they are counted), ``no_support``, ``quantifier``, ``override_without_reason``,
    ``not_counted`` (a cited reply was withdrawn or waits). ``codes`` are the States it is about; ``bound`` is the
    threshold a quantifier missed. ``error`` false is a notice."""

    code: str
    statement: str
    message: str
    codes: tuple[str, ...] = ()
    quantifier: str = ""
    count: int = 0
    base: int = 0
    error: bool = True


def check_synthesis(synthesis: Synthesis) -> tuple[Fault, ...]:
    """Every fault, statement by statement in the order of the text."""
    return tuple(fault for statement in synthesis.statements for fault in _faults(statement, synthesis))


def _faults(statement: Statement, synthesis: Synthesis) -> Iterator[Fault]:
    round_ = synthesis.round
    cited = tuple(dict.fromkeys(support.code for support in statement.support))
    strangers = tuple(code for code in cited if round_.respondent(code) is None)
    if strangers:
        yield Fault("not_a_respondent", statement.id, "Cited, but not among those that replied.", strangers)
    waiting = tuple(code for code in cited if (each := round_.respondent(code)) is not None and not each.counts)
    if waiting:
        message = "Cited, but the reply was withdrawn or came late and is not counted."
        yield Fault("not_counted", statement.id, message, waiting, error=False)
    yield from _faults_of_count(statement, synthesis)


def _faults_of_count(statement: Statement, synthesis: Synthesis) -> Iterator[Fault]:
    count = count_of(statement, synthesis)
    if count.empty:
        yield Fault("no_support", statement.id, "No counted reply says so: the sentence is left out.")
        return
    outside = tuple(code for code in count.states if code not in count.base)
    if outside and statement.base:
        message = "Counted among the supporters of a statement that they do not support."
        yield Fault("outside_base", statement.id, message, outside)
    if statement.override is not None and not statement.override.reason.strip():
        yield Fault("override_without_reason", statement.id, "A quantifier was set by hand without a reason.")
    yield from _fault_of_quantifier(statement, synthesis)


def _fault_of_quantifier(statement: Statement, synthesis: Synthesis) -> Iterator[Fault]:
    count = count_of(statement, synthesis)
    if not count.states:
        return
    code = quantifier_of(statement, count)
    verdict = check_quantifier(code, len(count.states), len(count.base))
    if not verdict.accepted and code != "number":
        error = statement.override is None
        yield Fault(
            "quantifier", statement.id, verdict.reason,
            quantifier=code, count=len(count.states), base=len(count.base), error=error,
        )  # fmt: skip


def check_structure(synthesis: Synthesis, language: Language) -> None:
    """Refuse what cannot be written at all, naming the item.

    Raises InputError ``synthesis.duplicate``, ``synthesis.unknown`` (a theme, base, figure, quantifier or item that
    does not exist), ``synthesis.circular`` (a footnote that hangs on a footnote), ``synthesis.language``,
    ``synthesis.override`` or ``synthesis.wording``.
    """
    identifiers = [item.id for item in synthesis.items]
    for item in synthesis.items:
        if identifiers.count(item.id) > 1:
            raise InputError("synthesis.duplicate", "Two items have the same id.", where=item.id)
        _check_links(item, synthesis)
        _check_text(item, synthesis, language)


def _check_links(item: Item, synthesis: Synthesis) -> None:
    if item.theme not in {theme.id for theme in synthesis.themes}:
        raise _unknown("There is no such theme.", item)
    if item.footnote_of:
        above = synthesis.item(item.footnote_of)
        if above is None:
            raise _unknown("The item it is a footnote of does not exist.", item)
        if above.footnote_of:
            raise InputError("synthesis.circular", "A footnote cannot have a footnote.", where=item.id)
    if isinstance(item, Statement):
        _check_statement(item, synthesis)


def _check_statement(statement: Statement, synthesis: Synthesis) -> None:
    if statement.base and synthesis.statement(statement.base) is None:
        raise _unknown("The statement it is counted among does not exist.", statement)
    if statement.base == statement.id:
        raise InputError("synthesis.circular", "A statement cannot be counted among itself.", where=statement.id)
    override = statement.override
    if override is not None and not is_printable(override.reason + override.by):
        raise InputError("synthesis.override", "A reason holds no control characters.", where=statement.id)
    chosen = {statement.quantifier, override.quantifier if override else ""} - {""}
    if not chosen <= set(quantifiers()):
        raise _unknown("There is no such quantifier.", statement)


def _check_text(item: Item, synthesis: Synthesis, language: Language) -> None:
    text = item.wording.get(language, "")
    if not text:
        raise InputError("synthesis.language", f"It has no wording in {language}.", where=item.id)
    check_wording(text, language, REMARK_PLACES if isinstance(item, Remark) else STATEMENT_PLACES, where=item.id)
    known = {figure.id for figure in synthesis.figures}
    named = {part.argument for part in parts_of(text) if isinstance(part, Place) and part.name == "figure"}
    if not named <= known:
        raise _unknown("It names a figure that does not exist.", item)


def _unknown(message: str, item: Item) -> InputError:
    return InputError("synthesis.unknown", message, where=item.id)
