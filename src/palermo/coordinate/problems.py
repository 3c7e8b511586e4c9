"""What went wrong, in the reader's language. Errors of actions carry a stable code and English words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from palermo.commons.wording.languages import active_language
from palermo_engines.kit.errors import InputError

_SENTENCES: Mapping[str, str | Promise] = {
    "resolutions.title": gettext_lazy("Give it a title."),
    "resolutions.kind": gettext_lazy("Say what kind of work it is."),
    "resolutions.symbol": gettext_lazy(
        "No session of the General Assembly numbered its resolutions in this way. Look whether a digit is missing."
    ),
    "resolutions.symbol_held": gettext_lazy("A work with this symbol is here already."),
    "resolutions.date": gettext_lazy("This is not a date. Write 2018, 2018-05 or 2018-05-14."),
    "resolutions.changed_meanwhile": gettext_lazy(
        "Somebody else changed this in the meantime. Look at it again; what you typed is still here."
    ),
    "resolutions.not_allowed": gettext_lazy("This was decided already."),
    "resolutions.status_order": gettext_lazy(
        "This status cannot follow the one before. Withdraw the statement before, if it was wrong."
    ),
    "resolutions.reason": gettext_lazy("Say why in a few words."),
    "resolutions.addressee": gettext_lazy("The directive does not speak to them."),
    "resolutions.theme": gettext_lazy("Choose a theme of the list."),
    "resolutions.body": gettext_lazy("Choose a group, body or country that is known here."),
    "resolutions.status": gettext_lazy("Choose a status of the list."),
    "resolutions.future": gettext_lazy("The day is still to come."),
    "resolutions.evidence": gettext_lazy("Show it by a paragraph of a later document or by a figure."),
    "resolutions.end": gettext_lazy("The directive stands in another paragraph."),
    "resolutions.backwards": gettext_lazy("The later one is dated before the earlier one."),
    "resolutions.circle": gettext_lazy(
        "This would lead back to where it began. Look at the chain: one of its links points the wrong way."
    ),
    "resolutions.linked": gettext_lazy("These two are linked already."),
    "resolutions.no_paragraph": gettext_lazy("Choose a paragraph that is here."),
    "resolutions.no_figure": gettext_lazy("There is no such figure. Paste the address of its page."),
    "obligations.missing": gettext_lazy("Say what is owed, by whom and to whom."),
    "passages.no_paragraph": gettext_lazy("The document has no such paragraph."),
    "passages.nothing": gettext_lazy(
        "No directive of this document was accepted yet. Review its findings first, or name a paragraph."
    ),
}


def told(problem: InputError) -> str:
    """The problem for a reader: in English the words of where it happened, else the sentence for its code. A code
    without a sentence stays English."""
    if active_language() == "en" or problem.code not in _SENTENCES:
        return f"{problem.message} {problem.advice}".strip()
    return str(_SENTENCES[problem.code])
