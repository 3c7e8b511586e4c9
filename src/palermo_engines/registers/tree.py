"""YAML as a tree of plain values that know their lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from palermo_engines.registers.problems import Problems

LARGEST = 200_000
_DEEPEST = 12
_LONGEST_NUMBER = 40
_COLLECTIONS = frozenset({"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = yaml.SafeLoader("")
_KINDS = {
    "tag:yaml.org,2002:str": str, "tag:yaml.org,2002:int": int, "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:bool": bool, "tag:yaml.org,2002:null": type(None),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tree:
    """A mapping (``dict`` of Tree), a list or a scalar, with the line it begins on."""

    value: Any
    line: int

    def get(self, key: str) -> Tree | None:
        """The entry of a mapping; None when there is none, or this is no mapping."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def items(self) -> Iterator[tuple[str, Tree]]:
        """Entries of a mapping; none of anything else."""
        return iter(self.value.items() if isinstance(self.value, dict) else ())

    def each(self) -> Iterator[Tree]:
        """Entries of a list; none of anything else."""
        return iter(self.value if isinstance(self.value, list) else ())

    def plain(self) -> Any:
        """The value without lines."""
        if isinstance(self.value, dict):
            return {key: entry.plain() for key, entry in self.value.items()}
        return [entry.plain() for entry in self.value] if isinstance(self.value, list) else self.value


def read_tree(text: str, problems: Problems) -> Tree | None:
    """The tree of a YAML text; None, with the problem noted, when there is none."""
    if len(text.encode("utf-8", "replace")) > LARGEST:
        problems.add(1, "", f"The declaration is larger than {LARGEST // 1000} kB.")
        return None
    try:
        if _has_alias(text, problems):
            return None
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.add(line, "", f"This is not YAML: {error.problem or 'it cannot be read'}.")
        return None
    except (yaml.YAMLError, RecursionError, UnicodeError):
        problems.add(1, "", "This is not YAML: it holds signs that no text has, or is nested too deep.")
        return None
    if not isinstance(node, yaml.MappingNode):
        problems.add(1, "", "A declaration is a mapping: it begins with a key such as id:.")
        return None
    return _grown(node, problems, 0)


def _has_alias(text: str, problems: Problems) -> bool:
    """Anchors and aliases have no use here, and make small files large. Nesting is counted on the way."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problems.add(_line(event), "", "Anchors and aliases (& and *) are not used in declarations.")
            return True
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            problems.add(_line(event), "", f"Nested deeper than {_DEEPEST}.")
            return True
    return False


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _grown(node: yaml.Node, problems: Problems, depth: int) -> Tree:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.CollectionNode) and node.tag not in _COLLECTIONS:
        problems.add(line, "", f"The tag {node.tag[:40]} is not used in declarations.")
    if isinstance(node, yaml.MappingNode):
        return Tree(_mapping(node, problems, depth), line)
    if isinstance(node, yaml.SequenceNode):
        return Tree([_grown(entry, problems, depth + 1) for entry in node.value], line)
    return Tree(_scalar(node, problems), line)


def _mapping(node: yaml.MappingNode, problems: Problems, depth: int) -> dict[str, Tree]:
    found: dict[str, Tree] = {}
    for key, entry in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        line = key.start_mark.line + 1
        if not name:
            problems.add(line, "", "A key must be a word.")
        elif name in found:
            problems.add(line, name, "This key stands twice.")
        else:
            found[name] = _grown(entry, problems, depth + 1)
    return found


def _scalar(node: yaml.Node, problems: Problems) -> Any:
    """Text, a whole number, a truth or nothing. A date stays the text it was written as."""
    kind = _KINDS.get(node.tag)
    if kind is None and not node.tag.startswith("tag:yaml.org,2002:timestamp"):
        problems.add(node.start_mark.line + 1, "", f"The tag {node.tag[:40]} is not used in declarations.")
        return None
    if kind in (None, str):
        return str(node.value)
    if len(node.value) > _LONGEST_NUMBER:
        problems.add(node.start_mark.line + 1, "", "This number is too long.")
        return None
    return _PLAIN.construct_object(yaml.ScalarNode(node.tag, node.value))
