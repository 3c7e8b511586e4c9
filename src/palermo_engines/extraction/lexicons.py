"""The lexicons by language: YAML files under ``lexicons/<language>/``, read once.

A linguist extends extraction by editing them; the code that reads each file says in its docstring what its keys mean.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from palermo_engines.kit.languages import Language
from palermo_engines.kit.yaml_files import read_yaml

_FOLDER = Path(__file__).resolve().parent / "lexicons"


@cache
def lexicon(language: Language, name: str) -> dict[str, Any]:
    """The lexicon ``name`` of a language; empty when the language has none."""
    path = _FOLDER / language / f"{name}.yaml"
    content = read_yaml(path) if path.exists() else {}
    return content if isinstance(content, dict) else {}
