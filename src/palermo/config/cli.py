"""The command line: ``palermo COMMAND``. Commands load when they are called, so that help is quick."""

from __future__ import annotations

import importlib

import click

# command -> the file under commands/ that holds it
_COMMANDS = {
    "audit": "audit",
    "backup": "backup",
    "conflicts": "evidence",
    "demo": "demo",
    "encode": "encode",
    "estimate": "estimate",
    "extract": "extract",
    "figures": "evidence",
    "import": "imports",
    "ingest": "documents",
    "link": "link",
    "people": "people",
    "publish": "documents",
    "registers": "registers",
    "restore": "backup",
    "search": "documents",
    "serve": "serve",
    "simulate": "simulate",
    "test": "testing",
}


class _Lazy(click.Group):
    """A group that imports a command's file on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"palermo.config.commands.{_COMMANDS[cmd_name]}")
        command = getattr(module, cmd_name, None) or getattr(module, f"{cmd_name}_")
        return command if isinstance(command, click.Command) else None


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Palermo: from reports and statistics to figures that can be followed back to where they came from."""


if __name__ == "__main__":
    main()
