"""Whatever is said of a value is said in the six languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import palermo_engines.registers.refusals as module
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.kit.yaml_files import read_yaml
from palermo_engines.registers.refusals import refusal
from palermo_engines.registers.values import normalise
from tests.engines.registers.samples import field

FOLDER = Path(module.__file__).parent
WORDS = read_yaml(FOLDER / "refusals.yaml")
SAYING = {"wrong": (1, 2), "refusal": (0, 1), "Unreadable": (0, 2)}


def messages() -> Iterator[tuple[str, str]]:
    """Every message in the code of the engine, with {} for what it fills in, and the file it stands in."""
    for path in sorted(FOLDER.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
                yield from ((text, path.name) for text in _texts(_said(node, SAYING[node.func.id]), tree))


def _said(call: ast.Call, places: tuple[int, ...]) -> list[ast.expr]:
    """The arguments of the call that are said to somebody."""
    named = [keyword.value for keyword in call.keywords if keyword.arg in ("message", "advice")]
    return [call.args[place] for place in places if place < len(call.args)] + named


def _texts(arguments: list[ast.expr], tree: ast.Module) -> Iterator[str]:
    """The texts that the arguments are, also by way of a name or of a function in the same file."""
    for argument in arguments:
        if isinstance(argument, ast.Constant) and argument.value:
            yield str(argument.value)
        elif isinstance(argument, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in argument.values)
            yield text.replace("{}{}", "{}")
        elif isinstance(argument, ast.IfExp):
            yield from _texts([argument.body, argument.orelse], tree)
        elif isinstance(argument, ast.Name | ast.Call):
            yield from _texts(list(_behind(argument, tree)), tree)


def _behind(argument: ast.Name | ast.Call, tree: ast.Module) -> Iterator[ast.expr]:
    """What is assigned to the name in this file, or returned by the function that is called."""
    name = argument.id if isinstance(argument, ast.Name) else getattr(argument.func, "id", "")
    for node in ast.walk(tree):
        if isinstance(argument, ast.Name) and isinstance(node, ast.Assign):
            yield from (node.value for target in node.targets if getattr(target, "id", "") == name)
        elif isinstance(argument, ast.Call) and isinstance(node, ast.FunctionDef) and node.name == name:
            yield from (each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value)


def test_every_message_has_words_in_every_language() -> None:
    found = list(messages())
    assert len(found) > 50
    assert [each for each in found if each[0] not in WORDS] == []
    assert all(set(texts) == set(LANGUAGES) - {"en"} for texts in WORDS.values())


def test_no_words_are_kept_for_what_nothing_says() -> None:
    said = [re.compile(re.escape(text).replace(r"\{\}", ".+")) for text, _file in messages()]
    assert [key for key in WORDS if not any(pattern.fullmatch(key) for pattern in said)] == []


@pytest.mark.parametrize(
    ("name", "option", "word", "raw"),
    [
        ("signed", "precision", "day", "2014-11"),
        ("signed", "precision", "month", "2014"),
        ("land", "finest", "country", {"country": "FRA", "region": "Bretagne"}),
        ("land", "finest", "region", {"country": "FRA", "city": "Brest"}),
        ("land", "finest", "city", {"country": "FRA", "lat": 1, "lon": 2}),
    ],
)
def test_how_fine_a_value_is_is_said_in_the_readers_words(name: str, option: str, word: str, raw: Any) -> None:
    declared = replace(field(name), options={**field(name).options, option: word})
    with pytest.raises(InputError) as refused:
        normalise(declared, raw)
    said = dict(refusal(refused.value.message))
    assert word in said.pop("en")
    assert not any(re.search(rf"\b{word}\b", text) for text in said.values())


def test_what_is_filled_in_stands_in_every_language() -> None:
    for message, texts in WORDS.items():
        assert all(text.count("{}") == message.count("{}") for text in texts.values()), message


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_keeps_its_number_and_its_advice(language: str) -> None:
    said = refusal("This must be at most 400.", "Choices are a, {b}.")[language]  # type: ignore[index]
    assert "400" in said
    assert "a, {b}" in said
    assert (language == "en") == said.startswith("This must")


def test_a_message_without_words_is_said_in_english() -> None:
    assert set(refusal("Something new.").values()) == {"Something new."}
