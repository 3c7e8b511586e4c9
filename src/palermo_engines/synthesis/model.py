"""What a synthesis is made from: a round of replies, and what coders found in them. Frozen objects, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from palermo_engines.kit.languages import Language

Text = Mapping[Language, str]


class ReplyState(StrEnum):
    """``late``: came after the cut-off and waits; ``admitted``: came late and was taken in; ``withdrawn``: its sender
    took it back. Only ``received`` and ``admitted`` replies count."""

    RECEIVED = "received"
    LATE = "late"
    ADMITTED = "admitted"
    WITHDRAWN = "withdrawn"


class Naming(StrEnum):
    """Where the States behind a statement are named. ``auto``: in the text when there are few, else in a footnote."""

    AUTO = "auto"
    FOOTNOTE = "footnote"
    TEXT = "text"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who was asked and replied. ``code`` is ISO 3166-1 alpha-3, or the code of an organisation, whose ``names`` must
    then be given. A State's ``names`` are those of the time, where they differ from today's."""

    code: str
    state: ReplyState = ReplyState.RECEIVED
    organisation: bool = False
    names: Text = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        """Whether the reply is part of the analysis."""
        return self.state in (ReplyState.RECEIVED, ReplyState.ADMITTED)


@dataclass(frozen=True, slots=True)
class Round:
    """One note verbale and its replies. ``deadline`` is what was asked; ``cut_off`` ends what is analysed."""

    id: str
    respondents: tuple[Respondent, ...]
    sent_on: date | None = None
    deadline: date | None = None
    cut_off: date | None = None
    _by_code: Mapping[str, Respondent] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {each.code: each for each in self.respondents})

    def respondent(self, code: str) -> Respondent | None:
        """The respondent with the code, or None."""
        return self._by_code.get(code)

    def counted(self, *, organisations: bool = False) -> tuple[str, ...]:
        """The codes of the States (or of the organisations) whose replies count, in the order of the round."""
        return tuple(each.code for each in self.respondents if each.counts and each.organisation is organisations)


@dataclass(frozen=True, slots=True)
class Support:
    """A reply that says so: ``place`` is where in the reply (``question 3, second paragraph``)."""

    code: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """A quantifier set against the count. It stays visible in what is printed. ``by`` is a seat, never a name."""

    quantifier: str
    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Statement:
    """What replies say, coded. ``base`` is empty (all States that replied) or the id of the statement among whose
    supporters this one is counted. ``quantifier`` is the author's choice among those the count supports; empty takes
    the proposal. ``footnote_of`` is the id of the item on which this one hangs as a footnote.

    ``wording`` has places in braces, described in ``wording.py``.
    """

    id: str
    theme: str
    paragraph: str
    wording: Text
    support: tuple[Support, ...] = ()
    base: str = ""
    quantifier: str = ""
    naming: Naming = Naming.AUTO
    footnote_of: str = ""
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Text of the report that no replies are counted for. Places for facts of the round and for figures are filled."""

    id: str
    theme: str
    paragraph: str
    wording: Text
    footnote_of: str = ""


Item = Statement | Remark


@dataclass(frozen=True, slots=True)
class Theme:
    """A heading; ``level`` 1 is a chapter (I, II), 2 a section of it (A, B)."""

    id: str
    title: Text
    level: int = 1


@dataclass(frozen=True, slots=True)
class CitedFigure:
    """A number of the text with its source, which becomes a footnote: ``words`` is how it is printed."""

    id: str
    words: Text
    citation: Text


@dataclass(frozen=True, slots=True)
class Front:
    """The first page: ``body`` is the organ reported to. ``original`` is the language in which the text was drafted."""

    symbol: str
    title: Text
    body: Text = field(default_factory=dict)
    subtitle: Text = field(default_factory=dict)
    on: date | None = None
    original: Language = "en"


@dataclass(frozen=True, slots=True)
class Synthesis:
    """A report to be written. ``order`` is the language in whose alphabet States are listed, None for the reader's:
    United Nations reports that are translated keep the order of the original. Items stand in the order of the text."""

    front: Front
    round: Round
    themes: tuple[Theme, ...]
    items: tuple[Item, ...]
    figures: tuple[CitedFigure, ...] = ()
    order: Language | None = None
    first_paragraph: int = 1
    _by_id: Mapping[str, Item] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {item.id: item for item in self.items})

    def item(self, identifier: str) -> Item | None:
        """The item with the id, or None."""
        return self._by_id.get(identifier)

    def statement(self, identifier: str) -> Statement | None:
        """The statement with the id, or None."""
        found = self.item(identifier)
        return found if isinstance(found, Statement) else None

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The items that replies are counted for."""
        return tuple(item for item in self.items if isinstance(item, Statement))

    def hanging_on(self, identifier: str) -> tuple[Item, ...]:
        """The items that are footnotes of the item."""
        return tuple(item for item in self.items if item.footnote_of == identifier)
