"""Reading declarations: every problem is told with its line and field, and no YAML does harm."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo_engines.kit import codelists
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import FieldType, Role, Visibility
from palermo_engines.registers.reading import DeclarationError, read_declaration, read_file
from tests.engines.registers.samples import WIDE

SHORT = """id: TRAININGS
wing: know
version: 1
title: {en: Trainings, zh: 培训}
lists:
  level:
    - {code: national, label: {en: National, zh: 国家级}}
fields:
  - {id: event, type: text, role: title, required: true, label: {en: Event, zh: 活动}}
  - {id: held, type: period, role: date, label: {en: Held, zh: 举办日期}}
  - {id: level, type: choice, list: level, label: {en: Level, zh: 级别}}
  - {id: people, type: people, label: {en: People, zh: 人数}}
workflow:
  states:
    - {id: draft, label: {en: Draft, zh: 草稿}, start: true}
    - {id: done, label: {en: Done, zh: 完成}, public: true}
  moves:
    - {id: finish, label: {en: Finish, zh: 完成}, from: [draft], to: done, who: coordinator}
measures:
  - {id: people_trained, of: people, period: held}
intake:
  - {facts: figure, fields: {people: value}, set: {level: national}}
rules:
  - {check: "${people} > 0", message: {en: Nobody came., zh: 无人参加。}, field: people}
