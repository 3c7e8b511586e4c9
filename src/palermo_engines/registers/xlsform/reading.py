"""An .xlsx form -> the text of a declaration, with notices of what a register does not keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.registers.xlsform.case_sheet import read_case_sheet
from palermo_engines.registers.xlsform.drafts import Draft
from palermo_engines.registers.xlsform.foreign import Import
from palermo_engines.registers.xlsform.foreign_lists import Lists
from palermo_engines.registers.xlsform.languages import NAMES, language_of, other_languages, texts_of
from palermo_engines.registers.xlsform.naming import register_id
from palermo_engines.registers.xlsform.notices import Notice, Notices
from palermo_engines.registers.xlsform.own import read_own
from palermo_engines.registers.xlsform.sheets import Sheet, read_workbook
from palermo_engines.registers.xlsform.tables import Line, lines_of
from palermo_engines.registers.xlsform.writing import REGISTER

_TEXTS = ("label::", "hint::", "constraint_message::")


@dataclass(frozen=True, slots=True)
class FormRead:
    """``text`` is the declaration as YAML; ``linked`` are those that repeats of the form became."""

    text: str
    linked: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


def read_form(content: bytes, name: str = "", *, wing: str = "know") -> FormRead:
    """The declaration in a form, one that Palermo wrote or any other; ``wing`` is where a foreign one goes.

    The text still has to pass ``reading.read_declaration``, as one that was typed. InputError as
    ``sheets.read_workbook``, and ``xlsform.no_form`` when the workbook holds none.
    """
    book = {title.strip().casefold(): sheet for title, sheet in read_workbook(content, name).items()}
    if REGISTER in book and "survey" in book:
        return FormRead(*read_own(book))
    if "survey" in book:
        return _read_foreign(book, name, wing)
    return FormRead(*read_case_sheet(content, book, name, wing))


def _read_foreign(book: Mapping[str, Sheet], name: str, wing: str) -> FormRead:
    survey = lines_of(book["survey"])
    if not any(line.cell("type") for line in survey):
        message = "The sheet survey has no question with a type."
        raise InputError("xlsform.no_form", message, advice="Give a form in the shape of XLSForm.", where=name)
    settings = _settings(book)
    language = language_of(settings.get("default_language", "")) or "en"
    notices = Notices()
    choices: Sequence[Line] = lines_of(book["choices"]) if "choices" in book else ()
    questions, choices = _with_english(survey, choices, language, notices)
    lists = Lists(choices, language, notices)
    form_id = register_id(settings.get("form_id") or name.rpartition(".")[0])
    title = settings.get("form_title") or form_id
    titles: dict[Language, str] = dict.fromkeys(LANGUAGES, title)
    reading = Import(lists, language, notices)
    reading.read([line for line in questions if line.cell("type")], Draft(form_id, titles, wing))
    texts = [draft.yaml() for draft in reading.drafts]
    return FormRead(texts[0], tuple(texts[1:]), tuple(notices.gathered))


def _settings(book: Mapping[str, Sheet]) -> Mapping[str, str]:
    lines = lines_of(book["settings"]) if "settings" in book else ()
    return lines[0].cells if lines else {}


def _with_english(
    survey: Sequence[Line], choices: Sequence[Line], language: Language, notices: Notices
) -> tuple[Sequence[Line], Sequence[Line]]:
    """The lines, with another language in place of English where a form has none; its further languages are told."""
    others = list(other_languages({heading for line in survey for heading in line.cells if heading.startswith(_TEXTS)}))
    spoken = {spoken for line in survey for spoken in texts_of(line.cells, "label", language)}
    if "en" not in spoken:
        instead = "another language" if spoken or not others else others[0]
        notices.say_of_sheet("survey", "no_english", f"There are no labels in English; {instead} stands in its place.")
        if not spoken and others:
            moved = others.pop(0)
            survey, choices = ([_renamed(line, moved) for line in lines] for lines in (survey, choices))
    for named in others:
        notices.say_of_sheet("survey", "language", f"Texts in {named} are left out: registers speak six languages.")
    return survey, choices


def _renamed(line: Line, language: str) -> Line:
    cells = {heading.replace(f"::{language}", f"::{NAMES['en']}"): text for heading, text in line.cells.items()}
    return Line(line.sheet, line.number, cells)
