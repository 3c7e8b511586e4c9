"""Reading a code list file, with errors that name it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from palermo_engines.kit.errors import InputError
from palermo_engines.kit.standards import standards_directory
from palermo_engines.kit.yaml_files import read_yaml


def read_mapping(path: Path) -> dict[str, Any]:
    """The mapping a YAML file holds. InputError when the file is absent or is none."""
    content = _read(path)
    if not isinstance(content, dict):
        raise InputError("standards.malformed", "The list must be a mapping.", where=str(path))
    return content


def read_entries(path: Path) -> list[dict[str, Any]]:
    """The entries of a YAML file that is a list of mappings. InputError when the file is absent or is none."""
    content = _read(path)
    if not isinstance(content, list):
        raise InputError("standards.malformed", "The file must be a list.", where=str(path))
    return content


def _read(path: Path) -> object:
    try:
        return read_yaml(path)
    except OSError as error:
        raise InputError("standards.unreadable", "The list cannot be read.", where=str(path)) from error
    except yaml.YAMLError as error:
        raise InputError("standards.malformed", "The list is not YAML.", where=str(path)) from error


def citizenship_list() -> dict[str, dict[str, list[str]]]:
    """``standards/citizenships.yaml``: sections ``concepts``, ``variants``, ``adjectives`` and ``misprints``, each
    from a code to the texts that mean it."""
    return read_mapping(standards_directory() / "citizenships.yaml")
