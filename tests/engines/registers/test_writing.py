"""Writing a declaration: what is read back is the same, for every register of the house and for generated ones."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Choice, Declaration
from palermo_engines.registers.reading import read_declaration, read_file
from palermo_engines.registers.writing import write_declaration
from tests.engines.registers.forms import plain
from tests.engines.registers.samples import DECLARED, WIDE

FILES = sorted((Path(__file__).parents[3] / "registers").glob("*/*.yaml"))


def comes_back(declaration: Declaration) -> str:
    written = write_declaration(declaration)
    again = read_declaration(written)
    assert plain(again) == plain(declaration)
    assert write_declaration(again) == written
    return written


def test_the_registers_of_the_house_come_back() -> None:
    assert len(FILES) > 60
    for path in FILES:
        comes_back(read_file(path))


def test_one_of_each_comes_back_without_defaults() -> None:
    written = yaml.safe_load(comes_back(DECLARED))
    assert list(written) == ["id", "wing", "version", "title", "help", "lists", "fields", "measures"]
    assert written["fields"][0] == yaml.safe_load(WIDE)["fields"][0]
    assert written["measures"] == yaml.safe_load(WIDE)["measures"]


def test_the_text_stays_readable() -> None:
    written = write_declaration(DECLARED)
    assert "  - id: event\n    type: text\n    role: title\n    label: {en: Event, zh: 活动}\n" in written
    assert "&" not in written
    assert "\\u" not in written


def test_a_public_workflow_of_one_state_is_open() -> None:
    assert "workflow: open\n" in comes_back(read_declaration(WIDE + "workflow: open\n"))


def test_one_name_cannot_mean_two_lists() -> None:
    other = (Choice("far", {"en": "Far", "zh": "远"}),)
    fields = tuple(replace(field, choices=other) if field.id == "levels" else field for field in DECLARED.fields)
    with pytest.raises(InputError, match="differ") as error:
        write_declaration(replace(DECLARED, fields=fields))
    assert error.value.where == "level"


# YAML itself refuses signs that no standard assigns, and a byte order mark within a text.
SIGNS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"), exclude_characters="\ufeff")
WORDS = st.text(SIGNS, min_size=1, max_size=30).filter(str.strip)
LABELS = st.fixed_dictionaries({"en": WORDS, "zh": WORDS}, optional={"fr": WORDS, "ar": WORDS})
CODES = st.from_regex(r"[^\s=;|\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,12}", fullmatch=True).filter(
    lambda code: code.isprintable() and code.strip() == code
)
CONDITIONS = st.sampled_from(["${f0} != ''", "1 = 1", ". > 5", "not(${f0} = 'a: b')", "true()"])
MESSAGES = LABELS
VISIBLE = st.sampled_from(["members", "organisation", ["registrar", "coordinator"]])
COMMON = {"help": LABELS, "required": st.booleans() | CONDITIONS, "relevant": CONDITIONS, "visible": VISIBLE,
          "facet": st.booleans()}  # fmt: skip
TYPES: list[dict[str, Any]] = [
    {"type": st.just("text"), "lines": st.just("many")},
    {"type": st.just("text"), "pattern": st.sampled_from(["[0-9]+", "a: b|c", "'\""])},
    {"type": st.just("choice"), "list": st.just("own"), "multiple": st.booleans()},
    {"type": st.just("people"), "breakdowns": st.lists(st.just("own"), max_size=1)},
    {"type": st.just("number"), "min": st.integers(-9, 0), "max": st.integers(1, 9) | st.just(2.5), "unit": WORDS},
    {"type": st.just("money"), "currencies": st.just(["USD", "EUR"])},
    {"type": st.just("country"), "areas": st.booleans(), "multiple": st.booleans()},
    {"type": st.just("link"), "to": st.just("PLANS"), "inverse": LABELS},
    {"type": st.just("computed"), "of": st.sampled_from(["number", "text", "date"]), "value": CONDITIONS},
    {"type": st.just("place"), "finest": st.sampled_from(["country", "point"])},
    {"type": st.just("file"), "accept": st.just(["pdf"])},
]


@st.composite
def declarations(draw: st.DrawFn) -> dict[str, Any]:
    """A declaration as plain values; it may be long, and every text may hold any sign that can be shown."""
    fields: list[dict[str, Any]] = [{"id": "f0", "type": "text", "role": "title", "label": draw(LABELS)}]
    for number in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(TYPES))
        field = draw(st.fixed_dictionaries({**kind, "label": LABELS}, optional={**COMMON}))
        fields.append({"id": f"f{number + 1}", **field})
        if draw(st.booleans()):
            fields[-1] |= {"constraint": draw(CONDITIONS), "message": draw(MESSAGES)}
    codes = draw(st.lists(CODES, min_size=1, max_size=4, unique=True))
    entries = [{"code": code, "label": draw(LABELS)} for code in codes]
    entries[-1] |= {"status": "reconstructed"} | ({"parent": codes[0]} if len(codes) > 1 else {})
    rest = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "help": LABELS,
                "refs": st.lists(WORDS, max_size=3),
                "visibility": VISIBLE,
                "write": st.just("coordinator"),
                "workflow": st.just("open") | workflows(),
                "rules": st.lists(st.fixed_dictionaries({"check": CONDITIONS, "message": MESSAGES}), max_size=2),
                "measures": st.just([{"id": "m", "of": "records", "when": "${f0} = 'x'", "grain": "register"}]),
                "intake": st.just([{"facts": "action", "fields": {"f0": "snippet"}, "set": {"f0": "null"}}]),
            },
        )
    )
    return {"id": "GEN-1", "wing": "measure", "version": 7, "title": draw(LABELS), "lists": {"own": entries},
            "fields": fields, **rest}  # fmt: skip


def workflows() -> st.SearchStrategy[dict[str, Any]]:
    """Two states and a move with a check and a clock."""
    clock = st.fixed_dictionaries(
        {"days": st.integers(0, 90), "from": st.just("created")}, optional={"remind": st.just([7, 1])}
    )
    requires = st.lists(st.fixed_dictionaries({"check": CONDITIONS, "message": MESSAGES}), max_size=2)
    begun = {"id": st.just("a"), "label": LABELS, "start": st.just(True)}
    ended = {"id": st.just("b"), "label": LABELS, "public": st.booleans(), "end": st.just(True)}
    move = {
        "id": st.just("go"),
        "label": LABELS,
        "from": st.just(["a"]),
        "to": st.just("b"),
        "who": st.just("registrar"),
    }
    return st.fixed_dictionaries({
        "states": st.tuples(st.fixed_dictionaries(begun), st.fixed_dictionaries(ended)).map(list),
        "moves": st.fixed_dictionaries(move, optional={"requires": requires, "clock": clock}).map(lambda one: [one]),
    })  # fmt: skip


@settings(deadline=None)
@given(content=declarations())
def test_generated_declarations_come_back(content: dict[str, Any]) -> None:
    comes_back(read_declaration(json.dumps(content, ensure_ascii=False)))  # JSON is YAML too
