"""Names of instruments and of what States do, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from palermo.commons.wording.languages import active_language
from palermo.ground.standards.api import action_kinds, instruments

# The names people use. The full ones, in six languages, stand in standards/treaties.yaml.
_USUAL: Mapping[str, str | Promise] = {
    "XVIII-12": gettext_lazy("Organized Crime Convention"),
    "XVIII-12-a": gettext_lazy("Trafficking in Persons Protocol"),
    "XVIII-12-b": gettext_lazy("Smuggling of Migrants Protocol"),
    "XVIII-12-c": gettext_lazy("Firearms Protocol"),
}


def instrument_name(code: str) -> str:
    """The usual name; the full one where there is no other; the code when the instrument is unknown."""
    if code in _USUAL:
        return str(_USUAL[code])
    known = instruments().get(code)
    return known.name(active_language()) if known else code


def full_name(code: str) -> str:
    known = instruments().get(code)
    return known.name(active_language()) if known else code


def kind_name(kind: str) -> str:
    labels = action_kinds().get(kind, {})
    return labels.get(active_language()) or labels.get("en") or kind
