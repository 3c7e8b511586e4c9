"""Whatever is said of a value is said in the six languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import palermo_engines.registers.refusals as module
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.kit.yaml_files import read_yaml
from palermo_engines.registers.refusals import refusal

FOLDER = Path(module.__file__).parent
WORDS = read_yaml(FOLDER / "refusals.yaml")
SAYING = {"wrong": (1, 2), "refusal": (0, 1), "Unreadable": (0, 2)}


def messages() -> Iterator[tuple[str, str]]:
    """Every message in the code of the engine, with {} for what it fills in, and the file it stands in."""
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
                for place in SAYING[node.func.id]:
                    yield from ((text, path.name) for text in _texts(node.args[place : place + 1]))


def _texts(arguments: list[ast.expr]) -> Iterator[str]:
    for argument in arguments:
        if isinstance(argument, ast.Constant) and argument.value:
            yield str(argument.value)
        elif isinstance(argument, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in argument.values)
        elif isinstance(argument, ast.IfExp):
            yield from _texts([argument.body, argument.orelse])


def test_every_message_has_words_in_every_language() -> None:
    found = list(messages())
    assert len(found) > 50
    assert [each for each in found if each[0] not in WORDS] == []
    assert all(set(texts) == set(LANGUAGES) - {"en"} for texts in WORDS.values())


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
