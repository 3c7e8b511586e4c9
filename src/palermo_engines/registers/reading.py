"""Reading a declaration from YAML, with every problem told by its line and field.

The text is composed, not constructed: no object is ever made from a tag, and aliases are refused, so that neither
``!!python`` nor a bomb of anchors comes in. Rule 10: what a declaration claims in a language must exist in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from palermo_engines.kit.errors import InputError
from palermo_engines.registers.building import build
from palermo_engines.registers.model import Declaration
from palermo_engines.registers.problems import DeclarationError, Problem, Problems
from palermo_engines.registers.tree import LARGEST, read_tree

__all__ = ["DeclarationError", "Problem", "read_declaration", "read_file"]


def read_declaration(text: str, *, name: str = "") -> Declaration:
    """The declaration in ``text``. DeclarationError with all its problems; ``name`` stands in their places."""
    problems = Problems(name)
    tree = read_tree(text, problems)
    found = build(tree, text, problems) if tree is not None else None
    problems.demand_none()
    assert found is not None
    return found


def read_file(path: Path) -> Declaration:
    """The declaration in a file of at most 200 kB. DeclarationError as ``read_declaration``; OSError."""
    if path.stat().st_size > LARGEST:
        raise DeclarationError((Problem(1, "", f"The file is larger than {LARGEST // 1000} kB."),), path.name)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise DeclarationError((Problem(1, "", "The file is not text in UTF-8."),), path.name) from None
    return read_declaration(text, name=path.name)


def problems_of(error: InputError) -> Sequence[Problem]:
    """The problems of an error, one at least."""
    return error.problems if isinstance(error, DeclarationError) else (Problem(0, error.where, error.message),)
