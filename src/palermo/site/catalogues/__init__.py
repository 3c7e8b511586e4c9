"""Translations: every string the pages use, with its translations, as gettext catalogues.

Each part keeps ``translations.yaml`` beside its code: ``{msgid: {zh: .., fr: .., es: .., ru: .., ar: ..}}``, a plural
as ``"singular|plural"`` with a list of forms in the order of CLDR. ``python -m palermo.site.catalogues`` merges them
into ``site/locale``; ``compile_catalogues`` makes the binary files that Django reads, whenever the text is newer.
No gettext programs are needed.
"""

from palermo.site.catalogues.compiling import compile_catalogues
from palermo.site.catalogues.coverage import missing_count

__all__ = ["compile_catalogues", "missing_count"]
