"""The shell a visitor sees, as a Django app."""

from __future__ import annotations

import contextlib

from django.apps import AppConfig

from palermo.site.catalogues.compiling import compile_catalogues


class SiteConfig(AppConfig):
    name = "palermo.site"
    label = "site"

    def ready(self) -> None:
        """Translations are compiled when their text is newer, so that no command has to be remembered."""
        with contextlib.suppress(OSError):  # a read-only installation uses what it came with
            compile_catalogues()
