"""Questions that ask who somebody is. They belong in the vault; a register that holds them is warned about."""

from __future__ import annotations

import re
from collections.abc import Iterable

from palermo_engines.registers.xlsform.naming import field_id

MESSAGE = "It seems to ask who a person is. Identities belong in the vault, not in a register: remove it."
_NAMES = r"(?:first|second|last|middle|full|given|family|maiden)_name|surname|nickname|salutation"
_REACHED = r"e?_?mail|(?:home|mobile|cell)?_?(?:tele)?phone|(?:mailing_)?(?:street|address|postal_code)|zip_postal_code"
_MARKED = r"birth_?da(?:te|y)|date_of_birth|passport|signature|fingerprints?|photo"
_PERSONAL = re.compile(rf"(?:^|_)(?:{_NAMES}|{_REACHED}|{_MARKED})(?:_|$)")


def asks_for_identity(name: str, labels: Iterable[str]) -> bool:
    """Whether the name of a question, or its text in English, asks for something that identifies a person."""
    return any(_PERSONAL.search(field_id(text)) is not None for text in (name, *labels))
