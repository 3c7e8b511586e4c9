"""Coded statements -> numbered paragraphs and footnotes in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from babel.dates import format_date

from palermo_engines.kit.languages import Language
from palermo_engines.synthesis.checking import check_structure, check_synthesis
from palermo_engines.synthesis.counting import count_of, quantifier_of
from palermo_engines.synthesis.model import Item, Remark, Statement, Synthesis, Text, Theme
from palermo_engines.synthesis.naming import in_order, list_of
from palermo_engines.synthesis.numerals import heading_number
from palermo_engines.synthesis.phrasing import counted, counted_organisations, listed, locale_of
from palermo_engines.synthesis.subjects import DAGGER, Subject
from palermo_engines.synthesis.wording import Place, filled, names_of_places
from palermo_engines.synthesis.written import Choice, Footnote, Mark, Paragraph, Piece, Section, Sentence, Written


def write_report(synthesis: Synthesis, language: Language) -> Written:
    """The report in a language, every count, quantifier and footnote computed anew.

    A statement without counted support is left out and stands among the faults. Raises InputError as
    ``check_structure`` does.
    """
    check_structure(synthesis, language)
    writer = _Writer(synthesis, language)
    sections = tuple(writer.sections())
    return Written(language, sections, tuple(writer.footnotes), writer.choices(sections), check_synthesis(synthesis))


@dataclass
class _Writer:
    """Keeps the number of the next paragraph and the footnotes written so far."""

    synthesis: Synthesis
    language: Language
    footnotes: list[Footnote] = field(default_factory=list)
    next_paragraph: int = 0

    def sections(self) -> Iterator[Section]:
        self.next_paragraph = self.synthesis.first_paragraph
        chapters = sections = 0
        for theme in self.synthesis.themes:
            chapters, sections = (chapters + 1, 0) if theme.level == 1 else (chapters, sections + 1)
            number = heading_number(theme.level, chapters if theme.level == 1 else sections, self.language)
            title = _in(theme.title, self.language)
            yield Section(theme.level, number, title, tuple(self.paragraphs(theme)))

    def paragraphs(self, theme: Theme) -> Iterator[Paragraph]:
        items = [item for item in self.synthesis.items if item.theme == theme.id and not item.footnote_of]
        for key, together in groupby(items, key=lambda item: item.paragraph):
            sentences = tuple(sentence for item in together if (sentence := self.sentence(item)) is not None)
            if sentences:
                yield Paragraph(self.next_paragraph, key, sentences)
                self.next_paragraph += 1

    def sentence(self, item: Item) -> Sentence | None:
        pieces = self.pieces(item, hanging=self.synthesis.hanging_on(item.id))
        return Sentence(item.id, tuple(pieces)) if pieces else None

    def pieces(self, item: Item, hanging: tuple[Item, ...] = ()) -> list[Piece]:
        """The pieces of an item; none for a statement that nobody supports."""
        if isinstance(item, Remark):
            return self.fill(item, 0, self.facts(item), "", hanging)
        count = count_of(item, self.synthesis)
        if count.empty:
            return []
        subject = Subject(item, count, self.synthesis, self.language)
        return self.fill(item, subject.form, subject.values(), subject.own_footnote(), hanging)

    def fill(
        self, item: Item, form: int, values: Mapping[str, str], own: str, hanging: tuple[Item, ...]
    ) -> list[Piece]:
        text = item.wording[self.language]
        if "mark" not in names_of_places(text):
            text += "{mark}"
        found: list[Piece] = []
        marks = _Marks(self, item, own, hanging)
        for piece in filled(text, form, values, marks.at):
            assert isinstance(piece, str | Mark)
            found += _with_dagger(piece, item) if isinstance(piece, str) else [piece]
        return found

    def note(self, text: str, item: str, states: tuple[str, ...] = ()) -> Mark:
        self.footnotes.append(Footnote(len(self.footnotes) + 1, text, item, states))
        return Mark(len(self.footnotes))

    def facts(self, remark: Remark) -> Mapping[str, str]:
        """What fills the places of a remark; only those asked for are made."""
        return {name: self.fact(name) for name in names_of_places(remark.wording[self.language])}

    def fact(self, name: str) -> str:
        round_ = self.synthesis.round
        states, organisations = round_.counted(), round_.counted(organisations=True)
        if name == "respondents":
            return list_of((*states, *organisations), self.synthesis, self.language)
        if name == "replies":
            phrases = [counted(len(states), self.language).text] if states else []
            phrases += [counted_organisations(len(organisations), self.language)] if organisations else []
            return listed(phrases, self.language)
        day = {"sent_on": round_.sent_on, "deadline": round_.deadline, "cut_off": round_.cut_off}.get(name)
        return day_in_words(day, self.language) if day else ""

    def choices(self, sections: tuple[Section, ...]) -> tuple[Choice, ...]:
        paragraphs = {
            sentence.item: paragraph.number
            for section in sections
            for paragraph in section.paragraphs
            for sentence in paragraph.sentences
        }
        return tuple(self.choice(statement, paragraphs) for statement in self.synthesis.statements)

    def choice(self, statement: Statement, paragraphs: Mapping[str, int]) -> Choice:
        count = count_of(statement, self.synthesis)
        subject = Subject(statement, count, self.synthesis, self.language)
        paragraph = paragraphs.get(statement.footnote_of or statement.id)
        printed = subject.quantity(subject.frame).text if count.states else ""
        return Choice(
            statement.id, paragraph, quantifier_of(statement, count), printed, count.proposed,
            len(count.states), len(count.base), statement.override,
        )  # fmt: skip


@dataclass
class _Marks:
    """The marks of one item. Its own list and what hangs on it are numbered when their place is reached."""

    writer: _Writer
    item: Item
    own: str
    hanging: tuple[Item, ...]

    def at(self, place: Place) -> Iterator[Piece]:
        if place.name == "figure":
            yield from self.figure(place.argument)
            return
        if self.own:
            yield self.writer.note(self.own, self.item.id, self.states(self.item))
        for item in self.hanging:
            text = "".join(piece for piece in self.writer.pieces(item) if isinstance(piece, str))
            if text:
                yield self.writer.note(text, item.id, self.states(item))

    def figure(self, identifier: str) -> Iterator[Piece]:
        figure = next(each for each in self.writer.synthesis.figures if each.id == identifier)
        yield _in(figure.words, self.writer.language)
        yield self.writer.note(_in(figure.citation, self.writer.language), figure.id)

    def states(self, item: Item) -> tuple[str, ...]:
        if isinstance(item, Remark):
            return ()
        synthesis = self.writer.synthesis
        count = count_of(item, synthesis)
        order = synthesis.order or self.writer.language
        return tuple(in_order((*count.states, *count.organisations), synthesis.round, order))


def _with_dagger(text: str, item: Item) -> list[Piece]:
    """The dagger of an override is a mark of its own, so that it is printed raised."""
    if isinstance(item, Remark) or item.override is None or DAGGER not in text:
        return [text]
    before, _, behind = text.partition(DAGGER)
    return [piece for piece in (before, Mark(None), behind) if piece]


def _in(text: Text, language: Language) -> str:
    return text.get(language) or text.get("en", "")


def day_in_words(day: date, language: Language) -> str:
    """``24 January 2008``, as the language writes dates, with the digits 0 to 9."""
    return format_date(day, "long", locale=locale_of(language))
