"""The subject of a coded statement: who says so, how many, with which quantifier, named where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from palermo_engines.kit.languages import Language
from palermo_engines.synthesis.counting import Count, quantifier_of
from palermo_engines.synthesis.model import Naming, Statement, Synthesis
from palermo_engines.synthesis.naming import list_of
from palermo_engines.synthesis.phrasing import (
    Frame,
    Phrase,
    as_footnote,
    capitalised,
    counted,
    counted_organisations,
    form_of_list,
    in_parentheses,
    listed,
    quantified,
)
from palermo_engines.synthesis.wording import names_of_places

FEW_ENOUGH_FOR_TEXT = 3
DAGGER = "†"


@dataclass(frozen=True, slots=True)
class Subject:
    """One statement with its count, in one language."""

    statement: Statement
    count: Count
    synthesis: Synthesis
    language: Language

    @property
    def everyone(self) -> tuple[str, ...]:
        """The codes of all whose support counts."""
        return (*self.count.states, *self.count.organisations)

    @property
    def frame(self) -> Frame:
        """Whether it is counted among all States that replied, or among those of another statement."""
        return "those" if self.statement.base else "subject"

    def names(self) -> str:
        """Their names as a list."""
        return list_of(self.everyone, self.synthesis, self.language)

    def quantity(self, frame: Frame) -> Phrase:
        """The quantified noun phrase."""
        code = quantifier_of(self.statement, self.count)
        return quantified(code, len(self.count.states), self.language, frame)

    @property
    def form(self) -> int:
        """The form of the verb that goes with it."""
        if self._places() & {"who", "Who", "of", "Of"}:
            return self.quantity("subject").form
        return form_of_list(max(len(self.everyone), 1), self.language)

    def values(self) -> Mapping[str, str]:
        """What fills the places of the wording."""
        number = max(len(self.count.states), 1)
        who, of = self._named(self.quantity(self.frame)), self._named(self.quantity("of"))
        count = self._with_organisations(counted(number, self.language, self.frame).text)
        capitals = {"Who": capitalised(who), "Of": capitalised(of), "Count": capitalised(count)}
        return {"who": who, "of": of, "count": count, "n": str(number), "states": self.names(), **capitals}

    def own_footnote(self) -> str:
        """The footnote that lists the names; empty when they stand in the text, or nowhere."""
        named_in_text = self._names_in_text() or "states" in self._places()
        if self.statement.naming is Naming.NONE or named_in_text or self.statement.footnote_of:
            return ""
        return as_footnote(self.names(), self.language)

    def _named(self, phrase: Phrase) -> str:
        """The phrase with the dagger of an override, and with the names when they stand in the text."""
        overridden = DAGGER if self.statement.override is not None else ""
        text = self._with_organisations(phrase.text + overridden)
        if self._names_in_text() and "states" not in self._places():
            return text + in_parentheses(self.names(), self.language)
        return text

    def _with_organisations(self, states: str) -> str:
        """A quantity is one of States; organisations that say so too are counted beside them."""
        parts = [states] if self.count.states else []
        if self.count.organisations:
            parts.append(counted_organisations(len(self.count.organisations), self.language))
        return listed(parts, self.language)

    def _names_in_text(self) -> bool:
        naming = self.statement.naming
        return naming is Naming.TEXT or (naming is Naming.AUTO and len(self.everyone) <= FEW_ENOUGH_FOR_TEXT)

    def _places(self) -> frozenset[str]:
        return names_of_places(self.statement.wording[self.language])
