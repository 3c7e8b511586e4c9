"""A version as XLSForm for KoBo and ODK, and any XLSForm as the text of a version.

The engine writes the questions; here sections become groups around them, and what only a questionnaire knows of its
questions stands as JSON in a sheet of its own. A form written here comes back as the same version.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from palermo.measure.questionnaires.questions import QuestionSet
from palermo.measure.questionnaires.reading import EXTRAS
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.registers.problems import Problems
from palermo_engines.registers.tree import LARGEST, read_tree
from palermo_engines.registers.writing import write_declaration
from palermo_engines.registers.xlsform.drafts import write_yaml
from palermo_engines.registers.xlsform.languages import column, texts_of
from palermo_engines.registers.xlsform.naming import field_id
from palermo_engines.registers.xlsform.notices import Notice
from palermo_engines.registers.xlsform.own import read_own
from palermo_engines.registers.xlsform.questions import FIELD
from palermo_engines.registers.xlsform.reading import read_form
from palermo_engines.registers.xlsform.sheets import Row, Sheet, read_workbook, write_workbook
from palermo_engines.registers.xlsform.tables import Line, lines_of
from palermo_engines.registers.xlsform.writing import sheets_of

SHEET = "palermo_questionnaire"
GROUP = "section__"
_DROPPED = ("wing", "workflow", "measures", "intake", "visibility", "write", "fields")
_LONGEST_PIECE = 30_000
_ORDER = ("id", "version", "title", "help", "languages", "refs", "lists", "sections", "rules")
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TextRead:
    """``text`` is that of a version, still to be read; ``notices`` say what it does not keep of the form."""

    text: str
    notices: tuple[Notice, ...] = ()


def write_xlsform(asked: QuestionSet) -> bytes:
    """The version as an .xlsx form that pyxform accepts."""
    sheets = sheets_of(yaml.safe_load(write_declaration(asked.declaration)))
    sheets["survey"] = _in_groups(sheets["survey"], asked)
    sheets[SHEET] = [["key", "value"], *_pieces(json.dumps(_extras_of(_source(asked)), ensure_ascii=False))]
    return write_workbook(sheets)


def _source(asked: QuestionSet) -> Plain:
    """The version's file as plain content, read as the engine read it."""
    tree = read_tree(asked.declaration.source, Problems(""))
    assert tree is not None
    plain: Plain = tree.plain()
    return plain


def _in_groups(survey: Sequence[list[str]], asked: QuestionSet) -> list[list[str]]:
    """The rows of the questions, each section's between the beginning and the end of a group."""
    headings, *rows = survey
    first = {section.questions[0].id: section for section in asked.sections if section.questions}
    made: list[list[str]] = [headings]
    begun = False
    for row in rows:
        section = first.get(row[1]) if row[headings.index(FIELD)] else None
        if section is not None:
            made += [_row(headings, {"type": "end_group"})] if begun else []
            labels = {column("label", language): section.title.get(language, "") for language in LANGUAGES}
            made.append(_row(headings, {"type": "begin_group", "name": GROUP + section.id, **labels}))
            begun = True
        made.append(row)
    return [*made, _row(headings, {"type": "end_group"})]


def _row(headings: Sequence[str], cells: Mapping[str, str]) -> list[str]:
    return [cells.get(heading, "") for heading in headings]


def _extras_of(source: Mapping[str, Any]) -> list[Plain]:
    """The sections without what the engine keeps of their questions."""
    return [
        {
            **{key: value for key, value in section.items() if key != "questions"},
            "questions": [
                {"id": question["id"], **{key: question[key] for key in question if key in EXTRAS}}
                for question in section["questions"]
            ],
        }
        for section in source["sections"]
    ]


def _pieces(text: str) -> Iterator[list[str]]:
    for start in range(0, len(text), _LONGEST_PIECE):
        yield ["sections", text[start : start + _LONGEST_PIECE]]


def read_xlsform(content: bytes, name: str = "") -> TextRead:
    """The text of a version from a form, ours or any other. InputError as the engine's ``read_form``."""
    book = {title.strip().casefold(): sheet for title, sheet in read_workbook(content, name).items()}
    if SHEET in book and "survey" in book:
        return _read_own(book, name)
    read = read_form(content, name, wing="measure")
    declared = yaml.safe_load(read.text)
    declared["fields"] = [_asked(field) for field in declared["fields"] if field["id"] != "reference"]
    sections = _sections_of_groups(lines_of(book["survey"]) if "survey" in book else (), declared)
    return _made(declared, sections, read.notices)


