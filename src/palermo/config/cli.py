"""The command line: ``palermo COMMAND``."""

from __future__ import annotations

import os
from pathlib import Path

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--home", type=click.Path(path_type=Path), help="Where the instance lives (default: .home).")
def main(home: Path | None) -> None:
    """Palermo: from reports and statistics to figures that can be followed back to where they came from."""
    if home is not None:
        os.environ["PALERMO_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.config.settings")


if __name__ == "__main__":
    main()
