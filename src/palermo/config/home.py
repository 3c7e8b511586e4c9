"""The home of an instance: its database file, its originals, its secret key. One folder, easy to back up."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """Paths inside an instance's home. Nothing is created until it is asked for."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "palermo.sqlite3"

    @property
    def originals(self) -> Path:
        """Original files, named by the SHA-256 of their bytes."""
        return self.root / "originals"

    @property
    def pictures(self) -> Path:
        """Drawn charts and maps, named by the digest of what they show. Can be deleted at any time."""
        return self.root / "pictures"

    @property
    def region(self) -> Path:
        """Further countries of this instance (the demo's fictional region), when there are any."""
        return self.root / "region.yaml"

    def secret_key(self) -> str:
        """The instance's own key, made on first use, readable by its owner only."""
        path = self.root / "secret.key"
        try:
            return path.read_text(encoding="ascii")
        except FileNotFoundError:
            self.root.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(64))
            return path.read_text(encoding="ascii")


def current_home() -> Home:
    """``PALERMO_HOME``, else ``.home`` in the folder the command was run from."""
    return Home(Path(os.environ.get("PALERMO_HOME") or ".home").resolve())