"""
PAIR = "{en: A, zh: 甲}"


def problems(text: str) -> list[tuple[int, str, str]]:
    """What is wrong with a declaration, as (line, field, message)."""
    with pytest.raises(DeclarationError) as error:
        read_declaration(text, name="trainings.yaml")
    assert error.value.code == "registers.declaration"
    assert error.value.where == f"trainings.yaml:{error.value.problems[0].line}"
    return [(problem.line, problem.field, problem.message) for problem in error.value.problems]


def test_a_declaration_as_the_page_has_it() -> None:
    read = read_declaration(SHORT)
    assert (read.id, read.wing, read.version, read.title["zh"]) == ("TRAININGS", "know", 1, "培训")
    assert read.languages == ("en", "zh")
    assert (read.write, read.visibility) == ("registrar", Visibility("public"))
    assert [field.line for field in read.fields] == [9, 10, 11, 12]
    assert read.with_role(Role.TITLE) == read.field("event")
    level = read.field("level")
    assert level is not None
    assert level.type is FieldType.CHOICE
    assert [choice.code for choice in level.choices] == ["national"]
    assert read.source == SHORT


def test_what_is_left_out_is_the_usual() -> None:
    head, _, _ = SHORT.partition("workflow:")
    read = read_declaration(head)
    assert [state.id for state in read.states] == ["draft", "published", "withdrawn"]
    assert (read.start.id, [move.id for move in read.moves_from("published")]) == ("draft", ["withdraw", "reopen"])
    assert all(set(state.label) == {"en", "fr", "es", "ru", "ar", "zh"} for state in read.states)
    opened = read_declaration(head + "workflow: open\n")
    assert [(state.id, state.public, state.start) for state in opened.states] == [("published", True, True)]


def test_lists_of_the_house_are_lists_too() -> None:
    name = next(iter(codelists.all_lists()))
    read = read_declaration(SHORT.replace("list: level", f"list: {name}"))
    level = read.field("level")
    assert level is not None
    assert [choice.code for choice in level.choices] == [entry.code for entry in codelists.load(name).entries]


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "says"),
    [
        ("id: TRAININGS", "id: 7trainings", 1, "id", "begins with a letter"),
        ("id: TRAININGS\n", "", 1, "id", "missing"),
        ("wing: know", "wing: tower", 2, "wing", "protect, cooperate"),
        ("version: 1", "version: one", 3, "version", "whole number"),
        ("version: 1", "version: true", 3, "version", "whole number"),
        ("version: 1", "version: " + "9" * 5000, 3, "version", "whole number"),
        ("version: 1", "version: " + "9" * 5000, 3, "", "too long"),
        ("title: {en: Trainings, zh: 培训}", "title: Trainings", 4, "title", "by language"),
        ("title: {en: Trainings, zh: 培训}", "title: {en: Trainings}", 4, "title", "missing in: zh"),
        ("title: {en: Trainings, zh: 培训}", "title: {zh: 培训}", 4, "title", "missing in: en"),
        ("title: {en: Trainings, zh: 培训}", "title: {en: T, zh: 培, de: T}", 4, "title", "none of the languages"),
        ("title: {en: Trainings, zh: 培训}", "title: {en: No, zh: 培训}", 4, "title", "put Yes, No and numbers"),
        ("label: {en: National, zh: 国家级}", "label: {en: National}", 7, "level national", "missing in: zh"),
        ("label: {en: Draft, zh: 草稿}", "label: {en: Draft}", 15, "draft", "missing in: zh"),
        ("message: {en: Nobody came., zh: 无人参加。}", "message: {en: Nobody came.}", 24, "rules", "missing in: zh"),
        ("version: 1", "version: 1\nlanguages: [en, de]", 4, "languages", "A list of"),
        ("version: 1", "version: 1\nlanguages: [zh]", 4, "languages", "English is always"),
        ("version: 1", "version: 1\ncolour: red", 4, "colour", "no key colour"),
        ("version: 1", "version: 1\nversion: 2", 4, "version", "stands twice"),
        ("version: 1", "version: 1\nvisibility: [1]", 4, "visibility", "list of words"),
        ("version: 1", "version: 1\nvisibility: nobody", 4, "visibility", "public, members"),
        ("version: 1", "version: 1\nrefs: 001", 4, "refs", "list of words"),
        ("code: national", "code: 7", 7, "code", "must be a word"),
        ("code: national", "code: a b", 7, "level", "without spaces"),
        ("code: national,", "code: national, parent: world,", 7, "level", "parent world is not"),
        ("code: national,", "code: national, status: certain,", 7, "level", "attested or reconstructed"),
        ("  level:\n", "  level:\n    - {code: national, label: " + PAIR + "}\n", 8, "level", "stands twice"),
        ("role: title, ", "", 9, "fields", "role: title"),
        ("id: held, type: period", "id: held, type: epoch", 10, "held", "type is one of"),
        ("role: date,", "role: title,", 10, "held", "cannot have the role"),
        ("id: held, type: period, role: date", "id: held, type: text, role: title", 10, "held", "Only one field"),
        ("id: held,", "id: Held,", 10, "Held", "small letters"),
        ("id: held,", "id: event,", 10, "event", "stands twice"),
        ("role: date, label", "role: date, colour: red, label", 10, "held", "no key colour"),
        ("role: date, label", "role: date, unit: days, label", 10, "held", "no key unit"),
        ("role: date, label", "role: date, multiple: true, label", 10, "held", "holds one value"),
        ("role: date, label", "role: date, facet: maybe, label", 10, "held", "true or false"),
        ("list: level", "list: levels", 11, "level", "no list levels"),
        ("list: level, ", "", 11, "level", "needs list:"),
        ("list: level,", 'list: level, constraint: "1 +",', 11, "level", "ends too early"),
        ("list: level,", 'list: level, constraint: "${nobody} = 1",', 11, "level", "no field nobody"),
        ("list: level,", "list: level, relevant: \"document('x') = 1\",", 11, "level", "no function 'document'"),
        ("list: level,", "list: level, relevant: \"number-of('O10', 'a') > 1\",", 11, "level", "checks of a move only"),
        ("list: level,", "list: level, relevant: false,", 11, "level", "in quotes"),
        ("list: level,", "list: level, constraint: true,", 11, "level", "in quotes"),
        ("list: level,", "list: level, constraint: [a],", 11, "level", "in quotes"),
        ("list: level,", "list: level, visible: some,", 11, "level", "public, members"),
        ("type: people,", "type: people, breakdowns: [ages],", 12, "people", "no list ages"),
        ("type: people,", "type: number, min: 5, max: 1,", 12, "people", "min is more than max"),
        ("type: people,", "type: number, min: .nan,", 12, "people", "min is a number"),
        ("type: people,", "type: number, min: a,", 12, "people", "min is a number"),
        ("type: people,", "type: text, pattern: '(',", 12, "people", "no regular expression"),
        ("type: people,", "type: text, pattern: '(a+)+',", 12, "people", "a repeat of what repeats"),
        ("type: people,", "type: text, constraint: \"regex(., '(a+)+')\",", 12, "people", "a repeat of what repeats"),
        ("type: people,", "type: text, format: phone,", 12, "people", "format is one of"),
        ("type: people,", "type: computed,", 12, "people", "needs value:"),
        ("type: people,", "type: link,", 12, "people", "needs to:"),
        ("type: people,", "type: date, precision: hour,", 12, "people", "precision is one of"),
        ("type: people,", "type: place, finest: street,", 12, "people", "finest is one of"),
        ("id: draft,", "id: Draft,", 15, "states", "small letters"),
        ("id: done, label", "id: draft, label", 14, "states", "draft stands twice"),
        ("public: true", "start: true", 14, "workflow", "Only one state can be the start"),
        ("from: [draft]", "from: [begun]", 14, "finish", "no state begun"),
        ("to: done", "to: end", 14, "finish", "no state end"),
        ("to: done, ", "", 18, "finish", "needs to:"),
        (", who: coordinator", "", 18, "finish", "needs who:"),
        ("who: coordinator", "who: coordinator, clock: {from: held}", 18, "finish", "needs days:"),
        ("who: coordinator", "who: coordinator, clock: {days: 3, from: event}", 18, "finish", "runs from: created"),
        ("who: coordinator", "who: coordinator, requires: [{message: " + PAIR + "}]", 18, "finish", "needs check:"),
        ("of: people", "of: event", 20, "people_trained", "of: is records"),
        ("period: held", "period: event", 20, "people_trained", "no field of a fitting type"),
        ("period: held", "by: [sector]", 20, "people_trained", "no field sector"),
        ("period: held", "grain: town", 20, "people_trained", "grain: is"),
        ("period: held", 'when: "${x} = 1"', 20, "people_trained", "no field x"),
        ("facts: figure", "facts: rumour", 22, "intake", "facts: is one of"),
        ("people: value", "persons: value", 22, "intake", "no field persons"),
        ("people: value", "people: guess", 22, "intake", "no part guess"),
        ("set: {level", "set: {grade", 22, "intake", "no field grade"),
        ("field: people}", "field: persons}", 24, "rules", "no field persons"),
        ("en: National,", 'en: "Nation\\al",', 7, "level national", "cannot be shown"),
        ("who: coordinator", "who: coordinator, requires: {check: '1 = 1'}", 18, "requires", "begins with a dash"),
        ("who: coordinator", "who: coordinator, clock: {days: 3, from: held, remind: 7}", 18, "remind", "with a dash"),
        ('"${people} > 0"', '"${people} >"', 24, "rules", "ends too early"),
    ],
)  # fmt: skip
def test_each_problem_has_its_line_and_field(old: str, new: str, line: int, field: str, says: str) -> None:
    assert SHORT.count(old) == 1
    found = problems(SHORT.replace(old, new))
    assert [(at, name) for at, name, message in found if says in message] == [(line, field)], found


def test_all_problems_are_told_in_the_order_of_the_lines() -> None:
    text = (
        SHORT.replace("wing: know", "wing: tower").replace("zh: 举办日期", "de: X").replace("of: people", "of: event")
    )
    found = problems(text)
    assert [line for line, _field, _message in found] == [2, 10, 10, 20]
    with pytest.raises(InputError, match=r"and 3 more"):
        read_declaration(text)


def test_every_text_of_a_claimed_language_is_asked_for() -> None:
    found = problems(WIDE.replace("version: 2", "version: 2\nlanguages: [en, fr, zh]"))
    lines = {line for line, _field, message in found if "missing in: fr" in message}
    texts = [number for number, line in enumerate(WIDE.splitlines(), 2) if "zh:" in line and "fr:" not in line]
    assert lines == set(texts)


BILLION = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "begins with a key"),
        ("- a\n- b\n", "begins with a key"),
        ("just text", "begins with a key"),
        ("a: [", "not YAML"),
        ("a: b: c", "not YAML"),
        ("a: \x00", "not YAML"),
        ("\ud800: a", "not YAML"),
        ("a: {" * 5000, "not YAML|Nested deeper"),
        ("a: " + "[" * 500 + "]" * 500, "Nested deeper"),
        (BILLION, "Anchors and aliases"),
        ("a: &a 1\n", "Anchors and aliases"),
        ("<<: {id: X}\n", "no key <<"),
        ("? [a, b]\n: c\n", "A key must be a word"),
        ("id: !!python/object/apply:os.system ['true']\n", "tag"),
        ("refs: !!python/tuple [a]\n", "tag"),
        ("id: !!python/name:os.system ''\n", "tag"),
        ("help: !!set {a, b}\n", "tag"),
        ("id: !!binary aGVsbG8=\n", "tag"),
        ("id: !local x\n", "tag"),
        ("id: X\n" + "# " + "x" * 1_000_000, "larger than 200 kB"),
        ("---\nid: A\n---\nid: B\n", "not YAML"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else None,
)
def test_hostile_yaml_is_refused(text: str, says: str) -> None:
    with pytest.raises(DeclarationError, match=says):
        read_declaration(text)


def test_many_fields_are_refused_quickly() -> None:
    row = "  - {id: f%d, type: text, label: {en: A, zh: 甲}}\n"
    text = SHORT.partition("fields:")[0] + "fields:\n" + "".join(row % number for number in range(3000))
    began = time.process_time()
    assert any("At most 400" in message for _line, _field, message in problems(text))
    assert time.process_time() - began < 5


def test_problems_and_memory_have_a_limit() -> None:
    text = SHORT + "".join(f"key{number}: 1\n" for number in range(15_000))
    tracemalloc.start()
    found = problems(text)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found) == 100
    assert peak < 100_000_000


def test_a_file_is_read_within_its_limits(tmp_path: Path) -> None:
    path = tmp_path / "register.yaml"
    path.write_text(SHORT, encoding="utf-8")
    assert read_file(path).id == "TRAININGS"
    path.write_bytes(b"id: \xff\xfe")
    with pytest.raises(DeclarationError, match="UTF-8"):
        read_file(path)
    path.write_text("# " + "x" * 300_000, encoding="utf-8")
    with pytest.raises(DeclarationError, match="larger than 200 kB"):
        read_file(path)


LINES = SHORT.splitlines()


@given(cut=st.integers(0, len(SHORT)), put=st.text(max_size=5), skip=st.integers(0, 6))
def test_a_damaged_file_is_read_or_refused(cut: int, put: str, skip: int) -> None:
    try:
        read_declaration(SHORT[:cut] + put + SHORT[cut + skip :])
    except DeclarationError as error:
        assert error.problems  # noqa: PT017 - both ends are right


@given(lines=st.permutations(range(len(LINES))).map(lambda order: order[:12]))
def test_lines_left_out_are_told_or_not_needed(lines: list[int]) -> None:
    kept = [line for number, line in enumerate(LINES) if number not in set(lines[:3])]
    try:
        read_declaration("\n".join(kept))
    except DeclarationError as error:
        assert error.problems  # noqa: PT017 - both ends are right


@pytest.mark.parametrize("key", ["rules", "measures", "intake"])
@pytest.mark.parametrize("value", ["5", "{}", "some", "{check: '1 = 1'}"])
def test_what_is_no_list_is_not_taken_for_an_empty_one(key: str, value: str) -> None:
    text = SHORT.partition("measures:")[0] + f"{key}: {value}\n"
    line = text.count("\n")
    assert (line, key, f"{key} is a list: each entry begins with a dash.") in problems(text)


def test_no_entry_of_a_list_stands_above_itself() -> None:
    cycle = "".join(
        f"    - {{code: {code}, parent: {above}, label: {PAIR}}}\n" for code, above in ("xy", "yz", "zx", "wx")
    )
    found = problems(SHORT.replace("  level:\n", f"  level:\n{cycle}"))
    assert [(line, message) for line, _field, message in found] == [
        (7, "The code x stands above itself."), (8, "The code y stands above itself."),
        (9, "The code z stands above itself."),
    ]  # fmt: skip
