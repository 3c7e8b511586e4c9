"""Reading a questionnaire from YAML, with every problem told by its line (docs/how-to/questionnaires.md).

A file is a declaration of a register whose fields stand in sections. What a register has no word for (articles,
``same_as``, ``prefill`` ...) is taken out and read here; the rest is read by the engine, with its gate of languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from palermo.ground.standards.api import instruments, measures
from palermo.measure.questionnaires.questions import Article, Prefill, Question, QuestionSet, Section
from palermo_engines.registers.building import build
from palermo_engines.registers.building_parts import Texts, known_keys, list_of_words, read_text, word_of
from palermo_engines.registers.model import Declaration, Field, FieldType
from palermo_engines.registers.problems import Problems
from palermo_engines.registers.tree import Tree, read_tree

TITLE = "questionnaire_title"
MOST_SECTIONS = 60
EXTRAS = frozenset({"number", "articles", "same_as", "prefill", "measure", "gap", "explain"})
_KEYS = frozenset({"id", "version", "title", "help", "languages", "refs", "lists", "sections", "rules"})
_SECTION = re.compile(r"[a-z][a-z0-9_]{0,39}")
_OTHER = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,23}\.[a-z][a-z0-9_]{0,59}")
_COUNTED = frozenset({FieldType.PEOPLE, FieldType.NUMBER, FieldType.MONEY, FieldType.SHARE})
_GAPS = {FieldType.YES_NO: ("false",), FieldType.CHOICE: ("no", "partly")}
_PREFILL = ("figure", "register", "treaty", "measure", "scope")
_MOST_KEPT = 64


def read_questions(text: str, *, name: str = "") -> QuestionSet:
    """What ``text`` asks. DeclarationError with all its problems; ``name`` stands in their places."""
    return _read_once(text, name)


@lru_cache(maxsize=_MOST_KEPT)
def _read_once(text: str, name: str) -> QuestionSet:
    problems = Problems(name)
    tree = read_tree(text, problems)
    found = _read(tree, text, problems) if tree is not None else None
    problems.demand_none()
    assert found is not None
    return found


def _read(tree: Tree, text: str, problems: Problems) -> QuestionSet | None:
    known_keys(tree, _KEYS, "", problems)
    sections = list(_sections(tree, problems))
    declared = build(_plain(tree, [entry for _section, entries in sections for entry in entries]), text, problems)
    if declared is None:
        return None
    asked = replace(declared, fields=tuple(field for field in declared.fields if field.id != TITLE))
    texts = Texts(declared.languages, problems)
    made = tuple(_section(section, entries, asked, texts) for section, entries in sections)
    by_id = {question.id: question for section in made for question in section.questions}
    return QuestionSet(asked, made, MappingProxyType(by_id))


def _sections(tree: Tree, problems: Problems) -> Iterator[tuple[Tree, list[Tree]]]:
    """Each section with the entries of its questions."""
    entry = tree.get("sections")
    found = list(entry.each()) if entry else []
    if not 0 < len(found) <= MOST_SECTIONS:
        problems.add(
            entry.line if entry else tree.line, "sections", f"A questionnaire has 1 to {MOST_SECTIONS} sections."
        )
    taken: set[str] = set()
    for section in found[:MOST_SECTIONS]:
        known_keys(section, frozenset({"id", "title", "source", "questions"}), "sections", problems)
        identifier = word_of(section, "id", problems)
        if not _SECTION.fullmatch(identifier) or identifier in taken:
            problems.add(section.line, "sections", "Each section has an id of small letters, digits and _ of its own.")
        taken.add(identifier)
        asked = section.get("questions")
        if asked is None or not list(asked.each()):
            problems.add(section.line, identifier or "sections", "A section has at least one question.")
        yield section, list(asked.each()) if asked else []


def _plain(tree: Tree, questions: list[Tree]) -> Tree:
    """The declaration for the engine: questions as fields, and a title, which every declaration has."""
    kept = {key: entry for key, entry in tree.items() if key != "sections"}
    fields = [
        Tree({key: part for key, part in entry.items() if key not in EXTRAS}, entry.line)
        if isinstance(entry.value, dict)
        else entry
        for entry in questions
    ]
    return Tree({**kept, "wing": Tree("measure", 1), "fields": Tree([*fields, _title(tree)], tree.line)}, tree.line)


def _title(tree: Tree) -> Tree:
    words = {"id": TITLE, "type": "computed", "role": "title", "value": "'-'"}
    label = tree.get("title")
    return Tree({**{k: Tree(v, 1) for k, v in words.items()}, **({"label": label} if label else {})}, 1)


def _section(tree: Tree, entries: list[Tree], declared: Declaration, texts: Texts) -> Section:
    problems = texts.problems
    identifier = word_of(tree, "id", problems)
    sourced = tree.get("source")
    if sourced is not None and not isinstance(sourced.value, bool):
        problems.add(sourced.line, identifier, "source is true or false.")
    found = ((entry, declared.field(str(getattr(entry.get("id"), "value", "")))) for entry in entries)
    return Section(
        identifier,
        read_text(tree, "title", texts, required=True, where=identifier),
        tuple(_question(entry, field, identifier, problems) for entry, field in found if field is not None),
        sourced is not None and sourced.value is True,
    )


def _question(entry: Tree, field: Field, section: str, problems: Problems) -> Question:
    return Question(
        field=field,
        section=section,
        number=_number(entry, problems),
        articles=tuple(_articles(entry, field, problems)),
        same_as=tuple(_same(entry, field, problems)),
        prefill=tuple(_prefills(entry, field, problems)),
        measure=_measure(entry, field, problems),
        gap=_gap(entry, field, problems),
        explain=_explain(entry, field, problems),
    )


def _number(entry: Tree, problems: Problems) -> str:
    found = entry.get("number")
    if found is None:
        return ""
    text = str(found.value)
    if isinstance(found.value, bool | dict | list) or not 0 < len(text) <= 12:
        problems.add(found.line, "number", "number is what is printed before the question, at most 12 signs.")
    return text


def _articles(entry: Tree, field: Field, problems: Problems) -> Iterator[Article]:
    for word in list_of_words(entry, "articles", problems):
        instrument, _space, number = word.partition(" ")
        if instrument not in instruments() or not number.strip() or len(number) > 20:
            message = f"{word[:40]}: an article is a code of standards/treaties.yaml and a number, as in XVIII-12-a 5."
            problems.add(entry.line, field.id, message)
        else:
            yield Article(instrument, number.strip())


def _same(entry: Tree, field: Field, problems: Problems) -> Iterator[str]:
    for word in list_of_words(entry, "same_as", problems):
        if not _OTHER.fullmatch(word):
            problems.add(entry.line, field.id, "same_as names QUESTIONNAIRE.question.")
        yield word


def _prefills(entry: Tree, field: Field, problems: Problems) -> Iterator[Prefill]:
    found = entry.get("prefill")
    for each in found.each() if found else ():
        known_keys(each, frozenset(_PREFILL), field.id, problems)
        words = {key: word_of(each, key, problems) for key in _PREFILL}
        kinds = [kind for kind in ("figure", "register", "treaty") if words[kind]]
        narrowed = bool(words["scope"]) and kinds == ["treaty"]
        if len(kinds) != 1 or (words["measure"] != "") != (kinds == ["register"]) or narrowed:
            message = "A prefill is {figure: MEASURE}, {register: ID, measure: MEASURE} or {treaty: CODE}."
            problems.add(each.line, field.id, message)
            continue
        made = Prefill(kinds[0], words[kinds[0]], words["measure"], words["scope"])
        _demand_known(made, field, each.line, problems)
        yield made
    if found is not None and not isinstance(found.value, list):
        problems.add(found.line, field.id, "prefill is a list.")


def _demand_known(prefill: Prefill, field: Field, line: int, problems: Problems) -> None:
    measure = prefill.name if prefill.kind == "figure" else prefill.measure
    if measure and measure not in measures():
        problems.add(line, field.id, f"There is no measure {measure[:60]} in standards/measures.yaml.")
    if measure and field.type not in _COUNTED:
        problems.add(line, field.id, "Only counts and amounts come from figures and registers.")
    if prefill.kind == "treaty" and prefill.name not in instruments():
        problems.add(line, field.id, f"There is no instrument {prefill.name[:40]} in standards/treaties.yaml.")
    if prefill.kind == "treaty" and field.type not in (FieldType.YES_NO, FieldType.DATE):
        problems.add(line, field.id, "A treaty action answers a question of type yes_no or date.")


def _measure(entry: Tree, field: Field, problems: Problems) -> str:
    name = word_of(entry, "measure", problems)
    if name and (name not in measures() or field.type not in _COUNTED):
        message = "measure is an id of standards/measures.yaml, for a question that counts."
        problems.add(entry.line, field.id, message)
    return name


def _gap(entry: Tree, field: Field, problems: Problems) -> tuple[str, ...]:
    """The codes that mean a gap; "no" and "partly" when the question has articles and does not say."""
    if entry.get("gap") is None:
        offered = _GAPS.get(field.type, ()) if entry.get("articles") else ()
        return tuple(code for code in offered if field.type is FieldType.YES_NO or field.choice(code))
    codes = tuple(list_of_words(entry, "gap", problems))
    known = {"true", "false"} if field.type is FieldType.YES_NO else {choice.code for choice in field.choices}
    if not set(codes) <= known:
        problems.add(entry.line, field.id, "gap lists codes that the question offers (for yes_no: 'false').")
    return codes


def _explain(entry: Tree, field: Field, problems: Problems) -> int:
    found = entry.get("explain")
    if found is None:
        return 0
    allowed = isinstance(found.value, int) and not isinstance(found.value, bool) and 0 < found.value <= 1000
    if not allowed or field.type not in _COUNTED:
        problems.add(found.line, field.id, "explain is a whole number of per cent, for a question that counts.")
        return 0
    return int(found.value)