def _asked(field: Plain) -> Plain:
    """A field of a foreign form as a question: what a register hides from others has no meaning here."""
    return {key: value for key, value in field.items() if key not in ("role", "visible", "facet")}


def _read_own(book: Mapping[str, Sheet], name: str) -> TextRead:
    kept = _kept_sections(lines_of(book[SHEET]), name)
    survey = book["survey"]
    groups = _groups_of(lines_of(survey))
    text, _linked, notices = read_own({**book, "survey": _without_groups(survey)})
    declared = yaml.safe_load(text)
    known = {question["id"]: section["id"] for section in kept for question in section["questions"]}
    extras = {question["id"]: question for section in kept for question in section["questions"]}
    titles = {section["id"]: section for section in kept}
    sections: dict[str, Plain] = {}
    for field in declared["fields"]:
        place = groups.get(field["id"]) or known.get(field["id"]) or kept[-1]["id"]
        head = titles.get(place) or {"id": place, "title": dict(declared["title"])}
        made = sections.setdefault(place, {**{k: v for k, v in head.items() if k != "questions"}, "questions": []})
        made["questions"].append({**field, **{k: v for k, v in extras.get(field["id"], {}).items() if k != "id"}})
    return _made(declared, list(sections.values()), notices)


def _kept_sections(lines: Sequence[Line], name: str) -> list[Plain]:
    text = "".join(line.cell("name") for line in lines)
    try:
        found = json.loads(text)
        if isinstance(found, list) and found and all(section["id"] and section["questions"] for section in found):
            return found
    except (ValueError, TypeError, KeyError):
        pass
    advice = "Export the version again and carry your changes over."
    raise InputError("xlsform.damaged", f"The sheet {SHEET} was changed.", advice=advice, where=name)


def _groups_of(survey: Sequence[Line]) -> dict[str, str]:
    """The section in whose group each question stands."""
    found: dict[str, str] = {}
    section = ""
    for line in survey:
        if line.cell("type") == "begin_group" and line.cell("name").startswith(GROUP):
            section = line.cell("name").removeprefix(GROUP)
        elif section and line.cell("name"):
            found.setdefault(line.cell("name"), section)
    return found


def _without_groups(survey: Sheet) -> Sheet:
    """The survey as the engine wrote it: without the groups of sections and their ends, which have no name."""
    kind = _heading(survey.rows[0], "type")
    named = _heading(survey.rows[0], "name")
    return Sheet(survey.name, tuple(row for row in survey.rows if not _is_group(row.cell(kind), row.cell(named))))


def _heading(row: Row, name: str) -> int:
    return next((place for place, text in enumerate(row.cells) if text.strip().casefold() == name), 0)


def _is_group(kind: str, name: str) -> bool:
    return (kind == "begin_group" and name.startswith(GROUP)) or (kind == "end_group" and not name)


def _sections_of_groups(survey: Sequence[Line], declared: Mapping[str, Any]) -> list[Plain]:
    """The sections of a foreign form: its outermost groups, and one for what stands outside of them."""
    places: dict[str, Plain] = {}
    depth, now = 0, None
    for line in survey:
        kind = line.cell("type").replace(" ", "_")
        if kind in ("begin_group", "begin_repeat"):
            depth += 1
            if depth == 1:
                label = dict(texts_of(line.cells, "label", "en"))
                now = {"id": field_id(line.cell("name"))[:40], "title": label or {"en": line.cell("name")}}
        elif kind in ("end_group", "end_repeat"):
            depth = max(0, depth - 1)
            now = now if depth else None
        elif now is not None and line.cell("name"):
            places[field_id(line.cell("name"))] = now
    return _gathered(declared, places)


def _gathered(declared: Mapping[str, Any], places: Mapping[str, Plain]) -> list[Plain]:
    outside = {"id": "general", "title": dict(declared["title"])}
    sections: dict[str, Plain] = {}
    for field in declared["fields"]:
        head = places.get(field["id"], outside)
        titled = {language: head["title"].get(language) or head["title"]["en"] for language in declared["languages"]}
        made = sections.setdefault(head["id"], {"id": head["id"], "title": titled, "questions": []})
        made["questions"].append(field)
    return list(sections.values())


def _made(declared: Plain, sections: Sequence[Plain], notices: Sequence[Notice]) -> TextRead:
    content = {key: value for key, value in declared.items() if key not in _DROPPED} | {"sections": list(sections)}
    text = write_yaml({key: content[key] for key in _ORDER if content.get(key) not in (None, {}, [])})
    if len(text.encode()) > LARGEST:
        raise InputError("questionnaires.large", f"The questionnaire is larger than {LARGEST // 1000} kB.")
    return TextRead(text, tuple(notices))
