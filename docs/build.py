"""Builds what documentation can be built from the code, and checks the rest.

``python docs/build.py`` writes docs/reference; ``--check`` writes nothing and fails when a page is stale, a link is
dead, or a command shown in the documentation does not exist.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
sys.path.insert(0, str(ROOT / "src"))


def command_pages() -> str:
    """Every command with its help, as the terminal prints it."""
    from palermo.config.cli import main

    parts = ["# Commands", "", "Generated from the code by `docs/build.py`.", ""]
    for path, command in _commands("palermo", main):
        context = click.Context(command, info_name=path, max_content_width=100)
        parts += [f"## `{path}`", "", "```text", command.get_help(context), "```", ""]
    return "\n".join(parts)


def _commands(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _commands(f"{path} {name}", inner)


def permissions_page() -> str:
    """Who may what: the roles and permissions of the release."""
    from palermo.ground.access.roles import roles

    table = roles()
    parts = [
        "# Roles and permissions",
        "",
        "Generated from `src/palermo/ground/access/roles.yaml` by `docs/build.py`.",
        "",
    ]
    parts += [
        "| permission | writes | " + " | ".join(table.titles) + " |",
        "| --- | --- |" + " --- |" * len(table.titles),
    ]
    for permission, writes in table.permissions.items():
        marks = ("yes" if permission in table.granted[role] else "" for role in table.titles)
        parts.append(f"| `{permission}` | {'yes' if writes else ''} | " + " | ".join(marks) + " |")
    return "\n".join([*parts, ""])


def tables_page() -> str:
    """Every table with its classification and its fields."""
    from django.apps import apps

    parts = ["# Tables", "", "Generated from the models by `docs/build.py`.", ""]
    for model in apps.get_models():
        if not model.__module__.startswith("palermo."):
            continue
        classification = model.classification  # type: ignore[attr-defined]
        parts += [
            f"## {model._meta.label}", "", (model.__doc__ or "").strip(), "",
            f"Personal data: {classification.personal}. Kept: {classification.retention}."
            f" Scope: {classification.scope}.", "",
            ", ".join(f"`{field.name}`" for field in model._meta.fields), "",
        ]  # fmt: skip
    return "\n".join(parts)


def measures_page() -> str:
    """What is counted, from standards/measures.yaml."""
    import yaml

    content = yaml.safe_load((ROOT / "standards" / "measures.yaml").read_text(encoding="utf-8"))
    entries = content["measures"] if isinstance(content, dict) and "measures" in content else content
    parts = [
        "# Measures",
        "",
        "Generated from `standards/measures.yaml` by `docs/build.py`.",
        "",
        "| id | English | 中文 | unit |",
        "| --- | --- | --- | --- |",
    ]
    pairs = entries.items() if isinstance(entries, dict) else ((entry["id"], entry) for entry in entries)
    for identifier, entry in pairs:
        labels = entry.get("labels") or entry.get("label")
        parts.append(f"| `{identifier}` | {labels['en']} | {labels['zh']} | {entry.get('unit', '')} |")
    return "\n".join([*parts, ""])


def pages() -> dict[str, str]:
    """The generated pages by file name."""
    from palermo.config.openapi import description

    return {
        "commands.md": command_pages(),
        "permissions.md": permissions_page(),
        "tables.md": tables_page(),
        "measures.md": measures_page(),
        "openapi.json": description(),
    }


LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
COMMAND = re.compile(r"^\./palermo ((?:[a-z]+ ?)+)", re.MULTILINE)


def markdown_files() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def dead_links() -> list[str]:
    """Links of our pages to files that do not exist."""
    return [
        f"{page.relative_to(ROOT)}: {target}"
        for page in markdown_files()
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]


def unknown_commands() -> list[str]:
    """Commands shown in our pages that the command line does not have."""
    from palermo.config.cli import main

    known = {path.removeprefix("palermo ") for path, _ in _commands("palermo", main)}
    return [
        f"{page.relative_to(ROOT)}: ./palermo {words.strip()}"
        for page in markdown_files()
        for words in COMMAND.findall(page.read_text(encoding="utf-8"))
        if not any(" ".join(words.split()[:length]) in known for length in (1, 2))
    ]


def stale_pages() -> list[str]:
    """Generated pages that differ from what the code says now."""
    stale = []
    for name, content in pages().items():
        path = REFERENCE / name
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            stale.append(f"docs/reference/{name} is stale: run python docs/build.py")
    return stale


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    os.environ.setdefault("PALERMO_HOME", tempfile.mkdtemp(prefix="palermo-docs-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.config.settings")
    import django

    django.setup()
    if not check:
        REFERENCE.mkdir(parents=True, exist_ok=True)
        for name, content in pages().items():
            (REFERENCE / name).write_text(content, encoding="utf-8")
    faults = [*stale_pages(), *dead_links(), *unknown_commands()]
    print("\n".join(faults) or f"documentation is current: {len(markdown_files())} pages")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
