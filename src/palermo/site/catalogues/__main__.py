"""``python -m palermo.site.catalogues``: collect, merge, write and compile; say what is missing."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Exit code 1 when a translation does not fit its string (placeholders, plural forms)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.config.settings")
    import django

    django.setup()
    from palermo.site.catalogues.collecting import messages_used
    from palermo.site.catalogues.compiling import compile_catalogues
    from palermo.site.catalogues.merging import read_translations, write_catalogues

    used = messages_used()
    translations = read_translations()
    report = write_catalogues(used, translations)
    compile_catalogues()
    for language, missing in report.missing.items():
        sys.stdout.write(f"{language}: {len(used) - len(missing)} of {len(used)} translated\n")
        if language == "zh" or "--list" in sys.argv:
            sys.stdout.writelines(f"    {message.key!r}   ({message.places[0]})\n" for message in missing)
    sys.stdout.writelines(f"{problem}\n" for problem in report.problems)
    return 1 if report.problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
